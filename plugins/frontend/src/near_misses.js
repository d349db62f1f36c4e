/*
 * Names that are nearly what was typed.
 *
 * The first key that nothing matches is followed by a walk over every part of every name. A number for each tells
 * which letters it has, and nearly all are passed over by that alone: the walk costs little even on the first key,
 * which runs before the browser has compiled any of this.
 */

/** @typedef {import("./index_entries.js").Entry} Entry */
/** @typedef {{texts: string[], letters: Int32Array, held: Entry[][]}} Parts parts of names, their letters, and who is called so */

const LEAST_FORGIVEN = 4;

/**
 * The letters of a text as bits; several signs share one. A text whose letters lack a bit lacks the letter.
 * @param {string} text lower case
 * @returns {number}
 */
export function lettersOf(text) {
  let letters = 0;
  // A shift looks at five bits only: `a` to `z` are 1 to 26, and digits and dashes are spread over all.
  for (let at = 0; at < text.length; at += 1) letters |= 1 << text.charCodeAt(at);
  return letters;
}

/** One slip brings in one letter that is not there, and never two. @param {number} strange letters @returns {boolean} */
export function hasSeveral(strange) {
  return (strange & (strange - 1)) !== 0;
}

/** @type {WeakMap<Entry[], Parts>} */
const known = new WeakMap();

/** Entries by the parts of their names: a catalog has few of those. @param {Entry[]} all @returns {Parts} */
export function partsOfNames(all) {
  let parts = known.get(all);
  if (parts === undefined) known.set(all, (parts = readParts(all)));
  return parts;
}

/** @param {Entry[]} all @returns {Parts} */
function readParts(all) {
  /** @type {Map<string, Entry[]>} */
  const index = new Map();
  for (const entry of all) {
    const names = entry.lowLabel === entry.lowName ? entry.lowName : `${entry.lowName} ${entry.lowLabel}`;
    // The whole name as well, for those who type its dashes.
    for (const part of new Set([entry.lowName, ...names.split(/[\s\-_.:/]+/)])) {
      const held = index.get(part);
      if (held === undefined) index.set(part, [entry]);
      else held.push(entry);
    }
  }
  const texts = [...index.keys()];
  return { texts, letters: Int32Array.from(texts, lettersOf), held: [...index.values()] };
}

/** Entries with a part of their name that starts nearly with the word. @param {Entry[]} all @param {string} word @returns {Set<Entry>} */
export function nearlyCalled(all, word) {
  const found = new Set();
  if (word.length < LEAST_FORGIVEN) return found;
  const { texts, letters, held } = partsOfNames(all);
  const wanted = lettersOf(word);
  for (let at = 0; at < texts.length; at += 1) {
    if (hasSeveral(wanted & ~letters[at]) || !startsNearly(texts[at], word)) continue;
    for (const entry of held[at]) found.add(entry);
  }
  return found;
}

/**
 * Whether the text starts with the word but for one letter too many, missing, wrong or swapped with the next
 * (Damerau-Levenshtein distance 1 to a prefix).
 * @param {string} text
 * @param {string} word
 * @returns {boolean}
 */
export function startsNearly(text, word) {
  let same = 0;
  while (same < word.length && text[same] === word[same]) same += 1;
  return (
    continues(text, same + 1, word, same + 1) ||
    continues(text, same, word, same + 1) ||
    continues(text, same + 1, word, same) ||
    (text[same] === word[same + 1] && text[same + 1] === word[same] && continues(text, same + 2, word, same + 2))
  );
}

/** Whether the rest of the word stands in the text at a place; without a new text for each of many thousands. */
function continues(/** @type {string} */ text, /** @type {number} */ at, /** @type {string} */ word, /** @type {number} */ from) {
  if (text.length - at < word.length - from) return false;
  for (let i = from; i < word.length; i += 1) {
    if (text.charCodeAt(at + i - from) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** @param {string} word @param {string} text */
export function isSubsequence(word, text) {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

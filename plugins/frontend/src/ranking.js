/* Which entries a text asks for, best first. */

/** @typedef {import("./entries_of_index.js").Entry} Entry */

/** Which kind comes first among equal matches: an alert names a service, seldom its API. */
const KIND_WEIGHT = ["component", "api", "system", "resource", "domain", "group", "template", "user", "location", "docs"];

/**
 * The entries that a text asks for, best first. `kind:`, `type:`, `owner:`, `system:` and `lifecycle:`
 * narrow; every other word has to match.
 * @param {Entry[]} all
 * @param {string} text
 * @returns {Entry[]}
 */
export function search(all, text) {
  const { words, filters } = readQuery(text);
  if (words.length === 0 && filters.length === 0) return [];
  const narrowed = filters.length === 0 ? all : all.filter((item) => filters.every((fits) => fits(item)));
  const ranked = rank(narrowed, words, scoreWord);
  // Nobody mistypes when something matches: look for near misses only when nothing does.
  return ranked.length > 0 || words.length === 0 ? ranked : rank(narrowed, words, scoreNearMiss);
}

/** @param {string} text */
export function readQuery(text) {
  const words = [];
  const filters = [];
  for (const token of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const [, field, value] = /^(kind|type|owner|system|lifecycle):(.*)$/.exec(token) ?? [];
    if (field === undefined) words.push(token);
    else if (value !== "") filters.push(filterOf(field, value));
  }
  return { words, filters };
}

/** @param {string} field @param {string} value @returns {(item: Entry) => boolean} */
function filterOf(field, value) {
  if (field === "owner") return (item) => `${item.owner} ${item.ownerLabel}`.toLowerCase().includes(value);
  if (field === "system") return (item) => `${item.system} ${item.systemLabel}`.toLowerCase().includes(value);
  const column = /** @type {"kind" | "type" | "lifecycle"} */ (field);
  return (item) => item[column].toLowerCase().startsWith(value);
}

/**
 * @param {Entry[]} items
 * @param {string[]} words
 * @param {(item: Entry, word: string) => number} score 0 for no match, the more the better
 */
function rank(items, words, score) {
  const scored = [];
  for (const item of items) {
    let total = 0;
    for (const word of words) {
      const points = score(item, word);
      if (points === 0) { total = -1; break; }
      total += points;
    }
    if (total >= 0) scored.push({ item, total });
  }
  scored.sort((a, b) => b.total - a.total || compare(a.item, b.item));
  return scored.map(({ item }) => item);
}

/** @param {Entry} a @param {Entry} b */
function compare(a, b) {
  return (
    weight(a) - weight(b) ||
    a.label.length - b.label.length ||
    (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)
  );
}

/** @param {Entry} item */
function weight(item) {
  const kind = KIND_WEIGHT.indexOf(item.kind);
  return (kind < 0 ? KIND_WEIGHT.length : kind) * 2 + (item.type === "service" ? 0 : 1);
}

/** Exact before prefix before start of a word before anywhere. @param {Entry} item @param {string} word */
function scoreWord(item, word) {
  const at = item.text.indexOf(word);
  if (at < 0) return 0;
  const name = item.name.toLowerCase();
  const label = item.label.toLowerCase();
  if (name === word || label === word) return 6;
  if (name.startsWith(word) || label.startsWith(word)) return 5;
  const inside = name.indexOf(word) >= 0 ? name : label;
  const place = inside.indexOf(word);
  if (place < 0) return 1;
  return /[a-z0-9]/.test(inside[place - 1] ?? "") ? 3 : 4;
}

/** One slip of the finger, or letters left out. @param {Entry} item @param {string} word */
function scoreNearMiss(item, word) {
  const name = item.name.toLowerCase();
  if (word.length > 2 && startsNearly(name, word)) return 2;
  return word.length > 1 && isSubsequence(word, name) ? 1 : 0;
}

/**
 * Whether the text starts with the word but for one letter too many, missing, wrong or swapped.
 * @param {string} text @param {string} word
 */
function startsNearly(text, word) {
  let same = 0;
  while (same < word.length && text[same] === word[same]) same += 1;
  if (same === 0) return false;
  const swapped = text[same] === word[same + 1] && text[same + 1] === word[same];
  return (
    text.startsWith(word.slice(same + 1), same + 1) ||
    text.startsWith(word.slice(same + 1), same) ||
    text.startsWith(word.slice(same), same + 1) ||
    (swapped && text.startsWith(word.slice(same + 2), same + 2))
  );
}

/** @param {string} word @param {string} text */
function isSubsequence(word, text) {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}


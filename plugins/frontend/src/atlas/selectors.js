/* The grammar of selectors. The twin of callboard.graph.selectors, which describes it. */

export const KEYS = ["domain", "kind", "lifecycle", "owner", "system", "tag", "through", "type"];
export const MOST_STEPS = 3;
const MOST_CHARACTERS = 300;
const MOST_WORDS = 20;

/** @typedef {{text: string, position: number}} Word the position counts from 1 */
/** @typedef {{name: Word, uses: number, usedBy: number}} Around */
/** @typedef {{key: string, values: Word[]}} Filter */
/** @typedef {{around?: Around, path?: [Word, Word], filters: Filter[], throughShared: boolean}} Selector */

export class SelectorError extends Error {
  /** @param {string} message @param {number} position */
  constructor(message, position) {
    super(message);
    this.position = position;
  }
}

/** @param {string} text @returns {Selector} */
export function parseSelector(text) {
  if (text.length > MOST_CHARACTERS) {
    throw new SelectorError(`a selector has at most ${MOST_CHARACTERS} characters`, MOST_CHARACTERS + 1);
  }
  const arrows = [...text.matchAll(/->|→/g)];
  if (arrows.length > 1) {
    throw new SelectorError("a path has two ends and one arrow, as in a -> b", arrows[1].index + 1);
  }
  if (arrows.length === 1) return path(text, arrows[0].index, arrows[0].index + arrows[0][0].length);
  const words = wordsOf(text, 0);
  if (words.length === 0) {
    throw new SelectorError("say a name, a path such as a -> b, or a filter such as owner:name", 1);
  }
  if (words.length > MOST_WORDS) {
    throw new SelectorError(`a selector has at most ${MOST_WORDS} words`, words[MOST_WORDS].position);
  }
  const names = words.filter((word) => !isFilter(word));
  if (names.length > 1) {
    throw new SelectorError("ask for one name at a time, or for a path such as a -> b", names[1].position);
  }
  const { throughShared, filters } = filtersOf(words.filter(isFilter));
  const around = names.length > 0 ? aroundOf(names[0]) : undefined;
  if (!around && filters.length === 0) {
    throw new SelectorError("through:shared needs a name or a path to walk from", words[0].position);
  }
  return { around, filters, throughShared };
}

/** @param {string} text @param {number} start @param {number} end @returns {Selector} */
function path(text, start, end) {
  const left = wordsOf(text.slice(0, start), 0);
  const right = wordsOf(text.slice(end), end);
  const { throughShared, filters } = filtersOf([...left, ...right].filter(isFilter));
  if (filters.length > 0) {
    throw new SelectorError("a path takes no filter but through:shared", filters[0].values[0].position);
  }
  const from = endOf(left, start + 1, "say where the path begins, before the arrow");
  const to = endOf(right, end + 1, "say where the path ends, after the arrow");
  return { path: [from, to], filters: [], throughShared };
}

/** @param {Word[]} words @param {number} place @param {string} fault @returns {Word} */
function endOf(words, place, fault) {
  const names = words.filter((word) => !isFilter(word));
  if (names.length === 0) throw new SelectorError(fault, place);
  if (names.length > 1) throw new SelectorError("a path has one name at each end", names[1].position);
  if (names[0].text.includes("+")) {
    throw new SelectorError("a path takes no steps; leave the + out", names[0].position);
  }
  return names[0];
}

/** @param {string} text @param {number} offset @returns {Word[]} */
function wordsOf(text, offset) {
  return [...text.matchAll(/\S+/g)].map((found) => ({ text: found[0], position: offset + found.index + 1 }));
}

/** @param {Word} word */
function isFilter(word) {
  const colon = word.text.indexOf(":");
  return colon >= 0 && KEYS.includes(word.text.slice(0, colon).toLowerCase());
}

/** @param {Word[]} words */
function filtersOf(words) {
  let throughShared = false;
  /** @type {Filter[]} */
  const filters = [];
  for (const word of words) {
    const colon = word.text.indexOf(":");
    const key = word.text.slice(0, colon).toLowerCase();
    const values = valuesOf(word.text.slice(colon + 1), word.position + colon + 1);
    if (values.length === 0) throw new SelectorError(`${key}: needs a value`, word.position + colon + 1);
    if (values.length > MOST_WORDS) {
      throw new SelectorError(`a filter has at most ${MOST_WORDS} values`, values[MOST_WORDS].position);
    }
    if (key !== "through") filters.push({ key, values });
    else if (values.length === 1 && values[0].text.toLowerCase() === "shared") throughShared = true;
    else throw new SelectorError("the only way is through:shared", values[0].position);
  }
  return { throughShared, filters };
}

/** @param {string} text @param {number} position @returns {Word[]} */
function valuesOf(text, position) {
  const values = [];
  for (const part of text.split(",")) {
    if (part) values.push({ text: part, position });
    position += part.length + 1;
  }
  return values;
}

/** @param {Word} word @returns {Around} */
function aroundOf(word) {
  const found = /^(?:(\d{0,9})\+)?([^+]+)(?:\+(\d{0,9}))?$/.exec(word.text);
  if (!found) throw new SelectorError("steps are written as in 2+name+1", word.position);
  const [, before, name, after] = found;
  if (before === undefined && after === undefined) return { name: word, uses: 1, usedBy: 1 };
  const start = before === undefined ? 0 : before.length + 1;
  const uses = before === undefined ? 0 : Number(before || "1");
  const usedBy = after === undefined ? 0 : Number(after || "1");
  const places = [word.position, word.position + start + name.length + 1];
  [uses, usedBy].forEach((steps, side) => {
    if (steps > MOST_STEPS) {
      throw new SelectorError(`${MOST_STEPS} steps at most: beyond them everybody reaches everybody`, places[side]);
    }
  });
  return { name: { text: name, position: word.position + start }, uses, usedBy };
}

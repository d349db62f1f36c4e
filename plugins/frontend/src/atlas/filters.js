/* Which entities the filters let through. The twin of callboard.graph.atlas.filters. */

import { HOLDERS } from "./graph_index.js";
import { SelectorError } from "./selectors.js";
import { advice, find } from "./words.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./selectors.js").Filter} Filter */
/** @typedef {import("./selectors.js").Word} Word */
/** @typedef {(at: number) => boolean} Test */

/** @type {Record<string, readonly string[]>} */
const HOMES = { domain: ["domain"], system: ["system"], owner: ["group", "user"] };

/** @param {GraphIndex} index @param {Filter[]} filters @returns {Test} whether all filters hold */
export function sieve(index, filters) {
  const tests = filters.map((each) => testOf(index, each));
  return (at) => tests.every((test) => test(at));
}

/** @param {GraphIndex} index @param {Filter[]} filters @returns {number[]} */
export function matches(index, filters) {
  const passes = sieve(index, filters);
  const askedKind = filters.some(({ key }) => key === "kind");
  const found = [];
  for (let at = 0; at < index.length; at += 1) {
    if (index.isKnown(at) && (askedKind || !HOLDERS.has(index.kinds[at])) && passes(at)) found.push(at);
  }
  return found;
}

/** @param {GraphIndex} index @param {Filter} filter @returns {number[]} the systems, domains or owners it names */
export function homeOf(index, { key, values }) {
  return values.map((word) => home(index, key, word));
}

/** @param {GraphIndex} index @param {Filter} filter @returns {Test} */
function testOf(index, filter) {
  const { key, values } = filter;
  if (key in HOMES) {
    const homes = new Set(homeOf(index, filter));
    const column = key === "domain" ? index.domains : key === "system" ? index.systems : index.owners;
    return (at) => homes.has(column[at]);
  }
  if (key === "tag") {
    const known = new Set(index.tags.flat().map((tag) => tag.toLowerCase()));
    const tags = new Set(values.map((word) => knownWord(key, word, known)));
    return (at) => index.tags[at].some((tag) => tags.has(tag.toLowerCase()));
  }
  const column = key === "kind" ? index.kinds : key === "type" ? index.types : index.lifecycles;
  const known = new Set(column.map((word) => word.toLowerCase()));
  const words = new Set(values.map((word) => knownWord(key, word, known)));
  return (at) => words.has(column[at].toLowerCase());
}

/** @param {string} key @param {Word} word @param {Set<string>} known */
function knownWord(key, word, known) {
  const low = word.text.toLowerCase();
  if (known.has(low)) return low;
  known.delete("");
  throw new SelectorError(`no entity has the ${key} ${word.text}${advice(low, known)}`, word.position);
}

/** @param {GraphIndex} index @param {string} key @param {Word} word */
function home(index, key, word) {
  const kinds = HOMES[key];
  let at = find(index, word.text, kinds);
  if (at === undefined && key === "owner") {
    at = find(index, word.text);
    if (at !== undefined && !index.owners.includes(at)) at = undefined;
  }
  if (at !== undefined) return at;
  const names = index.names.filter((_, i) => kinds.includes(index.kinds[i]));
  throw new SelectorError(`there is no ${key} called ${word.text}${advice(word.text, names)}`, word.position);
}

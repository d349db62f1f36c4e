/* What a word means, and what was probably meant. The twin of callboard.graph.atlas.words. */

import { kindRank } from "../kinds.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */

const RANKS = ["component", "api", "resource", "system", "domain", "group", "template", "user", "location"];
const FAR = 2;
const LONGEST = 63;
const PREFIX = 3;

/**
 * The entity that `[kind:][namespace/]name` means; the likeliest, where several have the name.
 * @param {GraphIndex} index
 * @param {string} text
 * @param {readonly string[]} [kinds] only of these
 * @returns {number | undefined}
 */
export function find(index, text, kinds = []) {
  const { head, namespace, name } = cut(text.toLowerCase());
  let best;
  for (const at of index.byName.get(name) ?? []) {
    if (head !== undefined && index.kinds[at] !== head) continue;
    if (namespace !== undefined && index.namespaces[at] !== namespace) continue;
    if (kinds.length > 0 && !kinds.includes(index.kinds[at])) continue;
    if (best === undefined || preferred(index, at, best)) best = at;
  }
  return best;
}

/** @param {string} text */
export function cut(text) {
  const colon = text.lastIndexOf(":");
  const rest = text.slice(colon + 1);
  const slash = rest.lastIndexOf("/");
  return {
    head: colon < 0 ? undefined : text.slice(0, colon),
    namespace: slash < 0 ? undefined : rest.slice(0, slash),
    name: rest.slice(slash + 1),
  };
}

/** @param {string} word @param {Iterable<string>} candidates @returns {string} */
export function advice(word, candidates) {
  const meant = nearest(word.toLowerCase(), candidates);
  return meant === "" ? "" : `; did you mean ${meant}?`;
}

/**
 * The candidate with the fewest slips, else the first that begins with the word, else "".
 * @param {string} word
 * @param {Iterable<string>} candidates
 */
export function nearest(word, candidates) {
  let best = "";
  let fewest = FAR + 1;
  let longer = "";
  for (const candidate of [...new Set(candidates)].sort()) {
    const low = candidate.toLowerCase();
    if (word.length <= LONGEST && Math.abs(low.length - word.length) < fewest) {
      const slips = distance(word, low, fewest);
      if (slips < fewest && slips * 3 <= Math.max(3, word.length)) {
        best = candidate;
        fewest = slips;
      }
    }
    if (longer === "" && word.length >= PREFIX && low.startsWith(word)) longer = candidate;
  }
  return best || longer;
}

/**
 * How many letters are wrong, missing, too many or swapped; `limit` for that or more.
 * @param {string} left
 * @param {string} right
 * @param {number} limit
 */
export function distance(left, right, limit) {
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const a = left.slice(start, left.length - end);
  const b = right.slice(start, right.length - end);
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const made = [i];
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(row[j] + 1, made[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      made.push(cost);
    }
    if (Math.min(...made) >= limit) return limit;
    before = row;
    row = made;
  }
  return Math.min(row[row.length - 1], limit);
}

/**
 * Names that contain what was typed, for a list below the box: those that begin with it first.
 * @param {GraphIndex} index
 * @param {string} typed
 * @param {number} most
 * @returns {number[]}
 */
export function suggestions(index, typed, most) {
  const word = typed.toLowerCase();
  /** @type {{at: number, rank: number}[]} */
  const found = [];
  for (let at = 0; at < index.length; at += 1) {
    const place = index.names[at].indexOf(word);
    if (place < 0 || !index.isKnown(at)) continue;
    const inWord = place > 0 && /[a-z0-9]/.test(index.names[at][place - 1]);
    found.push({ at, rank: (place === 0 ? 0 : inWord ? 40 : 20) + kindRank(index.kinds[at]) });
  }
  found.sort((a, b) => a.rank - b.rank || index.names[a.at].length - index.names[b.at].length || a.at - b.at);
  return found.slice(0, most).map(({ at }) => at);
}

/** @param {GraphIndex} index @param {number} at @param {number} than */
function preferred(index, at, than) {
  const a = preference(index, at);
  const b = preference(index, than);
  const differing = a.findIndex((value, place) => value !== b[place]);
  return differing >= 0 && a[differing] < b[differing];
}

/** @param {GraphIndex} index @param {number} at */
function preference(index, at) {
  const rank = RANKS.indexOf(index.kinds[at]);
  return [
    index.isKnown(at) ? 0 : 1,
    rank < 0 ? RANKS.length : rank,
    index.namespaces[at] === "default" ? 0 : 1,
    at,
  ];
}

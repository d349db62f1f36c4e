/*
 * Which entries a text asks for, best first.
 *
 * The entries come in the order of equal matches, so nothing is sorted here: each match goes into the bucket of
 * its score, and the best buckets are emptied first. A key costs one walk over all entries.
 */

import { hasSeveral, isSubsequence, lettersOf, nearlyCalled } from "./near_misses.js";
import { matcher, readQuery } from "./query.js";

/** @typedef {import("./index_entries.js").Entry} Entry */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {{items: Entry[], total: number}} Found the first of all matches, and how many there are */
/** @typedef {(entry: Entry, word: string) => number} Score 0 for no match, the more the better */

export const MOST_RESULTS = 30;
const BEST = 6;

/**
 * @param {Entry[]} all in the order of equal matches
 * @param {string} text
 * @param {boolean} [forgiving] whether near misses count where nothing else does
 * @returns {Found}
 */
export function search(all, text, forgiving = true) {
  const query = readQuery(text);
  if (query.words.length === 0 && query.filters.length === 0) return { items: [], total: 0 };
  const found = rank(all, query, scoreWord);
  // Nobody mistypes when something matches: look for near misses only when nothing does.
  if (found.total > 0 || query.words.length === 0 || !forgiving) return found;
  return rank(all, query, nearMisses(all, query.words));
}

/** @param {Entry[]} all @param {Query} query @param {Score} score @returns {Found} */
function rank(all, { words, filters }, score) {
  /** @type {Entry[][]} */
  const buckets = Array.from({ length: BEST * words.length + 4 }, () => []);
  const narrowed = filters.map(matcher);
  let total = 0;
  for (const entry of all) {
    if (!narrowed.every((fits) => fits(entry))) continue;
    const points = pointsOf(entry, words, score);
    if (points < 0) continue;
    total += 1;
    if (buckets[points].length < MOST_RESULTS) buckets[points].push(entry);
  }
  return { items: buckets.reverse().flat().slice(0, MOST_RESULTS), total };
}

/** @param {Entry} entry @param {string[]} words @param {Score} score @returns {number} below 0 unless every word matches */
function pointsOf(entry, words, score) {
  let total = 0;
  for (const word of words) {
    const points = score(entry, word);
    if (points === 0) return -1;
    total += points;
  }
  return words.length > 1 ? total + phrasePoints(entry, words) : total;
}

/** `payment service` asks for payment-service. @param {Entry} entry @param {string[]} words */
function phrasePoints(entry, words) {
  const dashed = words.join("-");
  const spaced = words.join(" ");
  if (entry.lowName === dashed || entry.lowLabel === spaced) return 3;
  return entry.lowName.startsWith(dashed) || entry.lowLabel.startsWith(spaced) ? 2 : 0;
}

/** Exact before prefix before start of a word before anywhere. @type {Score} */
function scoreWord(entry, word) {
  if (!entry.text.includes(word)) return 0;
  const { lowName, lowLabel } = entry;
  if (lowName === word || lowLabel === word) return BEST;
  if (lowName.startsWith(word) || lowLabel.startsWith(word)) return 5;
  return Math.max(placeScore(lowName, word), lowLabel === lowName ? 0 : placeScore(lowLabel, word), 1);
}

/** @param {string} text @param {string} word */
function placeScore(text, word) {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charCodeAt(at - 1))) return 4;
    best = 3;
  }
  return best;
}

/** @param {number} code */
function isLetter(code) {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/**
 * A score that forgives one slip of the finger in each word, and letters left out.
 * @param {Entry[]} all
 * @param {string[]} words
 * @returns {Score}
 */
function nearMisses(all, words) {
  const asked = new Map(words.map((word) => [word, { near: nearlyCalled(all, word), letters: lettersOf(word) }]));
  return (entry, word) => {
    // A single word that matched anything would have been enough.
    const straight = words.length > 1 ? scoreWord(entry, word) : 0;
    if (straight > 0) return straight;
    const { near, letters } = /** @type {{near: Set<Entry>, letters: number}} */ (asked.get(word));
    const strange = letters & ~entry.letters;
    if (hasSeveral(strange)) return 0;
    if (near.has(entry)) return 2;
    return strange === 0 && word.length > 1 && isSubsequence(word, entry.lowName) ? 1 : 0;
  };
}

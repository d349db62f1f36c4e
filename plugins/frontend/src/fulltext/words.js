/* What of a typed text is looked for in texts. */

import { matcher, readFilter, readQuery } from "../query.js";

/** @typedef {import("../index_entries.js").Entry} Entry */

const LEAST_LETTERS = 3;

/** @param {string} text @returns {string} as it was typed, quotes and all, without what narrows */
export function plainWords(text) {
  return text.split(/\s+/).filter((token) => token !== "" && readFilter(token) === undefined).join(" ");
}

/** @param {string} text @returns {boolean} whether it is worth the search: one letter is in every text */
export function worthAsking(text) {
  return plainWords(text).split(" ").some((word) => word.length >= LEAST_LETTERS);
}

/** @param {string} text @returns {((entry: Entry) => boolean) | undefined} what narrows; every text is in `docs` already */
export function narrowing(text) {
  const filters = readQuery(text).filters.filter(({ field, value }) => field !== "kind" || value !== "docs").map(matcher);
  return filters.length === 0 ? undefined : (entry) => filters.every((fits) => fits(entry));
}

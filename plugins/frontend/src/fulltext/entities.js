/* Entities of the search index by their short references. */

/** @typedef {import("../index_entries.js").Entry} Entry */

import { refOf } from "./grouping.js";

/** @type {WeakMap<Entry[], Map<string, Entry>>} */
const known = new WeakMap();

/** @param {Entry[]} all @returns {Map<string, Entry>} */
export function entityOf(all) {
  let found = known.get(all);
  if (found === undefined) {
    found = new Map(all.filter((entry) => entry.address.startsWith("catalog/")).map((entry) => [refOf(entry.address), entry]));
    known.set(all, found);
  }
  return found;
}

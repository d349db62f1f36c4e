/* The scripts of data, loaded when somebody asks, and read once. */

import { readIndex } from "./index_entries.js";
import { loadScript } from "./site.js";

/** @typedef {import("./index_entries.js").Entry} Entry */
/** @typedef {import("./index_entries.js").SearchIndex} SearchIndex */

/** @type {Promise<Entry[]> | undefined} */
let reading;

/** @returns {Promise<SearchIndex>} */
export async function searchIndex() {
  // Another bundle of the page may have loaded it.
  if (!globalThis.callboardSearchIndex) await loadScript("api/search-index.js");
  return /** @type {SearchIndex} */ (globalThis.callboardSearchIndex);
}

/** @returns {Promise<string[]>} one for each row of the index */
export async function descriptions() {
  if (!globalThis.callboardDescriptions) await loadScript("api/search-descriptions.js");
  return globalThis.callboardDescriptions ?? [];
}

/** @returns {Promise<Entry[]>} */
export function entries() {
  reading ??= searchIndex().then(readIndex).catch((error) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

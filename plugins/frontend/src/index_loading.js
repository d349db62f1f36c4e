/* The scripts of data, loaded when somebody asks, and read once. */

import { loadScript } from "./site.js";

/** @typedef {import("./index_entries.js").SearchIndex} SearchIndex */

/** @typedef {NonNullable<typeof globalThis.callboardFinder>} Finder */
/** @typedef {import("./index_entries.js").Entry} Entry */

/** @type {Promise<Finder & {all: Entry[]}> | undefined} */
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

/** @returns {Promise<import("./atlas/document.js").AtlasDocument>} */
export async function atlasDocument() {
  if (!globalThis.callboardAtlas) await loadScript("api/atlas.js");
  return /** @type {import("./atlas/document.js").AtlasDocument} */ (globalThis.callboardAtlas);
}

/** What finds, and all that it can find. @returns {Promise<Finder & {all: Entry[]}>} */
export function finder() {
  reading ??= Promise.all([searchIndex(), loadScript("assets/callboard/finder.js")]).then(([index]) => {
    const found = /** @type {Finder} */ (globalThis.callboardFinder);
    return { ...found, all: found.readIndex(index) };
  }).catch((error) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

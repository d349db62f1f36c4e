/* The search index, read: every entity and every page of documentation as an entry of its own. */

import { pageOf } from "./addresses.js";
import { loadScript } from "./site.js";

/**
 * @typedef {object} Entry
 * @property {string} label what people call it
 * @property {string} name its name, or the same as the label
 * @property {string} kind lower case; "docs" for a page of documentation
 * @property {string} type
 * @property {string} lifecycle
 * @property {string} owner short reference, "" for none
 * @property {string} ownerLabel
 * @property {string} system short reference, "" for none
 * @property {string} systemLabel
 * @property {string} description
 * @property {string} address relative to the root of the site
 * @property {string} text everything that is searched, lower case
 */

/**
 * @typedef {object} EntityColumns
 * @property {string[]} name
 * @property {string[]} title "" where it is the name
 * @property {string[]} description
 * @property {number[]} kind this and the others: positions in `words`
 * @property {number[]} namespace
 * @property {number[]} type
 * @property {number[]} lifecycle
 * @property {number[]} owner
 * @property {number[]} system
 * @property {string[]} words
 * @property {Record<string, string>} labels by short reference
 */

/** @typedef {{title: string[], address: string[], entity: number[]}} DocsColumns */
/** @typedef {{version: number, entities: EntityColumns, docs: DocsColumns}} SearchIndex */

/** @type {Promise<Entry[]> | undefined} */
let reading;

/** @returns {Promise<Entry[]>} all of them, read once, when somebody asks */
export function entries() {
  reading ??= loadScript("api/search-index.js").then(
    () => readIndex(/** @type {SearchIndex} */ (globalThis.callboardSearchIndex)),
    (error) => {
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

/** @param {SearchIndex} index @returns {Entry[]} */
export function readIndex(index) {
  const { entities, docs } = index;
  const { words, labels } = entities;
  /** @param {string} ref */
  const labelOf = (ref) => labels[ref] ?? ref;
  const found = entities.name.map((/** @type {string} */ name, /** @type {number} */ i) => {
    const word = (/** @type {"kind" | "namespace" | "type" | "lifecycle" | "owner" | "system"} */ column) => words[entities[column][i]];
    const kind = word("kind");
    return entry({
      label: entities.title[i] || name,
      name,
      kind,
      type: word("type"),
      lifecycle: word("lifecycle"),
      owner: word("owner"),
      ownerLabel: labelOf(word("owner")),
      system: word("system"),
      systemLabel: labelOf(word("system")),
      description: entities.description[i],
      address: pageOf(word("namespace"), kind, name.toLowerCase()),
    });
  });
  const pages = docs.title.map((/** @type {string} */ title, /** @type {number} */ i) => {
    const of = found[docs.entity[i]];
    return entry({
      ...of,
      label: title,
      name: title,
      kind: "docs",
      type: of.label,
      description: "",
      address: of.address.replace(/^catalog/, "docs") + docs.address[i],
    });
  });
  return found.concat(pages);
}

/** @param {Omit<Entry, "text">} fields @returns {Entry} */
function entry(fields) {
  const { label, name, type, ownerLabel, systemLabel } = fields;
  return { ...fields, text: `${name}\n${label}\n${type}\n${ownerLabel}\n${systemLabel}`.toLowerCase() };
}


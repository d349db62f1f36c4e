/* The search index, read: every entity and every page of documentation as an entry of its own. */

import { pageOf } from "./addresses.js";
import { lettersOf } from "./near_misses.js";

/**
 * @typedef {object} Entry
 * @property {string} label what people call it
 * @property {string} name its name, or the same as the label
 * @property {string} kind lower case; "docs" for a page of documentation
 * @property {string} kindWord as people write it
 * @property {string} icon
 * @property {string} type
 * @property {string} lifecycle
 * @property {string} owner short reference, "" for none
 * @property {string} ownerLabel
 * @property {string} system short reference, "" for none
 * @property {string} systemLabel
 * @property {string} domain short reference, "" for none
 * @property {string} domainLabel
 * @property {string[]} tags
 * @property {number} users how many use it directly
 * @property {string} runbook where its runbook is, "" for none
 * @property {string} docs where its documentation begins, "" for none
 * @property {string} address relative to the root of the site
 * @property {string} lowName
 * @property {string} lowLabel
 * @property {string} text everything that is searched, lower case
 * @property {number} letters which letters name and label have, as bits
 */

/**
 * @typedef {object} EntityColumns
 * @property {string[]} name
 * @property {string[]} title "" where it is the name
 * @property {number[]} kind this and the others: positions in `words`
 * @property {number[]} namespace
 * @property {number[]} type
 * @property {number[]} lifecycle
 * @property {number[]} owner
 * @property {number[]} system
 * @property {number[]} domain
 * @property {number[]} runbook
 * @property {number[]} docs
 * @property {number[]} users numbers as they are
 * @property {string} problem a digit for each, 3 for an error, 2 for a warning, 1 for a note
 * @property {number[]} tags positions in `tagSets`
 * @property {number[][]} tagSets positions in `words`
 * @property {string[]} words
 * @property {Record<string, string>} labels by short reference
 * @property {Record<string, [string, string]>} kinds how each kind is written, and its picture
 */

/** @typedef {{title: string[], address: string[], entity: number[]}} DocsColumns */
/** @typedef {{version: number, entities: EntityColumns, docs: DocsColumns}} SearchIndex */
/** @typedef {"kind" | "namespace" | "type" | "lifecycle" | "owner" | "system" | "domain" | "runbook" | "docs"} WordColumn */

const NAME_MARK = "\u0001";

/** @param {EntityColumns} columns @param {WordColumn} column @param {number} row */
export function wordAt(columns, column, row) {
  return columns.words[columns[column][row]] ?? "";
}

/** @param {EntityColumns} columns @param {string} ref short reference @returns {string} the reference itself where the catalog lacks it */
export function labelOf(columns, ref) {
  return Object.hasOwn(columns.labels, ref) ? columns.labels[ref] : ref;
}

/** @param {EntityColumns} columns @param {string} kind @returns {string} as people write it */
export function writtenKind(columns, kind) {
  return columns.kinds[kind]?.[0] ?? kind;
}

/** @param {EntityColumns} columns @param {string} kind @returns {string} the picture that stands for it */
export function pictureOf(columns, kind) {
  return columns.kinds[kind]?.[1] || "generic";
}

/** @param {EntityColumns} columns @param {number} row @returns {string} the address of its page */
export function pageAt(columns, row) {
  return pageOf(wordAt(columns, "namespace", row), wordAt(columns, "kind", row), columns.name[row].toLowerCase());
}

/** @param {SearchIndex} index @returns {Entry[]} in the order of equal matches */
export function readIndex(index) {
  const { entities, docs } = index;
  const sets = entities.tagSets.map((set) => set.map((position) => entities.words[position]));
  const found = entities.name.map((_, row) => entityEntry(entities, sets, row));
  const pages = docs.title.map((title, i) => pageEntry(found[docs.entity[i]], title, docs.address[i]));
  return found.concat(pages).sort(compare);
}

/** @param {EntityColumns} columns @param {string[][]} sets @param {number} row @returns {Entry} */
function entityEntry(columns, sets, row) {
  const name = columns.name[row];
  const kind = wordAt(columns, "kind", row);
  const owner = wordAt(columns, "owner", row);
  const system = wordAt(columns, "system", row);
  const domain = wordAt(columns, "domain", row);
  return searchable({
    label: columns.title[row] || name,
    name,
    kind,
    kindWord: writtenKind(columns, kind),
    icon: pictureOf(columns, kind),
    type: wordAt(columns, "type", row),
    lifecycle: wordAt(columns, "lifecycle", row),
    owner,
    ownerLabel: labelOf(columns, owner),
    system,
    systemLabel: labelOf(columns, system),
    domain,
    domainLabel: labelOf(columns, domain),
    tags: sets[columns.tags[row]],
    users: columns.users[row],
    runbook: wordAt(columns, "runbook", row).replaceAll(NAME_MARK, name),
    docs: wordAt(columns, "docs", row).replaceAll(NAME_MARK, name),
    address: pageAt(columns, row),
    lowName: "",
    lowLabel: "",
    text: "",
    letters: 0,
  });
}

/** @param {Entry} entity @param {string} title @param {string} address @returns {Entry} */
function pageEntry(entity, title, address) {
  return searchable({
    ...entity,
    label: title,
    name: title,
    kind: "docs",
    kindWord: "Docs",
    icon: "docs",
    type: entity.label,
    users: 0,
    address: entity.address.replace(/^catalog/, "docs") + address,
  });
}

/** @param {Entry} entry @returns {Entry} */
function searchable(entry) {
  const { label, name, type, ownerLabel, systemLabel, tags } = entry;
  entry.lowName = name.toLowerCase();
  entry.lowLabel = label === name ? entry.lowName : label.toLowerCase();
  entry.letters = lettersOf(entry.lowName) | (label === name ? 0 : lettersOf(entry.lowLabel));
  entry.text = `${name}\n${label}\n${type}\n${ownerLabel}\n${systemLabel}\n${tags.join("\n")}`.toLowerCase();
  return entry;
}

/** Which kind comes first among equal matches: an alert names a service, seldom its API. */
const KIND_ORDER = ["component", "api", "system", "resource", "domain", "group", "template", "user", "location"];

/** @param {Entry} a @param {Entry} b what is deprecated comes last, documents after entities */
function compare(a, b) {
  return weight(a) - weight(b) || a.label.length - b.label.length || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
}

/** @param {Entry} entry */
function weight(entry) {
  if (entry.kind === "docs") return 1000;
  const kind = KIND_ORDER.indexOf(entry.kind);
  const deprecated = entry.lifecycle === "deprecated" ? 100 : 0;
  return deprecated + (kind < 0 ? KIND_ORDER.length : kind) * 2 + (entry.type === "service" ? 0 : 1);
}

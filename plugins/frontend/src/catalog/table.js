/*
 * The catalog as columns of numbers: what the table filters, counts and sorts.
 *
 * Twenty thousand rows are walked once for each key that is pressed, so a row is a position and a value a code;
 * texts are looked up only for the rows on the screen.
 */

import { kindRank } from "../kinds.js";
import { labelOf, pageAt, pictureOf, wordAt, writtenKind } from "../index_entries.js";

/** @typedef {import("../index_entries.js").SearchIndex} SearchIndex */
/** @typedef {import("../index_entries.js").EntityColumns} EntityColumns */

/**
 * @typedef {object} Facet a property to filter by
 * @property {string} name as the address bar has it
 * @property {string} title
 * @property {string[]} values by code, as the address bar has them
 * @property {string[]} labels by code, as people read them
 * @property {Int32Array} codes of each row; for `sets` the position of its set
 * @property {number[][] | undefined} sets codes of the rows that have several
 */

/**
 * @typedef {object} Table
 * @property {EntityColumns} columns
 * @property {number} size
 * @property {string[]} labels what people call each row
 * @property {string[]} texts what the text box searches, lower case
 * @property {Facet[]} facets
 * @property {(name: string) => Facet} facet
 * @property {(key: string) => Int32Array} order rows sorted by a column, worked out once
 * @property {(row: number) => string} ref
 * @property {(texts: string[]) => void} describe lets the text box search descriptions too
 * @property {string[] | undefined} descriptions
 */

const PROBLEMS = ["none", "note", "warning", "error"];
const PROBLEM_LABELS = ["No problems", "Notes", "Warnings", "Errors"];

/** @param {SearchIndex} index @returns {Table} */
export function buildTable({ entities: columns }) {
  const size = columns.name.length;
  const labels = columns.name.map((name, row) => columns.title[row] || name);
  const facets = [
    wordFacet(columns, "kind", (kind) => writtenKind(columns, kind)),
    wordFacet(columns, "type", String),
    wordFacet(columns, "lifecycle", String),
    wordFacet(columns, "owner", (ref) => labelOf(columns, ref)),
    wordFacet(columns, "system", (ref) => labelOf(columns, ref)),
    wordFacet(columns, "domain", (ref) => labelOf(columns, ref)),
    tagFacet(columns),
    problemFacet(columns),
  ];
  const byName = new Map(facets.map((facet) => [facet.name, facet]));
  /** @type {Map<string, Int32Array>} */
  const orders = new Map();
  /** @type {Table} */
  const table = {
    columns,
    size,
    labels,
    texts: columns.name.map((name, row) => searchedText(facets, labels[row], name, row)),
    facets,
    facet: (name) => /** @type {Facet} */ (byName.get(name)),
    order(key) {
      let order = orders.get(key);
      if (order === undefined) orders.set(key, (order = sortRows(table, key)));
      return order;
    },
    ref: (row) => `${wordAt(columns, "kind", row)}:${wordAt(columns, "namespace", row)}/${columns.name[row].toLowerCase()}`,
    describe(texts) {
      if (table.descriptions) return;
      table.descriptions = texts;
      table.texts = table.texts.map((text, row) => `${text}\n${texts[row].toLowerCase()}`);
    },
    descriptions: undefined,
  };
  return table;
}

/**
 * @param {EntityColumns} columns
 * @param {"kind" | "type" | "lifecycle" | "owner" | "system" | "domain"} name
 * @param {(word: string) => string} label
 * @returns {Facet}
 */
function wordFacet(columns, name, label) {
  const { values, codes } = recode(columns[name], columns.words);
  const title = name[0].toUpperCase() + name.slice(1);
  return { name, title, values, labels: values.map((value) => (value === "" ? `No ${name}` : label(value))), codes, sets: undefined };
}

/** Only the words of one column, numbered anew. @param {number[]} positions @param {string[]} words */
function recode(positions, words) {
  const codeOf = new Int32Array(words.length).fill(-1);
  /** @type {string[]} */
  const values = [];
  const codes = new Int32Array(positions.length);
  positions.forEach((position, row) => {
    if (codeOf[position] < 0) codeOf[position] = values.push(words[position]) - 1;
    codes[row] = codeOf[position];
  });
  return { values, codes };
}

/** @param {EntityColumns} columns @returns {Facet} */
function tagFacet(columns) {
  const { values, codes } = recode(columns.tagSets.flat(), columns.words);
  let at = 0;
  const sets = columns.tagSets.map((set) => set.map(() => codes[at++]));
  return { name: "tag", title: "Tag", values, labels: values, codes: Int32Array.from(columns.tags), sets };
}

/** @param {EntityColumns} columns @returns {Facet} */
function problemFacet(columns) {
  const codes = Int32Array.from(columns.problem, Number);
  return { name: "problem", title: "Problems", values: PROBLEMS, labels: PROBLEM_LABELS, codes, sets: undefined };
}

/** @param {Facet[]} facets @param {string} label @param {string} name @param {number} row */
function searchedText(facets, label, name, row) {
  const words = [name, label === name ? "" : label];
  for (const facet of facets) {
    const code = facet.codes[row];
    if (facet.sets) words.push(...facet.sets[code].map((tag) => facet.values[tag]));
    else if (facet.name !== "kind" && facet.name !== "problem" && facet.values[code] !== "") words.push(facet.labels[code]);
  }
  return words.join("\n").toLowerCase();
}

/** @param {Table} table @param {string} key @returns {Int32Array} ascending; equals in reading order */
function sortRows(table, key) {
  const rows = Int32Array.from({ length: table.size }, (_, row) => row);
  if (key === "") return rows.sort(readingOrder(table));
  const place = placesOf(table, key);
  const reading = new Int32Array(table.size);
  table.order("").forEach((row, position) => (reading[row] = position));
  return rows.sort((a, b) => place[a] - place[b] || reading[a] - reading[b]);
}

/** Components first, then by what people call them, as the page itself lists them. @param {Table} table */
function readingOrder({ columns, labels }) {
  const ranks = columns.words.map((word) => kindRank(word));
  const low = labels.map((label) => label.toLowerCase());
  return (/** @type {number} */ a, /** @type {number} */ b) =>
    ranks[columns.kind[a]] - ranks[columns.kind[b]] || (low[a] < low[b] ? -1 : low[a] > low[b] ? 1 : a - b);
}

/** Where each row stands in a column, as a number. @param {Table} table @param {string} key @returns {ArrayLike<number>} */
function placesOf(table, key) {
  if (key === "users") return table.columns.users;
  if (key === "problem") return table.facet(key).codes;
  if (key === "name") return ranksOf(table.labels);
  const { codes, sets, labels, values } = table.facet(key);
  if (sets) return Int32Array.from(codes, (code) => sets[code].length);
  // What is not stated comes last, whatever the words for that are.
  const ranks = ranksOf(labels.map((label, code) => (values[code] === "" ? "\uffff" : label)));
  return Int32Array.from(codes, (code) => ranks[code]);
}

/** @param {string[]} texts @returns {Int32Array} equal texts have equal ranks */
function ranksOf(texts) {
  const low = texts.map((text) => text.toLowerCase());
  const ranks = new Map([...new Set(low)].sort().map((text, rank) => [text, rank]));
  return Int32Array.from(low, (text) => ranks.get(text) ?? 0);
}

/** @param {Table} table @param {string} facet @param {number} row @returns {string} what people read; "" for what is not stated */
export function wordsOf(table, facet, row) {
  const { values, labels, codes } = table.facet(facet);
  return values[codes[row]] === "" ? "" : labels[codes[row]];
}

/** @param {Table} table @param {number} row */
export function rowFacts({ columns, labels }, row) {
  const kind = wordAt(columns, "kind", row);
  return {
    label: labels[row],
    name: columns.name[row],
    kind,
    kindWord: writtenKind(columns, kind),
    icon: pictureOf(columns, kind),
    type: wordAt(columns, "type", row),
    address: pageAt(columns, row),
  };
}

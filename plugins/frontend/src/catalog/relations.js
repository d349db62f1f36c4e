/*
 * Rows that use an entity, and rows that it uses. The data of the Atlas knows; it is loaded when somebody asks, so
 * that the table costs others nothing more.
 */

import { partsOf } from "../addresses.js";
import { GraphIndex } from "../atlas/graph_index.js";
import { RELATIONS } from "./state.js";

/** @typedef {import("../atlas/document.js").AtlasDocument} AtlasDocument */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./state.js").State} State */
/** @typedef {{rows: (related: State["related"]) => Uint8Array}} Relations for each row 1 where it is so related */

/** @param {AtlasDocument} document @param {Table} table @returns {Relations} */
export function readRelations(document, table) {
  const index = new GraphIndex(document);
  const rowOf = rowsByRef(table);
  return {
    rows(related) {
      const kept = new Uint8Array(table.size).fill(1);
      for (const name of RELATIONS) {
        const wanted = related[name];
        if (wanted === undefined) continue;
        const rows = new Uint8Array(table.size);
        for (const at of wanted.flatMap((ref) => ends(index, name, ref))) {
          const row = rowOf.get(index.short(at));
          if (row !== undefined) rows[row] = 1;
        }
        rows.forEach((is, row) => (kept[row] &= is));
      }
      return kept;
    },
  };
}

/** @param {GraphIndex} index @param {string} name @param {string} ref @returns {number[]} nobody for what there is not */
function ends(index, name, ref) {
  const { kind, namespace, name: called } = partsOf(ref.toLowerCase());
  const at = index.byName.get(called)?.find((found) => index.kinds[found] === kind && index.namespaces[found] === namespace);
  if (at === undefined) return [];
  // Who calls an API uses who provides it, and uses the API itself.
  return name === "uses" ? index.users(at) : [...index.targets(at), ...index.uses(at)];
}

/** @param {Table} table @returns {Map<string, number>} rows by short reference */
export function rowsByRef(table) {
  return new Map(Array.from({ length: table.size }, (_, row) => [table.ref(row).replace(":default/", ":"), row]));
}

/* Which rows fit, and how many each tick would show. */

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Facet} Facet */
/** @typedef {import("./state.js").State} State */
/** @typedef {{rows: Int32Array, counts: Map<string, Int32Array>}} Narrowed rows in their order; counts by facet and code */

/**
 * A row that fails one facet alone still counts for the values of that facet: so a tick's number says what it
 * would show, the other filters being as they are. All facets are judged in one walk.
 * @param {Table} table
 * @param {State} state
 * @param {Set<string>} marked references that `show` narrows to: the starred ones, or the reader's team alone
 * @param {Uint8Array} [related] 1 for each row that has to do with what `related` of the state names; all without it
 * @returns {Narrowed}
 */
export function narrow(table, state, marked, related) {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = shownBy(table, state.show, marked);
  const judged = table.facets.map((facet) => judge(facet, state.chosen[facet.name] ?? []));
  const active = judged.filter(({ wanted }) => wanted !== undefined);
  const order = table.order(state.sort.key);
  const rows = new Int32Array(table.size);
  let found = 0;
  for (let i = 0; i < order.length; i += 1) {
    const row = order[state.sort.down ? order.length - 1 - i : i];
    if (!shown(row) || related?.[row] === 0 || !words.every((word) => table.texts[row].includes(word))) continue;
    const failed = firstFailed(active, row);
    if (failed === undefined) {
      rows[found] = row;
      found += 1;
      for (const each of judged) each.count(row);
    } else if (active.every((each) => each === failed || each.holds(row))) failed.count(row);
  }
  return { rows: rows.slice(0, found), counts: new Map(judged.map(({ name, counts }) => [name, counts])) };
}

/** @typedef {{name: string, wanted: Uint8Array | undefined, holds: (row: number) => boolean, counts: Int32Array, count: (row: number) => void}} Judge */

/** @param {Judge[]} active @param {number} row @returns {Judge | undefined} */
function firstFailed(active, row) {
  for (const each of active) if (!each.holds(row)) return each;
  return undefined;
}

/** @param {Facet} facet @param {string[]} chosen @returns {Judge} */
function judge({ name, values, codes, sets }, chosen) {
  const counts = new Int32Array(values.length);
  const wanted = chosen.length > 0 ? Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0)) : undefined;
  if (sets) {
    return {
      name, wanted, counts,
      holds: (row) => sets[codes[row]].some((code) => wanted?.[code] === 1),
      count(row) { for (const code of sets[codes[row]]) counts[code] += 1; },
    };
  }
  return {
    name, wanted, counts,
    holds: (row) => wanted?.[codes[row]] === 1,
    count(row) { counts[codes[row]] += 1; },
  };
}

/** @param {Table} table @param {State["show"]} show @param {Set<string>} marked @returns {(row: number) => boolean} */
function shownBy(table, show, marked) {
  if (show === "starred") return (row) => marked.has(table.ref(row));
  if (show === "team") {
    const { codes, values } = table.facet("owner");
    const owned = Uint8Array.from(values, (value) => (marked.has(value) ? 1 : 0));
    return (row) => owned[codes[row]] === 1;
  }
  return () => true;
}

/* What `/search/` shows, as its address says it. */

export const FACETS = ["kind", "owner"];

/** @typedef {{text: string, chosen: Record<string, string[]>}} State `chosen` values of facets, in the address several times */

/** @param {string} search of an address @returns {State} */
export function readState(search) {
  const given = new URLSearchParams(search);
  return { text: given.get("text") ?? "", chosen: Object.fromEntries(FACETS.map((name) => [name, given.getAll(name)])) };
}

/** @param {State} state @returns {string} with its question mark, "" where nothing is asked */
export function writeState({ text, chosen }) {
  const given = new URLSearchParams();
  if (text !== "") given.set("text", text);
  for (const name of FACETS) for (const value of chosen[name] ?? []) given.append(name, value);
  const written = given.toString();
  return written === "" ? "" : `?${written}`;
}

/** @param {State} state @param {string} facet @param {string} value @returns {State} with the value ticked, or no longer */
export function toggled(state, facet, value) {
  const before = state.chosen[facet] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [facet]: after } };
}

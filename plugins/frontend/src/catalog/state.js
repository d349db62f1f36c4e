/* What the table shows, as the address bar has it: everything that is worth sending to somebody. */

export const FACETS = ["kind", "type", "lifecycle", "owner", "system", "domain", "tag", "problem"];

/** Filters by what rows have to do with an entity, which is given as a reference. */
export const RELATIONS = ["uses", "used-by"];

/** The columns beside the name, in their order. */
export const COLUMNS = ["kind", "owner", "system", "domain", "lifecycle", "tag", "users", "problem", "description"];
export const USUAL = ["owner", "system", "lifecycle", "users"];

/**
 * @typedef {object} State
 * @property {string} text
 * @property {Record<string, string[]>} chosen values by facet; a facet without any is left out
 * @property {Record<string, string[]>} related references by relation; a relation without any is left out
 * @property {"" | "starred" | "team"} show
 * @property {{key: string, down: boolean}} sort key "" is the order of the page itself
 * @property {string[]} columns in the order of COLUMNS
 */

/** @returns {State} */
export function usualState() {
  return { text: "", chosen: {}, related: {}, show: "", sort: { key: "", down: false }, columns: USUAL };
}

/** @param {string} search @returns {State} what it does not say, or says wrongly, is as usual */
export function readState(search) {
  const given = new URLSearchParams(search);
  const state = usualState();
  state.text = given.get("text") ?? "";
  for (const name of FACETS) {
    const values = [...new Set(given.getAll(name))];
    if (values.length > 0) state.chosen[name] = values;
  }
  for (const name of RELATIONS) {
    const refs = [...new Set(given.getAll(name))].filter((ref) => ref !== "");
    if (refs.length > 0) state.related[name] = refs;
  }
  const show = given.get("show");
  if (show === "starred" || show === "team") state.show = show;
  const sort = given.get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  if (key === "name" || (COLUMNS.includes(key) && key !== "description")) state.sort = { key, down: sort !== key };
  const columns = given.get("columns");
  if (columns !== null) state.columns = inOrder(columns.split(","));
  return state;
}

/** @param {State} state @returns {string} with its question mark, "" where all is as usual */
export function writeState(state) {
  const given = new URLSearchParams();
  if (state.text !== "") given.set("text", state.text);
  for (const name of FACETS) for (const value of state.chosen[name] ?? []) given.append(name, value);
  for (const name of RELATIONS) for (const ref of state.related[name] ?? []) given.append(name, ref);
  if (state.show !== "") given.set("show", state.show);
  if (state.sort.key !== "") given.set("sort", `${state.sort.down ? "-" : ""}${state.sort.key}`);
  if (state.columns.join() !== USUAL.join()) given.set("columns", state.columns.join());
  const text = given.toString();
  return text === "" ? "" : `?${text}`;
}

/** @param {string[]} columns @returns {string[]} each once */
export function inOrder(columns) {
  return COLUMNS.filter((column) => columns.includes(column));
}

/** @param {State} state @param {string} facet @param {string} value @returns {State} with the value ticked, or no longer */
export function toggled(state, facet, value) {
  const before = state.chosen[facet] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: replaced(state.chosen, facet, after) };
}

/** @param {State} state @param {string} relation @param {string} ref @returns {State} no longer narrowed to what is so related */
export function unrelated(state, relation, ref) {
  const after = (state.related[relation] ?? []).filter((other) => other !== ref);
  return { ...state, related: replaced(state.related, relation, after) };
}

/** @param {Record<string, string[]>} lists @param {string} name @param {string[]} list */
function replaced(lists, name, list) {
  const { [name]: _, ...rest } = lists;
  return list.length > 0 ? { ...rest, [name]: list } : rest;
}

/* The facets beside the results: how many pages each kind and each team has among them. */

import { element } from "../dom.js";
import { FACETS, toggled } from "./state.js";

/** @typedef {import("../index_entries.js").Entry} Entry */
/** @typedef {import("./state.js").State} State */

const TITLES = /** @type {Record<string, string>} */ ({ kind: "Kind", owner: "Team" });
const MOST_VALUES = 15;

/** @param {Entry} entry @param {string} facet @returns {string} */
const valueOf = (entry, facet) => (facet === "kind" ? entry.kind : entry.owner);
/** @param {Entry} entry @param {string} facet @returns {string} */
const labelOf = (entry, facet) => (facet === "kind" ? entry.kindWord : entry.ownerLabel || "No owner");

/** @param {State} state @param {Entry} entry @param {string} [without] a facet that does not count @returns {boolean} */
export function fits(state, entry, without) {
  return FACETS.every((name) => name === without || (state.chosen[name] ?? []).length === 0 || state.chosen[name].includes(valueOf(entry, name)));
}

/**
 * @param {State} state
 * @param {Entry[]} found the entity of every result, as often as it has results
 * @returns {{name: string, values: {value: string, label: string, count: number}[]}[]} the commonest first; a count is of what fits the other facets
 */
export function counted(state, found) {
  return FACETS.map((name) => {
    /** @type {Map<string, {value: string, label: string, count: number}>} */
    const values = new Map((state.chosen[name] ?? []).map((value) => [value, { value, label: value, count: 0 }]));
    for (const entry of found) {
      const value = valueOf(entry, name);
      const held = values.get(value) ?? { value, label: "", count: 0 };
      held.label = labelOf(entry, name);
      if (fits(state, entry, name)) held.count += 1;
      values.set(value, held);
    }
    const shown = [...values.values()].filter(({ value, count }) => count > 0 || (state.chosen[name] ?? []).includes(value));
    return { name, values: shown.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)) };
  });
}

/** @param {State} state @param {Entry[]} found @param {(state: State) => void} change @returns {HTMLElement[]} */
export function facetPanels(state, found, change) {
  return counted(state, found).filter(({ values }) => values.length > 0).map(({ name, values }) => {
    const lines = values.slice(0, MOST_VALUES).map(({ value, label, count }) => {
      const box = element("input", { type: "checkbox", name, value });
      box.checked = (state.chosen[name] ?? []).includes(value);
      box.addEventListener("change", () => change(toggled(state, name, value)));
      return element("label", { class: "cb-choice" }, [box, element("span", { class: "cb-choice-label" }, [label]), " ", element("span", { class: "cb-count" }, [count.toLocaleString("en")])]);
    });
    return element("fieldset", { class: "cb-facet", "data-cb-facet": name }, [element("legend", { class: "cb-facet-title" }, [TITLES[name]]), ...lines]);
  });
}

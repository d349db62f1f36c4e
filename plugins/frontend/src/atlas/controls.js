/* The row above the drawing: where one is, how far to look, and what to leave out. */

import { element } from "../dom.js";
import { kindWord } from "../kinds.js";
import { label } from "./label.js";
import { around, selectorOf } from "./naming.js";
import { MOST_STEPS } from "./selectors.js";
import { entityOf } from "./selection.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./selectors.js").Selector} Selector */
/** @typedef {{text: string, selector?: string}} Crumb */

/**
 * The way down to what is shown.
 * @param {GraphIndex} index
 * @param {number | undefined} at the entity, system or domain in question
 * @param {string} text what to say where there is none
 * @returns {Crumb[]}
 */
export function crumbsOf(index, at, text) {
  if (at === undefined) return [{ text: "Map", selector: "" }, { text }];
  const homes = [index.domains[at], index.systems[at]].filter((home) => home >= 0 && home !== at);
  return [
    { text: "Map", selector: "" },
    ...homes.map((home) => ({ text: label(index, home), selector: selectorOf(index, home) })),
    { text: label(index, at) },
  ];
}

/**
 * Lists and boxes that rewrite the selector.
 * @param {GraphIndex} index
 * @param {Selector} selector
 * @param {(text: string) => void} go
 * @returns {HTMLElement[]}
 */
export function controlsOf(index, selector, go) {
  if (selector.path) {
    const [from, to] = selector.path;
    return [shared(selector.throughShared, (on) => go(`${from.text} -> ${to.text}${on ? " through:shared" : ""}`))];
  }
  if (!selector.around) return [];
  const at = entityOf(index, selector.around.name);
  const state = { uses: selector.around.uses, usedBy: selector.around.usedBy, shared: selector.throughShared };
  /** @type {Map<string, string>} */
  const filters = new Map(selector.filters.map(({ key, values }) => [key, values.map(({ text }) => text).join(",")]));
  const write = () => {
    const rest = [...filters].filter(([, value]) => value).map(([key, value]) => `${key}:${value}`);
    go(around(index, at, state.uses, state.usedBy, state.shared ? [...rest, "through:shared"] : rest));
  };
  const numbers = Array.from({ length: MOST_STEPS + 1 }, (_, steps) => /** @type {[string, string]} */ ([String(steps), String(steps)]));
  return [
    choice("Used by", numbers, String(state.usedBy), (value) => { state.usedBy = Number(value); write(); }, "steps"),
    choice("Depends on", numbers, String(state.uses), (value) => { state.uses = Number(value); write(); }, "steps"),
    filter("Kind", "kind", wordsOf(index.kinds.filter((_, i) => index.runs(i))), filters, write),
    filter("Lifecycle", "lifecycle", wordsOf(index.lifecycles), filters, write),
    shared(state.shared, (on) => { state.shared = on; write(); }),
  ];
}

/** @param {string[]} column */
function wordsOf(column) {
  return [...new Set(column.map((word) => word.toLowerCase()))].filter((word) => word && !/[\s,]/.test(word)).sort().slice(0, 40);
}

/** @param {string} title @param {string} key @param {string[]} words @param {Map<string, string>} filters @param {() => void} write */
function filter(title, key, words, filters, write) {
  const chosen = filters.get(key) ?? "";
  const options = [["", "All"], ...words.map((word) => [word, key === "kind" ? kindWord(word) : word])];
  if (chosen && !words.includes(chosen)) options.push([chosen, chosen]);
  return choice(title, /** @type {[string, string][]} */ (options), chosen, (value) => { filters.set(key, value); write(); });
}

/** @param {string} title @param {[string, string][]} options @param {string} chosen @param {(value: string) => void} act @param {string} [unit] */
function choice(title, options, chosen, act, unit = "") {
  const select = element("select", {}, options.map(([value, text]) => element("option", { value, ...(value === chosen ? { selected: "" } : {}) }, [text])));
  select.addEventListener("change", () => act(select.value));
  return element("label", {}, [`${title} `, select, ...(unit ? [` ${unit}`] : [])]);
}

/** @param {boolean} on @param {(on: boolean) => void} act */
function shared(on, act) {
  const box = element("input", { type: "checkbox", ...(on ? { checked: "" } : {}) });
  box.addEventListener("change", () => act(box.checked));
  return element("label", { class: "cb-atlas-shared" }, [box, " Through shared services"]);
}

/* The filters beside the table: ticks with counts, the commonest first. */

import { element } from "../dom.js";
import { toggled } from "./state.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Facet} Facet */
/** @typedef {import("./state.js").State} State */

const FEW = 6;
const FEW_KINDS = 10;
const LONG = 12;
const MANY = 100;

/**
 * @param {Table} table
 * @param {() => State} current
 * @param {(state: State) => void} change
 */
export function facetPanel(table, current, change) {
  const groups = table.facets.filter((facet) => facet.values.length > 0).map((facet) => facetGroup(facet, current, change));
  return {
    element: element("div", { class: "cb-facets" }, groups.map((group) => group.element)),
    /** @param {Map<string, Int32Array>} counts */
    show(counts) {
      for (const group of groups) group.show(/** @type {Int32Array} */ (counts.get(group.name)));
    },
  };
}

/** @param {Facet} facet @param {() => State} current @param {(state: State) => void} change */
function facetGroup(facet, current, change) {
  const { name, title, values } = facet;
  const inOrder = sorter(facet);
  const few = name === "kind" ? FEW_KINDS : FEW;
  const list = element("div", { class: "cb-choices" });
  const more = element("button", { class: "cb-link", type: "button" });
  const find = element("input", { class: "cb-facet-find", type: "search", "aria-label": `Find ${title.toLowerCase()}`, placeholder: `Find ${title.toLowerCase()}`, autocomplete: "off", spellcheck: "false" });
  const group = element("fieldset", { class: "cb-facet", "data-cb-facet": name }, [element("legend", { class: "cb-facet-title" }, [title])]);
  if (values.length > LONG) group.append(find);
  group.append(list, more);
  /** @type {Map<string, ReturnType<typeof choice>>} */
  const choices = new Map();
  let unfolded = false;
  /** @type {Int32Array} */
  let counts = new Int32Array(values.length);

  function draw() {
    const chosen = new Set(current().chosen[name] ?? []);
    const wanted = find.value.trim().toLowerCase();
    const codes = inOrder(counts, chosen).filter((code) => wanted === "" || facet.labels[code].toLowerCase().includes(wanted));
    const most = unfolded || wanted !== "" ? MANY : few;
    // One more is no reason to fold.
    const shown = codes.filter((code, place) => place < most || chosen.has(values[code]) || codes.length === most + 1);
    // A value that nobody has can still stand in the address.
    const strangers = [...chosen].filter((value) => !values.includes(value));
    arrange(list, [...shown.map((code) => line(values[code], facet.labels[code], counts[code], chosen)), ...strangers.map((value) => line(value, value, 0, chosen))]);
    const rest = codes.length - shown.length;
    more.hidden = rest === 0 && !unfolded;
    more.textContent = unfolded ? "Show fewer" : `Show ${Math.min(rest, MANY).toLocaleString("en")} more`;
    group.hidden = codes.length === 0 && strangers.length === 0 && wanted === "";
  }

  /** @param {string} value @param {string} label @param {number} count @param {Set<string>} chosen */
  function line(value, label, count, chosen) {
    let made = choices.get(value);
    if (made === undefined) choices.set(value, (made = choice(name, value, label)));
    made.box.checked = chosen.has(value);
    made.count.textContent = count.toLocaleString("en");
    return made.element;
  }

  list.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) change(toggled(current(), name, event.target.value));
  });
  find.addEventListener("input", draw);
  more.addEventListener("click", () => {
    unfolded = !unfolded;
    draw();
  });
  return {
    name,
    element: group,
    /** @param {Int32Array} now */
    show(now) {
      counts = now;
      draw();
    },
  };
}

/**
 * A function that puts codes in order: the commonest first, equals by their labels. It sorts numbers and not texts,
 * because thousands of systems are put in order for each key.
 * @param {Facet} facet
 * @returns {(counts: Int32Array, chosen: Set<string>) => number[]}
 */
function sorter({ values, labels }) {
  const byLabel = labels.map((_, code) => code).sort((a, b) => (labels[a] < labels[b] ? 1 : -1));
  return (counts, chosen) => {
    /** @type {number[]} */
    const keys = [];
    byLabel.forEach((code, place) => {
      // That something is not stated is true of many rows, and seldom what is looked for.
      const rank = values[code] === "" ? 0 : counts[code] + 1;
      if (counts[code] > 0 || chosen.has(values[code])) keys.push(rank * values.length + place);
    });
    return Array.from(Float64Array.from(keys).sort().reverse(), (key) => byLabel[key % values.length]);
  };
}

/** @param {string} facet @param {string} value @param {string} label */
function choice(facet, value, label) {
  const box = element("input", { type: "checkbox", name: facet, value });
  const count = element("span", { class: "cb-count" });
  const line = element("label", { class: "cb-choice" }, [box, element("span", { class: "cb-choice-label", title: label }, [label]), " ", count]);
  return { element: line, box, count };
}

/** Put the lines in order, and leave alone what is in order already: a line that moves loses the focus. @param {HTMLElement} list @param {HTMLElement[]} lines */
function arrange(list, lines) {
  const focused = document.activeElement;
  const inside = list.contains(focused);
  if (lines.length !== list.children.length || lines.some((line, place) => list.children[place] !== line)) list.replaceChildren(...lines);
  if (inside && focused instanceof HTMLElement && focused !== document.activeElement) focused.focus({ preventScroll: true });
}

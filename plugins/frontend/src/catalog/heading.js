/* The heading of the table, which sorts. */

import { element } from "../dom.js";
import { CELLS } from "./cells.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state
 * @param {(state: State) => void} change
 * @returns {HTMLTableRowElement}
 */
export function heading(state, change) {
  const star = element("th", { role: "columnheader", scope: "col", class: "cb-cell-star" }, [element("span", { class: "cb-hidden" }, ["Star"])]);
  const columns = ["name", ...state.columns].map((column) => title(column, state, change));
  return element("tr", { role: "row", "aria-rowindex": "1" }, [star, ...columns]);
}

/** @param {string} column @param {State} state @param {(state: State) => void} change */
function title(column, state, change) {
  const words = column === "name" ? "Name" : CELLS[column].title;
  const cell = element("th", { role: "columnheader", scope: "col", class: `cb-cell-${column}` });
  if (column === "description") {
    cell.append(words);
    return cell;
  }
  const { key, down } = state.sort;
  const button = element("button", { type: "button", class: "cb-sort", "data-cb-sort": column }, [words]);
  button.addEventListener("click", () => change({ ...state, sort: next(column, state.sort) }));
  if (key === column) {
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    button.append(element("span", { "aria-hidden": "true" }, [down ? " ↓" : " ↑"]));
  }
  cell.append(button);
  return cell;
}

/** Numbers begin with the largest; a third press goes back to the order of the page. @param {string} column @param {State["sort"]} sort @returns {State["sort"]} */
export function next(column, sort) {
  const large = column === "users" || column === "problem" || column === "tag";
  if (sort.key !== column) return { key: column, down: large };
  return sort.down === large ? { key: column, down: !large } : { key: "", down: false };
}

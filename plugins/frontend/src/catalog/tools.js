/* The line above the table: text, what to show, columns, and the file for spreadsheets. */

import { element, icon } from "../dom.js";
import { CELLS } from "./cells.js";
import { COLUMNS, inOrder } from "./state.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./state.js").State} State */

/** @type {{show: State["show"], label: string}[]} */
const SHOWS = [{ show: "", label: "All" }, { show: "starred", label: "Starred" }, { show: "team", label: "My team" }];

/** @param {() => State} current @param {(state: State) => void} change */
export function showSwitch(current, change) {
  const buttons = SHOWS.map(({ show, label }) => {
    const button = element("button", { type: "button", "data-cb-show": show }, [label]);
    button.addEventListener("click", () => change({ ...current(), show }));
    return { show, button };
  });
  return {
    element: element("div", { class: "cb-switch", role: "group", "aria-label": "Show" }, buttons.map(({ button }) => button)),
    /** @param {State} state */
    show(state) {
      for (const { show, button } of buttons) button.setAttribute("aria-pressed", String(show === state.show));
    },
  };
}

/**
 * Which team is the reader's; shown only where they ask for their team.
 * @param {Table} table
 * @param {() => string} mine
 * @param {(ref: string) => void} choose
 */
export function teamChoice(table, mine, choose) {
  const select = element("select", { "aria-label": "My team" }, [element("option", { value: "" }, ["Which team is yours?"])]);
  const { values, labels } = table.facet("owner");
  const owners = values.map((value, code) => ({ value, label: labels[code] })).filter(({ value }) => value !== "");
  owners.sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));
  for (const { value, label } of owners) select.append(element("option", { value }, [label]));
  select.addEventListener("change", () => choose(select.value));
  const box = element("p", { class: "cb-team-choice" }, [element("label", {}, ["My team ", select])]);
  return {
    element: box,
    /** @param {State} state */
    show(state) {
      box.hidden = state.show !== "team";
      const ref = mine();
      if (ref !== "" && !values.includes(ref)) select.append(element("option", { value: ref }, [ref]));
      select.value = ref;
    },
  };
}

/** @param {() => State} current @param {(state: State) => void} change */
export function columnChoice(current, change) {
  const boxes = COLUMNS.map((column) => {
    const box = element("input", { type: "checkbox", value: column });
    box.addEventListener("change", () => {
      const { columns } = current();
      change({ ...current(), columns: box.checked ? inOrder([...columns, column]) : columns.filter((other) => other !== column) });
    });
    return { column, box };
  });
  const lines = boxes.map(({ column, box }) => element("label", { class: "cb-choice" }, [box, element("span", {}, [CELLS[column].title])]));
  const details = element("details", { class: "cb-column-choice" }, [
    element("summary", { class: "cb-button" }, ["Columns"]),
    element("div", { class: "cb-column-list", role: "group", "aria-label": "Columns" }, lines),
  ]);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
  });
  return {
    element: details,
    /** @param {State} state */
    show(state) {
      for (const { column, box } of boxes) box.checked = state.columns.includes(column);
    },
  };
}

/** @param {() => string} write @returns {HTMLButtonElement} */
export function csvButton(write) {
  const button = element("button", { class: "cb-button", type: "button", "data-cb-csv": "", title: "Download what is shown" }, [icon("download"), "CSV"]);
  button.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([write()], { type: "text/csv;charset=utf-8" }));
    element("a", { href: url, download: "catalog.csv" }).click();
    // The download has begun by then, and holds what it needs.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  });
  return button;
}

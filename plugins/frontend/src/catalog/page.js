/* The catalog page: one state, from the address bar; everything else is drawn from it. */

import { element } from "../dom.js";
import { atlasDocument, descriptions, searchIndex } from "../index_loading.js";
import { STARS, TEAM, store, stored, toggleStar } from "../memory.js";
import { rowElement, rowTexts } from "./cells.js";
import { toCsv } from "./csv.js";
import { facetPanel } from "./facets.js";
import { heading } from "./heading.js";
import { narrow } from "./narrowing.js";
import { relationChips } from "./relation_chips.js";
import { readRelations } from "./relations.js";
import { FACETS, readState, usualState, writeState } from "./state.js";
import { buildTable } from "./table.js";
import { columnChoice, csvButton, showSwitch, teamChoice } from "./tools.js";
import { rowWindow } from "./window.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./state.js").State} State */

/** @param {HTMLElement} page */
export async function start(page) {
  const part = parts(page);
  try {
    const table = buildTable(await searchIndex());
    run(page, part, table);
  } catch (error) {
    part.count.textContent = "The search index could not be loaded; the plain lists hold all.";
    throw error;
  }
}

/** @param {HTMLElement} page */
function parts(page) {
  /** @param {string} name */
  const one = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-cb-${name}]`));
  return {
    count: one("count"),
    side: one("side"),
    tools: one("tools"),
    text: /** @type {HTMLInputElement} */ (one("text")),
    frame: one("frame"),
    table: one("table"),
    head: one("head"),
    body: one("rows"),
    rest: one("rest"),
  };
}

/** @param {HTMLElement} page @param {ReturnType<typeof parts>} part @param {Table} table */
function run(page, part, table) {
  let state = readState(location.search);
  /** @type {Int32Array} */
  let found = new Int32Array(0);
  let headed = "";
  /** @type {import("./relations.js").Relations | undefined} */
  let relations;
  let fault = "";

  const current = () => state;
  const facets = facetPanel(table, current, go);
  const shows = showSwitch(current, go);
  const team = teamChoice(table, () => stored(TEAM)[0] ?? "", (ref) => {
    store(TEAM, ref === "" ? [] : [ref]);
    draw();
  });
  const columns = columnChoice(current, go);
  const chips = relationChips(table, current, go);
  const csv = csvButton(() => toCsv(rowTexts(table, found, state.columns)));
  const fold = filterFold(part.side);
  const clear = element("button", { class: "cb-button", type: "button", "data-cb-clear": "", "aria-label": "Clear filters" }, ["Clear"]);
  const rows = rowWindow(part.body, part.frame, (position) => {
    const row = found[position];
    return rowElement(table, row, state.columns, stars.has(table.ref(row)));
  });
  let stars = new Set(stored(STARS));

  /** A step that Back undoes. @param {State} next */
  function go(next) {
    state = next;
    history.pushState(history.state, "", address());
    draw();
  }

  function address() {
    return writeState(state) || location.pathname;
  }

  async function draw() {
    if (state.columns.includes("description") && !table.descriptions) await describe();
    const related = isRelated(state) ? await relatedRows() : undefined;
    const narrowed = narrow(table, state, state.show === "team" ? new Set(stored(TEAM)) : stars, related);
    found = narrowed.rows;
    if (part.text.value !== state.text) part.text.value = state.text;
    tell();
    facets.show(narrowed.counts);
    for (const tool of [shows, team, columns, chips]) tool.show(state);
    drawHeading();
    part.table.setAttribute("aria-rowcount", String(found.length + 1));
    rows.show(found.length);
  }

  async function describe() {
    try {
      table.describe(await descriptions());
    } catch {
      // The table is as good without them.
      state = { ...state, columns: state.columns.filter((column) => column !== "description") };
    }
  }

  /** Nothing where the relations cannot be had: all rows would be a wrong answer. */
  async function relatedRows() {
    fault = "";
    try {
      relations ??= readRelations(await atlasDocument(), table);
    } catch {
      fault = "Who uses what could not be loaded.";
      return new Uint8Array(table.size);
    }
    return relations.rows(state.related);
  }

  function tell() {
    const count = found.length.toLocaleString("en");
    const all = found.length === table.size;
    part.count.textContent = all ? `${count} entities` : `${count} of ${table.size.toLocaleString("en")} entities`;
    fold.say(`Show ${count} ${found.length === 1 ? "entity" : "entities"}`, FACETS.reduce((sum, name) => sum + (state.chosen[name]?.length ?? 0), 0));
    const narrowed = state.text !== "" || Object.keys(state.chosen).length > 0 || isRelated(state);
    clear.hidden = !narrowed;
    part.rest.textContent = found.length > 0 ? "" : isRelated(state) && fault ? fault : nothing(state);
  }

  function drawHeading() {
    const wanted = `${state.sort.key} ${state.sort.down} ${state.columns.join()}`;
    if (wanted === headed) return;
    headed = wanted;
    const pressed = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.cbSort : undefined;
    part.head.replaceChildren(heading(state, (next) => go({ ...state, sort: next.sort })));
    const again = part.head.querySelector(`[data-cb-sort="${pressed}"]`);
    if (again instanceof HTMLElement) again.focus();
    rows.restart();
  }

  part.text.addEventListener("input", () => {
    state = { ...state, text: part.text.value };
    history.replaceState(history.state, "", address());
    draw();
  });
  part.body.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-cb-row-star]") : null;
    if (!(button instanceof HTMLElement)) return;
    button.setAttribute("aria-pressed", String(toggleStar(button.dataset.cbRowStar ?? "")));
    stars = new Set(stored(STARS));
  });
  part.body.addEventListener("keydown", moveByRow);
  clear.addEventListener("click", () => {
    go({ ...usualState(), columns: state.columns, sort: state.sort, show: state.show });
    part.text.focus();
  });
  addEventListener("popstate", () => {
    if (!page.isConnected) return;
    state = readState(location.search);
    draw();
  });

  part.side.prepend(facets.element);
  part.tools.append(fold.button, shows.element, clear, columns.element, csv);
  part.tools.after(team.element, chips.element);
  part.frame.tabIndex = 0;
  page.dataset.cbReady = "yes";
  draw();
}

/** @param {State} state */
function isRelated(state) {
  return Object.keys(state.related).length > 0;
}

/** @param {State} state */
function nothing(state) {
  if (state.show === "starred" && stored(STARS).length === 0) return "You have starred nothing yet: press the star beside a name.";
  if (state.show === "team" && stored(TEAM).length === 0) return "Say above which team is yours.";
  return "No entity fits these filters.";
}

/** On a narrow screen the filters are folded, and a button unfolds them. @param {HTMLElement} side */
function filterFold(side) {
  const number = element("span", { class: "cb-filter-number" });
  const button = element("button", { class: "cb-button cb-filter-button", type: "button", "aria-expanded": "false", "aria-controls": side.id }, ["Filters", number]);
  const done = element("button", { class: "cb-button cb-primary cb-filter-done", type: "button" });
  /** @param {boolean} open */
  function set(open) {
    side.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  }
  button.addEventListener("click", () => set(!side.hasAttribute("data-open")));
  done.addEventListener("click", () => {
    set(false);
    button.focus();
    button.scrollIntoView({ block: "center" });
  });
  side.append(done);
  return {
    button,
    /** @param {string} text @param {number} ticks */
    say(text, ticks) {
      done.textContent = text;
      number.textContent = ticks > 0 ? ` ${ticks}` : "";
    },
  };
}

/** Up and down go from name to name. @param {KeyboardEvent} event */
function moveByRow(event) {
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || !(event.target instanceof Element)) return;
  const row = event.target.closest("tr");
  const other = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const link = other?.querySelector(".cb-cell-name a");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  link.focus();
}

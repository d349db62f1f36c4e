// @ts-nocheck
/*
 * The catalog table: filters with live counts, their state in the address bar, and the rows that the page
 * itself does not hold. Rows are made from the search index, by the same rules as those in the page.
 */

import { element, icon } from "../dom.js";
import { entries } from "../entries_of_index.js";
import { KIND_WORDS } from "../kinds.js";
import { linkTo } from "../site.js";


const STEP = 100;
const FACETS = ["kind", "lifecycle", "type", "owner"];
const KIND_ORDER = Object.keys(KIND_WORDS);

/** @typedef {{text: string, words: string[], kind: string[], lifecycle: string[], type: string[], owner: string[]}} State */

/** @type {Promise<any[]> | undefined} */
let sorted;

/** Every entity in the order of the table, sorted once. */
function entities() {
  sorted ??= entries().then((all) => all.filter((entry) => entry.kind !== "docs").sort(inReadingOrder));
  return sorted;
}

/** @param {HTMLElement} page */
function start(page) {
  const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-cb-filters]"));
  const text = /** @type {HTMLInputElement} */ (page.querySelector("[data-cb-text]"));
  const body = /** @type {HTMLElement} */ (page.querySelector("[data-cb-rows]"));
  const status = /** @type {HTMLElement} */ (page.querySelector("[role=status]"));
  const rest = /** @type {HTMLElement} */ (page.querySelector("[data-cb-rest]"));
  const more = /** @type {HTMLButtonElement} */ (page.querySelector("[data-cb-more]"));
  const total = Number(page.dataset.total);
  let limit = STEP;

  /** @returns {State} */
  function readForm() {
    const data = new FormData(form);
    const chosen = Object.fromEntries(FACETS.map((name) => [name, data.getAll(name).map(String).filter(Boolean)]));
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    return /** @type {State} */ ({ text: text.value, words, ...chosen });
  }

  /** @param {URLSearchParams} parameters */
  function writeForm(parameters) {
    text.value = parameters.get("text") ?? "";
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement) field.checked = parameters.getAll(field.name).includes(field.value);
      if (field instanceof HTMLSelectElement) field.value = chosenOption(field, parameters.get(field.name) ?? "");
    }
  }

  async function show() {
    const state = readForm();
    let all;
    try {
      all = await entities();
    } catch {
      sorted = undefined;
      status.textContent = "The search index could not be loaded; the plain lists hold all.";
      return;
    }
    const found = all.filter((entry) => fits(entry, state));
    body.replaceChildren(...found.slice(0, limit).map(row));
    const count = found.length.toLocaleString("en");
    status.textContent = found.length === total ? `${count} entities` : `${count} of ${total.toLocaleString("en")} entities`;
    rest.textContent = found.length === 0 ? "No entity fits these filters." : "";
    more.hidden = found.length <= limit;
    countOptions(form, all, state);
  }

  function filter() {
    limit = STEP;
    writeAddress(readForm());
    show();
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    text.value = "";
    setTimeout(filter);
  });
  text.addEventListener("input", filter);
  more.addEventListener("click", () => {
    limit += STEP;
    show();
  });
  window.addEventListener("popstate", () => {
    writeForm(new URLSearchParams(location.search));
    show();
  });
  if (matchMedia("(max-width: 59.9375em)").matches) page.querySelector(".cb-filter-fold")?.removeAttribute("open");
  const parameters = new URLSearchParams(location.search);
  const asked = ["text", ...FACETS].some((name) => parameters.has(name));
  if (asked) {
    writeForm(parameters);
    show();
  } else if (body.children.length < total) {
    // What the page shows stays; the index is loaded when somebody wants more.
    limit = body.children.length;
    rest.textContent = "";
    more.hidden = false;
  }
}

/** A value of the address bar that the list does not offer still filters. @param {HTMLSelectElement} field @param {string} value */
function chosenOption(field, value) {
  if (![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
  return value;
}

/** @param {State} state */
function writeAddress(state) {
  const parameters = new URLSearchParams();
  if (state.text) parameters.set("text", state.text);
  for (const name of FACETS) state[name].forEach((/** @type {string} */ value) => parameters.append(name, value));
  const query = parameters.toString();
  history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
}

/** @param {any} entry @param {State} state @param {string} [except] a facet that does not count */
function fits(entry, state, except = "") {
  return (
    state.words.every((word) => entry.text.includes(word)) &&
    FACETS.every((name) => name === except || state[name].length === 0 || state[name].includes(entry[name]))
  );
}

/** How many entities each tick would show, the other filters being as they are. */
function countOptions(/** @type {HTMLFormElement} */ form, /** @type {any[]} */ all, /** @type {State} */ state) {
  for (const name of ["kind", "lifecycle"]) {
    const counts = new Map();
    for (const entry of all) {
      if (fits(entry, state, name)) counts.set(entry[name], (counts.get(entry[name]) ?? 0) + 1);
    }
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) {
      const count = box.closest("label")?.querySelector("[data-cb-count]");
      if (count) count.textContent = (counts.get(box.value) ?? 0).toLocaleString("en");
    }
  }
}

/** @param {any} a @param {any} b */
function inReadingOrder(a, b) {
  const [left, right] = [a.label.toLowerCase(), b.label.toLowerCase()];
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || (left < right ? -1 : left > right ? 1 : 0);
}

/** @param {any} entry */
function row(entry) {
  const name = element("th", { scope: "row" }, [
    element("a", { class: `cb-ref cb-kind-${entry.kind}`, href: linkTo(entry.address) }, [
      icon(entry.kind),
      element("span", {}, [entry.label]),
    ]),
  ]);
  if (entry.name !== entry.label) name.append(" ", element("span", { class: "cb-aside" }, [entry.name]));
  if (entry.description) name.append(element("span", { class: "cb-description" }, [entry.description]));
  const kind = element("td", {}, [KIND_WORDS[entry.kind] ?? entry.kind]);
  if (entry.type) kind.append(" ", element("span", { class: "cb-muted" }, [entry.type]));
  const lifecycle = element("td");
  if (entry.lifecycle) lifecycle.append(element("span", { class: "cb-life", "data-life": entry.lifecycle }, [entry.lifecycle]));
  return element("tr", {}, [name, kind, named(entry.owner, entry.ownerLabel), named(entry.system, entry.systemLabel), lifecycle]);
}

/** @param {string} ref short reference @param {string} label the reference itself where the catalog lacks it */
function named(ref, label) {
  if (ref === "") return element("td");
  if (ref === label) return element("td", {}, [label, " ", element("span", { class: "cb-muted" }, ["(not in the catalog)"])]);
  const [kind, path] = ref.split(":");
  const [space, name] = path.includes("/") ? path.split("/") : ["default", path];
  return element("td", {}, [element("a", { href: linkTo(`catalog/${space}/${kind}/${name === "index.html" ? "index.html_" : name}/`) }, [label])]);
}

const page = document.querySelector("[data-cb-catalog]");
if (page instanceof HTMLElement && !page.dataset.cbReady) {
  page.dataset.cbReady = "yes";
  start(page);
}

/* Find anything: the dialog that Ctrl K and `/` open. */

import { addressOf } from "./addresses.js";
import { element, icon } from "./dom.js";
import { entries } from "./index_loading.js";
import { KEYS_OFF, SEEN, STARS, keysAreOn, store, stored } from "./memory.js";
import { readQuery } from "./query.js";
import { MOST_RESULTS, search, tokenIndex } from "./ranking.js";
import { linkTo, loadScript } from "./site.js";
import { actions, factsOf, suggestions } from "./suggesting.js";

/** @typedef {import("./index_entries.js").Entry} Entry */

/**
 * @typedef {object} Choice what a line of the list shows and does: it leads to an address, or fills the box
 * @property {string} label
 * @property {string} detail
 * @property {string} aside
 * @property {string} icon
 * @property {string} kind
 * @property {string} address
 * @property {string} fill the text for the box, "" for a line that leads somewhere
 */

/** Milliseconds without a key before texts are searched. */
const PAUSE = 120;

/** @type {ReturnType<typeof makePalette> | undefined} */
let palette;

export function openPalette() {
  palette ??= makePalette();
  palette.open();
}

function makePalette() {
  const list = element("ul", { class: "cb-palette-list", id: "cb-palette-list", role: "listbox", "aria-label": "Results" });
  const status = element("p", { class: "cb-palette-status", role: "status" });
  const input = element("input", {
    type: "text", role: "combobox", "aria-label": "Find anything", "aria-controls": list.id,
    "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "go", placeholder: "Find a service, API, team or document",
  });
  const dialog = element("dialog", { class: "cb-palette", "aria-label": "Find anything" }, [
    element("div", { class: "cb-palette-box" }, [icon("search"), input]),
    list,
    status,
    help(),
  ]);
  document.body.append(dialog);

  /** @type {Choice[]} */
  let shown = [];
  /** @type {Element[]} the lines of the choices, in their order */
  let lines = [];
  let chosen = 0;
  let pausing = 0;

  async function update() {
    const text = input.value;
    let all;
    try {
      all = await entries();
    } catch {
      status.textContent = "The search index could not be loaded.";
      return;
    }
    if (text !== input.value) return;
    const { choices, message } = choicesFor(all, text);
    const terms = readQuery(text).words;
    shown = choices;
    list.replaceChildren(...lines = shown.map((choice, position) => option(choice, position, terms)));
    status.textContent = message;
    choose(0);
    clearTimeout(pausing);
    if (text.length > 2) pausing = setTimeout(() => askTexts(all, text, message), PAUSE);
  }

  /** What texts say comes below what is called so, and never before it. @param {Entry[]} all @param {string} text @param {string} message */
  async function askTexts(all, text, message) {
    const named = shown;
    try {
      await loadScript("assets/callboard/fulltext.js");
      await globalThis.callboardFullText.textLines(all, text, named.length, () => text === input.value, (found, items, told) => {
        // What the reader has chosen already stays chosen.
        const place = named.length + found.findIndex(({ address }) => address === shown[chosen]?.address);
        shown = [...named, ...found];
        list.replaceChildren(...lines.slice(0, named.length), ...items);
        lines = [...list.querySelectorAll("li[id]")];
        status.textContent = told ?? message;
        choose(chosen < named.length ? chosen : place, false);
      });
    } catch {
      status.textContent = "The search index could not be loaded.";
    }
  }

  /** @param {number} position @param {boolean} [scroll] whether the list may move for it */
  function choose(position, scroll = true) {
    lines[chosen]?.setAttribute("aria-selected", "false");
    chosen = Math.max(0, Math.min(position, shown.length - 1));
    const item = lines[chosen];
    input.setAttribute("aria-expanded", String(item !== undefined));
    item?.setAttribute("aria-selected", "true");
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    if (scroll) item?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Choice | undefined} choice @param {boolean} apart in a tab of its own */
  function follow(choice, apart) {
    if (!choice) return;
    if (choice.fill !== "") {
      input.value = choice.fill;
      input.focus();
      update();
      return;
    }
    const href = linkTo(choice.address);
    // The builder writes no other addresses; this is the last place to be sure.
    if (!/^(https?|file|mailto|tel):/.test(href)) return;
    if (apart) window.open(href, "_blank", "noopener");
    else location.assign(href);
    dialog.close();
  }

  /** @type {Record<string, number>} */
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    const filled = shown.find((choice) => choice.fill !== "");
    if (event.key in moves) choose(chosen + moves[event.key]);
    else if (event.key === "Enter" && !event.isComposing) follow(shown[chosen], event.ctrlKey || event.metaKey);
    else if (event.key === "Tab" && !event.shiftKey && filled) follow(shown[chosen].fill ? shown[chosen] : filled, false);
    else return;
    event.preventDefault();
    // The theme listens for keys on the window and would move its own focus.
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (item) follow(shown[lines.indexOf(item)], event.ctrlKey || event.metaKey);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  return {
    open() {
      if (dialog.open) return;
      if (!dialog.isConnected) document.body.append(dialog);
      dialog.showModal();
      input.value = "";
      input.focus();
      update();
      // The first slip of the finger should cost no more than any other key.
      entries().then((all) => setTimeout(() => tokenIndex(all), 50), () => undefined);
    },
  };
}

function help() {
  const box = element("input", { type: "checkbox" });
  box.checked = keysAreOn();
  box.addEventListener("change", () => store(KEYS_OFF, box.checked ? [] : ["off"]));
  /** @param {string[]} keys @param {string} words */
  const hint = (keys, words) => element("span", keys.some((key) => key.endsWith("Enter")) ? { class: "cb-palette-keys" } : {}, [...keys.flatMap((key) => [element("kbd", {}, [key]), " "]), words]);
  return element("div", { class: "cb-palette-help" }, [
    hint(["Enter"], "open"),
    hint(["Ctrl Enter"], "in a new tab"),
    hint(["kind:", "owner:", "tag:"], "narrow"),
    hint(["runbook pay"], "acts"),
    element("label", { class: "cb-palette-keys" }, [box, hint(["/", "r", "d", "o"], "single keys")]),
  ]);
}

/** @param {Entry[]} all @param {string} text @returns {{choices: Choice[], message: string}} */
function choicesFor(all, text) {
  if (text.trim() === "") {
    const choices = remembered(all);
    return { choices, message: choices.length > 0 ? "" : "Type the name of a service, API, team or document." };
  }
  const offers = suggestions(all, text).map((offer) => ({
    label: offer.value, detail: "", aside: offer.count.toLocaleString("en"), icon: "search", kind: "generic", address: "", fill: offer.text,
  }));
  const acts = actions(all, text).map((action) => ({ ...action, aside: "", fill: "" }));
  // Who asks for an action has found it: what is only nearly called like that would be noise.
  const { items, total } = search(all, text, acts.length === 0);
  const words = readQuery(text).words.join(" ");
  const choices = [...offers, ...acts, ...items.map((entry) => choiceOf(entry, words))];
  if (choices.length === 0) return { choices, message: `Nothing is called “${text.trim()}”.` };
  return { choices, message: total > MOST_RESULTS ? `The first ${MOST_RESULTS} of ${total.toLocaleString("en")}.` : "" };
}

/** @param {Entry} entry @param {string} words what a page of documentation marks @returns {Choice} */
function choiceOf(entry, words) {
  const marked = entry.kind === "docs" && words !== "" ? `?h=${encodeURIComponent(words)}` : "";
  const users = entry.users > 0 ? `${entry.users.toLocaleString("en")} ${entry.users === 1 ? "user" : "users"}` : "";
  return {
    label: entry.label,
    detail: factsOf(entry),
    aside: entry.lifecycle === "deprecated" && entry.kind !== "docs" ? "deprecated" : users,
    icon: entry.icon,
    kind: entry.kind,
    address: entry.address + marked,
    fill: "",
  };
}

/** Starred entities, then those seen last. @param {Entry[]} all @returns {Choice[]} */
function remembered(all) {
  const starred = new Set(stored(STARS).map(addressOf));
  const wanted = new Set([...starred, ...stored(SEEN).map(addressOf)]);
  const byAddress = new Map(all.filter((entry) => wanted.has(entry.address)).map((entry) => [entry.address, entry]));
  const found = [...wanted].map((address) => byAddress.get(address)).filter((entry) => entry !== undefined);
  return found.map((entry) => ({ ...choiceOf(entry, ""), aside: starred.has(entry.address) ? "starred" : "seen lately" }));
}

/** @param {Choice} choice @param {number} position @param {string[]} terms */
function option(choice, position, terms) {
  const texts = [element("strong", {}, highlighted(choice.label, terms))];
  if (choice.detail) texts.push(element("small", {}, [choice.detail]));
  const line = element("li", { id: `cb-result-${position}`, role: "option", "aria-selected": "false", class: `cb-kind-${choice.kind}` }, [
    icon(choice.icon),
    element("span", {}, texts),
  ]);
  if (choice.aside) line.append(element("span", { class: "cb-palette-aside" }, [choice.aside]));
  return line;
}

/** The label with the words that matched marked. @param {string} label @param {string[]} terms */
function highlighted(label, terms) {
  const low = label.toLowerCase();
  const term = terms.find((word) => low.includes(word));
  if (term === undefined || low.length !== label.length) return [label];
  const at = low.indexOf(term);
  return [label.slice(0, at), element("mark", {}, [label.slice(at, at + term.length)]), label.slice(at + term.length)];
}

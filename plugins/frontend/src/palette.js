/* Find anything: the dialog that Ctrl K and `/` open. */

import { element, icon } from "./dom.js";
import { finder } from "./index_loading.js";
import { KEYS_OFF, keysAreOn, store } from "./memory.js";
import { linkTo, loadScript } from "./site.js";

/** @typedef {import("./choices.js").Choice} Choice */
/** @typedef {import("./index_entries.js").Entry} Entry */

/** More than a screen shows of the list, on most screens. */
const LINES_IN_SIGHT = 12;

/** Milliseconds without a key before texts are searched. */
const PAUSE = 120;
const TEXTS = "assets/callboard/fulltext.js";

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
  /** @type {string[]} */
  let terms = [];
  /** @type {Element[]} the lines of the choices, in their order */
  let lines = [];
  let chosen = 0;
  let scrolled = false;
  let pausing = 0;

  async function update() {
    const text = input.value;
    // While names are looked for, and until the fingers rest, what finds words in texts is on its way.
    if (text.length > 2) loadScript(TEXTS).then(() => globalThis.callboardFullText.prepare(), () => undefined);
    let found;
    try {
      found = await finder();
    } catch {
      status.textContent = "The search index could not be loaded.";
      return;
    }
    if (text !== input.value) return;
    const { choices, message, words } = found.choicesFor(found.all, text);
    shown = choices;
    terms = words;
    list.replaceChildren();
    lines = [];
    draw(LINES_IN_SIGHT);
    status.textContent = message;
    mark(0);
    // To ask where the list is would lay it out once more.
    if (scrolled) list.scrollTop = 0;
    // What is out of sight can wait until the key is answered.
    requestAnimationFrame(() => setTimeout(() => shown === choices && draw(shown.length)));
    clearTimeout(pausing);
    if (text.length > 2) pausing = setTimeout(() => askTexts(found.all, text, message), PAUSE);
  }

  /** What texts say comes below what is called so, and never before it. @param {Entry[]} all @param {string} text @param {string} message */
  async function askTexts(all, text, message) {
    const named = shown;
    draw(named.length);
    try {
      await loadScript(TEXTS);
      await globalThis.callboardFullText.textLines(all, text, named.length, () => text === input.value, (found, items, told) => {
        // What the reader has chosen already stays chosen.
        const place = named.length + found.findIndex(({ address }) => address === shown[chosen]?.address);
        shown = [...named, ...found];
        list.replaceChildren(...lines.slice(0, named.length), ...items);
        lines = [...list.querySelectorAll("li[id]")];
        status.textContent = told ?? message;
        mark(chosen < named.length ? chosen : place);
      });
    } catch {
      status.textContent = "The search index could not be loaded.";
    }
  }

  /** The lines of the list up to a number, as far as they are missing. @param {number} end */
  function draw(end) {
    const start = lines.length;
    const made = shown.slice(start, end).map((choice, position) => option(choice, start + position, terms));
    lines.push(...made);
    list.append(...made);
  }

  /** @param {number} position */
  function choose(position) {
    draw(shown.length);
    mark(position)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} position */
  function mark(position) {
    lines[chosen]?.setAttribute("aria-selected", "false");
    chosen = Math.max(0, Math.min(position, shown.length - 1));
    const item = lines[chosen];
    input.setAttribute("aria-expanded", String(item !== undefined));
    item?.setAttribute("aria-selected", "true");
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    return item;
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
  list.addEventListener("scroll", () => (scrolled = list.scrollTop > 0), { passive: true });
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
      finder().then(({ all, prepare }) => prepare(all), () => undefined);
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

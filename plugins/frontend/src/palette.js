/* Find anything: the dialog that Ctrl K opens. */

import { addressOf } from "./addresses.js";
import { element, icon } from "./dom.js";
import { entries } from "./entries_of_index.js";
import { kindIcon, kindWord } from "./kinds.js";
import { SEEN, STARS, stored } from "./memory.js";
import { readQuery, search } from "./ranking.js";
import { linkTo } from "./site.js";

/** @typedef {import("./entries_of_index.js").Entry} Entry */

const MOST_RESULTS = 50;

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
    "aria-expanded": "true", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    placeholder: "Find a service, API, team or document",
  });
  const dialog = element("dialog", { class: "cb-palette", "aria-label": "Find anything" }, [
    element("div", { class: "cb-palette-box" }, [icon("search"), input]),
    list,
    status,
    element("p", { class: "cb-palette-help" }, [
      element("span", {}, [element("kbd", {}, ["Enter"]), " open"]),
      element("span", {}, [element("kbd", {}, ["Esc"]), " close"]),
      element("span", {}, [element("kbd", {}, ["kind:api"]), " or ", element("kbd", {}, ["owner:name"]), " narrows"]),
    ]),
  ]);
  document.body.append(dialog);

  /** @type {Entry[]} */
  let shown = [];
  let chosen = 0;

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
    const found = text.trim() === "" ? remembered(all) : search(all, text);
    shown = found.slice(0, MOST_RESULTS);
    const terms = readQuery(text).words;
    list.replaceChildren(...shown.map((item, position) => option(item, position, terms)));
    status.textContent = statusText(text, found.length);
    choose(0);
  }

  /** @param {number} position */
  function choose(position) {
    chosen = Math.max(0, Math.min(position, shown.length - 1));
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    const item = list.children[chosen];
    input.setAttribute("aria-activedescendant", item ? item.id : "");
    item?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} position @param {boolean} apart in a tab of its own */
  function follow(position, apart) {
    const item = shown[position];
    if (!item) return;
    const href = linkTo(item.address);
    if (apart) window.open(href, "_blank", "noopener");
    else location.assign(href);
    dialog.close();
  }

  /** @type {Record<string, number>} */
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    if (event.key in moves) choose(chosen + moves[event.key]);
    else if (event.key === "Enter" && !event.isComposing) follow(chosen, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
    // The theme listens for keys on the window and would move its own focus.
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (item) follow([...list.children].indexOf(item), event.ctrlKey || event.metaKey);
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
    },
  };
}

/** @param {string} text @param {number} found */
function statusText(text, found) {
  if (text.trim() === "") return found > 0 ? "" : "Type the name of a service, API, team or document.";
  if (found === 0) return `Nothing is called “${text.trim()}”.`;
  return found > MOST_RESULTS ? `The first ${MOST_RESULTS} of ${found}.` : "";
}

/** @param {Entry} item @param {number} position @param {string[]} terms */
function option(item, position, terms) {
  const facts = [kindWord(item.kind), item.type, item.ownerLabel].filter(Boolean).join(" · ");
  return element("li", { id: `cb-result-${position}`, role: "option", class: `cb-kind-${item.kind}` }, [
    icon(kindIcon(item.kind)),
    element("span", {}, [element("strong", {}, highlighted(item.label, terms)), element("small", {}, [facts])]),
  ]);
}

/** The label with the words that matched marked. @param {string} label @param {string[]} terms */
function highlighted(label, terms) {
  const low = label.toLowerCase();
  const term = terms.find((word) => low.includes(word));
  if (term === undefined || low.length !== label.length) return [label];
  const at = low.indexOf(term);
  return [label.slice(0, at), element("mark", {}, [label.slice(at, at + term.length)]), label.slice(at + term.length)];
}

/** Starred entities, then those seen last. @param {Entry[]} all */
function remembered(all) {
  const byAddress = new Map(all.map((item) => [item.address, item]));
  const wanted = new Set([...stored(STARS), ...stored(SEEN)].map(addressOf));
  return [...wanted].map((address) => byAddress.get(address)).filter((item) => item !== undefined);
}


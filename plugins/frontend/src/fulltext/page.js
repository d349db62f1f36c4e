/* The page of results: one state, from the address bar; everything else is drawn from it. */

import { element, icon } from "../dom.js";
import { finder } from "../index_loading.js";
import { linkTo } from "../site.js";
import { entityOf } from "./entities.js";
import { facetPanels, fits } from "./facets.js";
import { ask, obstacle, owners } from "./finding.js";
import { grouped, marking, pageOf, pieces } from "./grouping.js";
import { readState, writeState } from "./state.js";
import { narrowing, plainWords, worthAsking } from "./words.js";

/** @typedef {import("../index_entries.js").Entry} Entry */
/** @typedef {import("./finding.js").Result} Result */
/** @typedef {import("./grouping.js").FoundEntity} FoundEntity */
/** @typedef {import("./state.js").State} State */

const PAUSE = 150;
const MOST_PAGES = 20;

/** @param {HTMLElement} page */
export async function start(page) {
  /** @param {string} name */
  const one = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-cb-${name}]`));
  const part = { count: one("count"), side: one("side"), found: one("found"), text: /** @type {HTMLInputElement} */ (one("text")) };
  part.text.form?.removeAttribute("hidden");
  part.text.form?.addEventListener("submit", (event) => event.preventDefault());
  let state = readState(location.search);
  part.text.value = state.text;
  try {
    const reason = await obstacle();
    if (reason !== "") {
      part.count.textContent = reason;
      return;
    }
    run(page, part, state, entityOf((await finder()).all));
  } catch {
    part.count.textContent = "The index could not be loaded.";
  }
}

/**
 * @param {HTMLElement} page
 * @param {{count: HTMLElement, side: HTMLElement, found: HTMLElement, text: HTMLInputElement}} part
 * @param {State} state
 * @param {Map<string, Entry>} entities
 */
function run(page, part, state, entities) {
  let pausing = 0;
  let turn = 0;
  /** @type {{result: Result, entry: Entry}[]} */
  let all = [];
  let most = MOST_PAGES;
  let done = true;
  let loose = false;
  let asked = "";

  async function search() {
    const mine = (turn += 1);
    const { text } = state;
    asked = text;
    if (!worthAsking(text)) {
      all = [];
      done = true;
      draw();
      return;
    }
    part.count.textContent = "Looking …";
    const words = plainWords(text);
    const narrowed = narrowing(text);
    try {
      await ask(words, "", async (found) => {
        const whose = await owners();
        if (mine !== turn) return;
        all = found.results.flatMap((result) => {
          const entry = entities.get(whose.get(result.id) ?? "");
          return entry && (!narrowed || narrowed(entry)) ? [{ result, entry }] : [];
        });
        done = found.done;
        loose = found.loose ?? false;
        await draw();
        if (found.missing > 0) part.count.textContent += "; a part of the texts could not be loaded";
      }, () => mine === turn);
    } catch {
      part.count.textContent = "Texts could not be searched.";
    }
  }

  async function draw() {
    const mine = turn;
    const kept = all.filter(({ entry }) => fits(state, entry));
    const words = plainWords(asked.toLowerCase()).split(" ");
    const pages = await Promise.all(kept.slice(0, most).map(async ({ result }) => pageOf(await result.data(), words)));
    if (mine !== turn) return;
    part.count.textContent = told(kept.length);
    const focused = document.activeElement instanceof HTMLInputElement && part.side.contains(document.activeElement) ? document.activeElement : undefined;
    part.side.replaceChildren(...facetPanels(state, all.map(({ entry }) => entry), go));
    if (focused) [...part.side.querySelectorAll("input")].find((box) => box.name === focused.name && box.value === focused.value)?.focus();
    part.found.replaceChildren(...grouped(pages).map((group) => groupElement(group, entities.get(group.ref))), ...more(kept.length));
    page.dataset.cbReady = done ? "yes" : "loading";
  }

  /** @param {number} count */
  function told(count) {
    if (!worthAsking(state.text)) return "Three letters or more, please.";
    if (count === 0) return done ? "No text says this." : "Looking …";
    return `${count.toLocaleString("en")} ${count === 1 ? "page" : "pages"}${done ? "" : " so far"}${loose ? ", with all words but one" : ""}`;
  }

  /** @param {number} count @returns {HTMLElement[]} */
  function more(count) {
    if (count <= most) return [];
    const button = element("button", { class: "cb-button", type: "button" }, [`Show ${Math.min(MOST_PAGES, count - most)} more`]);
    button.addEventListener("click", () => {
      most += MOST_PAGES;
      draw();
    });
    return [button];
  }

  /** A step that Back undoes. @param {State} next */
  function go(next) {
    state = next;
    most = MOST_PAGES;
    history.pushState(history.state, "", writeState(state) || location.pathname);
    draw();
  }

  part.text.addEventListener("input", () => {
    state = { ...state, text: part.text.value };
    most = MOST_PAGES;
    history.replaceState(history.state, "", writeState(state) || location.pathname);
    clearTimeout(pausing);
    pausing = setTimeout(search, PAUSE);
  });
  addEventListener("popstate", () => {
    if (!page.isConnected) return;
    state = readState(location.search);
    part.text.value = state.text;
    if (state.text === asked) draw();
    else search();
  });
  part.text.focus({ preventScroll: true });
  page.dataset.cbReady = "yes";
  search();
}

/** @param {FoundEntity} group @param {Entry | undefined} entry */
function groupElement(group, entry) {
  const name = entry?.label ?? group.ref;
  const heading = element("h2", { class: `cb-results-entity cb-kind-${entry?.icon ?? "generic"}` }, [
    icon(entry?.icon ?? "generic"),
    entry ? element("a", { href: linkTo(entry.address) }, [name]) : name,
    " ",
    element("span", { class: "cb-aside" }, [entry ? [entry.kindWord, entry.ownerLabel].filter(Boolean).join(" · ") : ""]),
  ]);
  return element("article", { class: "cb-card cb-results-group" }, [heading, ...group.pages.map((page) => pageElement(page, name))]);
}

/** @param {import("./grouping.js").FoundPage} page @param {string} above what stands above it already */
function pageElement(page, above) {
  const headings = page.headings.filter(({ title }) => title !== page.title);
  const made = element("div", { class: "cb-results-page" });
  if (page.title !== above || headings.length === 0) {
    made.append(element("h3", {}, [element("a", { href: linkTo(marking(page.address, page.words)) }, [page.title])]));
  }
  if (headings.length === 0) made.append(excerpt(page.excerpt));
  if (headings.length > 0) {
    made.append(element("ul", {}, headings.map(({ title, address, excerpt: text }) =>
      element("li", {}, [element("a", { href: linkTo(marking(address, page.words)) }, [title]), excerpt(text)]))));
  }
  return made;
}

/** @param {string} text as the library writes it */
function excerpt(text) {
  return element("p", {}, pieces(text).map(({ text: piece, hit }) => (hit ? element("mark", {}, [piece]) : piece)));
}

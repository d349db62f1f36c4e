/* Tabs of one name switch together, and are remembered. */

import { store, stored } from "../memory.js";

/** Where the names of tabs are remembered, the last chosen first. */
const TABS = "tabs";
const MOST_REMEMBERED = 20;
const SETS = ".cb-prose .tabbed-set";

let switching = false;

/** @param {Event} event that something was chosen */
export function onTab({ target }) {
  if (switching || !(target instanceof HTMLInputElement)) return;
  const set = target.parentElement;
  if (!set?.matches(SETS)) return;
  const label = labelOf(target);
  const before = set.getBoundingClientRect().top;
  for (const other of document.querySelectorAll(SETS)) if (other !== set) choose(other, label);
  // What is above may have grown: what the reader touched stays where it is.
  scrollBy({ top: set.getBoundingClientRect().top - before, behavior: "instant" });
  store(TABS, [label, ...stored(TABS).filter((other) => other !== label)].slice(0, MOST_REMEMBERED));
}

/** @param {HTMLElement} article */
export function restoreTabs(article) {
  const labels = stored(TABS);
  for (const set of article.querySelectorAll(".tabbed-set")) labels.some((label) => choose(set, label));
}

/** @param {HTMLInputElement} input */
function labelOf(input) {
  return document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent?.trim() ?? "";
}

/** Choose a tab in a set. @param {Element} set @param {string} label @returns {boolean} whether it has one of that name */
function choose(set, label) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = set.querySelectorAll(":scope > input");
  const input = [...inputs].find((each) => labelOf(each) === label);
  if (!input || input.checked) return Boolean(input);
  input.checked = true;
  switching = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  switching = false;
  return true;
}

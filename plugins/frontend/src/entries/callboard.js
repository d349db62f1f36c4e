/*
 * What every page of the portal can do: find anything (Ctrl K or `/`), keys for the links of an entity, copying a
 * reference, stars, the reader's team, and folders opened from files. Nothing here is needed to read a page.
 */

import { element, icon, isTyping } from "../dom.js";
import { entries } from "../index_loading.js";
import { SEEN, STARS, TEAM, keysAreOn, store, stored, toggleStar, toggleTeam } from "../memory.js";
import { openPalette } from "../palette.js";
import { search } from "../ranking.js";
import { withIndex } from "../site.js";

/** @type {Record<string, string>} */
const KEYS = { r: "runbook", d: "dashboard", o: "oncall" };
const MOST_SEEN = 8;

/** @param {KeyboardEvent} event */
function onKey(event) {
  const control = event.ctrlKey || event.metaKey;
  const asked = control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
  if (asked || (event.key === "/" && isFree(event))) {
    event.preventDefault();
    event.stopPropagation();
    openPalette();
    return;
  }
  const role = isFree(event) && KEYS[event.key];
  const link = role && document.querySelector(`.cb-entity [data-cb-key="${role}"]`);
  if (link instanceof HTMLAnchorElement) link.click();
}

/** Whether a key of one letter means something here. @param {KeyboardEvent} event */
function isFree(event) {
  return !(event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) && keysAreOn();
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("[data-cb-palette], [data-cb-copy], [data-cb-star], [data-cb-team]");
  if (button instanceof HTMLElement) onButton(button);
  const link = event.target.closest("a[href]");
  if (button || location.protocol !== "file:" || !link) return;
  // Links inside a drawing have no `href` text but an animated one.
  const url = withIndex(new URL(link.getAttribute("href") ?? "", document.baseURI));
  if (url.protocol === "file:") link.setAttribute("href", url.href);
}

/** @param {HTMLElement} button */
function onButton(button) {
  const { cbStar, cbTeam, cbCopy } = button.dataset;
  if (cbCopy !== undefined) copy(button, cbCopy);
  else if (cbStar !== undefined) button.setAttribute("aria-pressed", String(toggleStar(cbStar)));
  else if (cbTeam !== undefined) button.setAttribute("aria-pressed", String(toggleTeam(cbTeam)));
  else openPalette();
}

/** @param {HTMLElement} button @param {string} text */
async function copy(button, text) {
  const label = button.querySelector("span");
  if (!label) return;
  const before = label.dataset.before ?? label.textContent ?? "";
  label.dataset.before = before;
  try {
    await navigator.clipboard.writeText(text);
    label.textContent = "Copied";
  } catch {
    label.textContent = "Not allowed";
  }
  setTimeout(() => { label.textContent = before; }, 1500);
}

/** Once for each page, also when the theme swaps pages without loading them. */
function onPage() {
  press("cbTeam", "[data-cb-team]", stored(TEAM));
  const page = document.querySelector("[data-cb-entity]");
  const ref = page instanceof HTMLElement ? page.dataset.cbEntity : undefined;
  if (ref === undefined) return;
  store(SEEN, [ref, ...stored(SEEN).filter((other) => other !== ref)].slice(0, MOST_SEEN));
  press("cbStar", "[data-cb-entity] [data-cb-star]", stored(STARS));
}

/** @param {"cbStar" | "cbTeam"} key @param {string} buttons a selector @param {string[]} marked */
function press(key, buttons, marked) {
  for (const button of document.querySelectorAll(buttons)) {
    if (button instanceof HTMLElement) button.setAttribute("aria-pressed", String(marked.includes(button.dataset[key] ?? "")));
  }
}

globalThis.callboard = { entries, search, element, icon };
// Before the theme, which gives some keys a meaning of its own.
window.addEventListener("keydown", onKey, { capture: true });
document.addEventListener("click", onClick, { capture: true });
if (globalThis.document$) globalThis.document$.subscribe(onPage);
else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onPage);
else onPage();

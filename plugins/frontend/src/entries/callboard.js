/*
 * What every page of the portal can do: find anything (Ctrl K), keys for the links of an entity, copying a
 * reference, stars, and folders opened from files. Nothing here is needed to read a page.
 */

import { isTyping } from "../dom.js";
import { entries } from "../entries_of_index.js";
import { SEEN, STARS, store, stored, toggleStar } from "../memory.js";
import { openPalette } from "../palette.js";
import { search } from "../ranking.js";
import { withIndex } from "../site.js";

/** @type {Record<string, string>} */
const KEYS = { r: "runbook", d: "dashboard", o: "oncall" };

/** @param {HTMLElement} button */
async function copy(button) {
  const label = button.querySelector("span");
  if (!label) return;
  const before = label.dataset.before ?? label.textContent ?? "";
  label.dataset.before = before;
  try {
    await navigator.clipboard.writeText(button.dataset.cbCopy ?? "");
    label.textContent = "Copied";
  } catch {
    label.textContent = "Not allowed";
  }
  setTimeout(() => { label.textContent = before; }, 1500);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    event.stopPropagation();
    openPalette();
    return;
  }
  if (control || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const role = KEYS[event.key];
  const link = role && document.querySelector(`.cb-entity [data-cb-key="${role}"]`);
  if (link instanceof HTMLAnchorElement) link.click();
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("[data-cb-palette], [data-cb-copy], [data-cb-star]");
  if (button instanceof HTMLElement) {
    if (button.hasAttribute("data-cb-palette")) openPalette();
    else if (button.hasAttribute("data-cb-copy")) copy(button);
    else button.setAttribute("aria-pressed", String(toggleStar(button.dataset.cbStar ?? "")));
    return;
  }
  const link = event.target.closest("a[href]");
  if (location.protocol !== "file:" || !link) return;
  // Links inside a drawing have no `href` text but an animated one.
  const url = withIndex(new URL(link.getAttribute("href") ?? "", document.baseURI));
  if (url.protocol === "file:") link.setAttribute("href", url.href);
}

/** Once for each page, also when the theme swaps pages without loading them. */
function onPage() {
  const page = document.querySelector("[data-cb-entity]");
  const ref = page instanceof HTMLElement ? page.dataset.cbEntity : undefined;
  if (ref === undefined) return;
  store(SEEN, [ref, ...stored(SEEN).filter((other) => other !== ref)].slice(0, 8));
  const star = page?.querySelector("[data-cb-star]");
  star?.setAttribute("aria-pressed", String(stored(STARS).includes(ref)));
}

globalThis.callboard = { entries, search };
// Before the theme, which gives some keys a meaning of its own.
window.addEventListener("keydown", onKey, { capture: true });
document.addEventListener("click", onClick, { capture: true });
if (globalThis.document$) globalThis.document$.subscribe(onPage);
else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onPage);
else onPage();

/* A page of documentation: what happens when it comes, and what it listens to. */

import { tellDays } from "./days.js";
import { draw, onDrawn, redrawOnNewColours } from "./diagrams.js";
import { enlarge } from "./drawings.js";
import { filterable } from "./filter.js";
import { copyAddress, offerEditing } from "./headings.js";
import { clearHits, markHits } from "./hits.js";
import { onSelection, onTabKey } from "./issues.js";
import { afterPrint, beforePrint } from "./printing.js";
import { onTab, restoreTabs } from "./tabs.js";
import { closeVersions } from "./versions.js";

/** Once, however many pages the theme swaps in. */
export function start() {
  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("change", onTab);
  document.addEventListener("click", onClick);
  window.addEventListener("keydown", onKey);
  window.addEventListener("message", onDrawn);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  redrawOnNewColours();
  if (globalThis.document$) globalThis.document$.subscribe(onPage);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onPage);
  else onPage();
}

/** Once for each page, also when the theme swaps pages without loading them. */
function onPage() {
  tellDays(document);
  const index = firstTime("[data-cb-filtered]");
  if (index) filterable(index);
  const article = firstTime("[data-cb-document]");
  if (!article) return;
  offerEditing(article);
  restoreTabs(article);
  markHits(article);
  draw(article);
  requestAnimationFrame(showCurrent);
}

/** @param {string} selector @returns {HTMLElement | undefined} the part of the page, unless it was met before */
function firstTime(selector) {
  const part = document.querySelector(selector);
  if (!(part instanceof HTMLElement) || part.dataset.cbReady) return undefined;
  part.dataset.cbReady = "yes";
  return part;
}

/** Bring the page's own line of a long navigation into sight. */
function showCurrent() {
  const current = document.querySelector(".cb-docs-nav [aria-current]");
  const box = current?.closest(".md-sidebar__scrollwrap");
  if (!current || !box) return;
  const below = current.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
  if (below > box.clientHeight) box.scrollTop += below - box.clientHeight / 2;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    clearHits();
    closeVersions();
  }
  onTabKey(event);
}

/** @param {MouseEvent} event */
function onClick({ target, ctrlKey, metaKey }) {
  if (!(target instanceof Element)) return;
  const link = target.closest(".cb-prose a.headerlink");
  if (link instanceof HTMLAnchorElement && !ctrlKey && !metaKey) void copyAddress(link);
  const image = target.closest(".cb-zoom")?.querySelector("img");
  if (image) enlarge(image);
  closeVersions(target);
}

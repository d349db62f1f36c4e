/*
 * The catalog table: every entity, with filters that count, sorted by any column, and all of it in the address bar.
 * The page has its first rows and plain lists of all without this.
 */

import { start } from "../catalog/page.js";

const page = document.querySelector("[data-cb-catalog]");
if (page instanceof HTMLElement && page.dataset.cbReady === undefined) {
  page.dataset.cbReady = "loading";
  start(page);
}

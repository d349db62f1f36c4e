/* `/search/`: what texts say, by entity, page and heading, narrowed by kind and team, all of it in the address bar. */

import { start } from "../fulltext/page.js";

const page = document.querySelector("[data-cb-search]");
if (page instanceof HTMLElement && page.dataset.cbReady === undefined) {
  page.dataset.cbReady = "loading";
  start(page);
}

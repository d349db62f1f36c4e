/* Marks what the reader searched for on a page that is no documentation: an API with its operations. */

import { clearHits, markHits } from "../docs/hits.js";

window.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) clearHits();
});
const page = document.querySelector("article");
if (page instanceof HTMLElement) markHits(page, ".cb-operations");

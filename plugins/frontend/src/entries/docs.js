/*
 * What pages of documentation can do beyond being read: diagrams, tabs that remember, marked hits, an issue about
 * what is selected, editing a section, days told from today. Nothing here is needed to read a page.
 */

import { start } from "../docs/page.js";

// The theme may run this file again when it swaps pages without loading them.
if (!globalThis.callboardDocs) {
  globalThis.callboardDocs = true;
  start();
}

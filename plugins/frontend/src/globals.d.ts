/* What scripts leave for one another in the page. */

import type { AtlasDocument } from "./atlas/document.js";
import type { Explorer } from "./atlas/explorer.js";
import type { Entry, SearchIndex } from "./entries_of_index.js";

declare global {
  /** Written by api/search-index.js. */
  var callboardSearchIndex: SearchIndex | undefined;
  /** Written by api/atlas.js. */
  var callboardAtlas: AtlasDocument | undefined;
  /** The Atlas of this page, for tests. */
  var callboardExplorer: Explorer | undefined;
  /** What the bundle of every page offers to tests and to scripts of an operator's own. */
  var callboard: { entries: () => Promise<Entry[]>; search: (all: Entry[], text: string) => Entry[] };
  /** The theme's stream of pages; absent under another theme. */
  var document$: { subscribe: (listener: () => void) => void } | undefined;
}

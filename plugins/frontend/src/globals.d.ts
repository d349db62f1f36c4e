/* What scripts leave for one another in the page. */

import type { AtlasDocument } from "./atlas/document.js";
import type { Explorer } from "./atlas/explorer.js";
import type { Shards } from "./fulltext/finding.js";
import type { SearchIndex } from "./index_entries.js";

declare global {
  /** Written by api/search-index.js. */
  var callboardSearchIndex: SearchIndex | undefined;
  /** Written by api/atlas.js. */
  var callboardAtlas: AtlasDocument | undefined;
  /** The Atlas of this page, for tests. */
  var callboardExplorer: Explorer | undefined;
  /** Whether what documentation can do has begun. */
  var callboardDocs: boolean | undefined;
  /** The library in the frame of diagrams. */
  var mermaid: {
    initialize: (settings: Record<string, unknown>) => void;
    render: (id: string, text: string) => Promise<{ svg: string }>;
  };
  /** Written by api/search-descriptions.js. */
  var callboardDescriptions: string[] | undefined;
  /** Written by assets/callboard/finder.js. */
  var callboardFinder: {
    readIndex: typeof import("./index_entries.js").readIndex;
    search: typeof import("./ranking.js").search;
    choicesFor: typeof import("./choices.js").choicesFor;
    prepare: typeof import("./choices.js").prepare;
  } | undefined;
  /** Written by search/shards.js. */
  var callboardShards: Shards | undefined;
  /** What searching in texts offers, once its bundle is loaded. */
  var callboardFullText: { ask: typeof import("./fulltext/finding.js").ask; prepare: typeof import("./fulltext/finding.js").prepare; textLines: typeof import("./fulltext/lines.js").textLines };
  /** What the bundle of every page offers to other scripts and to tests. */
  var callboard: {
    finder: typeof import("./index_loading.js").finder;
    element: typeof import("./dom.js").element;
    icon: typeof import("./dom.js").icon;
  };
  /** The theme's stream of pages; absent under another theme. */
  var document$: { subscribe: (listener: () => void) => void } | undefined;
}

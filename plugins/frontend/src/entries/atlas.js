/* `/atlas/`: everything that the page does beyond what it shows without a script. */

import { Explorer } from "../atlas/explorer.js";
import { GraphIndex } from "../atlas/graph_index.js";
import { loadScript } from "../site.js";

async function start() {
  const root = document.querySelector("[data-cb-atlas]");
  if (!(root instanceof HTMLElement)) return;
  if (globalThis.callboardAtlas === undefined) await loadScript("api/atlas.js");
  if (globalThis.callboardAtlas === undefined) return;
  globalThis.callboardExplorer = new Explorer(root, new GraphIndex(globalThis.callboardAtlas));
  root.classList.add("cb-ready");
  performance.mark("callboard-atlas-ready");
}

void start();

/*
 * What a key costs in the catalog table before anything is drawn: node bench/frontend/catalog.mjs SITE/api/search-index.js
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { narrow } from "../../plugins/frontend/src/catalog/narrowing.js";
import { readState } from "../../plugins/frontend/src/catalog/state.js";
import { buildTable } from "../../plugins/frontend/src/catalog/table.js";

const context = vm.createContext({});
vm.runInContext(readFileSync(process.argv[2], "utf8"), context);

const timed = (work) => {
  const start = performance.now();
  const value = work();
  return [performance.now() - start, value];
};

const [building, table] = timed(() => buildTable(context.callboardSearchIndex));
console.log(`${table.size} rows read in ${building.toFixed(0)} ms`);
for (const key of ["", "name", "owner", "users", "tag"]) console.log(`sorted by ${key || "reading order"}: ${timed(() => table.order(key))[0].toFixed(0)} ms, once`);
for (const search of ["", "?text=p", "?text=payment", "?text=payment+api", "?kind=component&tag=go&owner=group:team-1", "?text=pay&kind=component&kind=api&sort=-users"]) {
  const times = Array.from({ length: 9 }, () => timed(() => narrow(table, readState(search), new Set()))[0]).sort((a, b) => a - b);
  console.log(`${(search || "everything").padEnd(46)} median ${times[4].toFixed(1)} ms, worst ${times[8].toFixed(1)} ms`);
}

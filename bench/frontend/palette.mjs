/*
 * What a key costs in the palette: node bench/frontend/palette.mjs SITE/api/search-index.js
 *
 * Reading is paid once, when the palette opens. Each query is typed letter by letter, five times: a letter costs
 * what its quickest round did, and "worst of all" is the slowest letter of any round, other programs' work and
 * the compiler's included. Drawing the lines is not in it.
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { readIndex } from "../../plugins/frontend/src/index_entries.js";
import { partsOfNames } from "../../plugins/frontend/src/near_misses.js";
import { search } from "../../plugins/frontend/src/ranking.js";
import { actions, suggestions } from "../../plugins/frontend/src/suggesting.js";

const context = vm.createContext({});
vm.runInContext(readFileSync(process.argv[2], "utf8"), context);

const timed = (work) => {
  const start = performance.now();
  const value = work();
  return [performance.now() - start, value];
};

const [reading, all] = timed(() => readIndex(context.callboardSearchIndex));
const [tokens] = timed(() => partsOfNames(all));
console.log(`${all.length} entries read in ${reading.toFixed(0)} ms, parts of names in ${tokens.toFixed(0)} ms`);
for (const query of ["payment-104-worker", "paymnet", "kind:api refund", "owner:team-1", "runbook payment", "order gateway", "zzzzzz"]) {
  const letters = Array.from({ length: query.length }, () => Infinity);
  let cold = 0;
  for (let round = 0; round < 5; round += 1) {
    for (let end = 1; end <= query.length; end += 1) {
      const text = query.slice(0, end);
      const [spent] = timed(() => {
        const acts = actions(all, text);
        return [suggestions(all, text), acts, search(all, text, acts.length === 0)];
      });
      cold = Math.max(cold, spent);
      letters[end - 1] = Math.min(letters[end - 1], spent);
    }
  }
  letters.sort((a, b) => a - b);
  console.log(`${query.padEnd(20)} median ${letters[letters.length >> 1].toFixed(1)} ms, worst letter ${letters.at(-1).toFixed(1)} ms, worst of all ${cold.toFixed(1)} ms`);
}

/* What the table is narrowed to by relations, each with a way out. */

import { element } from "../dom.js";
import { rowsByRef } from "./relations.js";
import { RELATIONS, unrelated } from "./state.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./state.js").State} State */

/** @type {Record<string, string>} */
const WORDS = { uses: "uses", "used-by": "used by" };

/**
 * @param {Table} table
 * @param {() => State} current
 * @param {(state: State) => void} change
 */
export function relationChips(table, current, change) {
  const list = element("ul", { class: "cb-chips cb-relation-chips", "aria-label": "Narrowed to" });
  list.hidden = true;
  let shown = "";
  return {
    element: list,
    /** @param {State} state */
    show(state) {
      const asked = RELATIONS.flatMap((name) => (state.related[name] ?? []).map((ref) => ({ name, ref })));
      list.hidden = asked.length === 0;
      const wanted = JSON.stringify(asked);
      if (asked.length === 0 || wanted === shown) return;
      shown = wanted;
      const rows = rowsByRef(table);
      list.replaceChildren(...asked.map(({ name, ref }) => {
        const row = rows.get(ref.toLowerCase().replace(":default/", ":"));
        const words = `${WORDS[name]} ${row === undefined ? ref : table.labels[row]}`;
        const button = element("button", { type: "button", "aria-label": `Remove: ${words}`, title: ref }, [words, element("span", { "aria-hidden": "true" }, [" ×"])]);
        button.addEventListener("click", () => change(unrelated(current(), name, ref)));
        return element("li", {}, [button]);
      }));
    },
  };
}

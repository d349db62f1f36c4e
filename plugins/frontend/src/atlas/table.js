/* The same set as a table: every entity of a selection, the folded ones by name. */

import { element } from "../dom.js";
import { kindWord } from "../kinds.js";
import { counted, label } from "./label.js";
import { entityLink } from "./side.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./selection.js").Selection} Selection */

const MOST_ROWS = 600;

/** @param {GraphIndex} index @param {Selection} selection @param {number} [most] rows @returns {Node[]} */
export function tableOf(index, selection, most = MOST_ROWS) {
  let heading = "";
  const rows = selection.bunches.flatMap((bunch, place) => {
    heading = whereOf(selection, bunch.heading, place) || heading;
    const where = heading;
    const busiest = [...bunch.members].sort((a, b) => index.users(b).length - index.users(a).length || a - b);
    return busiest.map((at) => ({ at, where }));
  });
  const columns = ["Name", "Kind", selection.view === "path" ? "Step" : "Where", "Owner", "Lifecycle"];
  const head = columns.map((text) => element("th", { scope: "col" }, [text]));
  head.push(element("th", { scope: "col", class: "cb-number" }, ["Users"]));
  const body = rows.slice(0, most).map(({ at, where }) => rowOf(index, at, where));
  const table = element("table", { class: "cb-table" }, [
    element("caption", { class: "cb-hidden" }, ["Entities in this view"]),
    element("thead", {}, [element("tr", {}, head)]),
    element("tbody", {}, body),
  ]);
  const scroll = element("div", { class: "cb-scroll", tabindex: "0", role: "region", "aria-label": "Entities in this view, scrollable" }, [table]);
  if (rows.length <= most) return [scroll];
  return [scroll, element("p", { class: "cb-muted" }, [`The first ${counted(most)} of ${counted(rows.length)}; callboard query lists all.`])];
}

/** @param {Selection} selection @param {string} heading @param {number} place */
function whereOf({ view }, heading, place) {
  if (view === "path") return String(place + 1);
  if (view === "focus" && heading === "") return "In question";
  return heading.replace(/ \([\d,]+\)$/, "");
}

/** @param {GraphIndex} index @param {number} at @param {string} where */
function rowOf(index, at, where) {
  const owner = index.owners[at];
  const kind = [kindWord(index.kinds[at]), index.types[at]].filter(Boolean).join(" · ");
  return element("tr", {}, [
    element("th", { scope: "row" }, [entityLink(index, at)]),
    element("td", {}, [kind]),
    element("td", {}, [where]),
    element("td", {}, [owner >= 0 ? label(index, owner) : ""]),
    element("td", {}, [index.lifecycles[at]]),
    element("td", { class: "cb-number" }, [counted(index.users(at).length)]),
  ]);
}

/* What stands beside the drawing: who uses what is pointed at, by name. */

import { addressOf } from "../addresses.js";
import { element, icon } from "../dom.js";
import { kindIcon, kindWord } from "../kinds.js";
import { linkTo } from "../site.js";
import { counted, label, several } from "./label.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./picture.js").PictureNode} PictureNode */
/** @typedef {{focus: (at: number) => void, path: (at: number) => void, open: (at: number) => void}} Acts */

const MOST = 9;
const MOST_MEMBERS = 40;

/**
 * @param {import("./map.js").Pointed} pointed
 * @param {string[]} names of tiles
 * @returns {Node[]}
 */
export function besideTile(pointed, names) {
  return [
    element("h2", {}, [pointed.name]),
    element("p", { class: "cb-muted" }, [pointed.detail]),
    ...listOf("cb-is-user", "Used by", pointed.users, names),
    ...listOf("cb-is-used", "Uses", pointed.uses, names),
  ];
}

/** @param {string} swatch @param {string} verb @param {number[]} tiles @param {string[]} names @returns {Node[]} */
function listOf(swatch, verb, tiles, names) {
  const heading = element("h3", {}, [element("span", { class: `cb-swatch ${swatch}` }), `${verb} ${counted(tiles.length)}`]);
  const rows = tiles.slice(0, MOST).map((at) => element("li", {}, [names[at]]));
  if (tiles.length > MOST) rows.push(element("li", { class: "cb-muted" }, [`and ${counted(tiles.length - MOST)} more`]));
  return [heading, element("ul", {}, rows)];
}

/** @param {GraphIndex} index @param {PictureNode} node @param {Acts} acts @returns {Node[]} */
export function besideNode(index, node, acts) {
  return node.members.length > 1 ? besideFold(index, node, acts) : besideEntity(index, node.members[0], acts);
}

/** @param {GraphIndex} index @param {number} at @param {Acts} acts @returns {Node[]} */
function besideEntity(index, at, acts) {
  const kind = [kindWord(index.kinds[at]), index.types[at]].filter(Boolean).join(" · ");
  const owner = index.owners[at];
  const home = [index.systems[at], index.domains[at]].filter((place) => place >= 0);
  const facts = [
    ["Owner", owner >= 0 ? entityLink(index, owner) : ""],
    ["Part of", home.length > 0 ? entityLink(index, home[0]) : ""],
    ["Lifecycle", index.lifecycles[at]],
    ["Used by", several(index.users(at).length, "entity", "entities")],
    ["Uses", several(index.uses(at).length, "entity", "entities")],
  ].filter(([, value]) => value !== "");
  /** @type {HTMLElement[]} */
  const tools = [button("Focus here", () => acts.focus(at)), button("Path from here", () => acts.path(at))];
  if (index.isKnown(at)) tools.push(element("a", { class: "cb-button cb-primary", href: pageLink(index, at) }, ["Open page"]));
  return [
    element("h2", {}, [icon(kindIcon(index.kinds[at])), label(index, at)]),
    element("p", { class: "cb-muted" }, [index.isKnown(at) ? kind : "Not in the catalog"]),
    element("dl", { class: "cb-about" }, facts.map(([term, value]) => element("div", {}, [element("dt", {}, [/** @type {string} */ (term)]), element("dd", {}, [value])]))),
    element("p", { class: "cb-atlas-acts" }, tools),
  ];
}

/** @param {GraphIndex} index @param {PictureNode} node @param {Acts} acts @returns {Node[]} */
function besideFold(index, { at, label: name, members, detail }, acts) {
  const rows = members.slice(0, MOST_MEMBERS).map((member) => element("li", {}, [entityLink(index, member)]));
  if (members.length > MOST_MEMBERS) rows.push(element("li", { class: "cb-muted" }, [`and ${counted(members.length - MOST_MEMBERS)} more in the table`]));
  const tools = at === undefined ? [] : [element("p", { class: "cb-atlas-acts" }, [button(`Open ${name}`, () => acts.open(at))])];
  return [element("h2", {}, [name]), element("p", { class: "cb-muted" }, [at === undefined ? "Folded, because they do not fit" : detail]), ...tools, element("ul", {}, rows)];
}

/** @param {GraphIndex} index @param {number} at @returns {HTMLElement} */
export function entityLink(index, at) {
  const parts = [icon(index.isKnown(at) ? kindIcon(index.kinds[at]) : "alert"), element("span", {}, [label(index, at)])];
  if (!index.isKnown(at)) return element("span", { class: "cb-ref cb-missing" }, parts);
  return element("a", { class: `cb-ref cb-kind-${kindIcon(index.kinds[at])}`, href: pageLink(index, at) }, parts);
}

/** @param {GraphIndex} index @param {number} at */
function pageLink(index, at) {
  return linkTo(addressOf(index.short(at)));
}

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const made = element("button", { class: "cb-button", type: "button" }, [text]);
  made.addEventListener("click", act);
  return made;
}

/* How a selector names an entity: as short as it may without meaning another. */

import { find } from "./words.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */

/** @type {Record<string, string>} */
const KEYS = { system: "system", domain: "domain", group: "owner", user: "owner" };

/** @param {GraphIndex} index @param {number} at */
export function nameOf(index, at) {
  return find(index, index.names[at]) === at ? index.names[at] : index.short(at);
}

/** @param {GraphIndex} index @param {number} at @returns {string} the selector that shows an entity, or what it holds */
export function selectorOf(index, at) {
  const kind = index.kinds[at];
  if (!Object.hasOwn(KEYS, kind)) return nameOf(index, at);
  const among = kind === "group" || kind === "user" ? ["group", "user"] : [kind];
  return `${KEYS[kind]}:${find(index, index.names[at], among) === at ? index.names[at] : index.short(at)}`;
}

/**
 * @param {GraphIndex} index
 * @param {number} at
 * @param {number} uses steps
 * @param {number} usedBy
 * @param {string[]} [rest] filters
 */
export function around(index, at, uses, usedBy, rest = []) {
  const name = nameOf(index, at);
  const steps = uses === 1 && usedBy === 1 ? name : `${uses > 0 ? `${uses}+` : ""}${name}${usedBy > 0 || uses === 0 ? `+${usedBy}` : ""}`;
  return [steps, ...rest].join(" ");
}

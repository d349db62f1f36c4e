/* A selection folded until a person can read it, with nobody lost. The twin of callboard.graph.atlas.picture. */

import { amount, counted, label, several, spoken } from "./label.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./selection.js").Bunch} Bunch */
/** @typedef {import("./paths.js").Edge} Edge */
/** @typedef {{holder: number | undefined, members: number[]}} Fold */

/**
 * @typedef {object} PictureNode
 * @property {number | undefined} at the entity, or the holder of those that it stands for; none for "n more"
 * @property {string} kind
 * @property {string} label
 * @property {string} detail
 * @property {string} spoken
 * @property {number[]} members
 * @property {boolean} missing
 * @property {boolean} focus
 */
/** @typedef {{heading: string, nodes: PictureNode[]}} PictureColumn */
/** @typedef {{columns: PictureColumn[], nodes: PictureNode[], edges: Edge[], told: string, title: string}} Picture */

export const MOST_NODES = 120;
const COLUMN = 13;

/** @param {GraphIndex} index @param {Bunch} bunch @param {number} most @returns {Fold[]} */
export function fold(index, { members, ranked }, most) {
  if (members.length <= most) return members.map(single);
  if (!ranked) {
    const bySystem = byHolder(members, (at) => index.holder(at));
    if (bySystem.length > 1 && bySystem.length <= most) return bySystem;
    const byDomain = byHolder(members, (at) => index.upperHolder(at));
    if (byDomain.length > 1) return byDomain.length <= most ? byDomain : cut(byDomain, most);
  }
  const inRank = [...members].sort((a, b) => index.users(b).length - index.users(a).length || a - b);
  return cut(inRank.map(single), most);
}

/** @param {GraphIndex} index @param {Selection} selection @param {number} [most] @returns {Picture} */
export function picture(index, selection, most = MOST_NODES) {
  const bunches = squeezed(selection.bunches, most);
  const column = Math.max(1, Math.min(COLUMN, Math.floor(most / Math.max(1, bunches.length))));
  /** @type {Map<number, number>} */
  const nodeOf = new Map();
  /** @type {PictureNode[]} */
  const nodes = [];
  const columns = bunches.map((bunch) => {
    const own = fold(index, bunch, column).map((each) => {
      for (const at of each.members) nodeOf.set(at, nodes.length);
      const node = nodeOfFold(index, each, selection.focus);
      nodes.push(node);
      return node;
    });
    return { heading: headingOf(bunch), nodes: own };
  });
  const drawn = { columns, nodes, edges: edgesBetween(selection.edges, nodeOf), told: "", title: selection.title };
  drawn.told = told(selection, nodes.length);
  return drawn;
}

/** @param {Edge[]} edges @param {Map<number, number>} nodeOf @returns {Edge[]} */
function edgesBetween(edges, nodeOf) {
  /** @type {Map<string, Edge>} */
  const between = new Map();
  for (const [source, target] of edges) {
    const a = nodeOf.get(source) ?? -1;
    const b = nodeOf.get(target) ?? -1;
    if (a !== b) between.set(`${a} ${b}`, [a, b]);
  }
  return [...between.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The true totals in a sentence, after what else there is to say. @param {Selection} selection @param {number} shown */
function told({ bunches, note }, shown) {
  if (bunches.length === 0) return "Nothing fits all of it.";
  const total = bunches.reduce((sum, { members }) => sum + members.length, 0);
  const asNodes = shown === total ? "" : `, shown as ${several(shown, "node")}`;
  return `${note} ${several(total, "entity", "entities")}${asNodes}.`.trim();
}

/** @param {Bunch[]} bunches @param {number} most @returns {Bunch[]} those in the middle as one if there are too many */
function squeezed(bunches, most) {
  if (bunches.length <= most) return bunches;
  const before = Math.floor(most / 2);
  const after = bunches.length - Math.floor((most - 1) / 2);
  const members = bunches.slice(before, after).flatMap((bunch) => bunch.members);
  return [...bunches.slice(0, before), { heading: "", members, ranked: true }, ...bunches.slice(after)];
}

/** @param {Bunch} bunch */
function headingOf({ heading, members }) {
  return heading === "" || heading.endsWith(")") ? heading : `${heading} (${counted(members.length)})`;
}

/** @param {number} at @returns {Fold} */
const single = (at) => ({ holder: at, members: [at] });

/** @param {number[]} members @param {(at: number) => number} holder @returns {Fold[]} */
function byHolder(members, holder) {
  /** @type {Map<number, number[]>} */
  const held = new Map();
  for (const at of members) {
    const key = holder(at);
    const own = held.get(key);
    if (own) own.push(at);
    else held.set(key, [at]);
  }
  const folds = [...held].map(([at, own]) => ({ holder: own.length > 1 ? at : own[0], members: own }));
  return folds.sort((a, b) => b.members.length - a.members.length || a.holder - b.holder);
}

/** @param {Fold[]} folds @param {number} most @returns {Fold[]} */
function cut(folds, most) {
  const rest = folds.slice(most - 1).flatMap(({ members }) => members);
  return [...folds.slice(0, most - 1), { holder: undefined, members: rest }];
}

/** @param {GraphIndex} index @param {Fold} fold @param {number[]} focus @returns {PictureNode} */
function nodeOfFold(index, { holder, members }, focus) {
  const plain = { at: holder, members, missing: false, focus: false };
  const many = amount(index, members);
  if (holder === undefined && members.length > 1) {
    const rest = `${members.length} more`;
    return { ...plain, kind: "more", label: rest, detail: "not drawn", spoken: `${rest}: ${many}` };
  }
  if (holder !== undefined && members.length > 1) {
    const name = label(index, holder);
    return { ...plain, kind: index.kinds[holder], label: name, detail: many, spoken: `${name}, ${many}` };
  }
  const [at] = members;
  const missing = !index.isKnown(at);
  const node = { at, kind: index.kinds[at], label: label(index, at), members, missing, focus: focus.includes(at) };
  const users = index.isHub(at) ? `${counted(index.users(at).length)} users` : "";
  const detail = users || (missing ? "not in the catalog" : "");
  const name = spoken(index, at);
  return { ...node, detail, spoken: users ? `${node.label}, ${users}${name.slice(node.label.length)}` : name };
}

/* What a selector asks for, before anything is folded. The twin of callboard.graph.atlas.selection. */

import { homeOf, matches, sieve } from "./filters.js";
import { layersOf } from "./layering.js";
import { findWays } from "./paths.js";
import { KEYS, parseSelector, SelectorError } from "./selectors.js";
import { advice, cut, find } from "./words.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./selectors.js").Around} Around */
/** @typedef {import("./selectors.js").Selector} Selector */
/** @typedef {import("./selectors.js").Word} Word */
/** @typedef {import("./paths.js").Edge} Edge */
/** @typedef {import("./paths.js").Ways} Ways */
/** @typedef {{heading: string, members: number[], ranked?: boolean}} Bunch */

/**
 * @typedef {object} Selection
 * @property {"focus" | "path" | "system" | "found"} view
 * @property {string} title
 * @property {Bunch[]} bunches
 * @property {Edge[]} edges
 * @property {number[]} focus
 * @property {string} note
 */

const LAYERS = 4;
/** @type {Record<string, string>} */
const HOLDING = { system: "system", domain: "domain", group: "owner", user: "owner" };

/** @param {GraphIndex} index @param {string} text @returns {Selection} */
export function select(index, text) {
  const selector = parseSelector(text);
  if (selector.path) return along(index, selector.path, selector.throughShared);
  if (selector.around) return named(index, selector, selector.around);
  const [first, ...others] = selector.filters;
  if (others.length === 0 && first.key === "system") return inside(index, homeOf(index, first));
  return found(index, text.trim(), matches(index, selector.filters));
}

/** @param {GraphIndex} index @param {Word} word @returns {number} */
export function entityOf(index, word) {
  const at = find(index, word.text);
  if (at !== undefined) return at;
  const { head, name } = cut(word.text);
  const kinds = new Set(index.kinds);
  if (head !== undefined && !kinds.has(head.toLowerCase())) {
    throw new SelectorError(`${head} is neither a key nor a kind${advice(head, [...KEYS, ...kinds])}`, word.position);
  }
  const names = head === undefined ? index.names : index.names.filter((_, i) => index.kinds[i] === head.toLowerCase());
  throw new SelectorError(`there is no entity called ${word.text}${advice(name, names)}`, word.position);
}

/** @param {GraphIndex} index @param {string} title @param {number[]} members @returns {Selection} */
function found(index, title, members) {
  const own = new Set(members);
  /** @type {Edge[]} */
  const edges = [];
  for (const at of members) for (const end of index.targets(at)) if (own.has(end) && end !== at) edges.push([at, end]);
  return { view: "found", title, bunches: layered("Found", layersOf(index, members, LAYERS)), edges, focus: [], note: "" };
}

/** @param {GraphIndex} index @param {Selector} selector @param {Around} around @returns {Selection} */
function named(index, selector, around) {
  const at = entityOf(index, around.name);
  const kind = index.kinds[at];
  if (kind === "system" && selector.filters.length === 0) return inside(index, [at]);
  const key = Object.hasOwn(HOLDING, kind) ? HOLDING[kind] : undefined;
  if (key === undefined) return aroundOf(index, at, around, selector);
  const held = { key, values: [{ text: index.short(at), position: around.name.position }] };
  return found(index, index.titles[at], matches(index, [held, ...selector.filters]));
}

/** @param {GraphIndex} index @param {number} at @param {Around} around @param {Selector} selector @returns {Selection} */
function aroundOf(index, at, around, selector) {
  const passes = sieve(index, selector.filters);
  const close = Math.max(around.uses, around.usedBy) <= 1;
  let left = walk(index, at, (node) => index.users(node), around.usedBy, selector.throughShared);
  let right = walk(index, at, (node) => index.uses(node), around.uses, selector.throughShared);
  if (close && around.uses > 0) right = [[...index.targets(at)].filter((target) => target !== at)];
  const near = new Map(left.flatMap((layer, i) => layer.map((node) => [node, i + 1])));
  const offered = close && around.usedBy > 0 ? [...index.sources(at)].filter((api) => index.isApi(api) && api !== at) : [];
  for (const api of offered) near.set(api, 0);
  right = right.map((layer, i) => layer.filter((node) => (near.get(node) ?? i + 2) > i + 1));
  const placed = new Set([...offered, ...right.flat()]);
  left = left.map((layer) => layer.filter((node) => !placed.has(node)));
  const below = index.isApi(at) ? "Provided by" : "Depends on";
  /** @type {Bunch[]} */
  const bunches = [
    ...left.map((members, i) => ({ heading: step("Used by", i + 1), members })).reverse(),
    { heading: "APIs provided", members: offered, ranked: true },
    { heading: "", members: [at] },
    ...right.map((members, i) => ({ heading: step(below, i + 1), members })),
  ];
  const kept = bunches.map((bunch) => (bunch.heading ? { ...bunch, members: bunch.members.filter(passes) } : bunch));
  const filled = kept.filter(({ members }) => members.length > 0);
  const edges = stepsBetween(index, filled, close);
  return { view: "focus", title: index.titles[at], bunches: filled, edges, focus: [at], note: "" };
}

/**
 * @param {GraphIndex} index
 * @param {number} at
 * @param {(at: number) => number[]} next
 * @param {number} steps
 * @param {boolean} throughShared
 * @returns {number[][]} the entities at one call, two calls, and so on
 */
function walk(index, at, next, steps, throughShared) {
  const seen = new Set([at]);
  const layers = [[at]];
  for (let far = 1; far <= steps; far += 1) {
    const beyond = new Set();
    for (const node of layers[far - 1]) {
      if (node !== at && !throughShared && index.isHub(node)) continue;
      for (const end of next(node)) if (!seen.has(end)) beyond.add(end);
    }
    for (const node of beyond) seen.add(node);
    layers.push([...beyond].sort((a, b) => a - b));
  }
  return layers.slice(1);
}

/** @param {string} heading @param {number} far */
const step = (heading, far) => (far === 1 ? heading : `${heading}, step ${far}`);

/** @param {GraphIndex} index @param {Bunch[]} bunches @param {boolean} raw @returns {Edge[]} */
function stepsBetween(index, bunches, raw) {
  const column = new Map(bunches.flatMap(({ members }, place) => members.map((at) => [at, place])));
  const middle = bunches.findIndex(({ heading }) => heading === "");
  /** @type {Edge[]} */
  const edges = [];
  for (const [source, place] of column) {
    for (const target of raw ? index.targets(source) : index.uses(source)) {
      const end = column.get(target) ?? -1;
      if (end === place + 1 || (raw && place < end && end <= middle)) edges.push([source, target]);
    }
  }
  return edges;
}

/** @param {GraphIndex} index @param {number[]} systems @returns {Selection} */
function inside(index, systems) {
  const members = [];
  for (let at = 0; at < index.length; at += 1) if (systems.includes(index.systems[at]) && index.runs(at)) members.push(at);
  const own = new Set(members);
  const before = new Set(members.flatMap((at) => [...index.sources(at)]).filter((end) => !own.has(end)));
  const after = new Set(members.flatMap((at) => [...index.targets(at)]).filter((end) => !own.has(end) && !before.has(end)));
  /** @param {Set<number>} ends */
  const inOrder = (ends) => [...ends].sort((a, b) => a - b);
  /** @type {Bunch[]} */
  const bunches = [
    { heading: "Used by others", members: inOrder(before) },
    ...layered("Members", layersOf(index, members, LAYERS), true),
    { heading: "Depends on others", members: inOrder(after) },
  ];
  /** @type {Edge[]} */
  const edges = [];
  for (const at of members) {
    for (const end of index.sources(at)) edges.push([end, at]);
    for (const end of index.targets(at)) if (after.has(end)) edges.push([at, end]);
  }
  const title = systems.map((at) => index.titles[at]).join(", ");
  return { view: "system", title, bunches: bunches.filter((bunch) => bunch.members.length > 0), edges, focus: [], note: "" };
}

/** @param {GraphIndex} index @param {[Word, Word]} path @param {boolean} throughShared @returns {Selection} */
function along(index, path, throughShared) {
  const [start, end] = path.map((word) => entityOf(index, word));
  const [from, to] = [index.titles[start], index.titles[end]];
  if (start === end) throw new SelectorError("a path leads from one entity to another", path[1].position);
  /** @param {Ways} ways @param {string} note @returns {Selection} */
  const drawn = (ways, note) => ({
    view: "path",
    title: `${from} -> ${to}`,
    bunches: ways.layers.map((members) => ({ heading: "", members })),
    edges: ways.edges,
    focus: [start, end],
    note,
  });
  const ways = findWays(index, start, end, throughShared);
  if (ways) return drawn(ways, reaches(from, to, ways));
  const back = findWays(index, end, start, throughShared);
  if (back) return drawn(back, `${from} does not depend on ${to}, but ${reaches(to, from, back)}`);
  const shared = !throughShared && (findWays(index, start, end, true) ?? findWays(index, end, start, true));
  const note = shared
    ? `${from} and ${to} meet only in services that many share; through:shared shows how.`
    : `Neither of ${from} and ${to} depends on the other.`;
  return drawn({ layers: [[start], [end]], edges: [], calls: 0 }, note);
}

/** @param {string} source @param {string} target @param {Ways} ways */
function reaches(source, target, { calls }) {
  return `${source} depends on ${target} in ${calls} step${calls === 1 ? "" : "s"}.`;
}

/** @param {string} heading @param {number[][]} layers @param {boolean} [ranked] @returns {Bunch[]} */
function layered(heading, layers, ranked = false) {
  const total = layers.reduce((sum, layer) => sum + layer.length, 0);
  return layers.map((members, place) => ({
    heading: place === 0 ? `${heading} (${total.toLocaleString("en-US")})` : "",
    members,
    ranked,
  }));
}

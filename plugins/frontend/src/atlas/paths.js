/* The shortest ways by which one entity depends on another. The twin of callboard.graph.atlas.paths. */

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {[number, number]} Edge */
/** @typedef {{layers: number[][], edges: Edge[], calls: number}} Ways */

/** @param {Iterable<number>} numbers */
const ordered = (numbers) => [...numbers].sort((a, b) => a - b);

/**
 * @param {GraphIndex} index
 * @param {number} start
 * @param {number} end
 * @param {boolean} throughShared whether shared services may be part of a way
 * @returns {Ways | undefined}
 */
export function findWays(index, start, end, throughShared) {
  /** @param {number} at */
  const uses = (at) => {
    if (at !== start && !throughShared && index.isHub(at)) return [];
    const found = index.uses(at);
    return index.targets(at).includes(end) && !found.includes(end) ? [...found, end] : found;
  };
  const calls = distances(start, end, uses);
  const length = calls.get(end);
  if (length === undefined) return undefined;
  /** @type {number[][]} */
  const byDistance = Array.from({ length }, () => []);
  for (const [node, far] of calls) if (far < length) byDistance[far].push(node);
  const steps = [[end]];
  /** @type {Edge[]} */
  const pairs = [];
  for (const nodes of byDistance.reverse()) {
    const targets = new Set(steps[steps.length - 1]);
    const layer = nodes.filter((node) => uses(node).some((target) => targets.has(target)));
    for (const node of layer) for (const target of uses(node)) if (targets.has(target)) pairs.push([node, target]);
    steps.push(ordered(layer));
  }
  return withApis(index, steps.reverse(), pairs);
}

/** @param {number} start @param {number} end @param {(at: number) => number[]} uses */
function distances(start, end, uses) {
  const calls = new Map([[start, 0]]);
  let front = [start];
  for (let far = 1; front.length > 0 && !calls.has(end); far += 1) {
    const beyond = [];
    for (const node of front) {
      for (const target of uses(node)) {
        if (calls.has(target)) continue;
        calls.set(target, far);
        beyond.push(target);
      }
    }
    front = beyond;
  }
  return calls;
}

/** @param {GraphIndex} index @param {number[][]} steps @param {Edge[]} pairs @returns {Ways} */
function withApis(index, steps, pairs) {
  const layerOf = new Map(steps.flatMap((layer, at) => layer.map((node) => [node, at])));
  const between = steps.map(() => new Set());
  /** @type {Map<string, Edge>} */
  const edges = new Map();
  /** @param {Edge} edge */
  const add = (edge) => edges.set(edge.join(), edge);
  for (const [source, target] of pairs) {
    const direct = new Set(index.targets(source));
    if (direct.has(target)) add([source, target]);
    for (const api of index.sources(target)) {
      if (!direct.has(api) || !index.isApi(api) || layerOf.has(api)) continue;
      between[/** @type {number} */ (layerOf.get(source))].add(api);
      add([source, api]);
      add([api, target]);
    }
  }
  const layers = steps.flatMap((layer, at) => (between[at].size > 0 ? [layer, ordered(between[at])] : [layer]));
  const inOrder = [...edges.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { layers, edges: inOrder, calls: steps.length - 1 };
}

/* Members in layers: none uses one of an earlier layer. The twin of callboard.graph.atlas.layering. */

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */

/**
 * @param {GraphIndex} index
 * @param {number[]} members
 * @param {number} most layers; all beyond the last are in the last
 * @returns {number[][]}
 */
export function layersOf(index, members, most) {
  const own = [...members].sort((a, b) => a - b);
  const kept = new Set(own);
  /** @param {number} at */
  const ends = (at) => [...index.targets(at)].filter((end) => kept.has(end));
  const groups = circles(own, ends);
  /** @type {Map<number, number>} */
  const groupOf = new Map();
  groups.forEach((group, place) => group.forEach((at) => groupOf.set(at, place)));
  const depth = new Int32Array(groups.length);
  // A group is found after all that it uses: backwards, users come first.
  for (let place = groups.length - 1; place >= 0; place -= 1) {
    for (const at of groups[place]) {
      for (const end of ends(at)) {
        const other = /** @type {number} */ (groupOf.get(end));
        if (other !== place) depth[other] = Math.max(depth[other], depth[place] + 1);
      }
    }
  }
  /** @type {number[][]} */
  const layers = [];
  for (const at of own) {
    const layer = Math.min(depth[/** @type {number} */ (groupOf.get(at))], most - 1);
    (layers[layer] ??= []).push(at);
  }
  return layers;
}

/**
 * Those who all use each other, as groups (Tarjan, 1972), with a stack of our own.
 * @param {number[]} nodes
 * @param {(at: number) => number[]} ends
 * @returns {number[][]}
 */
function circles(nodes, ends) {
  /** @type {Map<number, number>} */
  const number = new Map();
  /** @type {Map<number, number>} */
  const lowest = new Map();
  const open = new Set();
  /** @type {number[]} */
  const path = [];
  /** @type {number[][]} */
  const groups = [];
  /** @param {number} at */
  const enter = (at) => {
    number.set(at, number.size);
    lowest.set(at, number.size - 1);
    path.push(at);
    open.add(at);
    return { at, ends: ends(at), next: 0 };
  };
  /** @param {number} at @param {number | undefined} value */
  const lower = (at, value) => lowest.set(at, Math.min(lowest.get(at) ?? 0, value ?? 0));
  for (const root of nodes) {
    if (number.has(root)) continue;
    const stack = [enter(root)];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.ends.length) {
        const end = top.ends[top.next++];
        if (!number.has(end)) stack.push(enter(end));
        else if (open.has(end)) lower(top.at, number.get(end));
        continue;
      }
      stack.pop();
      if (stack.length > 0) lower(stack[stack.length - 1].at, lowest.get(top.at));
      if (lowest.get(top.at) !== number.get(top.at)) continue;
      const group = path.splice(path.lastIndexOf(top.at));
      group.forEach((at) => open.delete(at));
      groups.push(group);
    }
  }
  return groups;
}

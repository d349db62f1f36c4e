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
  const groups = circles(own, ends, index.length);
  const groupOf = new Int32Array(index.length);
  groups.forEach((group, place) => group.forEach((at) => { groupOf[at] = place; }));
  const depth = new Int32Array(groups.length);
  // A group is found after all that it uses: backwards, users come first.
  for (let place = groups.length - 1; place >= 0; place -= 1) {
    for (const at of groups[place]) {
      for (const end of ends(at)) {
        const other = groupOf[end];
        if (other !== place) depth[other] = Math.max(depth[other], depth[place] + 1);
      }
    }
  }
  /** @type {number[][]} */
  const layers = [];
  for (const at of own) {
    const layer = Math.min(depth[groupOf[at]], most - 1);
    (layers[layer] ??= []).push(at);
  }
  return layers;
}

/**
 * Those who all use each other, as groups (Tarjan, 1972), with a stack of our own.
 * @param {number[]} nodes
 * @param {(at: number) => number[]} ends
 * @param {number} size no node is larger
 * @returns {number[][]}
 */
function circles(nodes, ends, size) {
  /** When each was come to, from 1; and the earliest that it leads back to. */
  const number = new Int32Array(size);
  const lowest = new Int32Array(size);
  const open = new Uint8Array(size);
  let count = 0;
  /** @type {number[]} */
  const path = [];
  /** @type {number[][]} */
  const groups = [];
  /** @param {number} at */
  const enter = (at) => {
    count += 1;
    number[at] = count;
    lowest[at] = count;
    open[at] = 1;
    path.push(at);
    return { at, ends: ends(at), next: 0 };
  };
  for (const root of nodes) {
    if (number[root] > 0) continue;
    const stack = [enter(root)];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.ends.length) {
        const end = top.ends[top.next++];
        if (number[end] === 0) stack.push(enter(end));
        else if (open[end]) lowest[top.at] = Math.min(lowest[top.at], number[end]);
        continue;
      }
      stack.pop();
      if (stack.length > 0) {
        const below = stack[stack.length - 1].at;
        lowest[below] = Math.min(lowest[below], lowest[top.at]);
      }
      if (lowest[top.at] !== number[top.at]) continue;
      const group = path.splice(path.lastIndexOf(top.at));
      for (const at of group) open[at] = 0;
      groups.push(group);
    }
  }
  return groups;
}

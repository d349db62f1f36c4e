/* A rectangle divided among numbers. The twin of callboard.graph.atlas.treemap, which says how. */

/** @typedef {{x: number, y: number, width: number, height: number}} Area */

/**
 * @param {Area} area
 * @param {number[]} sizes positive and falling
 * @returns {Area[]} a part for each, as large as its size says
 */
export function divide(area, sizes) {
  /** @type {Area[]} */
  const parts = [];
  let total = sizes.reduce((sum, size) => sum + size, 0);
  let rest = area;
  for (let at = 0; at < sizes.length;) {
    const scale = total ? (rest.width * rest.height) / total : 0;
    const side = Math.min(rest.width, rest.height);
    const row = sizes.slice(at, at + rowLength(sizes, at, side, scale));
    const taken = row.reduce((sum, size) => sum + size, 0);
    const depth = side ? (taken * scale) / side : 0;
    const wide = rest.width >= rest.height;
    let offset = 0;
    for (const size of row) {
      const length = (wide ? rest.height : rest.width) * (size / taken);
      parts.push(
        wide
          ? { x: rest.x, y: rest.y + offset, width: depth, height: length }
          : { x: rest.x + offset, y: rest.y, width: length, height: depth },
      );
      offset += length;
    }
    rest = wide ? inside(rest, depth, 0, 0, 0) : inside(rest, 0, depth, 0, 0);
    total -= taken;
    at += row.length;
  }
  return parts;
}

/**
 * What is left of an area within margins.
 * @param {Area} area
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 * @returns {Area}
 */
export function inside(area, left, top, right, bottom) {
  return {
    x: area.x + left,
    y: area.y + top,
    width: Math.max(0, area.width - left - right),
    height: Math.max(0, area.height - top - bottom),
  };
}

/** @param {number[]} sizes @param {number} at @param {number} side @param {number} scale */
function rowLength(sizes, at, side, scale) {
  let count = 0;
  let taken = 0;
  let worst = 0;
  for (const size of sizes.slice(at)) {
    const more = taken + size;
    const longer = longest(sizes[at], size, more, side, scale);
    if (count > 0 && longer > worst) break;
    count += 1;
    taken = more;
    worst = longer;
  }
  return count;
}

/** @param {number} largest @param {number} smallest @param {number} total @param {number} side @param {number} scale */
function longest(largest, smallest, total, side, scale) {
  if (!side || !scale) return 0;
  const row = (total * scale) / side;
  return Math.max((largest * scale) / (row * row), (row * row) / (smallest * scale));
}

/* Which edges a drawing leaves out until somebody asks for them. */

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./layout.js").Layout} Layout */

/**
 * Edges that jump over a column, and cross what is drawn there: they wait until somebody points at one of their
 * ends. A node that had nothing to show at rest keeps one, the shortest.
 * @param {Pick<Picture, "edges">} picture
 * @param {Pick<Layout, "chains">} layout
 * @returns {Set<number>} positions of edges
 */
export function jumpsOf({ edges }, { chains }) {
  const inOrder = edges.map((_, edge) => edge).sort((a, b) => chains[a].length - chains[b].length || a - b);
  const joined = new Set();
  const drawn = new Set();
  const waiting = [];
  for (const edge of inOrder) {
    const [source, target] = edges[edge];
    if (chains[edge].length > 1 && joined.has(source) && joined.has(target)) waiting.push(edge);
    else for (const stretch of chains[edge]) drawn.add(stretch);
    joined.add(source).add(target);
  }
  // Edges to one target share stretches: one whose stretches are all drawn is seen.
  return new Set(waiting.filter((edge) => chains[edge].some((stretch) => !drawn.has(stretch))));
}

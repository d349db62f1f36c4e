/* A picture as a flow chart that code hosts draw in a comment. The twin of callboard.graph.atlas.formats. */

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").PictureNode} PictureNode */

/** @type {Record<string, [string, string]>} */
const SHAPES = { api: ["([", "])"], resource: ["[(", ")]"] };

/** @param {Picture} picture @returns {string} */
export function mermaid({ nodes, edges }) {
  const boxes = nodes.map((node, at) => {
    const [open, close] = Object.hasOwn(SHAPES, node.kind) ? SHAPES[node.kind] : ["[", "]"];
    return `  n${at}${open}"${plain(told(node))}"${close}`;
  });
  const arrows = edges.map(([source, target]) => `  n${source} --> n${target}`);
  return `${["flowchart LR", ...boxes, ...arrows].join("\n")}\n`;
}

/** @param {PictureNode} node */
function told({ kind, label, detail, members }) {
  return members.length > 1 && kind !== "more" ? `${label} (${detail})` : label;
}

/** @param {string} text */
function plain(text) {
  return text.replace(/["\\#;<>&`\x00-\x1f\x7f]/g, "");
}

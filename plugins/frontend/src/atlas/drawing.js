/* A picture as SVG: the same as the builder draws, with every edge apart so that it can be lit. */

import { addressOf } from "../addresses.js";
import { kindIcon } from "../kinds.js";
import { linkTo } from "../site.js";
import { jumpsOf } from "./jumps.js";
import { BESIDE_LABEL, BOX_HEIGHT, DETAIL_SIZE, LABEL_SIZE, layOut } from "./layout.js";
import { measureIn, shape } from "./svg.js";
import { textWidth, truncate } from "./text_width.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").PictureNode} PictureNode */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {{svg: SVGSVGElement, nodes: SVGElement[], edges: SVGElement[], layout: Layout, jumps: number}} Drawing `jumps` edges are not drawn until somebody points at one of their ends */

/** @type {Record<string, number>} */
const ROUNDING = { api: 18, resource: 3 };
const ICON = 16;
/** Above these nobody can follow them: each is drawn when somebody points at one of its ends. */
export const MOST_EDGES = 150;

/** @param {GraphIndex} index @param {Picture} picture @param {Element} place where it will stand @returns {Drawing} */
export function drawPicture(index, picture, place) {
  const measures = { label: measureIn(place, LABEL_SIZE), detail: measureIn(place, DETAIL_SIZE) };
  // Never narrower than the builder draws it; a wide font gets more.
  const layout = layOut(picture, (text, size) => Math.max(textWidth(text, size), size === LABEL_SIZE ? measures.label(text) : measures.detail(text)));
  const jumps = jumpsOf(picture, layout);
  const shown = new Set(layout.chains.flatMap((chain, edge) => (jumps.has(edge) ? [] : chain)));
  const edges = layout.stretches.map(({ d }, at) => shape("path", { class: shown.has(at) ? "cb-edge" : "cb-edge cb-jump", "aria-hidden": "true", d }));
  const headings = picture.columns.flatMap(({ heading }, at) =>
    heading ? [textAt("cb-heading", ...layout.headings[at], heading, DETAIL_SIZE)] : [],
  );
  const nodes = picture.nodes.map((node, at) => drawNode(index, node, layout.boxes[at], at, measures));
  const svg = shape("svg", {
    class: picture.edges.length > MOST_EDGES ? "cb-graph cb-many" : "cb-graph", role: "group", "aria-label": `${picture.title}: ${picture.told}`, width: layout.width,
    height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, fill: "none", stroke: "currentColor",
    "font-size": LABEL_SIZE,
  }, [...edges, ...headings, ...nodes]);
  return { svg, nodes, edges, layout, jumps: jumps.size };
}

/**
 * @param {GraphIndex} index
 * @param {PictureNode} node
 * @param {import("./layout.js").Box} box
 * @param {number} at
 * @param {{label: (text: string) => number, detail: (text: string) => number}} measures
 * @returns {SVGElement}
 */
function drawNode(index, node, box, at, measures) {
  const room = box.width - BESIDE_LABEL + 2;
  const left = box.x + BESIDE_LABEL - 12;
  const icon = node.missing ? "alert" : kindIcon(node.kind);
  const parts = [
    shape("title", {}, [node.spoken]),
    shape("rect", { x: box.x, y: box.y, width: box.width, height: BOX_HEIGHT, rx: ROUNDING[node.kind] ?? 8, ...(node.missing ? { "stroke-dasharray": "4 3" } : {}) }),
    ...(node.kind === "more" ? [] : [shape("use", { href: `#cb-icon-${icon}`, x: box.x + 11, y: box.y + (BOX_HEIGHT - ICON) / 2, width: ICON, height: ICON })]),
    textAt("cb-label", left, box.y + (node.detail ? 16 : 22), truncate(node.label, room, measures.label)),
    // A space, so that what is seen is found in what is spoken.
    ...(node.detail ? [" ", textAt("cb-detail", left, box.y + 29, truncate(node.detail, room, measures.detail), DETAIL_SIZE)] : []),
  ];
  const known = node.at !== undefined && index.isKnown(node.at);
  const attributes = { class: classesOf(node), "data-node": at, "aria-label": node.spoken, tabindex: -1 };
  return known
    ? shape("a", { ...attributes, href: linkTo(addressOf(index.short(/** @type {number} */ (node.at)))) }, parts)
    : shape("g", { ...attributes, role: "button" }, parts);
}

/** @param {PictureNode} node */
function classesOf({ kind, members, missing, focus }) {
  const known = kind === "more" ? "more" : kindIcon(kind);
  const states = [["cb-fold", members.length > 1], ["cb-missing", missing], ["cb-focus", focus]];
  return ["cb-node", `cb-kind-${known}`, ...states.filter(([, holds]) => holds).map(([name]) => name)].join(" ");
}

/** @param {string} name @param {number} x @param {number} y @param {string} text @param {number} [size] */
function textAt(name, x, y, text, size) {
  const made = shape("text", { class: name, x, y, fill: "currentColor", stroke: "none" }, [text]);
  if (size) made.setAttribute("font-size", String(size));
  return made;
}

/** Light up what a node has to do with; nothing of it where there is no node. @param {Drawing} drawing @param {Picture} picture @param {number} [at] */
export function light({ svg, nodes, edges, layout }, picture, at) {
  svg.classList.toggle("cb-dimmed", at !== undefined);
  for (const lit of svg.querySelectorAll(".cb-lit")) lit.classList.remove("cb-lit");
  if (at === undefined) return;
  nodes[at].classList.add("cb-lit");
  picture.edges.forEach(([source, target], edge) => {
    if (source !== at && target !== at) return;
    nodes[source].classList.add("cb-lit");
    nodes[target].classList.add("cb-lit");
    for (const stretch of layout.chains[edge]) edges[stretch].classList.add("cb-lit");
  });
}

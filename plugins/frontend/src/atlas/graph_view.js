/* A drawing under the hands of a reader: pointed at, selected, walked with the arrow keys. */

import { Canvas } from "./canvas.js";
import { drawPicture, light } from "./drawing.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").PictureNode} PictureNode */
/** @typedef {{select: (node: PictureNode | undefined) => void, enter: (node: PictureNode) => void, leave: () => void}} Hooks */

export class GraphView {
  /** @param {GraphIndex} index @param {HTMLElement} stage @param {Hooks} hooks */
  constructor(index, stage, hooks) {
    this.index = index;
    this.hooks = hooks;
    this.canvas = new Canvas(stage);
    const { view } = this.canvas;
    view.addEventListener("click", (event) => this.#click(event));
    view.addEventListener("dblclick", (event) => this.#enter(event));
    view.addEventListener("pointerover", (event) => this.#light(nodeAt(event.target)));
    view.addEventListener("pointerleave", () => this.#light(undefined));
    view.addEventListener("focusin", (event) => this.#light(nodeAt(event.target)));
    view.addEventListener("focusout", () => this.#light(undefined));
    view.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @type {Picture | undefined} */
  #picture;
  /** @type {import("./drawing.js").Drawing | undefined} */
  #drawing;
  /** @type {number | undefined} */
  #selected;

  /** @param {Picture} picture */
  show(picture) {
    this.#picture = picture;
    this.#selected = undefined;
    this.#drawing = drawPicture(this.index, picture, this.canvas.frame);
    const { svg, layout, nodes } = this.#drawing;
    const first = Math.max(0, picture.nodes.findIndex(({ focus }) => focus));
    nodes[first]?.setAttribute("tabindex", "0");
    const box = layout.boxes[first];
    this.canvas.show(svg, layout, { x: box.x + box.width / 2, y: box.y });
  }

  /** @returns {SVGSVGElement | undefined} */
  get svg() {
    return this.#drawing?.svg;
  }

  /** @returns {number} how many edges wait until somebody points at one of their ends */
  get jumps() {
    return this.#drawing?.jumps ?? 0;
  }

  /** Put the focus on the entity in question. */
  focus() {
    /** @type {SVGElement | null | undefined} */ (this.#drawing?.svg.querySelector('[tabindex="0"]'))?.focus();
  }

  /** @param {number | undefined} at */
  #light(at) {
    if (this.#drawing && this.#picture) light(this.#drawing, this.#picture, at ?? this.#selected);
  }

  /** @param {number | undefined} at */
  #select(at) {
    this.#selected = at;
    this.#drawing?.nodes.forEach((node, place) => node.classList.toggle("cb-selected", place === at));
    this.#light(at);
    this.hooks.select(at === undefined ? undefined : this.#picture?.nodes[at]);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = nodeAt(event.target);
    event.preventDefault();
    if (this.canvas.dragged) return;
    if (at !== undefined) this.#rove(at);
    this.#select(at);
  }

  /** @param {Event} event */
  #enter(event) {
    const at = nodeAt(event.target);
    if (at === undefined || !this.#picture) return;
    event.preventDefault();
    this.hooks.enter(this.#picture.nodes[at]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = nodeAt(event.target);
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.#neighbour(at, event.key);
    if (event.key === "Enter") this.#enter(event);
    else if (event.key === " ") this.#select(this.#selected === at ? undefined : at);
    else if (event.key === "Escape") this.#leave();
    else if (next !== undefined) this.#rove(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #leave() {
    if (this.#selected === undefined) this.hooks.leave();
    else this.#select(undefined);
  }

  /** @param {number} at @param {string} key @returns {number | undefined} up and down in a column, left and right to what is level */
  #neighbour(at, key) {
    if (!this.#picture || !this.#drawing || !/^Arrow/.test(key)) return undefined;
    const { boxes } = this.#drawing.layout;
    const columns = this.#columns(boxes);
    const column = columns.findIndex((nodes) => nodes.includes(at));
    if (key === "ArrowUp" || key === "ArrowDown") {
      const place = columns[column].indexOf(at) + (key === "ArrowUp" ? -1 : 1);
      return columns[column][place] ?? at;
    }
    const beside = columns[column + (key === "ArrowLeft" ? -1 : 1)] ?? [at];
    const joined = new Set(this.#picture.edges.flatMap(([a, b]) => (a === at ? [b] : b === at ? [a] : [])));
    const wanted = beside.filter((node) => joined.has(node));
    const level = (/** @type {number} */ node) => Math.abs(boxes[node].y - boxes[at].y);
    return (wanted.length > 0 ? wanted : beside).reduce((best, node) => (level(node) < level(best) ? node : best));
  }

  /** @param {import("./layout.js").Box[]} boxes @returns {number[][]} nodes from top to bottom */
  #columns(boxes) {
    let first = 0;
    return (this.#picture?.columns ?? []).map(({ nodes }) => {
      const own = nodes.map(() => first++);
      return own.sort((a, b) => boxes[a].y - boxes[b].y);
    });
  }

  /** @param {number} at */
  #rove(at) {
    this.#drawing?.nodes.forEach((node, place) => node.setAttribute("tabindex", place === at ? "0" : "-1"));
    this.#drawing?.nodes[at].focus();
  }
}

/** @param {EventTarget | null} target @returns {number | undefined} */
function nodeAt(target) {
  const node = target instanceof Element ? target.closest("[data-node]") : null;
  return node instanceof SVGElement ? Number(node.dataset.node) : undefined;
}

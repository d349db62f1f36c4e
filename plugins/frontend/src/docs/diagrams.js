/*
 * Diagrams. Each is a stranger's program for a large library. It is drawn in a frame that has no origin and may load
 * nothing, and comes out as a picture: nothing in it can run, load, be clicked or restyle the page.
 */

import { element } from "../dom.js";
import { ask, isFrame } from "./diagram_frame.js";
import { showDrawing, showProblem } from "./drawings.js";

/** @typedef {import("./drawings.js").Place} Place */

const MOST_DIAGRAMS = 100;

/** @type {Map<number, Place>} */
const waiting = new Map();
let drawn = 0;

/** @param {HTMLElement} article */
export function draw(article) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = article.querySelectorAll("pre.cb-mermaid");
  const sources = [...found].slice(0, MOST_DIAGRAMS);
  if (sources.length === 0) return;
  ask(sources.map((source) => {
    const figure = source.closest("figure.cb-diagram") ?? wrapped(source);
    const id = drawn++;
    waiting.set(id, { figure, source });
    return { id, text: source.querySelector("code")?.textContent ?? source.textContent ?? "" };
  }));
}

/** Draw again what is in the colours of another scheme. */
export function redrawOnNewColours() {
  new MutationObserver(() => {
    const article = document.querySelector("[data-cb-document]");
    if (article instanceof HTMLElement) draw(article);
  }).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
}

/** @param {HTMLElement} source */
function wrapped(source) {
  const figure = element("figure", { class: "cb-diagram" });
  source.replaceWith(figure);
  figure.append(source);
  return figure;
}

/** @param {MessageEvent} event what a stranger's program says is taken for nothing but text and numbers */
export function onDrawn(event) {
  if (!isFrame(event.source)) return;
  const { id, svg, width, height, title, words, problem } = Object(event.data);
  const place = waiting.get(id);
  if (!place) return;
  waiting.delete(id);
  if (typeof svg === "string") {
    showDrawing(place, { id, svg, width: Number(width), height: Number(height), title: String(title), words: String(words) });
  } else {
    showProblem(place, String(problem));
  }
}

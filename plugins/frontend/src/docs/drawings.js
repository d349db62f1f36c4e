/* Diagrams as the page shows them: a picture that can be enlarged, or why there is none; the source is always at hand. */

import { element, icon } from "../dom.js";
import { isDark } from "./diagram_frame.js";

/** @typedef {import("../diagrams/messages.js").Drawing} Drawing */
/** @typedef {{figure: Element, source: HTMLElement}} Place */

/** @param {Place} place @param {Drawing} drawing */
export function showDrawing({ figure, source }, { svg, width, height, title, words }) {
  const image = element("img", {
    src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, alt: words || title,
    width: String(Math.ceil(width)), height: String(Math.ceil(height)), "data-dark": String(isDark()),
  });
  const button = element("button", { type: "button", class: "cb-zoom", "aria-label": `Enlarge: ${words || title}` }, [image]);
  const details = figure.querySelector("details") ?? element("details", { class: "cb-diagram-source" }, [element("summary", {}, ["Source"]), source]);
  figure.replaceChildren(button, details);
}

/** @param {Place} place @param {string} problem */
export function showProblem({ figure, source }, problem) {
  const text = `This diagram could not be drawn: ${problem.split("\n")[0].slice(0, 200)}`;
  figure.replaceChildren(element("p", { class: "cb-diagram-problem" }, [icon("alert"), element("span", {}, [text])]), source);
}

/** @param {HTMLImageElement} image */
export function enlarge(image) {
  const close = element("button", { type: "button", class: "cb-button" }, ["Close"]);
  const dialog = element("dialog", { class: "cb-lightbox", "aria-label": image.alt }, [close, image.cloneNode()]);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

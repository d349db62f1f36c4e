/* A drawing larger than its frame: scrolled by the browser itself, dragged, and enlarged up to a limit. */

import { element } from "../dom.js";

const LARGEST = 2.5;
const FACTOR = 1.25;
const STILL = 6;

/**
 * It is never drawn smaller than its texts can be read.
 * @param {HTMLElement} frame
 */
export class Canvas {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    this.scale = 1;
    this.moved = 0;
    this.view = element("div", { class: "cb-atlas-canvas" });
    this.buttons = element("div", { class: "cb-atlas-zoom" }, [
      this.#button("+", "Enlarge", () => this.zoom(FACTOR)),
      this.#button("−", "Reduce", () => this.zoom(1 / FACTOR)),
    ]);
    this.view.addEventListener("pointerdown", (event) => this.#drag(event));
    this.view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * 0.002), event.clientX, event.clientY);
    }, { passive: false });
  }

  /** @type {SVGSVGElement | undefined} */
  #svg;
  #size = { width: 0, height: 0 };

  /**
   * @param {SVGSVGElement} svg
   * @param {{width: number, height: number}} size
   * @param {{x: number, y: number}} [centre] what is in the middle, where not all of it fits
   */
  show(svg, size, centre) {
    this.#svg = svg;
    this.#size = size;
    this.scale = 1;
    this.view.replaceChildren(svg);
    this.frame.replaceChildren(this.view, this.buttons);
    const { clientWidth, clientHeight } = this.view;
    this.view.scrollLeft = centre ? centre.x - clientWidth / 2 : 0;
    this.view.scrollTop = centre ? centre.y - clientHeight / 2 : 0;
  }

  /**
   * @param {number} factor
   * @param {number} [x] what stays where it is, on the screen
   * @param {number} [y]
   */
  zoom(factor, x, y) {
    if (!this.#svg) return;
    const rect = this.view.getBoundingClientRect();
    const fixed = { x: (x ?? rect.x + rect.width / 2) - rect.x, y: (y ?? rect.y + rect.height / 2) - rect.y };
    const scale = Math.min(LARGEST, Math.max(1, this.scale * factor));
    const ratio = scale / this.scale;
    this.scale = scale;
    this.#svg.setAttribute("width", String(this.#size.width * scale));
    this.#svg.setAttribute("height", String(this.#size.height * scale));
    this.view.scrollLeft = (this.view.scrollLeft + fixed.x) * ratio - fixed.x;
    this.view.scrollTop = (this.view.scrollTop + fixed.y) * ratio - fixed.y;
  }

  /** @returns {boolean} whether what ends now was a drag and no click */
  get dragged() {
    return this.moved > STILL;
  }

  /** @param {string} text @param {string} name @param {() => void} act */
  #button(text, name, act) {
    const made = element("button", { type: "button", "aria-label": name }, [text]);
    made.addEventListener("click", act);
    return made;
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    this.moved = 0;
    if (down.pointerType !== "mouse" || down.button !== 0) return;
    const { scrollLeft, scrollTop } = this.view;
    const ended = new AbortController();
    /** @param {PointerEvent} event */
    const move = (event) => {
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
      this.moved = Math.max(this.moved, Math.abs(x) + Math.abs(y));
      if (!this.dragged) return;
      this.view.scrollLeft = scrollLeft - x;
      this.view.scrollTop = scrollTop - y;
    };
    window.addEventListener("pointermove", move, { signal: ended.signal });
    window.addEventListener("pointerup", () => ended.abort(), { signal: ended.signal });
    window.addEventListener("pointercancel", () => ended.abort(), { signal: ended.signal });
    // A link that is dragged would take the pointer away.
    this.view.addEventListener("dragstart", (event) => event.preventDefault(), { signal: ended.signal });
  }
}

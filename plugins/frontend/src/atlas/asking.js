/* The selector box, with a list of names for the word that is being typed. */

import { element, icon } from "../dom.js";
import { kindIcon, kindWord } from "../kinds.js";
import { nameOf, selectorOf } from "./naming.js";
import { suggestions } from "./words.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */

const MOST = 8;
const LAST_WORD = /([a-z0-9][\w.-]+)$/i;

export class AskingBox {
  /**
   * @param {HTMLFormElement} form
   * @param {GraphIndex} index
   * @param {(selector: string) => void} ask
   */
  constructor(form, index, ask) {
    this.index = index;
    this.ask = ask;
    this.input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    this.list = /** @type {HTMLUListElement} */ (form.querySelector("ul"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    this.input.addEventListener("input", () => this.#suggest());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target instanceof Element ? event.target.closest("li") : null;
      if (!item) return;
      event.preventDefault();
      this.#take([...this.list.children].indexOf(item));
      this.#enter();
    });
  }

  /** @type {number[]} */
  #found = [];
  #chosen = -1;

  /** @param {string} text */
  set text(text) {
    this.input.value = text;
    this.#close();
  }

  /** @param {string} text what to go on typing after */
  begin(text) {
    this.text = text;
    this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
  }

  #enter() {
    if (this.#chosen >= 0) this.#take(this.#chosen);
    this.#close();
    this.ask(this.input.value.trim());
  }

  #suggest() {
    const word = LAST_WORD.exec(this.input.value)?.[1] ?? "";
    this.#found = word.length > 1 ? suggestions(this.index, word, MOST) : [];
    this.#chosen = -1;
    this.list.replaceChildren(...this.#found.map((at, place) => this.#option(at, place)));
    this.#mark();
  }

  /** @param {number} at @param {number} place */
  #option(at, place) {
    const kind = this.index.kinds[at];
    return element("li", { id: `cb-atlas-name-${place}`, role: "option", class: `cb-kind-${kindIcon(kind)}` }, [
      icon(kindIcon(kind)), element("span", {}, [this.index.names[at]]), element("small", {}, [kindWord(kind)]),
    ]);
  }

  #mark() {
    this.list.hidden = this.#found.length === 0;
    this.input.setAttribute("aria-expanded", String(this.#found.length > 0));
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.#chosen)));
    if (this.#chosen >= 0) this.input.setAttribute("aria-activedescendant", `cb-atlas-name-${this.#chosen}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place */
  #take(place) {
    const at = this.#found[place];
    const alone = /^[\w.-]*$/.test(this.input.value);
    const name = alone ? selectorOf(this.index, at) : nameOf(this.index, at);
    this.input.value = this.input.value.replace(LAST_WORD, () => name);
    this.#close();
  }

  #close() {
    this.#found = [];
    this.#chosen = -1;
    this.#mark();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // The theme listens for keys on the window.
    event.stopPropagation();
    const count = this.#found.length;
    if (event.key === "Escape") this.#close();
    if (count === 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const move = event.key === "ArrowDown" ? 1 : -1;
    this.#chosen = (this.#chosen + move + (this.#chosen < 0 && move < 0 ? 1 : 0) + count) % count;
    this.#mark();
  }
}

/* The Atlas: a selector in, the fitting view out; the address, the box and the view always say the same. */

import { element } from "../dom.js";
import { parameter, queryOf } from "./address.js";
import { AskingBox } from "./asking.js";
import { controlsOf, crumbsOf } from "./controls.js";
import { copyText, standalone } from "./copying.js";
import { homeOf } from "./filters.js";
import { MOST_EDGES } from "./drawing.js";
import { GraphView } from "./graph_view.js";
import { drawDomain, TileMap } from "./map.js";
import { several } from "./label.js";
import { mermaid } from "./mermaid.js";
import { around, nameOf, selectorOf } from "./naming.js";
import { picture } from "./picture.js";
import { entityOf, select } from "./selection.js";
import { parseSelector, SelectorError } from "./selectors.js";
import { besideNode, besideTile } from "./side.js";
import { tableOf } from "./table.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").PictureNode} PictureNode */

const MOST_ON_PAPER = 120;
const PHONE = "(max-width: 44.9375em)";

export class Explorer {
  /** @param {HTMLElement} root @param {GraphIndex} index */
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.map = /** @type {HTMLElement} */ (this.#part(".cb-atlas-map"));
    this.stage = element("div", { class: "cb-atlas-frame", hidden: "" });
    this.table = element("div", { class: "cb-atlas-table", hidden: "" });
    this.#part(".cb-atlas-stage").append(this.stage, this.table);
    this.paper = element("div", { class: "cb-atlas-paper" });
    this.table.after(this.paper);
    this.side = this.#part(".cb-atlas-side");
    this.twin = /** @type {HTMLDetailsElement} */ (this.#part(".cb-atlas-twin"));
    this.box = new AskingBox(/** @type {HTMLFormElement} */ (this.#part("form")), index, (text) => this.go(text));
    this.graph = new GraphView(index, this.stage, {
      select: (node) => this.#beside(node && besideNode(index, node, this.#acts())),
      enter: (node) => this.#enter(node),
      leave: () => this.box.input.focus(),
    });
    const svg = /** @type {SVGSVGElement} */ (root.querySelector("svg.cb-map"));
    this.tiles = new TileMap(index, svg, [], this.#mapHooks(() => this.tiles));
    this.shownTiles = this.tiles;
    this.#listen();
    this.show(parameter(location.search, "g"));
  }

  /** @type {Picture | undefined} */
  #picture;
  #selector = "";
  /** Whether tiles are shown, and no graph or table. */
  #mapped = true;
  #view = "";

  /** @param {string} selector make this the page's question */
  go(selector) {
    const inside = this.root.querySelector(".cb-atlas-body")?.contains(document.activeElement);
    const query = queryOf(selector, this.#view);
    history.pushState(null, "", location.pathname + query);
    this.show(selector);
    // The focus stays in the drawing, on what is in question now.
    if (inside && this.#picture) this.graph.focus();
    else if (inside) this.shownTiles.focus();
  }

  /** @param {string} selector */
  show(selector) {
    this.#selector = selector;
    this.#picture = undefined;
    this.box.text = selector;
    this.#view = parameter(location.search, "view");
    const domain = this.#domainOf(selector);
    this.#mapped = (selector === "" || domain !== undefined) && !this.#asTable;
    this.#beside(undefined);
    try {
      if (selector === "") this.#showMap();
      else if (domain !== undefined) this.#showDomain(domain);
      else this.#showSelection(selector);
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      this.#showFault(error);
    }
    this.#showCopies();
  }

  /** @returns {boolean} whether a table is asked for, or is what a small screen shows */
  get #asTable() {
    return this.#view ? this.#view === "table" : matchMedia(PHONE).matches;
  }

  #showMap() {
    this.shownTiles = this.tiles;
    this.#frame({ map: !this.#asTable });
    this.twin.open = this.#asTable || this.twin.open;
    this.#way([{ text: "Map" }], []);
    this.#say("");
    this.#colour();
  }

  /** @param {number} domain */
  #showDomain(domain) {
    if (this.#asTable) {
      this.#showSelection(selectorOf(this.index, domain));
      return;
    }
    this.#frame({ stage: true });
    const size = { width: Math.max(320, this.stage.clientWidth - 2), height: 580 };
    const svg = drawDomain(this.index, domain, size, this.stage);
    this.stage.replaceChildren(svg);
    const outside = this.tiles.drawn.filter(({ region }) => region !== domain);
    /** @type {TileMap} */
    const tiles = new TileMap(this.index, svg, outside, this.#mapHooks(() => tiles));
    this.shownTiles = tiles;
    this.#way(crumbsOf(this.index, domain, ""), []);
    const count = tiles.territory.tiles.reduce((sum, { region, members }) => sum + (region === domain ? members.length : 0), 0);
    this.#say(`${count.toLocaleString("en-US")} entities in ${tiles.elements.length} parts.`);
    this.#colour();
  }

  /** @param {string} text */
  #showSelection(text) {
    const selection = select(this.index, text);
    const selector = parseSelector(text);
    const drawn = picture(this.index, selection);
    this.#picture = drawn;
    this.#frame(this.#asTable || drawn.nodes.length === 0 ? { table: true } : { stage: true });
    if (drawn.nodes.length === 0) this.table.replaceChildren(element("p", { class: "cb-muted" }, [drawn.told]));
    else if (this.#asTable) this.table.replaceChildren(...tableOf(this.index, selection));
    else this.graph.show(drawn);
    const at = selection.focus.length === 1 ? selection.focus[0] : this.#systemOf(selector);
    this.#way(crumbsOf(this.index, at, selection.title), this.#controls(selector, selection));
    this.#say(this.#asTable ? drawn.told.replace(/, shown as [\d,]+ nodes?/, "") : `${drawn.told.replace(/\.$/, "")}, ${this.#toldOfEdges(drawn.edges.length)}`);
  }

  /** How many edges there are, and which are not drawn at rest. @param {number} edges */
  #toldOfEdges(edges) {
    const { jumps } = this.graph;
    const told = several(edges, "edge");
    if (edges > MOST_EDGES) return `${told}. Too many to draw at once: point at a node to see its own.`;
    return jumps > 0 ? `${told}. Point at a node to see ${jumps === 1 ? "the one that passes" : `${jumps} that pass`} a column.` : `${told}.`;
  }

  /** @param {import("./selectors.js").Selector} selector @param {import("./selection.js").Selection} selection */
  #controls(selector, { view }) {
    return view === "focus" || view === "path" ? controlsOf(this.index, selector, (text) => this.go(text)) : [];
  }

  /** @param {SelectorError} error */
  #showFault(error) {
    const around = this.#selector.slice(Math.max(0, error.position - 1));
    const stop = error.message.endsWith("?") ? "" : ".";
    const sentence = `${error.message[0].toUpperCase()}${error.message.slice(1)}${stop}`;
    const where = around ? ` (at “${around.slice(0, 30)}”)` : "";
    this.#frame({ table: true });
    this.table.replaceChildren(element("p", { class: "cb-atlas-fault" }, [sentence, where]));
    this.#way([{ text: "Map", selector: "" }, { text: "?" }], []);
    this.#say(sentence);
  }

  /** @param {string} selector @returns {number | undefined} the domain that it asks for, and nothing else */
  #domainOf(selector) {
    try {
      const { around: name, filters, path } = parseSelector(selector);
      if (path) return undefined;
      if (name && filters.length === 0) {
        const at = entityOf(this.index, name.name);
        return this.index.kinds[at] === "domain" ? at : undefined;
      }
      const [first] = filters;
      return filters.length === 1 && first.key === "domain" && first.values.length === 1 ? homeOf(this.index, first)[0] : undefined;
    } catch {
      // What is wrong with it is said where it is answered.
      return undefined;
    }
  }

  /** @param {import("./selectors.js").Selector} selector @returns {number | undefined} */
  #systemOf({ around: name, filters }) {
    if (name) return entityOf(this.index, name.name);
    const [first] = filters;
    const alone = filters.length === 1 && first.values.length === 1 && ["system", "domain", "owner"].includes(first.key);
    return alone ? homeOf(this.index, first)[0] : undefined;
  }

  /** @param {{map?: boolean, stage?: boolean, table?: boolean}} shown */
  #frame({ map = false, stage = false, table = false }) {
    this.map.hidden = !map;
    this.stage.hidden = !stage;
    this.table.hidden = !table;
    this.#part(".cb-atlas-legend").classList.toggle("cb-with-tints", this.#mapped);
    this.twin.hidden = this.#selector !== "";
    for (const button of this.root.querySelectorAll("[data-view]")) {
      const pressed = (button.getAttribute("data-view") === "table") === this.#asTable;
      button.setAttribute("aria-pressed", String(pressed));
    }
  }

  /** @param {import("./controls.js").Crumb[]} crumbs @param {HTMLElement[]} controls */
  #way(crumbs, controls) {
    const steps = crumbs.map(({ text, selector }) => {
      if (selector === undefined) return element("li", {}, [element("span", { "aria-current": "page" }, [text])]);
      const link = element("a", { href: queryOf(selector, this.#view) || location.pathname }, [text]);
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.go(selector);
      });
      return element("li", {}, [link]);
    });
    this.#part(".cb-crumbs ol").replaceChildren(...steps);
    // A control that is in use is not taken from under the hand.
    const place = this.#part(".cb-atlas-steps");
    const used = [...place.querySelectorAll("select, input")].indexOf(/** @type {Element} */ (document.activeElement));
    place.replaceChildren(...controls);
    if (used >= 0) /** @type {HTMLElement | undefined} */ ([...place.querySelectorAll("select, input")][used])?.focus();
  }

  /** @param {string} text */
  #say(text) {
    this.#part(".cb-atlas-told").textContent = text;
    const about = this.#selector === "" ? "" : `${this.#selector} — `;
    this.#part(".cb-atlas-question").textContent = about + text.replace(/ (?:Too many|Point at).*/, "");
  }

  /** What paper has beside a drawing: the same set as a table, because nobody can point at paper. */
  #onPaper() {
    if (this.#selector === "") this.twin.open = true;
    const drawn = this.#selector !== "" && !this.stage.hidden;
    this.paper.replaceChildren(...(drawn ? tableOf(this.index, select(this.index, this.#selector), MOST_ON_PAPER) : []));
  }

  /** @param {Node[] | undefined} parts */
  #beside(parts) {
    this.side.hidden = parts === undefined && !this.#mapped;
    this.#part(".cb-atlas-body").classList.toggle("cb-atlas-alone", this.side.hidden);
    if (parts) this.side.replaceChildren(...parts);
    else this.side.replaceChildren(element("p", { class: "cb-muted" }, ["Point at a tile to see who uses it and what it uses. Arrow keys move, Enter opens."]));
  }

  #acts() {
    return {
      focus: (/** @type {number} */ at) => this.go(selectorOf(this.index, at)),
      path: (/** @type {number} */ at) => this.box.begin(`${nameOf(this.index, at)} -> `),
      open: (/** @type {number} */ at) => this.go(selectorOf(this.index, at)),
    };
  }

  /** @param {PictureNode} node */
  #enter(node) {
    if (node.at === undefined) {
      this.#setView("table");
      return;
    }
    const selector = parseSelector(this.#selector);
    const steps = selector.around && node.members.length === 1 && this.index.runs(node.at);
    this.go(steps ? around(this.index, node.at, selector.around?.uses ?? 1, selector.around?.usedBy ?? 1) : selectorOf(this.index, node.at));
  }

  /** @param {() => TileMap} tiles */
  #mapHooks(tiles) {
    return {
      point: (/** @type {import("./map.js").Pointed | undefined} */ pointed) => {
        if (pointed) this.#beside(besideTile(pointed, tiles().names));
      },
      open: (/** @type {number} */ holder) => {
        if (holder >= 0) this.go(selectorOf(this.index, holder));
      },
    };
  }

  /** @param {string} view */
  #setView(view) {
    const usual = matchMedia(PHONE).matches ? "table" : "graph";
    history.replaceState(null, "", location.pathname + queryOf(this.#selector, view === usual ? "" : view));
    this.show(this.#selector);
  }

  #colour() {
    this.shownTiles.colour(/** @type {HTMLSelectElement} */ (this.#part("[data-colour]")).value);
  }

  #showCopies() {
    for (const name of ["mermaid", "svg"]) {
      const drawn = this.#picture && this.#picture.nodes.length > 0 && (name === "mermaid" || !this.#asTable);
      this.#part(`[data-copy="${name}"]`).hidden = !drawn;
    }
  }

  /** @param {string} what */
  #textOf(what) {
    if (what === "link") return location.href;
    if (what === "mermaid") return this.#picture ? mermaid(this.#picture) : "";
    return this.graph.svg ? standalone(this.graph.svg) : "";
  }

  #listen() {
    window.addEventListener("beforeprint", () => this.#onPaper());
    matchMedia("print").addEventListener("change", ({ matches }) => matches && this.#onPaper());
    window.addEventListener("popstate", () => this.show(parameter(location.search, "g")));
    this.#part("[data-colour]").addEventListener("change", () => this.#colour());
    this.root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset.view) this.#setView(button.dataset.view);
      else if (button?.dataset.copy) void copyText(button, this.#textOf(button.dataset.copy));
    });
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }
}

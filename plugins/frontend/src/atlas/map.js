/* The map: tiles that are tinted by who uses what, walked with the arrow keys, and opened. */

import { divide, inside } from "./treemap.js";
import { NOBODY } from "./document.js";
import { label, several } from "./label.js";
import { measureIn, shape } from "./svg.js";
import { Territory } from "./territory.js";
import { nameLines } from "./text_width.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {import("./territory.js").Neighbours} Neighbours */
/** @typedef {{name: string, detail: string, holder: number, users: number[], uses: number[]}} Pointed what is pointed at; the lists are positions of tiles */
/** @typedef {{point: (pointed: Pointed | undefined) => void, open: (holder: number) => void}} Hooks */

const TINTS = ["cb-is-user", "cb-is-used", "cb-is-both", "cb-is-selected"];
const SHARES = 4;
const MOST_TILES = 150;
const TILE_TEXT = 11;
const NEXT_LINE = 13;
const MOST_LINES = 3;
const SIDES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class TileMap {
  /**
   * @param {GraphIndex} index
   * @param {SVGSVGElement} svg
   * @param {{region: number, holder: number, name: string}[]} around tiles that are not drawn here, and have names
   * @param {Hooks} hooks
   */
  constructor(index, svg, around, hooks) {
    this.index = index;
    this.svg = svg;
    this.hooks = hooks;
    /** @type {SVGElement[]} */
    this.elements = [...svg.querySelectorAll(".cb-tile-of")].map((found) => /** @type {SVGElement} */ (found));
    /** @type {SVGElement[]} */
    this.regions = [...svg.querySelectorAll(".cb-region")].map((found) => /** @type {SVGElement} */ (found));
    const drawn = this.elements.map((tile) => {
      const [region, holder] = [Number(tile.dataset.in), Number(tile.dataset.at)];
      const where = holder === NOBODY && region !== NOBODY ? ` in ${label(index, region)}` : "";
      return { region, holder, name: `${titleOf(tile)}${where}` };
    });
    this.names = [...drawn, ...around].map(({ name }) => name);
    this.drawn = [...drawn, ...around];
    for (const place of [...this.elements, ...this.regions]) place.setAttribute("tabindex", "-1");
    (this.regions[0] ?? this.elements[0])?.setAttribute("tabindex", "0");
    svg.addEventListener("pointerover", (event) => this.#point(placeOf(event.target)));
    svg.addEventListener("pointerleave", () => this.#point(undefined));
    svg.addEventListener("focusin", (event) => this.#point(placeOf(event.target)));
    svg.addEventListener("click", (event) => this.#click(event));
    svg.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @type {Territory | undefined} */
  #territory;

  /** Who uses whom, worked out when somebody points at something. */
  get territory() {
    this.#territory ??= new Territory(this.index, this.drawn);
    return this.#territory;
  }

  /** @type {SVGElement[]} */
  #tinted = [];
  /** @type {SVGElement | undefined} */
  #pointed;

  /** @param {string} what colour by this; "" for none */
  colour(what) {
    this.elements.forEach((tile, at) => {
      for (let share = 1; share <= SHARES; share += 1) tile.classList.remove(`cb-share-${share}`);
      const share = what ? this.territory.share(at, what) : 0;
      if (share > 0) tile.classList.add(`cb-share-${Math.min(SHARES, Math.ceil(share * SHARES))}`);
    });
  }

  /** Put the focus where the keys can move it on. */
  focus() {
    /** @type {SVGElement | null} */ (this.svg.querySelector('[tabindex="0"]'))?.focus();
  }

  /** @param {SVGElement | undefined} place */
  #point(place) {
    if (place === this.#pointed) return;
    this.#pointed = place;
    for (const tile of this.#tinted) tile.classList.remove(...TINTS);
    this.#tinted = [];
    if (!place) {
      this.hooks.point(undefined);
      return;
    }
    const at = this.elements.indexOf(place);
    const holder = Number(place.dataset.at);
    const near = at >= 0 ? this.territory.neighbours(at) : this.territory.neighboursOfRegion(holder);
    for (const user of near.users) this.#tint(user, near.uses.has(user) ? "cb-is-both" : "cb-is-user");
    for (const used of near.uses) if (!near.users.has(used)) this.#tint(used, "cb-is-used");
    place.classList.add("cb-is-selected");
    this.#tinted.push(place);
    const [name, ...details] = (place.getAttribute("aria-label") ?? "").split(", ");
    this.hooks.point({ name, detail: details.join(" · "), holder, users: this.#inOrder(near.users), uses: this.#inOrder(near.uses) });
  }

  /** @param {number} at @param {string} tint */
  #tint(at, tint) {
    const tile = this.elements[at];
    if (!tile) return;
    tile.classList.add(tint);
    this.#tinted.push(tile);
  }

  /** @param {Set<number>} tiles @returns {number[]} the largest first */
  #inOrder(tiles) {
    const size = (/** @type {number} */ at) => this.territory.tiles[at].members.length;
    return [...tiles].sort((a, b) => size(b) - size(a) || a - b);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const place = placeOf(event.target);
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(place);
  }

  /** What is only the rest of a region opens the region. @param {SVGElement} place */
  #open(place) {
    const holder = Number(place.dataset.at);
    this.hooks.open(holder === NOBODY ? Number(place.dataset.in ?? NOBODY) : holder);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const place = placeOf(event.target);
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#open(place);
    } else if (event.key in SIDES) {
      event.preventDefault();
      const [x, y] = SIDES[/** @type {keyof typeof SIDES} */ (event.key)];
      const next = nearest(place, place.classList.contains("cb-region") ? this.regions : this.elements, x, y);
      if (!next) return;
      place.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  }
}

/**
 * The tiles of one domain, every one with its name.
 * @param {GraphIndex} index
 * @param {number} domain
 * @param {{width: number, height: number}} size
 * @param {Element} place where it will stand
 * @returns {SVGSVGElement}
 */
export function drawDomain(index, domain, { width, height }, place) {
  const tiles = tilesOf(index, domain);
  const parts = divide({ x: 0, y: 0, width, height }, tiles.map(({ count }) => count));
  const measure = measureIn(place, TILE_TEXT, 500);
  const drawn = tiles.map(({ holder, name, count }, at) => {
    const area = inside(parts[at], 1, 1, 1, 1);
    const spoken = `${name}, ${several(count, "entity", "entities")}`;
    const lines = nameLines(name, area.width - 12, Math.min(MOST_LINES, 1 + Math.floor((area.height - 20) / NEXT_LINE)), measure);
    const left = area.x + 6;
    const texts = lines.length > 0 ? [tileText("cb-tile-name", left, area.y + 15, lines)] : [];
    const below = 15 + lines.length * NEXT_LINE;
    // A space, so that what is seen is found in what is spoken.
    const counted = lines.length > 0 && area.height >= below + 7 ? [" ", tileText("cb-tile-count", left, area.y + below + 1, [String(count)])] : [];
    return shape("g", { class: "cb-tile-of", "data-at": holder, "data-in": domain, role: "button", "aria-label": spoken }, [
      shape("title", {}, [spoken]),
      shape("rect", { x: area.x, y: area.y, width: Math.max(1, area.width), height: Math.max(1, area.height), rx: 4 }),
      ...texts,
      ...counted,
    ]);
  });
  const title = `Map of ${label(index, domain)}`;
  return shape("svg", { class: "cb-map cb-map-domain", role: "group", "aria-label": title, width, height, viewBox: `0 0 ${width} ${height}`, fill: "none", stroke: "currentColor" }, drawn);
}

/** @param {string} name @param {number} x @param {number} y @param {string[]} lines */
function tileText(name, x, y, [first, ...others]) {
  const more = others.map((line, at) => shape("tspan", { x, y: y + (at + 1) * NEXT_LINE }, [line]));
  return shape("text", { class: name, x, y, "font-size": TILE_TEXT, fill: "currentColor", stroke: "none" }, [first, ...more]);
}

/** @param {GraphIndex} index @param {number} domain */
function tilesOf(index, domain) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < index.length; at += 1) {
    if (index.domains[at] !== domain || !index.runs(at)) continue;
    const holder = index.systems[at] === NOBODY ? index.owners[at] : index.systems[at];
    counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  const tiles = [...counts].map(([holder, count]) => ({ holder, count, name: holder === NOBODY ? "No system and no team" : label(index, holder) }));
  tiles.sort((a, b) => b.count - a.count || a.holder - b.holder);
  if (tiles.length <= MOST_TILES) return tiles;
  const rest = tiles.slice(MOST_TILES - 1);
  const more = { holder: NOBODY, count: rest.reduce((sum, { count }) => sum + count, 0), name: `${rest.length} more` };
  return [...tiles.slice(0, MOST_TILES - 1), more].sort((a, b) => b.count - a.count);
}

/** @param {EventTarget | null} target @returns {SVGElement | undefined} */
function placeOf(target) {
  const found = target instanceof Element ? target.closest(".cb-tile-of, .cb-region") : null;
  return found instanceof SVGElement ? found : undefined;
}

/** @param {Element} tile */
function titleOf(tile) {
  return (tile.getAttribute("aria-label") ?? "").replace(/(?:, (?:system|team|person))?, [\d,]+ entit(?:y|ies)$/, "");
}

/** @param {SVGElement} from @param {SVGElement[]} among @param {number} x @param {number} y @returns {SVGElement | undefined} */
function nearest(from, among, x, y) {
  const start = middleOf(from);
  let best;
  let least = Infinity;
  for (const place of among) {
    const { left, top } = middleOf(place);
    const ahead = (left - start.left) * x + (top - start.top) * y;
    const aside = Math.abs((left - start.left) * y) + Math.abs((top - start.top) * x);
    if (place === from || ahead <= 1) continue;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [place, far];
  }
  return best;
}

/** @param {SVGElement} place */
function middleOf(place) {
  const rect = /** @type {Element} */ (place.querySelector("rect")).getBoundingClientRect();
  return { left: rect.left + rect.width / 2, top: rect.top + rect.height / 2 };
}

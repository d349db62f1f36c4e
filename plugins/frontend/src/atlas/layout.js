/* Where boxes and edges go. The twin of callboard.graph.layout, which says why. */

import { textWidth } from "./text_width.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").PictureColumn} PictureColumn */
/** @typedef {import("./picture.js").PictureNode} PictureNode */
/** @typedef {import("./paths.js").Edge} Edge */
/** @typedef {{x: number, y: number, width: number}} Box */
/** @typedef {{d: string, source: number, target: number}} Stretch a piece of an edge, from slot to slot */

/**
 * @typedef {object} Layout
 * @property {Box[]} boxes
 * @property {[number, number][]} headings
 * @property {Stretch[]} stretches
 * @property {number[][]} chains for every edge of the picture its stretches
 * @property {number} width
 * @property {number} height
 */

export const LABEL_SIZE = 13;
export const DETAIL_SIZE = 11;
export const BOX_HEIGHT = 36;
export const BESIDE_LABEL = 46;

const ROW_STEP = BOX_HEIGHT + 10;
const LANE_STEP = 12;
const GUTTER = 56;
const MARGIN = 8;
const HEADING_HEIGHT = 22;
const NARROWEST = 96;
const WIDEST = 192;
const SWEEPS = 2;
const BOW = 30;

/** @typedef {(text: string, size: number) => number} Measure */

/**
 * @param {Picture} picture
 * @param {Measure} [measure] how wide a text is; the builder's reckoning, where there is no font to ask
 * @returns {Layout}
 */
export function layOut(picture, measure = textWidth) {
  const count = picture.nodes.length;
  const columns = slotsOf(picture.columns);
  const { links, chains } = route(columns, picture.edges, count);
  order(columns, links, picture.nodes);
  const widths = picture.columns.map((column) => columnWidth(column, measure));
  const heights = columns.map((slots) => slots.reduce((sum, slot) => sum + step(slot, count), 0));
  const tallest = Math.max(...heights);
  /** @type {Box[]} */
  const boxes = [];
  /** @type {[number, number][]} */
  const headings = [];
  let left = MARGIN;
  columns.forEach((slots, at) => {
    let y = MARGIN + HEADING_HEIGHT + Math.floor((tallest - heights[at]) / 2);
    headings.push([left, y - 8]);
    for (const slot of slots) {
      const high = step(slot, count);
      boxes[slot] = { x: left, y: y - Math.floor((ROW_STEP - high) / 2), width: widths[at] };
      y += high;
    }
    left += widths[at] + GUTTER;
  });
  return {
    boxes,
    headings,
    stretches: links.map(([source, target]) => ({ source, target, d: curve(boxes, source, target, count) })),
    chains,
    width: left - GUTTER + MARGIN + bowRoom(columns, links),
    height: tallest + HEADING_HEIGHT + 2 * MARGIN,
  };
}

/** What bows in the last column need on its right. @param {number[][]} columns @param {Edge[]} links */
function bowRoom(columns, links) {
  const last = new Set(columns[columns.length - 1]);
  return links.some(([source, target]) => last.has(source) && last.has(target)) ? BOW : 0;
}

/** @param {PictureColumn[]} columns @returns {number[][]} */
function slotsOf(columns) {
  let first = 0;
  return columns.map(({ nodes }) => nodes.map(() => first++));
}

/** @param {number[][]} columns @param {Edge[]} edges @param {number} count */
function route(columns, edges, count) {
  const columnOf = new Map(columns.flatMap((slots, at) => slots.map((slot) => [slot, at])));
  /** @param {number} slot */
  const place = (slot) => /** @type {number} */ (columnOf.get(slot));
  let nextLane = count;
  /** @type {Map<string, number>} */
  const lanes = new Map();
  /** @type {Map<string, number>} */
  const linkAt = new Map();
  /** @type {Edge[]} */
  const links = [];
  const chains = edges.map(([source, target]) => {
    const stops = [source];
    for (let at = place(source) + 1; at < place(target); at += 1) {
      const key = `${target} ${at}`;
      if (!lanes.has(key)) {
        lanes.set(key, nextLane);
        columns[at].unshift(nextLane);
        nextLane += 1;
      }
      stops.push(/** @type {number} */ (lanes.get(key)));
    }
    stops.push(target);
    return stops.slice(1).map((stop, i) => {
      const key = `${stops[i]} ${stop}`;
      let link = linkAt.get(key);
      if (link === undefined) {
        link = links.length;
        linkAt.set(key, link);
        links.push([stops[i], stop]);
      }
      return link;
    });
  });
  return { links, chains };
}

/** @param {number[][]} columns @param {Edge[]} links @param {PictureNode[]} nodes */
function order(columns, links, nodes) {
  /** @type {Map<number, number[]>} */
  const neighbours = new Map();
  /** @param {number} slot @param {number} other */
  const join = (slot, other) => {
    const near = neighbours.get(slot);
    if (near) near.push(other);
    else neighbours.set(slot, [other]);
  };
  for (const [source, target] of links) {
    join(source, target);
    join(target, source);
  }
  /** @type {number[]} */
  const row = [];
  /** @param {number[]} slots */
  const number = (slots) => slots.forEach((slot, at) => { row[slot] = at - (slots.length - 1) / 2; });
  /** @param {number} slot @returns {[number, number, number]} */
  const middle = (slot) => {
    const near = neighbours.get(slot);
    const value = near ? near.reduce((sum, other) => sum + row[other], 0) / near.length : row[slot];
    return [nodes[slot]?.kind === "more" ? 1 : 0, value, slot];
  };
  columns.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const slots of columns) {
      const keyed = slots.map(middle).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      keyed.forEach(([, , slot], at) => { slots[at] = slot; });
      number(slots);
    }
  }
}

/** @param {PictureColumn} column @param {Measure} measure */
function columnWidth({ heading, nodes }, measure) {
  const texts = nodes.map(({ label, detail }) => Math.max(measure(label, LABEL_SIZE), measure(detail, DETAIL_SIZE)));
  const wanted = Math.max(NARROWEST, Math.max(...texts) + BESIDE_LABEL, measure(heading, DETAIL_SIZE));
  return halfEven(Math.min(WIDEST, wanted));
}

/** As the builder rounds. @param {number} value */
function halfEven(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** @param {number} slot @param {number} count @returns {number} from the top of a slot to the top of the next */
function step(slot, count) {
  return slot < count ? ROW_STEP : LANE_STEP;
}

/** @param {Box[]} boxes @param {number} source @param {number} target @param {number} count */
function curve(boxes, source, target, count) {
  const start = boxes[source];
  const end = boxes[target];
  const half = BOX_HEIGHT / 2;
  if (start.x === end.x) {
    const side = start.x + start.width;
    const [up, down] = [start.y + half + 6, end.y + half + 6];
    return `M${side} ${up}C${side + BOW} ${up} ${side + BOW} ${down} ${side} ${down}m6-4-6 4 6 4`;
  }
  const left = start.x + start.width;
  const [up, down] = [start.y + half, end.y + half];
  const middle = Math.floor((left + end.x) / 2);
  const line = up === down ? `H${end.x}` : `C${middle} ${up} ${middle} ${down} ${end.x} ${down}`;
  return `M${left} ${up}${line}${target >= count ? `H${end.x + end.width}` : "m-6-4 6 4-6 4"}`;
}

/* Colours of what stands in a row: parts of a pie, branches, sections. */

import { KIND_COLOURS } from "./messages.js";

const MOST = 12;

/** @param {Record<string, string>} colours of the page @returns {Record<string, unknown>} variables of Mermaid's themes */
export function series(colours) {
  const own = KIND_COLOURS.map((name) => colours[name]);
  /** @type {Record<string, unknown>} */
  const variables = {};
  for (let i = 0; i < MOST; i += 1) {
    const colour = own[i % own.length];
    Object.assign(variables, {
      [`pie${i + 1}`]: colour, [`cScale${i}`]: mixed(colour, colours.paper), [`cScaleLabel${i}`]: colours.text,
      [`git${i}`]: colour, [`gitBranchLabel${i}`]: colours.paper, [`gitInv${i}`]: colours.paper,
    });
  }
  return {
    ...variables, pieSectionTextColor: colours.paper, pieStrokeColor: colours.paper, pieOuterStrokeColor: colours.paper,
    pieOpacity: "1", xyChart: { plotColorPalette: own.join(", ") },
  };
}

/** A third of one colour and two of the other. @param {string} one @param {string} other @returns {string} */
export function mixed(one, other) {
  return `#${[1, 3, 5].map((at) => mixedByte(one, other, at)).join("")}`;
}

/** @param {string} one @param {string} other @param {number} at */
function mixedByte(one, other, at) {
  const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16) || 0);
  return Math.round((a + 2 * b) / 3).toString(16).padStart(2, "0");
}

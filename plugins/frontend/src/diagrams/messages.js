/* What a page and its frame of diagrams say to each other. */

/** @typedef {{id: number, text: string}} Job a diagram to draw */

/**
 * @typedef {object} Look how the page looks
 * @property {boolean} dark
 * @property {string} font
 * @property {Record<string, string>} colours of COLOURS, each as `#rrggbb`
 */

/** @typedef {{look: Look, jobs: Job[]}} Question */

/**
 * @typedef {object} Drawing
 * @property {number} id of its job
 * @property {string} svg a file of its own
 * @property {number} width
 * @property {number} height
 * @property {string} title which sort of diagram it is
 * @property {string} words what the author called it and said of it, "" for nothing
 */

/** @typedef {Drawing | {id: number, problem: string}} Answer */

/** The colours of kinds tell parts of a pie, branches and sections apart. */
export const KIND_COLOURS = ["component", "api", "resource", "system", "group", "domain"];

/** Every colour of the page that a drawing may need. */
export const COLOURS = [
  "paper", "surface", "surface-strong", "text", "muted", "accent", "accent-soft", "line-strong", "bad", "warn-soft",
  ...KIND_COLOURS,
];

/* How wide a text will be, as the builder reckons it. The twin of callboard.graph.text_width. */

const THIN = new Set("!',.:;Iijl|");
const NARROW = new Set("()-/[]`frt{} ");
const WIDE = new Set("%@MWmw—…");
const FULL = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** @param {string} text @param {number} size in pixels @returns {number} */
export function textWidth(text, size) {
  let width = 0;
  for (const char of text) width += em(char);
  return size * width;
}

/** @param {string} char */
function em(char) {
  if (THIN.has(char)) return 0.28;
  if (NARROW.has(char)) return 0.36;
  if (WIDE.has(char)) return 0.9;
  if (char < "\x80") return char >= "A" && char <= "Z" ? 0.68 : 0.57;
  return FULL.test(char) ? 1 : 0.7;
}

/** Letters of a name below which what is left of it tells nobody anything. */
const LEAST = 3;

/**
 * A name on at most so many lines, broken after its dashes and dots; none where nothing useful fits. Joined, they
 * are the name or its beginning and an ellipsis: who speaks what is seen hits the name (WCAG 2.5.3).
 * @param {string} text
 * @param {number} width
 * @param {number} most
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function nameLines(text, width, most, measure) {
  const parts = text.match(/[^-_./ ]+[-_./ ]?|[-_./ ]/g) ?? [];
  /** @param {string} line */
  const fits = (line) => measure(line.trimEnd()) <= width;
  /** @type {string[]} */
  const lines = [];
  let at = 0;
  let whole = true;
  while (at < parts.length && lines.length < most && whole) {
    let line = parts[at++];
    while (at < parts.length && fits(line + parts[at])) line += parts[at++];
    whole = fits(line);
    const last = !whole || lines.length + 1 === most;
    lines.push(last ? truncate([line, ...parts.slice(at)].join(""), width, measure) : line);
  }
  const told = (lines[0] ?? "").replace(/…$/, "");
  return told === text || told.length >= LEAST ? lines : [];
}

/**
 * The text if it fits, else as much of it as fits with an ellipsis.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
export function truncate(text, width, measure) {
  if (measure(text) <= width) return text;
  const chars = [...text];
  let low = 0;
  let high = chars.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${chars.slice(0, middle).join("")}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${chars.slice(0, low).join("").trimEnd()}…`;
}

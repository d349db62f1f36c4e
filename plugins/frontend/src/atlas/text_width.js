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

/**
 * As many words of a name as fit, or "": who speaks what is seen has to hit the name (WCAG 2.5.3).
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
export function wholeWords(text, width, measure) {
  const short = truncate(text, width, measure);
  if (short === text) return text;
  const kept = /^.+[-_./ ]/.exec(short)?.[0] ?? "";
  return kept === "" ? "" : `${kept}…`;
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

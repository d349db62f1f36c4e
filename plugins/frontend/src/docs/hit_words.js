/* The words that the reader searched for, and where they are in a text. */

const MOST_WORDS = 10;
export const MOST_HITS = 500;

/** @param {string} search of an address; its `h` holds the words @returns {string[]} lower case, of two letters or more */
export function wordsIn(search) {
  const text = (new URLSearchParams(search).get("h") ?? "").toLowerCase();
  return text.split(/\s+/).filter((word) => word.length > 1).slice(0, MOST_WORDS);
}

/** @param {string} text lower case @param {string[]} words @returns {[number, number][]} where they begin and end, in order */
export function places(text, words) {
  /** @type {[number, number][]} */
  const found = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0 && found.length < MOST_HITS; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length]);
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  // Compared with the last one that is kept: one that was left out must not let the next overlap.
  let end = 0;
  return found.filter(([start, stop]) => start >= end && ((end = stop), true));
}

/** @param {number} count @param {string[]} words @returns {string} */
export function hitsTold(count, words) {
  const hits = count === 1 ? "1 hit" : `${count}${count === MOST_HITS ? " or more" : ""} hits`;
  return `${hits} for “${words.join(" ")}”`;
}

/* Hits of a search, marked in the page that it led to, without touching the text where the browser can. */

import { element } from "../dom.js";
import { MOST_HITS, hitsTold, places, wordsIn } from "./hit_words.js";
import { tell } from "./toast.js";

const MOST_LETTERS = 500_000;

/** @type {Range[]} */
let hits = [];
let hit = -1;

/**
 * Mark the words that the reader searched for, and go to the first one.
 * @param {HTMLElement} article
 * @param {string} [part] a selector: where in it
 */
export function markHits(article, part = ".cb-prose") {
  clearHits();
  const words = wordsIn(location.search);
  const prose = article.querySelector(part);
  if (words.length === 0 || !prose) return;
  hits = find(prose, words);
  if (hits.length === 0) return;
  if (canHighlight()) CSS.highlights.set("cb-hit", new Highlight(...hits));
  // From the last to the first: a mark moves what is behind it.
  else hits = hits.reverse().map(asMark).filter((range) => range !== undefined).reverse();
  const next = element("button", { type: "button", class: "cb-button" }, ["Next"]);
  const clear = element("button", { type: "button", class: "cb-button", "aria-keyshortcuts": "Escape" }, ["Clear ", element("kbd", {}, ["Esc"])]);
  next.addEventListener("click", goToNext);
  clear.addEventListener("click", clearHits);
  tell([element("span", {}, [hitsTold(hits.length, words)]), next, clear]);
  if (!location.hash) goToNext();
}

export function clearHits() {
  if (hits.length === 0) return;
  hits = [];
  hit = -1;
  CSS.highlights?.clear();
  for (const mark of document.querySelectorAll("mark.cb-hit")) mark.replaceWith(...mark.childNodes);
  tell([]);
  const url = new URL(location.href);
  url.searchParams.delete("h");
  if (location.protocol !== "file:") history.replaceState(history.state, "", url);
}

function canHighlight() {
  return Boolean(globalThis.Highlight && CSS.highlights);
}

/** @param {Element} prose @param {string[]} words */
function find(prose, words) {
  /** @type {Range[]} */
  const found = [];
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  let letters = 0;
  for (let node = walker.nextNode(); node && letters < MOST_LETTERS; node = walker.nextNode()) {
    const text = (node.nodeValue ?? "").toLowerCase();
    letters += text.length;
    // Lower case may be longer than what it was made from; such a text is left alone.
    if (text.length !== node.nodeValue?.length || node.parentElement?.closest(".headerlink, button, .md-code__nav")) continue;
    for (const [start, end] of places(text, words)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      found.push(range);
      if (found.length === MOST_HITS) return found;
    }
  }
  return found;
}

/** For browsers that cannot mark a range as it is. @param {Range} range */
function asMark(range) {
  if (range.startContainer.parentElement?.closest("pre")) return undefined;
  range.surroundContents(element("mark", { class: "cb-hit" }));
  return range;
}

function goToNext() {
  for (let tries = 0; tries < hits.length; tries += 1) {
    hit = (hit + 1) % hits.length;
    const range = hits[hit];
    // What is folded away has no place to go to.
    const [box] = range.getClientRects();
    if (!box) continue;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const at = range.startContainer;
    const to = at instanceof Element ? at : at.parentElement;
    if (box.top < 100 || box.bottom > innerHeight - 100) to?.scrollIntoView({ block: "center", behavior: calm || hit === 0 ? "instant" : "smooth" });
    if (canHighlight()) CSS.highlights.set("cb-hit-current", new Highlight(range));
    return;
  }
}

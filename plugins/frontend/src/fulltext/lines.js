/* Full text results as lines of the palette: one for each page, those of an entity together. */

import { element, icon } from "../dom.js";
import { entityOf } from "./entities.js";
import { ask, entityHere, obstacle, owners } from "./finding.js";
import { fromHit, grouped, marking, pageOf } from "./grouping.js";
import { narrowing, plainWords, worthAsking } from "./words.js";

/** @typedef {import("../index_entries.js").Entry} Entry */
/** @typedef {import("../choices.js").Choice} Choice */
/** @typedef {Choice & {excerpt: string}} Line what a text says, as the library writes it, and what the line does */

const MOST_LINES = 8;

/**
 * @param {Entry[]} all
 * @param {string} text as it was typed
 * @param {number} before how many lines stand above
 * @param {() => boolean} wanted
 * @param {(choices: Choice[], items: HTMLElement[], told?: string) => void} show told what the lines do and what they look like, and a sentence to say, none to leave what was said of names
 */
export async function textLines(all, text, before, wanted, show) {
  if (!worthAsking(text)) return;
  const reason = await obstacle();
  if (reason !== "") {
    if (wanted()) show([], [], reason);
    return;
  }
  const words = plainWords(text);
  const entities = entityOf(all);
  const here = entities.get(entityHere());
  const fits = narrowing(text);
  await ask(words, here?.domain ?? "", async ({ results, done, missing, loose }) => {
    let kept = results;
    if (fits) {
      const whose = await owners();
      kept = results.filter(({ id }) => {
        const entry = entities.get(whose.get(id) ?? "");
        return entry !== undefined && fits(entry);
      });
    }
    const pages = await Promise.all(kept.slice(0, MOST_LINES).map(async (result) => pageOf(await result.data(), words.toLowerCase().split(" "))));
    if (!wanted()) return;
    const lines = grouped(pages).flatMap((group) => group.pages).map((page) => lineOf(page, entities.get(page.ref)));
    if (kept.length > MOST_LINES) lines.push({ excerpt: "", label: `All ${kept.length.toLocaleString("en")} pages that say this`, detail: "", aside: "", icon: "search", kind: "generic", address: `search/?text=${encodeURIComponent(text.trim())}`, fill: "" });
    const head = lines.length > 0 ? [element("li", { class: "cb-palette-head", role: "presentation" }, ["In texts"])] : [];
    show(lines, [...head, ...lines.map((line, place) => itemOf(line, before + place))], done ? told(kept.length, missing, loose) : "Looking in more texts …");
  }, wanted);
}

/** @param {number} count @param {number} missing @param {boolean} [loose] */
function told(count, missing, loose) {
  if (loose && count > 0) return "No text has all these words; these have all but one.";
  if (missing > 0) return "A part of the texts could not be loaded.";
  return count > 0 ? "" : undefined;
}

/** @param {Line} line @param {number} position among all lines @returns {HTMLElement} */
function itemOf({ label, excerpt, aside, icon: picture, kind }, position) {
  return element("li", { id: `cb-result-${position}`, role: "option", "aria-selected": "false", class: `cb-palette-text cb-kind-${kind}` }, [
    icon(picture),
    element("span", {}, [
      element("strong", {}, [label]),
      element("small", { class: "cb-palette-excerpt" }, fromHit(excerpt).map(({ text, hit }) => (hit ? element("mark", {}, [text]) : text))),
    ]),
    element("span", { class: "cb-palette-aside" }, [aside]),
  ]);
}

/** @param {import("./grouping.js").FoundPage} page @param {Entry | undefined} entry @returns {Line} */
function lineOf(page, entry) {
  const [best] = page.headings;
  const place = best && best.title !== page.title ? [page.title, best.title] : [page.title];
  return {
    label: place.join(" › "),
    detail: "",
    excerpt: best?.excerpt ?? page.excerpt,
    aside: entry?.label ?? page.ref,
    icon: "docs",
    kind: "docs",
    address: marking(best?.address ?? page.address, page.words),
    fill: "",
  };
}

/* Full text results as lines of the palette: one for each page, those of an entity together. */

import { entityOf } from "./entities.js";
import { ask, entityHere, obstacle, owners } from "./finding.js";
import { grouped, marking, pageOf } from "./grouping.js";
import { narrowing, plainWords } from "./words.js";

/** @typedef {import("../index_entries.js").Entry} Entry */
/** @typedef {import("../palette.js").Choice} Choice */

const MOST_LINES = 8;

/**
 * @param {Entry[]} all
 * @param {string} text as it was typed
 * @param {(choices: Choice[], told: string) => void} show
 * @param {() => boolean} wanted
 */
export async function textLines(all, text, show, wanted) {
  const reason = await obstacle();
  if (reason !== "") {
    if (wanted()) show([], reason);
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
    const choices = grouped(pages).flatMap((group) => group.pages).map((page) => lineOf(page, entities.get(page.ref)));
    if (kept.length > MOST_LINES) choices.push({ label: `All ${kept.length.toLocaleString("en")} pages that say this`, detail: "", aside: "", icon: "search", kind: "generic", address: `search/?text=${encodeURIComponent(text.trim())}`, fill: "" });
    show(choices, done ? told(kept.length, missing, loose) : "Looking in more texts …");
  }, wanted);
}

/** @param {number} count @param {number} missing @param {boolean} [loose] */
function told(count, missing, loose) {
  if (loose && count > 0) return "No text has all these words; these have all but one.";
  if (missing > 0) return "A part of the texts could not be loaded.";
  return count === 0 ? "No text says this." : "";
}

/** @param {import("./grouping.js").FoundPage} page @param {Entry | undefined} entry @returns {Choice} */
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

/*
 * Draws Mermaid diagrams inside the frame that documentation opens: a document without an origin, which may load
 * nothing. What it is sent is text, what it answers is text.
 */

import { draw, problemOf } from "../diagrams/drawing.js";
import { settings } from "../diagrams/settings.js";

/** @typedef {import("../diagrams/messages.js").Question} Question */
/** @typedef {import("../diagrams/messages.js").Answer} Answer */

/** @param {Answer} told */
function answer(told) {
  parent.postMessage(told, "*");
}

addEventListener("message", async ({ source, data }) => {
  if (source !== parent) return;
  const { look, jobs } = /** @type {Question} */ (data);
  globalThis.mermaid.initialize(settings(look));
  for (const job of jobs) {
    try {
      answer(await draw(job));
    } catch (error) {
      answer({ id: job.id, problem: problemOf(error) });
    }
  }
});

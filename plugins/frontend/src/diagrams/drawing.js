/* One diagram, drawn. */

/** @typedef {import("./messages.js").Job} Job */
/** @typedef {import("./messages.js").Drawing} Drawing */

/** The size of a drawing that states none. */
const USUAL = { width: 600, height: 400 };

/** @param {Job} job @returns {Promise<Drawing>} */
export async function draw({ id, text }) {
  const { svg } = await globalThis.mermaid.render(`diagram-${id}`, text);
  // Parsed where nothing runs and nothing loads.
  const drawing = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!drawing) throw new Error("nothing was drawn");
  const { width, height } = sizeOf(drawing.getAttribute("viewBox") ?? "");
  // A picture needs a size of its own, not that of the column it was drawn in.
  drawing.setAttribute("width", String(width));
  drawing.setAttribute("height", String(height));
  drawing.style.maxWidth = "";
  return {
    id,
    svg: new XMLSerializer().serializeToString(drawing),
    width,
    height,
    title: `Diagram (${drawing.getAttribute("aria-roledescription") ?? "Mermaid"})`,
    words: described(drawing),
  };
}

/** @param {string} viewBox @returns {{width: number, height: number}} */
export function sizeOf(viewBox) {
  const [, , width, height] = viewBox.split(/[\s,]+/).map(Number);
  return { width: width || USUAL.width, height: height || USUAL.height };
}

/** What the author called the drawing, and said of it. @param {SVGElement} drawing */
function described(drawing) {
  const parts = ["title", "desc"].map((name) => drawing.querySelector(`:scope > ${name}`)?.textContent?.trim());
  return parts.filter(Boolean).join(". ").slice(0, 1000);
}

/** Anything may be thrown. @param {unknown} error @returns {string} */
export function problemOf(error) {
  return String(/** @type {{message?: unknown} | null | undefined} */ (error)?.message ?? error);
}

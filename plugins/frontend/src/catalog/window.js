/*
 * The rows that are in sight, and a few around them.
 *
 * All rows have one height, which is measured and not assumed: two more rows, above and below, take the place of
 * those that are left out. The table's own count of rows tells a screen reader how many there are.
 */

import { element } from "../dom.js";

const AROUND = 8;

/**
 * @param {HTMLElement} body the body of the table
 * @param {HTMLElement} frame what scrolls around it on a wide screen; on a narrow one the page does
 * @param {(position: number) => HTMLElement} make the row at a position
 */
export function rowWindow(body, frame, make) {
  const above = gap();
  const below = gap();
  /** @type {Map<number, HTMLElement>} */
  let held = new Map();
  let total = 0;
  let height = 0;
  let asked = 0;

  /** @param {boolean} [anew] whether the rows themselves are others than before */
  function draw(anew = false) {
    asked = 0;
    // The theme may have swapped the page for another.
    if (!body.isConnected) return;
    if (anew) held = new Map();
    if (total === 0) {
      body.replaceChildren();
      return;
    }
    if (height === 0) measure();
    const { first, last } = range();
    const rows = new Map();
    for (let position = first; position < last; position += 1) rows.set(position, held.get(position) ?? numbered(position));
    if (!anew && sameKeys(rows, held)) return;
    place(rows, first, last);
  }

  /** @param {Map<number, HTMLElement>} rows @param {number} first @param {number} last */
  function place(rows, first, last) {
    const focused = body.contains(document.activeElement);
    const kept = document.activeElement;
    above.style.height = `${first * height}px`;
    below.style.height = `${(total - last) * height}px`;
    body.replaceChildren(...(first > 0 ? [above] : []), ...rows.values(), ...(last < total ? [below] : []));
    held = rows;
    // Moving a row takes the focus from what is in it, and a row out of sight is gone.
    if (focused && kept instanceof HTMLElement) (body.contains(kept) ? kept : frame).focus({ preventScroll: true });
  }

  function range() {
    const rows = body.getBoundingClientRect();
    const view = frame.getBoundingClientRect();
    const top = Math.max(view.top, 0) - rows.top;
    const bottom = Math.min(view.bottom, innerHeight) - rows.top;
    const first = Math.max(0, Math.floor(top / height) - AROUND);
    const last = Math.min(total, Math.max(Math.ceil(bottom / height), Math.floor(top / height) + 1) + AROUND);
    // A page that has become shorter than where the reader was shows its end.
    return first < last ? { first, last } : { first: Math.max(0, total - 2 * AROUND), last: total };
  }

  function measure() {
    const row = numbered(0);
    body.replaceChildren(row);
    height = row.getBoundingClientRect().height || 44;
  }

  /** @param {number} position */
  function numbered(position) {
    const row = make(position);
    // The heading is the first row.
    row.setAttribute("aria-rowindex", String(position + 2));
    return row;
  }

  function ask() {
    if (asked === 0) asked = requestAnimationFrame(() => draw());
  }

  // Scrolling does not bubble, but it can be captured: the frame's and the page's alike.
  document.addEventListener("scroll", ask, { capture: true, passive: true });
  // What folds and unfolds above the table moves it.
  new ResizeObserver(ask).observe(document.body);
  addEventListener("resize", () => {
    height = 0;
    draw(true);
  });

  return {
    /** @param {number} count how many rows there are now */
    show(count) {
      total = count;
      draw(true);
    },
    /** Widths or the height of rows may have changed. */
    restart() {
      height = 0;
      draw(true);
    },
  };
}

function gap() {
  return element("tr", { class: "cb-gap-row", "aria-hidden": "true" });
}

/** @param {Map<number, unknown>} a @param {Map<number, unknown>} b */
function sameKeys(a, b) {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

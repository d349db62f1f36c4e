/* What the reader marked and saw, kept in this browser only, apart for each portal of a host. */

import { ROOT } from "./site.js";

export const STARS = "stars";
export const SEEN = "seen";
/** The reader's team: one reference, or none. */
export const TEAM = "team";

/** @param {string} key */
function slot(key) {
  return `callboard:${ROOT.pathname}:${key}`;
}

/** @param {string} key @returns {string[]} */
export function stored(key) {
  try {
    const value = JSON.parse(localStorage.getItem(slot(key)) ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    // Somebody else's text in our place, or no storage at all: nothing is remembered.
    return [];
  }
}

/** @param {string} key @param {string[]} values */
export function store(key, values) {
  try {
    localStorage.setItem(slot(key), JSON.stringify(values));
  } catch {
    // Private windows and full disks: the mark lasts as long as the page.
  }
}

/** @param {string} ref @returns {boolean} whether it is starred now */
export function toggleStar(ref) {
  const stars = stored(STARS);
  const rest = stars.filter((other) => other !== ref);
  const starred = rest.length === stars.length;
  store(STARS, starred ? [...rest, ref] : rest);
  return starred;
}

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

/** Keys of one letter can be switched off: some readers speak to their computer, and letters are words then. */
export const KEYS_OFF = "keys";

/** @returns {boolean} */
export function keysAreOn() {
  return stored(KEYS_OFF).length === 0;
}

/** @param {string} ref a team, or the reader's own to have none @returns {boolean} whether it is the reader's now */
export function toggleTeam(ref) {
  const chosen = stored(TEAM)[0] !== ref;
  store(TEAM, chosen ? [ref] : []);
  return chosen;
}

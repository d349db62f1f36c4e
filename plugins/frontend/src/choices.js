/* What the palette has to offer for a text: values of a filter, actions, and what is called like that. */

import { addressOf } from "./addresses.js";
import { SEEN, STARS, stored } from "./memory.js";
import { partsOfNames } from "./near_misses.js";
import { readQuery } from "./query.js";
import { MOST_RESULTS, search } from "./ranking.js";
import { actions, factsOf, suggestions } from "./suggesting.js";

/** @typedef {import("./index_entries.js").Entry} Entry */

/**
 * @typedef {object} Choice what a line of the list shows and does: it leads to an address, or fills the box
 * @property {string} label
 * @property {string} detail
 * @property {string} aside
 * @property {string} icon
 * @property {string} kind
 * @property {string} address
 * @property {string} fill the text for the box, "" for a line that leads somewhere
 */

/** @param {Entry[]} all @param {string} text @returns {{choices: Choice[], message: string, words: string[]}} `words` are those that matches mark */
export function choicesFor(all, text) {
  const { words } = readQuery(text);
  if (text.trim() === "") {
    const choices = remembered(all);
    return { choices, message: choices.length > 0 ? "" : "Type the name of a service, API, team or document.", words };
  }
  const offers = suggestions(all, text).map((offer) => ({
    label: offer.value, detail: "", aside: offer.count.toLocaleString("en"), icon: "search", kind: "generic", address: "", fill: offer.text,
  }));
  const acts = actions(all, text).map((action) => ({ ...action, aside: "", fill: "" }));
  // Who asks for an action has found it: what is only nearly called like that would be noise.
  const { items, total } = search(all, text, acts.length === 0);
  const marks = words.join(" ");
  const choices = [...offers, ...acts, ...items.map((entry) => choiceOf(entry, marks))];
  if (choices.length === 0) return { choices, message: `Nothing is called “${text.trim()}”.`, words };
  return { choices, message: total > MOST_RESULTS ? `The first ${MOST_RESULTS} of ${total.toLocaleString("en")}.` : "", words };
}

/** @param {Entry} entry @param {string} words what a page of documentation marks @returns {Choice} */
function choiceOf(entry, words) {
  const marked = entry.kind === "docs" && words !== "" ? `?h=${encodeURIComponent(words)}` : "";
  const users = entry.users > 0 ? `${entry.users.toLocaleString("en")} ${entry.users === 1 ? "user" : "users"}` : "";
  return {
    label: entry.label,
    detail: factsOf(entry),
    aside: entry.lifecycle === "deprecated" && entry.kind !== "docs" ? "deprecated" : users,
    icon: entry.icon,
    kind: entry.kind,
    address: entry.address + marked,
    fill: "",
  };
}

/** Starred entities, then those seen last. @param {Entry[]} all @returns {Choice[]} */
function remembered(all) {
  const starred = new Set(stored(STARS).map(addressOf));
  const wanted = new Set([...starred, ...stored(SEEN).map(addressOf)]);
  const byAddress = new Map(all.filter((entry) => wanted.has(entry.address)).map((entry) => [entry.address, entry]));
  const found = [...wanted].map((address) => byAddress.get(address)).filter((entry) => entry !== undefined);
  return found.map((entry) => ({ ...choiceOf(entry, ""), aside: starred.has(entry.address) ? "starred" : "seen lately" }));
}

/** @type {Entry[] | undefined} */
let prepared;

/** The first slip of the finger should cost no more than any other key. @param {Entry[]} all */
export function prepare(all) {
  if (prepared === all) return;
  prepared = all;
  setTimeout(() => {
    partsOfNames(all);
    // What has run is compiled: a name with its first letters swapped goes the whole way once.
    const name = all[0]?.lowName ?? "";
    setTimeout(() => search(all, name.slice(1, 2) + name.slice(0, 1) + name.slice(2)));
  }, 50);
}

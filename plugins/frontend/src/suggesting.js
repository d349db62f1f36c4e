/* What the palette offers beside entries: values for a filter that is being typed, and actions. */

import { pageOf, partsOf } from "./addresses.js";
import { matcher, readFilter, readQuery, valuesOf } from "./query.js";
import { search } from "./ranking.js";

/** @typedef {import("./index_entries.js").Entry} Entry */
/** @typedef {{text: string, value: string, count: number}} Suggestion the whole text with the value filled in */
/** @typedef {{label: string, detail: string, icon: string, kind: string, address: string}} Action */

const MOST_SUGGESTIONS = 6;
const MOST_ACTIONS = 4;

/**
 * Values for the filter at the end of the text, commonest first, counted among what the rest of it asks for.
 * @param {Entry[]} all
 * @param {string} text
 * @returns {Suggestion[]}
 */
export function suggestions(all, text) {
  const start = /\S*$/.exec(text)?.index ?? text.length;
  const filter = readFilter(text.slice(start));
  if (filter === undefined) return [];
  const { words, filters } = readQuery(text.slice(0, start));
  const narrowed = [...filters, ...(filter.value === "" ? [] : [filter])].map(matcher);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const entry of all) {
    if (!narrowed.every((fits) => fits(entry)) || !words.every((word) => entry.text.includes(word))) continue;
    for (const value of valuesOf(entry, filter.field)) {
      if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  // What is typed in full needs no offer, and what has spaces cannot be typed.
  if (counts.has(filter.value)) return [];
  return [...counts]
    .filter(([value]) => !/\s/.test(value) && (filter.field !== "tag" || value.startsWith(filter.value)))
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(([value, count]) => ({ text: `${text.slice(0, start)}${filter.field}:${value} `, value: `${filter.field}:${value}`, count }));
}

/** @type {Record<string, (entry: Entry) => Action | undefined>} */
const VERBS = {
  runbook: (entry) => act(entry, "Runbook of", "runbook", entry.runbook),
  owner: (entry) => ownerOf(entry),
  impact: (entry) => act(entry, "Impact of", "alert", `${entry.address}#impact`),
  docs: (entry) => act(entry, "Docs of", "docs", entry.docs),
};

/**
 * What a text like `runbook payment` asks to be done with the entities that the rest of it finds.
 * @param {Entry[]} all
 * @param {string} text
 * @returns {Action[]}
 */
export function actions(all, text) {
  const [, verb, rest] = /^\s*([a-z]+)\s+(.*\S)\s*$/i.exec(text) ?? [];
  if (verb === undefined || !Object.hasOwn(VERBS, verb.toLowerCase())) return [];
  const entities = search(all, rest).items.filter((entry) => entry.kind !== "docs");
  const found = entities.map(VERBS[verb.toLowerCase()]).filter((action) => action !== undefined);
  if (found.length > 0 || entities.length === 0) return found.slice(0, MOST_ACTIONS);
  const [best] = entities;
  const gap = `No ${verb.toLowerCase()} is stated; opens its page`;
  return [{ label: best.label, detail: gap, icon: "info", kind: best.kind, address: best.address }];
}

/** @param {Entry} entry @param {string} words @param {string} icon @param {string} address @returns {Action | undefined} */
function act(entry, words, icon, address) {
  if (address === "") return undefined;
  return { label: `${words} ${entry.label}`, detail: factsOf(entry), icon, kind: entry.kind, address };
}

/** @param {Entry} entry @returns {Action | undefined} */
function ownerOf(entry) {
  if (entry.owner === "") return undefined;
  const { kind, namespace, name } = partsOf(entry.owner);
  const action = act(entry, "Owner of", "group", pageOf(namespace, kind, name));
  return action && { ...action, detail: entry.ownerLabel };
}

/** @param {Entry} entry @returns {string} kind, type and owner in a line */
export function factsOf(entry) {
  return [entry.kindWord, entry.type, entry.ownerLabel].filter(Boolean).join(" · ");
}

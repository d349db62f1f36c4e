/*
 * Words in texts: the library that searches, and the shards of the index as far as they are loaded.
 *
 * The first searches load the shards of the reader's own domain and show what they have before others are loaded;
 * after that, all answer together. Every shard is loaded once.
 */

import { ROOT, loadScript } from "../site.js";
import { refOf } from "./grouping.js";

/** @typedef {{name: string, domains: string[]}} Shard */
/** @typedef {{language: string, problem: string, shards: Shard[], tag: string}} Shards written by search/shards.js */
/** @typedef {import("./grouping.js").Fragment} Fragment */
/** @typedef {{id: string, score: number, data: () => Promise<Fragment>}} Result */
/**
 * @typedef {{results: Result[], done: boolean, missing: number, loose?: boolean}} Found the best first; `missing` shards
 * could not be loaded; `loose` where no text has all the words
 */
/**
 * @typedef {object} Library what of it is used
 * @property {() => Promise<void>} init
 * @property {(address: string, options: Record<string, unknown>) => Promise<void>} mergeIndex
 * @property {(text: string) => Promise<{results: Result[]}>} search
 */

const FOLDER = new URL("search/", ROOT).href;
const ALONE = 2;
const MOST_WORDS = 6;
/** Titles above all; the name of the entity that a page is about counts little, for it is true of all its pages. */
const RANKING = { termFrequency: 1, termSimilarity: 1, metaWeights: { title: 6, of: 1.5 } };

/** @returns {Promise<Shards>} */
export async function shards() {
  if (!globalThis.callboardShards) await loadScript("search/shards.js");
  return /** @type {Shards} */ (globalThis.callboardShards);
}

/** @returns {Promise<string>} why texts cannot be searched here, "" where they can */
export async function obstacle() {
  const { shards: all, problem } = await shards();
  if (all.length === 0) return problem;
  return location.protocol === "file:" ? "Searching in texts needs a web server; in a folder of files only names are found." : "";
}

/** @type {Promise<Library> | undefined} */
let starting;
/** @type {Map<string, Promise<boolean>>} */
const merged = new Map();
/** Whether all shards are there; as long as nobody has asked for them, the first ones answer whoever types on. */
let whole = false;
/** Names of shards that could not be loaded. @type {Set<string>} */
const lost = new Set();

/** @returns {Promise<Library>} */
function library() {
  starting ??= start().catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

/** Load the library, for who will want it in a moment; nobody is told when that fails, who asks then will be. */
export function prepare() {
  obstacle().then((reason) => (reason === "" ? library() : undefined)).catch(() => undefined);
}

async function start() {
  const given = { ...(await settings()), basePath: FOLDER };
  /** @type {{createInstance: (options: Record<string, unknown>) => Library}} */
  const { createInstance } = await import(new URL("pagefind.js", FOLDER).href);
  // Not the one that the module itself is: another bundle of the page may search as well.
  const found = createInstance(given);
  await found.init();
  return found;
}

async function settings() {
  const { tag } = await shards();
  return { baseUrl: "/", metaCacheTag: tag, excerptLength: 24, ranking: RANKING };
}

/** @param {Library} found @param {Shard} shard @returns {Promise<boolean>} whether it is there */
function merge(found, shard) {
  let loading = merged.get(shard.name);
  if (loading === undefined) {
    loading = settings().then((given) => found.mergeIndex(`${FOLDER}${shard.name}/`, given)).then(() => true, () => {
      lost.add(shard.name);
      return false;
    });
    merged.set(shard.name, loading);
  }
  return loading;
}

/**
 * The library with all shards that can be loaded. It cannot be rid of one that failed, and would answer no more, so
 * then it starts again without that one.
 * @param {Shard[]} all
 * @returns {Promise<Library>}
 */
async function complete(all) {
  const found = await library();
  const there = await Promise.all(all.filter(({ name }) => !lost.has(name)).map((shard) => merge(found, shard)));
  if (there.every((is) => is)) return found;
  starting = undefined;
  whole = false;
  merged.clear();
  return complete(all);
}

/** @param {Shard[]} all @param {string} domain short reference @returns {Shard[]} those with the domain first */
export function nearFirst(all, domain) {
  const near = all.filter((shard) => domain !== "" && shard.domains.includes(domain));
  return [...near, ...all.filter((shard) => !near.includes(shard))];
}

/**
 * Search; `show` is told what the first shards found, if they found anything, and then what all have.
 * @param {string} text plain words
 * @param {string} domain the reader's own, "" for none
 * @param {(found: Found) => void | Promise<void>} show
 * @param {() => boolean} [wanted] whether anybody still waits for the answer
 */
export async function ask(text, domain, show, wanted = () => true) {
  const all = nearFirst((await shards()).shards, domain);
  const first = await library();
  for (const shard of all.slice(0, whole ? 0 : ALONE)) {
    if (!(await merge(first, shard))) break;
    const results = await answers(first, apart(text));
    if (!wanted()) return;
    if (results.length > 0) {
      // Before these are on the screen nothing else is asked for: it would only delay them.
      await show({ results, done: false, missing: 0 });
      break;
    }
  }
  const found = await complete(all);
  whole = true;
  if (!wanted()) return;
  const results = await answers(found, apart(text));
  const loose = results.length === 0 && wanted();
  const best = loose ? await allButOne(found, apart(text)) : results;
  if (wanted()) show({ results: best, done: true, missing: lost.size, loose: loose && best.length > 0 });
}

/** What has the words side by side, before what has them anywhere. @param {Library} found @param {string} text @returns {Promise<Result[]>} */
async function answers(found, text) {
  const { results } = await found.search(text);
  if (results.length === 0 || text.includes('"') || !text.includes(" ")) return results;
  const together = new Set((await found.search(`"${text}"`)).results.map(({ id }) => id));
  return [...results.filter(({ id }) => together.has(id)), ...results.filter(({ id }) => !together.has(id))];
}

/** Names are written with dashes, dots and slashes or without. @param {string} text */
function apart(text) {
  return text.includes('"') ? text : text.replace(/[-./:_]+/g, " ").trim();
}

/** What has all words but one, where nothing has all; each result once. @param {Library} found @param {string} text @returns {Promise<Result[]>} */
async function allButOne(found, text) {
  const words = text.split(/\s+/);
  if (words.length < 3 || words.length > MOST_WORDS || text.includes('"')) return [];
  const lacking = await Promise.all(words.map((_, left) => found.search(words.filter((__, place) => place !== left).join(" "))));
  /** @type {Map<string, Result>} */
  const best = new Map();
  for (const result of lacking.flatMap(({ results }) => results)) {
    if (result.score > (best.get(result.id)?.score ?? 0)) best.set(result.id, result);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** @type {Map<string, Promise<[string, string[]][]>>} */
const asked = new Map();

/** @returns {Promise<Map<string, string>>} the short reference of the entity of every result, by its id */
export async function owners() {
  const rows = await Promise.all([...merged.keys()].map((name) => {
    let loading = asked.get(name);
    if (loading === undefined) {
      loading = fetch(`${FOLDER}${name}/entities.json`).then((answer) => answer.json()).then(Object.entries).catch(() => []);
      asked.set(name, loading);
    }
    return loading;
  }));
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [ref, ids] of rows.flat()) for (const id of ids) found.set(id, ref);
  return found;
}

/** @returns {string} the entity that the page at hand is about, "" for none */
export function entityHere() {
  return location.href.startsWith(ROOT.href) ? refOf(location.href.slice(ROOT.href.length)) : "";
}

/* What is typed: words, and `field:value` tokens that narrow. */

/** @typedef {import("./index_entries.js").Entry} Entry */
/** @typedef {{field: string, value: string}} Filter */
/** @typedef {{words: string[], filters: Filter[]}} Query */

export const FIELDS = ["kind", "type", "owner", "system", "domain", "lifecycle", "tag"];
const TOKEN = new RegExp(`^(${FIELDS.join("|")}):(.*)$`);

/** @param {string} text @returns {Query} */
export function readQuery(text) {
  const words = [];
  const filters = [];
  for (const token of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const filter = readFilter(token);
    if (filter === undefined) words.push(token);
    else if (filter.value !== "") filters.push(filter);
  }
  return { words, filters };
}

/** @param {string} token @returns {Filter | undefined} */
export function readFilter(token) {
  const match = TOKEN.exec(token.toLowerCase());
  return match ? { field: match[1], value: match[2] } : undefined;
}

/**
 * Whether entries fit a filter. Owners, types and the like are few: each is judged once and remembered.
 * @param {Filter} filter
 * @returns {(entry: Entry) => boolean}
 */
export function matcher({ field, value }) {
  if (field === "tag") return (entry) => entry.tags.some((tag) => tag.startsWith(value));
  /** @type {(entry: Entry) => string} */
  const key = KEYS[field];
  const judge = field in LABELS ? named(LABELS[field], key, value) : (/** @type {Entry} */ entry) => key(entry).toLowerCase().startsWith(value);
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (entry) => {
    let verdict = known.get(key(entry));
    if (verdict === undefined) known.set(key(entry), (verdict = judge(entry)));
    return verdict;
  };
}

/** @type {Record<string, (entry: Entry) => string>} */
const KEYS = {
  kind: (entry) => entry.kind,
  type: (entry) => entry.type,
  lifecycle: (entry) => entry.lifecycle,
  owner: (entry) => entry.owner,
  system: (entry) => entry.system,
  domain: (entry) => entry.domain,
};

/** @type {Record<string, (entry: Entry) => string>} */
const LABELS = {
  owner: (entry) => entry.ownerLabel,
  system: (entry) => entry.systemLabel,
  domain: (entry) => entry.domainLabel,
};

/**
 * By any part of the reference without its kind, or of what people call it.
 * @param {(entry: Entry) => string} label @param {(entry: Entry) => string} ref @param {string} value
 * @returns {(entry: Entry) => boolean}
 */
function named(label, ref, value) {
  return (entry) => short(ref(entry)).includes(value) || label(entry).toLowerCase().includes(value);
}

/** @param {Entry} entry @param {string} field @returns {string[]} what can stand after the colon for this entry */
export function valuesOf(entry, field) {
  if (field === "tag") return entry.tags;
  const value = KEYS[field](entry);
  return [field in LABELS ? short(value) : value.toLowerCase()];
}

/** A reference without its kind, which the field says. @param {string} ref */
function short(ref) {
  return ref.slice(ref.indexOf(":") + 1);
}

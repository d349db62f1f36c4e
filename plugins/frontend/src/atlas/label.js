/* What a node says, to the eye and to the ear. The twin of callboard.graph.label. */

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */

const LONGEST = 120;

/** @type {Readonly<Record<string, [string, string]>>} */
const KINDS = {
  api: ["API", "APIs"],
  component: ["component", "components"],
  domain: ["domain", "domains"],
  group: ["team", "teams"],
  location: ["location", "locations"],
  resource: ["resource", "resources"],
  system: ["system", "systems"],
  template: ["template", "templates"],
  user: ["person", "people"],
};
/** @type {Readonly<Record<string, string>>} */
const TYPES = { service: "services", website: "websites", library: "libraries", database: "databases" };

/** @param {string} text @returns {string} without line breaks and control characters, and not too long */
export function oneLine(text) {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1)}…`;
}

/** @param {GraphIndex} index @param {number} at @returns {string} the name that a person looks for */
export function label(index, at) {
  return oneLine(index.titles[at]);
}

/** @param {string} kind @returns {string} what people call one of a kind */
export function kindName(kind) {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind][0] : kind;
}

/** @param {GraphIndex} index @param {number} at @returns {string} name, kind, lifecycle and owner in one line */
export function spoken(index, at) {
  if (!index.isKnown(at)) return `${oneLine(index.short(at))}, not in the catalog`;
  const owner = index.owners[at];
  const facts = [label(index, at), kindName(index.kinds[at]), oneLine(index.lifecycles[at])];
  if (owner >= 0) facts.push(`owned by ${label(index, owner)}`);
  return facts.filter(Boolean).join(", ");
}

/** @param {GraphIndex} index @param {number[]} members @returns {string} e.g. `7 services` */
export function amount(index, members) {
  const kinds = new Set(members.map((at) => index.kinds[at]));
  if (kinds.size > 1) return `${members.length} entities`;
  const types = new Set(members.map((at) => index.types[at]));
  const [type] = types;
  const [kind] = kinds;
  const word = types.size === 1 && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return `${members.length} ${word ?? (Object.hasOwn(KINDS, kind) ? KINDS[kind][1] : "entities")}`;
}

/** @param {number} number @returns {string} as people read it: `4,375` */
export function counted(number) {
  return number.toLocaleString("en-US");
}

/** @param {number} number @param {string} one @param {string} [many] */
export function several(number, one, many = `${one}s`) {
  return `${counted(number)} ${number === 1 ? one : many}`;
}

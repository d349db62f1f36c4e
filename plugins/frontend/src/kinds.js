/* The kinds of entity: what they are called, and which comes first. */

/** @type {Readonly<Record<string, string>>} */
export const KIND_WORDS = {
  component: "Component",
  api: "API",
  resource: "Resource",
  system: "System",
  domain: "Domain",
  group: "Group",
  user: "User",
  location: "Location",
  template: "Template",
  docs: "Docs",
};

const ORDER = "component api resource system domain group user location template docs".split(" ");

/** @param {string} kind @returns {string} as people read it */
export function kindWord(kind) {
  return Object.hasOwn(KIND_WORDS, kind) ? KIND_WORDS[kind] : kind;
}

/** @param {string} kind @returns {string} the picture that stands for it */
export function kindIcon(kind) {
  return Object.hasOwn(KIND_WORDS, kind) ? kind : "generic";
}

/** @param {string} kind @returns {number} its place in lists; kinds of an organisation's own come last */
export function kindRank(kind) {
  const rank = ORDER.indexOf(kind);
  return rank < 0 ? ORDER.length : rank;
}

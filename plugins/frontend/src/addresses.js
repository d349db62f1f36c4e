/* Addresses of pages, relative to the root of the site: functions of references, as the builder's own. */

/** @param {string} namespace @param {string} kind @param {string} name @returns {string} */
export function pageOf(namespace, kind, name) {
  // A folder cannot stand where the list of its kind is.
  return `catalog/${namespace}/${kind}/${name === "index.html" ? "index.html_" : name}/`;
}

/**
 * The parts of a reference; the namespace is "default" where a short one leaves it out.
 * @param {string} ref kind:namespace/name or kind:name
 * @returns {{kind: string, namespace: string, name: string}}
 */
export function partsOf(ref) {
  const colon = ref.indexOf(":");
  const path = ref.slice(colon + 1);
  const slash = path.indexOf("/");
  return {
    kind: ref.slice(0, Math.max(colon, 0)),
    namespace: slash < 0 ? "default" : path.slice(0, slash),
    name: path.slice(slash + 1),
  };
}

/** @param {string} ref @returns {string} the address of the entity's page */
export function addressOf(ref) {
  const { kind, namespace, name } = partsOf(ref);
  return pageOf(namespace, kind, name);
}

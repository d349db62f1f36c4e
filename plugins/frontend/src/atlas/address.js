/* The selector in the address bar: `?g=2+name+1`, where a plus is a plus. */

/** @param {string} search @param {string} name @returns {string} */
export function parameter(search, name) {
  for (const pair of search.replace(/^\?/, "").split("&")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at) !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1));
    } catch {
      return "";
    }
  }
  return "";
}

/** @param {string} selector @param {string} view @returns {string} the query of an address, "" for the map */
export function queryOf(selector, view) {
  const parts = [];
  if (selector) parts.push(`g=${readable(selector)}`);
  if (view) parts.push(`view=${view}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

/** @param {string} text */
function readable(text) {
  return encodeURIComponent(text.trim().replace(/\s+/g, " ")).replace(/%2B/g, "+").replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/");
}

/* The address of a new issue about a passage, filled in. */

const MOST_QUOTED = 1000;

/**
 * @typedef {object} Passage
 * @property {string} text
 * @property {string} page the address of the page; what was searched for is left out
 * @property {string} title of the page
 * @property {string} path of its file
 * @property {string} line of the heading above, "" where it is not known
 */

/** @param {string} template with `{title}` and `{body}` @param {Passage} passage @returns {string} */
export function issueAddress(template, { text, page, title, path, line }) {
  const quoted = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
  const url = new URL(page);
  url.search = "";
  const body = `${quoted.replace(/^/gm, "> ")}\n\nPage: ${url.href}\nFile: ${path}${line && `:${line}`}\n\n`;
  /** @type {Record<string, string>} */
  const fill = { title: `Docs: ${title}`, body };
  return template.replace(/\{(title|body)\}/g, (_, name) => encodeURIComponent(wellFormed(fill[name])));
}

/** Half of a letter has no place in an address. @param {string} text @returns {string} as it is in browsers that cannot tell */
function wellFormed(text) {
  return /** @type {{toWellFormed?: () => string}} */ (/** @type {unknown} */ (text)).toWellFormed?.() ?? text;
}

/* What was found, in the order in which it is shown: entity, page, heading. Nothing here touches the page. */

/** @typedef {{element: string, id: string, text: string}} Anchor */
/** @typedef {{title: string, url: string, excerpt: string, anchor?: Anchor, weighted_locations: {balanced_score: number}[]}} Section */
/** @typedef {{url: string, excerpt: string, meta: Record<string, string>, sub_results: Section[]}} Fragment */
/** @typedef {{title: string, address: string, excerpt: string}} Heading */
/** @typedef {{ref: string, title: string, address: string, excerpt: string, headings: Heading[], words: string[]}} FoundPage */
/** @typedef {{ref: string, pages: FoundPage[]}} FoundEntity */

const MOST_HEADINGS = 3;
const MOST_WORDS = 8;
const MOST_BEFORE = 40;

/** @param {string} address relative to the root of the site @returns {string} the short reference of whose page it is, "" for nobody's */
export function refOf(address) {
  const [section, namespace, kind, name] = address.split(/[?#]/)[0].split("/");
  if ((section !== "docs" && section !== "catalog") || !name) return "";
  const plain = decodeURIComponent(name === "index.html_" ? "index.html" : name);
  return `${kind}:${namespace === "default" ? "" : `${namespace}/`}${plain}`;
}

/** @param {Fragment} fragment @param {string[]} words those that were typed @returns {FoundPage} */
export function pageOf(fragment, words) {
  const address = fragment.url.replace(/^\/+/, "");
  const headings = fragment.sub_results
    .filter((section) => section.anchor !== undefined && section.anchor.element !== "h1")
    .map((section) => ({ section, has: wordsOf(section, words), weight: section.weighted_locations.reduce((sum, { balanced_score: score }) => sum + score, 0) }))
    .sort((a, b) => b.has - a.has || b.weight - a.weight)
    .slice(0, MOST_HEADINGS)
    .map(({ section }) => ({ title: section.title, address: `${address}#${section.anchor?.id}`, excerpt: section.excerpt }));
  const marked = [fragment.excerpt, ...headings.map(({ excerpt }) => excerpt)].flatMap(pieces).filter(({ hit }) => hit);
  // Of `/v2/refunds/{id}` the word that was typed; of a word that only has the stem in common, all of it.
  const told = marked.map(({ text }) => bare(text)).map((word) => words.find((typed) => typed.length > 2 && word.includes(typed)) ?? word);
  const said = [...new Set(told.filter((word) => word.length > 1))].slice(0, MOST_WORDS);
  return { ref: refOf(address), title: fragment.meta.title ?? address, address, excerpt: fragment.excerpt, headings, words: said.length > 0 ? said : words };
}

/** How many of the typed words a section shows, in whatever form. @param {Section} section @param {string[]} words */
function wordsOf(section, words) {
  const marked = pieces(section.excerpt).filter(({ hit }) => hit).map(({ text }) => text.toLowerCase()).join(" ");
  return words.filter((word) => marked.includes(word.slice(0, Math.max(3, word.length - 3)))).length;
}

/** @param {FoundPage[]} pages the best first @returns {FoundEntity[]} in the order of their best pages */
export function grouped(pages) {
  /** @type {Map<string, FoundEntity>} */
  const found = new Map();
  for (const page of pages) {
    const held = found.get(page.ref);
    if (held) held.pages.push(page);
    else found.set(page.ref, { ref: page.ref, pages: [page] });
  }
  return [...found.values()];
}

/** @param {string} address @param {string[]} words @returns {string} the address that has these words marked */
export function marking(address, words) {
  if (words.length === 0) return address;
  const [path, fragment] = address.split("#");
  return `${path}?h=${encodeURIComponent(words.join(" "))}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** @param {string} excerpt as the library writes it @returns {{text: string, hit: boolean}[]} */
export function pieces(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((text, place) => ({ text: text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"), hit: place % 2 === 1 })).filter(({ text }) => text !== "");
}

/** Where there is little room: from shortly before the first hit. @param {string} excerpt @returns {{text: string, hit: boolean}[]} */
export function fromHit(excerpt) {
  const [first, ...rest] = pieces(excerpt);
  if (first === undefined || first.hit || rest.length === 0 || first.text.length <= MOST_BEFORE) return pieces(excerpt);
  return [{ text: `… ${first.text.slice(-MOST_BEFORE).replace(/^\S*\s/, "")}`, hit: false }, ...rest];
}

/** @param {string} word @returns {string} in lower case, without what stands around it */
function bare(word) {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

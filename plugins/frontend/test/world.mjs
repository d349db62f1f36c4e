/* Search indexes for tests, as the builder writes them, from rows that a person can read. */

/**
 * @typedef {object} Row
 * @property {string} ref kind:name, in the default namespace
 * @property {string} [title]
 * @property {string} [type]
 * @property {string} [lifecycle]
 * @property {string} [owner]
 * @property {string} [system]
 * @property {string} [domain]
 * @property {string[]} [tags]
 * @property {number} [users]
 * @property {string} [problem] a digit
 * @property {string} [runbook]
 * @property {string} [docs]
 */

/** @param {Row[]} rows @param {{title: string, address: string, of: string}[]} [pages] */
export function indexOf(rows, pages = []) {
  const words = [""];
  const place = (word = "") => {
    if (!words.includes(word)) words.push(word);
    return words.indexOf(word);
  };
  const sets = [[]];
  const names = rows.map(({ ref }) => ref.slice(ref.indexOf(":") + 1));
  const address = (row, at, text = "") => place(text.replaceAll(names[at], "\u0001"));
  const entities = {
    name: names,
    title: rows.map(({ title = "" }) => title),
    kind: rows.map(({ ref }) => place(ref.slice(0, ref.indexOf(":")))),
    namespace: rows.map(() => place("default")),
    type: rows.map(({ type }) => place(type)),
    lifecycle: rows.map(({ lifecycle }) => place(lifecycle)),
    owner: rows.map(({ owner }) => place(owner)),
    system: rows.map(({ system }) => place(system)),
    domain: rows.map(({ domain }) => place(domain)),
    runbook: rows.map((row, at) => address(row, at, row.runbook)),
    docs: rows.map((row, at) => address(row, at, row.docs)),
    users: rows.map(({ users = 0 }) => users),
    problem: rows.map(({ problem = "0" }) => problem).join(""),
    tags: rows.map(({ tags = [] }) => (tags.length === 0 ? 0 : sets.push(tags.map(place)) - 1)),
    tagSets: sets,
    words,
    labels: Object.fromEntries(rows.map(({ ref, title }, at) => [ref, title ?? names[at]])),
    kinds: Object.fromEntries(rows.map(({ ref }) => [ref.split(":")[0], [ref[0].toUpperCase() + ref.slice(1, ref.indexOf(":")), ref.split(":")[0]]])),
  };
  const docs = {
    title: pages.map(({ title }) => title),
    address: pages.map((page) => page.address),
    entity: pages.map(({ of }) => rows.findIndex(({ ref }) => ref === of)),
  };
  return { version: 2, entities, docs };
}

/** The organisation that tests/golden/views/ranking.txt is about. */
export function goldenIndex() {
  return indexOf(
    [
      { ref: "component:payment-service", type: "service", system: "system:checkout", domain: "domain:commerce", tags: ["pci"], runbook: "https://runbooks.example/payment-service", docs: "docs/default/component/payment-service/", users: 3 },
      { ref: "component:payment-legacy", type: "service", lifecycle: "deprecated" },
      { ref: "component:archive-job", type: "job" },
      { ref: "api:payment-api", type: "openapi", owner: "group:payments-core" },
      { ref: "domain:payments" },
      { ref: "group:payments-core", type: "team" },
      { ref: "group:orbit", title: "Team Orbit", type: "team" },
      { ref: "api:refund-api", type: "openapi", owner: "group:orbit", tags: ["internal", "pci"] },
      { ref: "component:customer-portal", type: "website" },
      { ref: "component:importals", type: "bundle" },
      { ref: "component:observability-sdk", type: "library" },
      { ref: "system:checkout", domain: "domain:commerce" },
      { ref: "domain:commerce" },
    ],
    [
      { title: "Home", address: "", of: "component:payment-service" },
      { title: "Architecture", address: "architecture/", of: "component:payment-service" },
      { title: "Runbook", address: "operations/runbook/", of: "component:payment-service" },
    ],
  );
}

/** Numbers as good as random, the same on every run (mulberry32). @param {number} seed @returns {() => number} from 0 to 1 */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

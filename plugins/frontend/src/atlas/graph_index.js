/* All entities as columns: an entity is a position. The twin of callboard.graph.atlas.index. */

import { NOBODY, TIER_ONE, UNKNOWN } from "./document.js";

/** @typedef {import("./document.js").AtlasDocument} AtlasDocument */

/** Kinds that hold or own others: no part of what runs. */
export const HOLDERS = new Set(["domain", "group", "location", "system", "user"]);

const HUB_USERS = 50;
const HUB_SHARE = 100;

export class GraphIndex {
  /** @param {AtlasDocument} document */
  constructor(document) {
    const { name, groups, title } = document;
    this.length = name.length;
    this.names = name;
    /** @type {string[]} */
    this.kinds = [];
    /** @type {string[]} */
    this.namespaces = [];
    for (const [kind, namespace, count] of groups) {
      for (let left = count; left > 0; left -= 1) {
        this.kinds.push(kind);
        this.namespaces.push(namespace);
      }
    }
    this.titles = name.slice();
    for (const [at, text] of Object.entries(title)) this.titles[Number(at)] = text;
    this.types = document.type.map((word) => document.words[word]);
    this.lifecycles = document.lifecycle.map((word) => document.words[word]);
    this.tags = document.tags.map((set) => document.tagSets[set]);
    this.flags = document.flags;
    this.owners = document.owner.map((at) => at - 1);
    this.systems = document.system.map((at) => at - 1);
    this.domains = document.domain.map((at, i) => (at > 0 ? at - 1 : this.#domainOfSystem(document, i)));
    this.size = this.flags.reduce((sum, flag) => sum + (flag & UNKNOWN ? 0 : 1), 0);
    this.#link(document.uses);
    /** @type {Map<string, number[]>} */
    this.byName = new Map();
    name.forEach((text, at) => {
      const found = this.byName.get(text);
      if (found) found.push(at);
      else this.byName.set(text, [at]);
    });
  }

  /** @type {Map<number, number[]>} */
  #users = new Map();
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  #backStarts = new Int32Array(0);
  #backEnds = new Int32Array(0);

  /** @param {AtlasDocument} document @param {number} at */
  #domainOfSystem(document, at) {
    const system = document.system[at] - 1;
    return system === NOBODY ? NOBODY : document.domain[system] - 1;
  }

  /** @param {number[]} uses */
  #link(uses) {
    const n = this.length;
    this.#starts = new Int32Array(n + 1);
    this.#backStarts = new Int32Array(n + 1);
    this.#ends = new Int32Array(uses.length - n);
    this.#backEnds = new Int32Array(uses.length - n);
    let read = 0;
    let written = 0;
    for (let at = 0; at < n; at += 1) {
      this.#starts[at] = written;
      let end = 0;
      for (let left = uses[read++]; left > 0; left -= 1) {
        end += uses[read++];
        this.#ends[written++] = end;
        this.#backStarts[end + 1] += 1;
      }
    }
    this.#starts[n] = written;
    for (let at = 0; at < n; at += 1) this.#backStarts[at + 1] += this.#backStarts[at];
    const next = this.#backStarts.slice();
    for (let at = 0; at < n; at += 1) {
      for (let i = this.#starts[at]; i < this.#starts[at + 1]; i += 1) this.#backEnds[next[this.#ends[i]]++] = at;
    }
  }

  /** @param {number} at @returns {Int32Array} the ends of its "uses" edges, in order */
  targets(at) {
    return this.#ends.subarray(this.#starts[at], this.#starts[at + 1]);
  }

  /** @param {number} at @returns {Int32Array} where the edges begin that end at it, in order */
  sources(at) {
    return this.#backEnds.subarray(this.#backStarts[at], this.#backStarts[at + 1]);
  }

  /** @param {number} at */
  isKnown(at) {
    return (this.flags[at] & UNKNOWN) === 0;
  }

  /** @param {number} at */
  isTierOne(at) {
    return (this.flags[at] & TIER_ONE) !== 0;
  }

  /** @param {number} at */
  isApi(at) {
    return this.kinds[at] === "api";
  }

  /** @param {number} at @returns {boolean} whether it is in the catalog and not only holds others */
  runs(at) {
    return this.isKnown(at) && !HOLDERS.has(this.kinds[at]);
  }

  /** What it uses, in order; in place of an API those who provide it, if anybody does. @param {number} at */
  uses(at) {
    const found = new Set();
    for (const target of this.targets(at)) {
      const beyond = this.isApi(target) ? this.targets(target) : [];
      if (beyond.length === 0) found.add(target);
      else for (const end of beyond) found.add(end);
    }
    return sorted(found, at);
  }

  /** Who uses it, in order; in place of an API that it provides those who consume that. @param {number} at */
  users(at) {
    let users = this.#users.get(at);
    if (users === undefined) {
      const found = new Set();
      for (const source of this.sources(at)) {
        if (!this.isApi(source)) found.add(source);
        else for (const end of this.sources(source)) found.add(end);
      }
      users = sorted(found, at);
      this.#users.set(at, users);
    }
    return users;
  }

  /** @param {number} at @returns {boolean} whether a walk through it would reach everybody */
  isHub(at) {
    const count = this.users(at).length;
    return count >= HUB_USERS && count * HUB_SHARE > this.size;
  }

  /** The system that it is folded into, else its domain, else its team, else itself. @param {number} at */
  holder(at) {
    return this.#first(at, this.systems, this.domains);
  }

  /** The domain that it is folded into, else its system, else its team, else itself. @param {number} at */
  upperHolder(at) {
    return this.#first(at, this.domains, this.systems);
  }

  /** @param {number} at @param {number[]} one @param {number[]} other */
  #first(at, one, other) {
    if (one[at] !== NOBODY) return one[at];
    if (other[at] !== NOBODY) return other[at];
    return this.owners[at] !== NOBODY ? this.owners[at] : at;
  }

  /** @param {number} at @returns {string} its reference, without the default namespace */
  short(at) {
    const space = this.namespaces[at] === "default" ? "" : `${this.namespaces[at]}/`;
    return `${this.kinds[at]}:${space}${this.names[at]}`;
  }
}

/** @param {Set<number>} found @param {number} without @returns {number[]} */
function sorted(found, without) {
  found.delete(without);
  return [...found].sort((a, b) => a - b);
}

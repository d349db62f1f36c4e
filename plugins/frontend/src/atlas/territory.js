/* Which tile of the map each entity lies in, and which tiles use which. */

import { NOBODY, PROBLEM, TIER_ONE } from "./document.js";

/** @typedef {import("./graph_index.js").GraphIndex} GraphIndex */
/** @typedef {{users: Set<number>, uses: Set<number>}} Neighbours positions of tiles */
/** @typedef {{holder: number, region: number, members: number[]}} Tile */

export class Territory {
  /**
   * @param {GraphIndex} index
   * @param {{region: number, holder: number}[]} drawn the tiles that there are
   */
  constructor(index, drawn) {
    this.index = index;
    /** @type {Tile[]} */
    this.tiles = drawn.map((tile) => ({ ...tile, members: [] }));
    // A tile is known by its region and who holds it, as one number; NOBODY is -1.
    const width = index.length + 1;
    /** @param {number} region @param {number} holder */
    const key = (region, holder) => (region + 1) * width + holder + 1;
    const places = new Map(this.tiles.map(({ region, holder }, at) => [key(region, holder), at]));
    this.tileOf = new Int32Array(index.length).fill(NOBODY);
    for (let at = 0; at < index.length; at += 1) {
      if (!index.runs(at)) continue;
      const region = index.domains[at];
      const holder = index.systems[at] === NOBODY ? index.owners[at] : index.systems[at];
      // What has no tile of its own is in the rest of its region, or its region in the rest of the map.
      const place =
        places.get(key(region, holder)) ?? places.get(key(region, NOBODY)) ??
        places.get(key(NOBODY, region)) ?? places.get(key(NOBODY, NOBODY));
      if (place === undefined) continue;
      this.tileOf[at] = place;
      this.tiles[place].members.push(at);
    }
  }

  /** @type {Map<number, Neighbours>} */
  #known = new Map();

  /** @param {number} tile @returns {Neighbours} the other tiles that use it and that it uses */
  neighbours(tile) {
    let found = this.#known.get(tile);
    if (found === undefined) {
      found = this.neighboursOf(this.tiles[tile].members, new Set([tile]));
      this.#known.set(tile, found);
    }
    return found;
  }

  /** @param {number} region @returns {Neighbours} */
  neighboursOfRegion(region) {
    const own = new Set(this.tiles.flatMap((tile, at) => (tile.region === region ? [at] : [])));
    return this.neighboursOf([...own].flatMap((at) => this.tiles[at].members), own);
  }

  /** @param {number[]} members @param {Set<number>} own @returns {Neighbours} */
  neighboursOf(members, own) {
    const { index, tileOf } = this;
    /** @type {Neighbours} */
    const found = { users: new Set(), uses: new Set() };
    for (const at of members) {
      if (index.isApi(at)) continue;
      for (const end of index.uses(at)) if (tileOf[end] >= 0 && !own.has(tileOf[end])) found.uses.add(tileOf[end]);
      for (const end of index.users(at)) if (tileOf[end] >= 0 && !own.has(tileOf[end])) found.users.add(tileOf[end]);
    }
    return found;
  }

  /** @param {number} tile @param {string} what @returns {number} the share of its entities of which something is true */
  share(tile, what) {
    const { index } = this;
    const { members } = this.tiles[tile];
    /** @type {(at: number) => boolean} */
    const holds =
      what === "deprecated"
        ? (at) => index.lifecycles[at].toLowerCase() === "deprecated"
        : (at) => (index.flags[at] & (what === "tier" ? TIER_ONE : PROBLEM)) !== 0;
    return members.length === 0 ? 0 : members.filter(holds).length / members.length;
  }
}

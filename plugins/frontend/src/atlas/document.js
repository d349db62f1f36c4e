/* What api/atlas.js holds, as callboard.graph.atlas.document writes it. */

/**
 * @typedef {object} AtlasDocument
 * @property {number} version
 * @property {[string, string, number][]} groups kind, namespace, how many
 * @property {string[]} name
 * @property {Record<string, string>} title by position, where it is not the name
 * @property {string[]} words
 * @property {number[]} type
 * @property {number[]} lifecycle
 * @property {string[][]} tagSets
 * @property {number[]} tags
 * @property {number[]} owner positions plus one
 * @property {number[]} system
 * @property {number[]} domain left out where it is the system's
 * @property {number[]} flags 1 not in the catalog, 2 tier 1, 4 has problems
 * @property {number[]} uses for each: how many, the first, the distances to the next
 */

export const NOBODY = -1;
export const UNKNOWN = 1;
export const TIER_ONE = 2;
export const PROBLEM = 4;

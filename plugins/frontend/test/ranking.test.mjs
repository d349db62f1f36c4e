import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readIndex } from "../src/index_entries.js";
import { hasSeveral, lettersOf, startsNearly } from "../src/near_misses.js";
import { MOST_RESULTS, search } from "../src/ranking.js";
import { chance, goldenIndex, indexOf } from "./world.mjs";

const GOLDEN = new URL("../../../tests/golden/views/ranking.txt", import.meta.url);
const all = readIndex(goldenIndex());

for (const line of readFileSync(GOLDEN, "utf8").split("\n").filter((text) => text && !text.startsWith("#"))) {
  const [query, labels] = line.split("=>").map((side) => side.trim());
  test(`the golden file: ${query}`, () => {
    const expected = labels.split("|").map((label) => label.trim()).filter(Boolean);
    const { items, total } = search(all, query);
    assert.deepEqual(items.slice(0, expected.length).map((entry) => entry.label), expected);
    assert.ok(expected.length > 0 || total === 0);
  });
}

test("all matches are counted, and the best of them are kept", () => {
  const many = readIndex(indexOf(Array.from({ length: 400 }, (_, i) => ({ ref: `component:part-${i}` })).concat([{ ref: "api:part" }])));
  const { items, total } = search(many, "part");
  assert.equal(total, 401);
  assert.equal(items.length, MOST_RESULTS);
  assert.equal(items[0].name, "part");
});

/** Damerau-Levenshtein distance (restricted), worked out the slow way. */
function distance(a, b) {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j += 1) rows[0][j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

test("one slip is forgiven exactly where a prefix is one slip away", () => {
  const random = chance(7);
  const word = (most) => Array.from({ length: 1 + Math.floor(random() * most) }, () => "ab"[Math.floor(random() * 2)]).join("");
  for (let round = 0; round < 4000; round += 1) {
    const [text, typed] = [word(7), word(6)];
    const near = Array.from({ length: text.length + 1 }, (_, length) => distance(text.slice(0, length), typed)).some((steps) => steps <= 1);
    assert.equal(startsNearly(text, typed), near, `${text} ${typed}`);
  }
});

test("letters pass over nothing that is one slip away", () => {
  const random = chance(11);
  const word = (most) => Array.from({ length: 1 + Math.floor(random() * most) }, () => "abq19-é"[Math.floor(random() * 7)]).join("");
  let near = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const [text, typed] = [word(6), word(5)];
    if (!startsNearly(text, typed)) continue;
    near += 1;
    assert.ok(!hasSeveral(lettersOf(typed) & ~lettersOf(text)), `${text} ${typed}`);
  }
  assert.ok(near > 500);
});

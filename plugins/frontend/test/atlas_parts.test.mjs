import assert from "node:assert/strict";
import { test } from "node:test";
import { parameter, queryOf } from "../src/atlas/address.js";
import { distance, nearest } from "../src/atlas/words.js";
import { jumpsOf } from "../src/atlas/jumps.js";
import { nameLines, textWidth } from "../src/atlas/text_width.js";
import { divide } from "../src/atlas/treemap.js";

test("a selector survives the address, and a plus is a plus", () => {
  for (const selector of ["2+name+1", "a -> b", "owner:x,y type:service", "tag:c#", "50%", "ä"]) {
    assert.equal(parameter(queryOf(selector, ""), "g"), selector);
  }
  assert.equal(queryOf("2+name+1", "table"), "?g=2+name+1&view=table");
  assert.equal(queryOf("", ""), "");
  assert.equal(parameter("?q=x&g=2+name", "g"), "2+name");
  assert.equal(parameter("?g=%", "g"), "");
});

test("tiles fill the area, each as large as its number", () => {
  const sizes = [60, 30, 20, 7, 3, 1, 1];
  const parts = divide({ x: 5, y: 7, width: 400, height: 300 }, sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  parts.forEach(({ width, height }, at) => {
    assert.ok(Math.abs((width * height) / (400 * 300) - sizes[at] / total) < 1e-9);
  });
  assert.ok(parts.every(({ x, y, width, height }) => x >= 5 && y >= 7 && x + width < 405.001 && y + height < 307.001));
});

test("no number is no tile, and no room is no fault", () => {
  assert.deepEqual(divide({ x: 0, y: 0, width: 10, height: 10 }, []), []);
  assert.equal(divide({ x: 0, y: 0, width: 0, height: 10 }, [2, 1]).length, 2);
});

test("a slip is one letter wrong, missing, too many or swapped", () => {
  assert.equal(distance("kafka", "kafka", 3), 0);
  assert.equal(distance("kakfa", "kafka", 3), 1);
  assert.equal(distance("kafk", "kafka", 3), 1);
  assert.equal(distance("quite", "other", 3), 3);
  assert.equal(nearest("kafka-clustr", ["kafka-cluster", "kafka"]), "kafka-cluster");
  assert.equal(nearest("go", ["to", "no"]), "no");
});

test("edges that pass a column wait, but for the one that a node has nothing beside", () => {
  // 0, 1 | 2 | 3, 4: 0 and 1 use 2, 2 uses 3; 0 uses 3 and 4 past it, and so does 1.
  const edges = [[0, 2], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [2, 3]];
  const chains = [[0], [1, 2], [3, 4], [5], [6, 2], [7, 4], [8]];
  assert.deepEqual([...jumpsOf({ edges }, { chains })], [1, 4, 5]);
  assert.deepEqual([...jumpsOf({ edges: [[0, 1]] }, { chains: [[0, 1, 2]] })], []);
});

// The same as in tests/unit/graph/test_drawing.py.
const LINES = [
  ["order-platform-0", 60, 2, ["order-", "platform-0"]],
  ["order-platform-0", 60, 1, ["order-pla…"]],
  ["data platform team", 60, 3, ["data ", "platform ", "team"]],
  ["internationalisation-service", 60, 3, ["internatio…"]],
  ["account", 20, 3, []],
  ["ab", 20, 1, ["ab"]],
  ["", 20, 1, []],
];

test("a name takes as many lines as there are, and is told from its beginning or not at all", () => {
  for (const [name, width, most, lines] of LINES) {
    assert.deepEqual(nameLines(name, width, most, (text) => textWidth(text, 11)), lines, name);
  }
});

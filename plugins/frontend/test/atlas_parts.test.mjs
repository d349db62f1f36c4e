import assert from "node:assert/strict";
import { test } from "node:test";
import { parameter, queryOf } from "../src/atlas/address.js";
import { distance, nearest } from "../src/atlas/words.js";
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

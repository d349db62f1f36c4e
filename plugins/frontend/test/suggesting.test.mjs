import assert from "node:assert/strict";
import { test } from "node:test";
import { readIndex } from "../src/index_entries.js";
import { actions, suggestions } from "../src/suggesting.js";
import { goldenIndex } from "./world.mjs";

const all = readIndex(goldenIndex());
const offered = (text) => suggestions(all, text).map(({ value, count }) => `${value} ${count}`);

test("a filter that is being typed offers its values, commonest first", () => {
  assert.deepEqual(offered("tag:"), ["tag:pci 5", "tag:internal 1"]);
  assert.deepEqual(offered("kind:ap"), ["kind:api 2"]);
  assert.deepEqual(offered("owner:orb"), ["owner:orbit 1"]);
});

test("values are counted among what the rest of the text asks for", () => {
  assert.deepEqual(offered("refund tag:"), ["tag:internal 1", "tag:pci 1"]);
  assert.deepEqual(offered("kind:api owner:"), ["owner:orbit 1", "owner:payments-core 1"]);
});

test("a value fills in the whole text, and one typed in full is not offered", () => {
  assert.equal(suggestions(all, "refund kind:a")[0].text, "refund kind:api ");
  assert.deepEqual(offered("kind:api"), []);
  assert.deepEqual(offered("kind:api "), []);
  assert.deepEqual(offered("payment"), []);
});

test("a verb does something with what the rest finds", () => {
  const [runbook] = actions(all, "runbook paym");
  assert.deepEqual([runbook.label, runbook.address], ["Runbook of payment-service", "https://runbooks.example/payment-service"]);
  assert.equal(actions(all, "Owner refund")[0].address, "catalog/default/group/orbit/");
  assert.equal(actions(all, "impact paym")[0].address, "catalog/default/component/payment-service/#impact");
  assert.equal(actions(all, "docs paym")[0].address, "docs/default/component/payment-service/");
});

test("what is missing is said, and its page is offered", () => {
  const [gap] = actions(all, "runbook customer");
  assert.deepEqual([gap.label, gap.detail], ["customer-portal", "No runbook is stated; opens its page"]);
});

test("other texts do nothing", () => {
  for (const text of ["runbook", "runbook ", "constructor payment", "payment runbook", "zzz payment", "runbook zzzz"]) assert.deepEqual(actions(all, text), [], text);
});

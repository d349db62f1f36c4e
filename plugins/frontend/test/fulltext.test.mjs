import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, fits } from "../src/fulltext/facets.js";
import { fromHit, grouped, marking, pageOf, pieces, refOf } from "../src/fulltext/grouping.js";
import { readState, toggled, writeState } from "../src/fulltext/state.js";
import { narrowing, plainWords, worthAsking } from "../src/fulltext/words.js";

const section = (title, id, excerpt, score, element = "h2") => ({
  title, url: `/docs/default/api/pay/#${id}`, excerpt, anchor: { element, id, text: title }, weighted_locations: [{ balanced_score: score }],
});
const fragment = (sections, excerpt = "a <mark>refund</mark> here") => ({ url: "/docs/default/api/pay/", excerpt, meta: { title: "Pay" }, sub_results: sections });

test("a page belongs to the entity in its address", () => {
  assert.equal(refOf("docs/default/component/pay/guide/"), "component:pay");
  assert.equal(refOf("catalog/other/api/pay/definition/?h=x#op-a"), "api:other/pay");
  assert.equal(refOf("catalog/default/component/index.html_/"), "component:index.html");
  assert.equal(refOf("search/?text=a"), "");
  assert.equal(refOf("docs/"), "");
});

test("the heading with most of the words comes first", () => {
  const page = pageOf(fragment([
    section("List", "list", "<mark>payments</mark>", 90),
    section("Refund", "refund", "<mark>Refund</mark> a <mark>payment</mark>", 5),
    section("Pay", "top", "<mark>Refund</mark> a <mark>payment</mark>", 99, "h1"),
  ]), ["refund", "payment"]);
  assert.deepEqual(page.headings.map(({ title }) => title), ["Refund", "List"]);
  assert.equal(page.headings[0].address, "docs/default/api/pay/#refund");
});

test("what is marked on arrival is the word that was typed, or the form that was found", () => {
  assert.deepEqual(pageOf(fragment([], "<mark>/v2/refunds/{id}.</mark> <mark>waited,</mark>"), ["refund", "waiting"]).words, ["refund", "waited"]);
  assert.deepEqual(pageOf(fragment([], "nothing marked"), ["refund"]).words, ["refund"]);
  assert.equal(marking("docs/a/#part", ["two words"]), "docs/a/?h=two%20words#part");
  assert.equal(marking("docs/a/", []), "docs/a/");
});

test("an excerpt is text, whatever stands in it", () => {
  assert.deepEqual(pieces("a &lt;img onerror=1&gt; <mark>b&lt;</mark>"), [{ text: "a <img onerror=1> ", hit: false }, { text: "b<", hit: true }]);
  assert.deepEqual(pieces(""), []);
  const long = `${"many words ".repeat(9)}before <mark>hit</mark> after`;
  assert.equal(fromHit(long)[0].text.startsWith("… "), true);
  assert.equal(fromHit(long)[0].text.endsWith("before "), true);
  assert.deepEqual(fromHit("<mark>hit</mark> after"), pieces("<mark>hit</mark> after"));
});

test("pages of an entity stand together, in the order of their best", () => {
  const groups = grouped([{ ref: "a", n: 1 }, { ref: "b", n: 2 }, { ref: "a", n: 3 }]);
  assert.deepEqual(groups.map(({ ref, pages }) => [ref, pages.map(({ n }) => n)]), [["a", [1, 3]], ["b", [2]]]);
});

test("filters are no words, and docs narrows nothing more", () => {
  assert.equal(plainWords('kind:api "dead letter" owner:pay'), '"dead letter"');
  assert.equal(worthAsking("kind:api pa"), false);
  assert.equal(worthAsking("a refund"), true);
  assert.equal(narrowing("kind:docs refund"), undefined);
  const entry = (kind) => ({ kind, tags: [] });
  assert.equal(narrowing("kind:api refund")(entry("api")), true);
  assert.equal(narrowing("kind:api refund")(entry("system")), false);
});

test("the address holds the state, and not by the theme's own name for it", () => {
  const state = { text: "re fund", chosen: { kind: ["api"], owner: ["group:a", "group:b"] } };
  assert.equal(writeState(state), "?text=re+fund&kind=api&owner=group%3Aa&owner=group%3Ab");
  assert.deepEqual(readState(writeState(state)), state);
  assert.equal(writeState(readState("")), "");
  assert.deepEqual(toggled(state, "kind", "api").chosen.kind, []);
});

test("a facet counts what the other facets leave", () => {
  const entry = (kind, owner) => ({ kind, kindWord: kind, owner, ownerLabel: owner });
  const found = [entry("api", "a"), entry("api", "b"), entry("system", "b")];
  const state = { text: "", chosen: { kind: ["api"], owner: [] } };
  const [kinds, owners] = counted(state, found).map(({ values }) => values.map(({ value, count }) => [value, count]));
  assert.deepEqual(kinds, [["api", 2], ["system", 1]]);
  assert.deepEqual(owners, [["a", 1], ["b", 1]]);
  assert.deepEqual(found.map((each) => fits(state, each)), [true, true, false]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { mixed, series } from "../src/diagrams/colours.js";
import { problemOf, sizeOf } from "../src/diagrams/drawing.js";
import { COLOURS, KIND_COLOURS } from "../src/diagrams/messages.js";
import { settings } from "../src/diagrams/settings.js";

/** Every colour that the page sends, each another one. */
const colours = Object.fromEntries(COLOURS.map((name, at) => [name, `#${String(at + 10).repeat(3)}`]));
const made = settings({ dark: true, font: "Sans", colours });

test("a colour is mixed of one part and two", () => {
  assert.equal(mixed("#000000", "#ffffff"), "#aaaaaa");
  assert.equal(mixed("#ff0300", "#000000"), "#550100");
  assert.equal(mixed("#123456", "#123456"), "#123456");
  assert.match(mixed("rgba(1, 2, 3, 0.5)", ""), /^#[0-9a-f]{6}$/);
});

test("twelve in a row are told apart by the colours of kinds, again and again", () => {
  const variables = series(colours);
  const pies = Array.from({ length: 12 }, (_, i) => variables[`pie${i + 1}`]);
  assert.deepEqual(pies, [...KIND_COLOURS, ...KIND_COLOURS].map((name) => colours[name]));
  assert.equal(variables.git11, colours.domain);
  assert.equal(variables.cScale0, mixed(colours.component, colours.paper));
  assert.equal(variables.pie13, undefined);
});

test("every colour that the page sends is used, and none is missing", () => {
  const text = JSON.stringify(made.themeVariables);
  assert.deepEqual(COLOURS.filter((name) => !text.includes(colours[name])), []);
  assert.deepEqual(Object.entries(made.themeVariables).filter(([, value]) => value === undefined), []);
});

test("a diagram can loosen nothing of what keeps it", () => {
  assert.equal(made.securityLevel, "strict");
  const own = new Set(["flowchart"]);
  assert.deepEqual(Object.keys(made).filter((name) => !own.has(name) && !made.secure.includes(name)), []);
});

test("a drawing has the size of its view, or the usual one", () => {
  assert.deepEqual(sizeOf("0 0 120.5 80"), { width: 120.5, height: 80 });
  assert.deepEqual(sizeOf("-8,-8, 16,24"), { width: 16, height: 24 });
  for (const viewBox of ["", "0 0", "0 0 0 0", "a b c d"]) assert.deepEqual(sizeOf(viewBox), { width: 600, height: 400 });
});

test("whatever is thrown is told", () => {
  assert.equal(problemOf(new Error("Parse error")), "Parse error");
  assert.deepEqual(["oops", 7, null, undefined, {}].map(problemOf), ["oops", "7", "null", "undefined", "[object Object]"]);
});

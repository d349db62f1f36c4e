import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { GraphIndex } from "../src/atlas/graph_index.js";
import { layOut } from "../src/atlas/layout.js";
import { mermaid } from "../src/atlas/mermaid.js";
import { picture } from "../src/atlas/picture.js";
import { select } from "../src/atlas/selection.js";
import { SelectorError } from "../src/atlas/selectors.js";

const FOLDER = new URL("../../../tests/golden/selectors/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

/** @param {GraphIndex} index @param {string} selector what the builder says of it as well */
function answer(index, selector) {
  let found;
  try {
    found = select(index, selector);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return { selector, error: error.message, position: error.position };
  }
  const drawn = picture(index, found);
  const layout = drawn.nodes.length > 0 ? layOut(drawn) : { boxes: [], width: 0, height: 0 };
  return {
    selector,
    view: found.view,
    columns: found.bunches.map(({ heading, members }) => [heading, members.map((at) => index.short(at))]),
    focus: found.focus.map((at) => index.short(at)),
    told: drawn.told,
    nodes: drawn.columns.map(({ nodes }) => nodes.map(({ label, detail, members }) => [label, detail, members.length])),
    headings: drawn.columns.map(({ heading }) => heading),
    edges: drawn.edges,
    boxes: layout.boxes.slice(0, drawn.nodes.length).map(({ x, y, width }) => [x, y, width]),
    size: [layout.width, layout.height],
    mermaid: mermaid(drawn),
  };
}

test("there are cases", () => assert.ok(FILES.length >= 3));

for (const file of FILES) {
  const { document, cases } = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
  const index = new GraphIndex(document);
  for (const expected of cases) {
    test(`${file}: ${JSON.stringify(expected.selector)}`, () => {
      assert.deepEqual(answer(index, expected.selector), expected);
    });
  }
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv } from "../src/catalog/csv.js";
import { narrow } from "../src/catalog/narrowing.js";
import { readRelations } from "../src/catalog/relations.js";
import { COLUMNS, FACETS, USUAL, inOrder, readState, toggled, unrelated, usualState, writeState } from "../src/catalog/state.js";
import { buildTable } from "../src/catalog/table.js";
import { chance, indexOf } from "./world.mjs";

const random = chance(11);
const pick = (list) => list[Math.floor(random() * list.length)];
const some = (list, most) => [...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(list)))];

const ROWS = Array.from({ length: 300 }, (_, i) => ({
  ref: `${pick(["component", "api", "resource", "widget"])}:${pick(["pay", "order", "ship"])}-${i}`,
  type: pick(["", "service", "library", "openapi"]),
  lifecycle: pick(["", "production", "deprecated"]),
  owner: pick(["", "group:orbit", "group:nova", "user:ada"]),
  system: pick(["", "system:checkout", "system:billing"]),
  domain: pick(["", "domain:commerce"]),
  tags: some(["go", "java", "pci"], 3),
  users: Math.floor(random() * 20),
  problem: pick(["0", "0", "1", "2", "3"]),
}));
const table = buildTable(indexOf(ROWS));
const PROBLEMS = ["none", "note", "warning", "error"];
const VALUES = {
  kind: ["component", "api", "resource", "widget", "absent"],
  type: ["", "service", "library", "openapi"],
  lifecycle: ["", "production", "deprecated"],
  owner: ["", "group:orbit", "group:nova", "user:ada"],
  system: ["", "system:checkout", "system:billing"],
  domain: ["", "domain:commerce"],
  tag: ["go", "java", "pci", "no such tag"],
  problem: PROBLEMS,
};

/** What a row has of a facet, told from the rows that the table was made of. */
function valuesOf(row, facet) {
  if (facet === "kind") return [row.ref.split(":")[0]];
  if (facet === "tag") return row.tags;
  if (facet === "problem") return [PROBLEMS[Number(row.problem)]];
  return [row[facet]];
}

function fits(row, state, except) {
  const name = row.ref.split(":")[1];
  const text = [name, row.type, row.lifecycle, ...[row.owner, row.system, row.domain], ...row.tags].join("\n");
  return (
    state.text.split(/\s+/).every((word) => text.includes(word)) &&
    FACETS.every((facet) => facet === except || !state.chosen[facet] || valuesOf(row, facet).some((value) => state.chosen[facet].includes(value)))
  );
}

function anyState() {
  const state = usualState();
  for (const facet of FACETS) {
    const values = random() < 0.3 ? some(VALUES[facet], 2) : [];
    if (values.length > 0) state.chosen[facet] = values;
  }
  state.text = pick(["", "", "pay", "order 1", "zzz"]);
  state.sort = pick([{ key: "", down: false }, { key: "users", down: true }, { key: "name", down: false }, { key: "tag", down: true }]);
  return state;
}

test("rows and counts are those of judging every row by itself", () => {
  for (let round = 0; round < 200; round += 1) {
    const state = anyState();
    const { rows, counts } = narrow(table, state, new Set());
    const expected = ROWS.map((row, at) => ({ row, at })).filter(({ row }) => fits(row, state)).map(({ at }) => at);
    assert.deepEqual([...rows].sort((a, b) => a - b), expected);
    for (const facet of FACETS) {
      const { values } = table.facet(facet);
      const told = ROWS.filter((row) => fits(row, state, facet)).flatMap((row) => valuesOf(row, facet));
      values.forEach((value, code) => {
        assert.equal(counts.get(facet)[code], told.filter((other) => other === value).length, `${facet} ${value} of ${writeState(state)}`);
      });
    }
  }
});

test("a tick shows as many rows as its number says", () => {
  const state = { ...usualState(), chosen: { kind: ["component"], lifecycle: ["production"] } };
  const { counts } = narrow(table, state, new Set());
  const owners = table.facet("owner");
  const ticked = narrow(table, toggled(state, "owner", "group:orbit"), new Set());
  assert.equal(ticked.rows.length, counts.get("owner")[owners.values.indexOf("group:orbit")]);
});

test("rows are sorted by any column, both ways", () => {
  const of = (sort) => [...narrow(table, { ...usualState(), sort }, new Set()).rows];
  const users = of({ key: "users", down: true }).map((row) => ROWS[row].users);
  assert.deepEqual(users, [...users].sort((a, b) => b - a));
  const names = of({ key: "name", down: false }).map((row) => table.labels[row]);
  assert.deepEqual(names, [...names].sort());
  const owners = of({ key: "owner", down: false }).map((row) => ROWS[row].owner);
  assert.equal(owners.at(-1), "");
  assert.ok(owners.indexOf("") > owners.lastIndexOf("group:orbit"));
  for (const key of ["", ...COLUMNS.filter((column) => column !== "description")]) assert.equal(new Set(of({ key, down: true })).size, ROWS.length, key);
});

test("components come first in the usual order, and strange kinds last", () => {
  const kinds = [...narrow(table, usualState(), new Set()).rows].map((row) => ROWS[row].ref.split(":")[0]);
  assert.deepEqual([...new Set(kinds)], ["component", "api", "resource", "widget"]);
});

test("starred rows and those of the reader's team are what the marks say", () => {
  const ref = table.ref(7);
  assert.deepEqual([...narrow(table, { ...usualState(), show: "starred" }, new Set([ref])).rows], [7]);
  const mine = narrow(table, { ...usualState(), show: "team" }, new Set(["group:nova"])).rows;
  assert.equal(mine.length, ROWS.filter((row) => row.owner === "group:nova").length);
});

test("the text box searches descriptions once they are there", () => {
  const own = buildTable(indexOf([{ ref: "component:a" }, { ref: "component:b" }]));
  const state = { ...usualState(), text: "money" };
  assert.equal(narrow(own, state, new Set()).rows.length, 0);
  own.describe(["", "Takes the Money"]);
  assert.deepEqual([...narrow(own, state, new Set()).rows], [1]);
});

test("every state survives the address bar", () => {
  const texts = ["", "a b", "a&b=c", "+", "100%", "ü→😀", "#x", "kind:api", "  "];
  for (let round = 0; round < 500; round += 1) {
    const state = usualState();
    state.text = pick(texts);
    for (const facet of FACETS) {
      const values = some(texts, 3);
      if (values.length > 0) state.chosen[facet] = values;
    }
    state.show = pick(["", "starred", "team"]);
    const key = pick(["", "name", "owner", "users", "problem"]);
    state.sort = { key, down: key !== "" && random() < 0.5 };
    state.columns = pick([USUAL, [], inOrder(some(COLUMNS, 9))]);
    assert.deepEqual(readState(writeState(state)), state);
  }
});

test("a usual state needs no address, and nonsense in an address is as usual", () => {
  assert.equal(writeState(usualState()), "");
  assert.deepEqual(readState("?show=everything&sort=-constructor&q=theme&h=word"), usualState());
  assert.deepEqual(readState("?columns=users,nonsense,kind").columns, ["kind", "users"]);
  assert.doesNotMatch(writeState({ ...usualState(), text: "x" }), /[?&]q=/);
});

test("a file for spreadsheets runs nothing and loses nothing", () => {
  const csv = toCsv([["Name", "x"], ['say "hi"', "a,b"], ["=1+1", "+x"], ["-x", "@x"], ["\tx", "two\nlines"], ["plain", "1-2"]]);
  assert.equal(csv, '\ufeffName,x\r\n"say ""hi""","a,b"\r\n\'=1+1,\'+x\r\n\'-x,\'@x\r\n\'\tx,"two\nlines"\r\nplain,1-2\r\n');
});

test("rows are narrowed to users of an entity, and to what it uses", () => {
  // shop and till consume the API that pay provides; pay stores in ledger; batch depends on pay.
  const own = buildTable(indexOf(["api:pay-api", "component:batch", "component:pay", "component:shop", "component:till", "resource:ledger"].map((ref) => ({ ref }))));
  const graph = {
    version: 1, groups: [["api", "default", 1], ["component", "default", 4], ["resource", "default", 1]],
    name: ["pay-api", "batch", "pay", "shop", "till", "ledger"], title: {}, words: [""], tagSets: [[]],
    ...Object.fromEntries(["type", "lifecycle", "tags", "owner", "system", "domain", "flags"].map((column) => [column, [0, 0, 0, 0, 0, 0]])),
    uses: [1, 2, 1, 2, 1, 5, 1, 0, 1, 0, 0],
  };
  const relations = readRelations(graph, own);
  const shown = (search) => {
    const state = readState(search);
    return [...narrow(own, state, new Set(), relations.rows(state.related)).rows].map((row) => own.columns.name[row]).sort();
  };
  assert.deepEqual(shown("?uses=component:pay"), ["batch", "shop", "till"]);
  assert.deepEqual(shown("?uses=Component:default/Pay"), ["batch", "shop", "till"]);
  assert.deepEqual(shown("?uses=api:pay-api"), ["shop", "till"]);
  assert.deepEqual(shown("?used-by=component:shop"), ["pay", "pay-api"]);
  assert.deepEqual(shown("?used-by=component:shop&used-by=component:pay"), ["ledger", "pay", "pay-api"]);
  assert.deepEqual(shown("?uses=resource:ledger&used-by=component:shop"), ["pay"]);
  assert.deepEqual(shown("?uses=component:nobody"), []);
  assert.deepEqual(shown("?uses=component:pay&text=sho"), ["shop"]);
});

test("relations stand in the address until they are taken away", () => {
  const search = "?kind=component&uses=component%3Apay&uses=api%3Apay-api&used-by=group%3Ax%2Fy";
  const state = readState(`${search}&uses=`);
  assert.equal(writeState(state), search);
  assert.deepEqual(unrelated(state, "uses", "component:pay").related, { uses: ["api:pay-api"], "used-by": ["group:x/y"] });
  assert.equal(writeState(unrelated(state, "used-by", "group:x/y")), "?kind=component&uses=component%3Apay&uses=api%3Apay-api");
});

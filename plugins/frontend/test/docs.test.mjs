import assert from "node:assert/strict";
import { test } from "node:test";
import { fromNow } from "../src/docs/days.js";
import { lineAddress, titleIn } from "../src/docs/headings.js";
import { MOST_HITS, hitsTold, places, wordsIn } from "../src/docs/hit_words.js";
import { issueAddress } from "../src/docs/issue_address.js";

const NOW = Date.parse("2024-06-15T12:00:00Z");
const PASSAGE = { text: "Soup.", page: "https://portal.example/docs/kitchen/?h=soup#use", title: "Kitchen & bar", path: "docs/index.md", line: "24" };
const TEMPLATE = "https://forge.example/issues/new?title={title}&body={body}";

/** What an issue would say. */
function filled(passage, template = TEMPLATE) {
  return Object.fromEntries(new URL(issueAddress(template, { ...PASSAGE, ...passage })).searchParams);
}

test("days are told in the largest span that they fill", () => {
  const told = {
    "2024-06-15T18:00:00Z": "today",
    "2024-06-14T12:00:00Z": "yesterday",
    "2024-06-16T12:00:00Z": "tomorrow",
    "2024-06-09T12:00:00Z": "6 days ago",
    "2024-06-08T12:00:00Z": "last week",
    "2024-05-17T12:00:00Z": "4 weeks ago",
    "2024-05-16T12:00:00Z": "last month",
    "2023-06-17T12:00:00Z": "12 months ago",
    "2023-06-16T12:00:00Z": "last year",
    "2021-01-01": "3 years ago",
    "2026-07-01": "in 2 years",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(told).map((when) => [when, fromNow(when, NOW)])), told);
});

test("what is no date is not told", () => {
  for (const when of ["", "soon", "2024-13-45"]) assert.equal(fromNow(when, NOW), "");
});

test("the words of a search are those of the address, in lower case", () => {
  assert.deepEqual(wordsIn("?h=Ledger+SOUP"), ["ledger", "soup"]);
  assert.deepEqual(wordsIn("?x=1&h=%20%C3%84rger%0Aa%20no%20"), ["ärger", "no"]);
  for (const search of ["", "?h", "?h=", "?h=a", "?q=ledger"]) assert.deepEqual(wordsIn(search), []);
  assert.equal(wordsIn(`?h=${"word+".repeat(50)}`).length, 10);
});

test("hits are in order, and the longer of two that begin together stands", () => {
  assert.deepEqual(places("soup and ledger soup", ["ledger", "soup"]), [[0, 4], [9, 15], [16, 20]]);
  assert.deepEqual(places("ledgers", ["ledger", "ledgers"]), [[0, 7]]);
  assert.deepEqual(places("aaaa", ["aa"]), [[0, 2], [2, 4]]);
  assert.deepEqual(places("nothing", ["soup"]), []);
  assert.deepEqual(places("abcdef", ["abcdef", "bc", "de"]), [[0, 6]]);
});

test("hits are counted to a limit, and the reader is told so", () => {
  const { length } = places("no ".repeat(MOST_HITS * 2), ["no", "o "]);
  assert.equal(length, MOST_HITS);
  assert.equal(hitsTold(1, ["soup"]), "1 hit for “soup”");
  assert.equal(hitsTold(2, ["ledger", "soup"]), "2 hits for “ledger soup”");
  assert.equal(hitsTold(length, ["no"]), "500 or more hits for “no”");
});

test("an issue quotes the passage, and names its page, file and line", () => {
  const body = "> Soup.\n\nPage: https://portal.example/docs/kitchen/#use\nFile: docs/index.md:24\n\n";
  assert.deepEqual(filled({}), { title: "Docs: Kitchen & bar", body });
  assert.ok(filled({ line: "" }).body.endsWith("File: docs/index.md\n\n"));
  assert.ok(filled({ text: "One\n\nTwo" }).body.startsWith("> One\n> \n> Two\n\nPage"));
});

test("a passage cannot add to the address of its issue", () => {
  assert.deepEqual(Object.keys(filled({ text: "a&labels=urgent#{title}", title: "{body}" })), ["title", "body"]);
  assert.ok(filled({ text: "{title} $& $1" }).body.startsWith("> {title} $& $1\n"));
  assert.equal(issueAddress("https://forge.example/new", PASSAGE), "https://forge.example/new");
});

test("a long passage is cut, and half a letter is no fault", () => {
  assert.ok(filled({ text: "x".repeat(5000) }).body.startsWith(`> ${"x".repeat(1000)}…\n`));
  assert.ok(filled({ text: `${"x".repeat(999)}🍲🍲` }).body.startsWith(`> ${"x".repeat(999)}\ufffd…\n`));
});

test("a pencil leads to its line, however the host writes that", () => {
  const file = "https://forge.example/edit/index.md";
  assert.equal(lineAddress(file, "#L{line}", "24"), `${file}#L24`);
  assert.equal(lineAddress(file, "?line={line}&end={line}", "7"), `${file}?line=7&end={line}`);
  assert.equal(lineAddress(file, "#top", "7"), `${file}#top`);
});

test("the title of a heading is without its mark", () => {
  assert.equal(titleIn(" Use¶\n"), "Use");
  assert.equal(titleIn("¶ signs and the like"), "¶ signs and the like");
});

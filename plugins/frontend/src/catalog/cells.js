/* What each column says of a row, as text and as elements. */

import { addressOf } from "../addresses.js";
import { element, icon } from "../dom.js";
import { linkTo } from "../site.js";
import { rowFacts, wordsOf } from "./table.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {{title: string, text: (table: Table, row: number) => string, fill: (cell: HTMLElement, table: Table, row: number) => void}} Column */

/** @type {Readonly<Record<string, Column>>} */
export const CELLS = {
  kind: plain("Kind", (table, row) => rowFacts(table, row).kindWord),
  owner: named("Owner", "owner"),
  system: named("System", "system"),
  domain: named("Domain", "domain"),
  lifecycle: {
    title: "Lifecycle",
    text: (table, row) => wordsOf(table, "lifecycle", row),
    fill(cell, table, row) {
      const life = wordsOf(table, "lifecycle", row);
      if (life !== "") cell.append(element("span", { class: "cb-life", "data-life": life }, [life]));
    },
  },
  tag: plain("Tags", (table, row) => tagsOf(table, row).join(", ")),
  users: {
    title: "Users",
    text: (table, row) => String(table.columns.users[row]),
    fill(cell, table, row) {
      const users = table.columns.users[row];
      // The word is for cards, which have no heading.
      if (users > 0) cell.append(users.toLocaleString("en"), element("span", { class: "cb-unit" }, [users === 1 ? " user" : " users"]));
    },
  },
  problem: {
    title: "Problems",
    text: (table, row) => (table.columns.problem[row] === "0" ? "" : wordsOf(table, "problem", row)),
    fill(cell, table, row) {
      cell.append(element("span", { class: "cb-level", "data-level": table.columns.problem[row] }, [CELLS.problem.text(table, row)]));
    },
  },
  description: plain("Description", (table, row) => table.descriptions?.[row] ?? ""),
};

/** @param {string} title @param {(table: Table, row: number) => string} text @returns {Column} */
function plain(title, text) {
  return { title, text, fill: (cell, table, row) => cell.append(text(table, row)) };
}

/** @param {string} title @param {string} facet @returns {Column} */
function named(title, facet) {
  return {
    title,
    text: (table, row) => wordsOf(table, facet, row),
    fill(cell, table, row) {
      const { values, codes } = table.facet(facet);
      const ref = values[codes[row]];
      const label = wordsOf(table, facet, row);
      if (Object.hasOwn(table.columns.labels, ref)) cell.append(element("a", { href: linkTo(addressOf(ref)) }, [label]));
      else if (ref !== "") cell.append(label, element("span", { class: "cb-muted" }, [" (not in the catalog)"]));
    },
  };
}

/** @param {Table} table @param {number} row @returns {string[]} */
export function tagsOf(table, row) {
  const { sets, codes, values } = table.facet("tag");
  return (sets?.[codes[row]] ?? []).map((code) => values[code]);
}

/**
 * A row of the table. The roles are those that the elements have: a narrow screen lays them out as a card, and a
 * browser then forgets them.
 * @param {Table} table
 * @param {number} row
 * @param {string[]} columns
 * @param {boolean} starred
 * @returns {HTMLTableRowElement}
 */
export function rowElement(table, row, columns, starred) {
  const facts = rowFacts(table, row);
  const star = element("button", {
    class: "cb-star", type: "button", "aria-pressed": String(starred), "aria-label": `Star ${facts.label}`, "data-cb-row-star": table.ref(row),
  }, [icon("star")]);
  const name = element("th", { role: "rowheader", scope: "row", class: "cb-cell-name" }, [
    element("a", { class: `cb-ref cb-kind-${facts.icon}`, href: linkTo(facts.address), title: facts.label }, [
      icon(facts.icon),
      element("span", { class: "cb-hidden" }, [`${facts.kindWord} `]),
      element("span", {}, [facts.label]),
    ]),
  ]);
  if (facts.type) name.append(" ", element("span", { class: "cb-aside" }, [facts.type]));
  const cells = columns.map((column) => {
    const cell = element("td", { role: "cell", class: `cb-cell-${column}` });
    CELLS[column].fill(cell, table, row);
    return cell;
  });
  return element("tr", { role: "row" }, [element("td", { role: "cell", class: "cb-cell-star" }, [star]), name, ...cells]);
}

/** The same rows for a spreadsheet. @param {Table} table @param {ArrayLike<number>} rows @param {string[]} columns @returns {string[][]} */
export function rowTexts(table, rows, columns) {
  const told = columns.filter((column) => column !== "kind");
  const lines = [["Name", "Reference", "Kind", "Type", ...told.map((column) => CELLS[column].title)]];
  for (const row of Array.from(rows)) {
    const { label, kindWord, type } = rowFacts(table, row);
    lines.push([label, table.ref(row), kindWord, type, ...told.map((column) => CELLS[column].text(table, row))]);
  }
  return lines;
}

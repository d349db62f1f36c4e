/* A button below what is selected, which reports an issue about it. */

import { element, icon } from "../dom.js";
import { issueAddress } from "./issue_address.js";

const LEAST_SELECTED = 3;
const WIDTH = 170;

/** @type {HTMLAnchorElement | undefined} */
let issue;
let selecting = 0;

export function onSelection() {
  clearTimeout(selecting);
  selecting = setTimeout(update, 150);
}

/** The button stands at the end of the article; from a selection it is the next stop. @param {KeyboardEvent} event */
export function onTabKey(event) {
  if (event.key !== "Tab" || event.shiftKey || !issue?.isConnected || issue === document.activeElement) return;
  const free = document.activeElement === document.body || document.activeElement?.contains(getSelection()?.anchorNode ?? null);
  if (!free) return;
  issue.focus();
  event.preventDefault();
}

/** Show the button below what is selected, or take it away. */
function update() {
  const selection = getSelection();
  const text = selection?.toString().trim() ?? "";
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const around = range?.commonAncestorContainer;
  const prose = (around instanceof Element ? around : around?.parentElement)?.closest(".cb-prose");
  const article = prose?.closest("[data-cb-issue]");
  if (!range || !(article instanceof HTMLElement) || text.length < LEAST_SELECTED) {
    if (issue !== document.activeElement) issue?.remove();
    return;
  }
  issue ??= element("a", { class: "cb-button cb-issue", target: "_blank", rel: "noopener noreferrer" }, [icon("issues"), element("span", {}, ["Report an issue"])]);
  const { cbIssue = "", cbTitle = "", cbPath = "" } = article.dataset;
  issue.href = issueAddress(cbIssue, { text, page: location.href, title: cbTitle, path: cbPath, line: lineAbove(article, range) });
  place(issue, range.getBoundingClientRect(), article.getBoundingClientRect());
  article.append(issue);
}

/** @param {HTMLElement} button @param {DOMRect} selected @param {DOMRect} around */
function place(button, selected, around) {
  button.style.top = `${Math.round(selected.bottom - around.top + 6)}px`;
  button.style.left = `${Math.round(Math.max(0, Math.min(selected.left - around.left, around.width - WIDTH)))}px`;
}

/** The line of the last heading above a place, `""` when it is not known. @param {Element} article @param {Range} range */
function lineAbove(article, range) {
  /** @type {NodeListOf<HTMLElement>} */
  const headings = article.querySelectorAll("[data-cb-line]");
  let line = "";
  for (const heading of headings) {
    if (range.comparePoint(heading, 0) > 0) break;
    line = heading.dataset.cbLine ?? "";
  }
  return line;
}

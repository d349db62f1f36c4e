/* What headings offer: a pencil for their section, and their address. */

import { element, icon } from "../dom.js";
import { tell } from "./toast.js";

/** A pencil behind each heading whose line is known. @param {HTMLElement} article */
export function offerEditing(article) {
  const { cbEdit, cbLineAnchor } = article.dataset;
  if (!cbEdit || !cbLineAnchor) return;
  /** @type {NodeListOf<HTMLElement>} */
  const headings = article.querySelectorAll(".cb-prose :is(h1, h2, h3, h4, h5, h6)[data-cb-line]");
  for (const heading of headings) {
    const href = lineAddress(cbEdit, cbLineAnchor, heading.dataset.cbLine ?? "");
    const name = `Edit the section “${titleIn(heading.textContent ?? "")}”`;
    const rel = "noopener noreferrer";
    heading.append(element("a", { class: "cb-edit-section", href, rel, title: "Edit this section", "aria-label": name }, [icon("edit")]));
  }
}

/** @param {string} file the address of its editor @param {string} anchor how the host points at a `{line}` @param {string} line @returns {string} */
export function lineAddress(file, anchor, line) {
  return file + anchor.replace("{line}", line);
}

/** @param {string} text of a heading @returns {string} without the mark of its own link */
export function titleIn(text) {
  return text.replace(/¶\s*$/, "").trim();
}

/** @param {HTMLAnchorElement} link */
export async function copyAddress(link) {
  const url = new URL(link.href);
  url.searchParams.delete("h");
  try {
    await navigator.clipboard.writeText(url.href);
    tell(["Link copied"], 1500);
  } catch {
    // The address bar has it all the same.
  }
}

/* One line at the bottom that says what happened. */

import { element } from "../dom.js";

/** @type {HTMLElement | undefined} */
let toast;
/** @type {number | undefined} */
let fading;

/** @param {(Node | string)[]} children none to take it away @param {number} [forMs] how long it stays; for good without */
export function tell(children, forMs) {
  toast ??= element("div", { class: "cb-toast", role: "status" });
  if (!toast.isConnected) document.body.append(toast);
  clearTimeout(fading);
  toast.replaceChildren(...children);
  toast.hidden = children.length === 0;
  if (forMs) fading = setTimeout(() => tell([]), forMs);
}

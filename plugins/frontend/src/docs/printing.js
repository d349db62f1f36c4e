/* Folded parts are printed open. */

export function beforePrint() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folded = document.querySelectorAll(".cb-prose details:not([open], .cb-diagram-source)");
  for (const details of folded) {
    details.open = true;
    details.dataset.cbPrinted = "yes";
  }
}

export function afterPrint() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const opened = document.querySelectorAll("details[data-cb-printed]");
  for (const details of opened) {
    details.open = false;
    delete details.dataset.cbPrinted;
  }
}

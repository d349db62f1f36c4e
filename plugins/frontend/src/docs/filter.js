/* The filter of the index of documentation. */

/** @param {HTMLElement} page */
export function filterable(page) {
  const box = page.querySelector("[data-cb-filter]");
  const shown = page.querySelector("[data-cb-shown]");
  if (!(box instanceof HTMLInputElement) || !shown) return;
  /** @type {NodeListOf<HTMLElement>} */
  const lines = page.querySelectorAll("tbody tr");
  const rows = [...lines].map((row) => ({ row, text: (row.textContent ?? "").toLowerCase() }));
  const total = shown.textContent ?? "";
  const update = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count += 1;
    }
    shown.textContent = words.length === 0 ? total : `${count} of ${total}`;
  };
  box.addEventListener("input", update);
  if (box.value) update();
}

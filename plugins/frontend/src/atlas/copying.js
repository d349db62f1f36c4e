/* What is on the screen as text for elsewhere. */

/** @param {SVGSVGElement} svg @returns {string} a file of its own: colours and pictures are in it */
export function standalone(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((part, at) => {
    const style = getComputedStyle(originals[at]);
    for (const name of ["fill", "stroke", "color", "font-family", "font-weight"]) part.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "data-node", "data-at", "data-in", "role"]) part.removeAttribute(name);
    if (part instanceof SVGAElement) part.setAttribute("href", new URL(part.getAttribute("href") ?? "", document.baseURI).href);
  });
  const used = new Set([...copy.querySelectorAll("use")].map((use) => (use.getAttribute("href") ?? "").slice(1)));
  const defs = document.createElementNS("http://www.w3.org/2000/svg", "defs");
  for (const id of used) {
    const picture = document.getElementById(id);
    if (picture) defs.append(picture.cloneNode(true));
  }
  copy.prepend(defs);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

/** @param {HTMLButtonElement} button @param {string} text */
export async function copyText(button, text) {
  const words = /** @type {HTMLElement} */ (button.querySelector("span"));
  const before = button.dataset.before ?? words.textContent ?? "";
  button.dataset.before = before;
  try {
    await navigator.clipboard.writeText(text);
    words.textContent = "Copied";
  } catch {
    words.textContent = "Not allowed";
  }
  setTimeout(() => { words.textContent = before; }, 1500);
}

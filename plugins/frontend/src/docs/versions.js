/* The list of versions folds up when the reader turns elsewhere. */

/** @param {Node} [inside] what is turned to; the list stays open for what is in it */
export function closeVersions(inside) {
  const open = document.querySelector(".cb-versions[open]");
  if (open && !(inside && open.contains(inside))) open.removeAttribute("open");
}

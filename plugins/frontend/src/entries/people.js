/*
 * What readers decide for themselves: which team is theirs, on the start page, and whether single keys act, on the
 * page of an entity. Both are remembered where the search box and the catalog look for them.
 */

import { element } from "../dom.js";
import { KEYS_OFF, TEAM, keysAreOn, store, stored } from "../memory.js";
import { linkTo } from "../site.js";

/** Say whether the keys are on, and switch them. @param {HTMLButtonElement} button */
function keySwitch(button) {
  const show = () => { button.textContent = keysAreOn() ? "Switch keys off" : "Switch keys on"; };
  button.addEventListener("click", () => {
    store(KEYS_OFF, keysAreOn() ? ["off"] : []);
    show();
  });
  show();
}

/** Remember the team that is chosen, and tell of it. @param {HTMLSelectElement} choice */
function teamChoice(choice) {
  const place = document.querySelector("[data-cb-team-facts]");
  const show = () => place?.replaceChildren(...factsOf(choice.selectedOptions[0]));
  choice.value = stored(TEAM)[0] ?? "";
  // A team that is gone is nobody's.
  if (choice.selectedIndex < 0) choice.value = "";
  choice.addEventListener("change", () => {
    store(TEAM, choice.value === "" ? [] : [choice.value]);
    show();
  });
  show();
}

/** @param {HTMLOptionElement | undefined} option @returns {(Node | string)[]} */
function factsOf(option) {
  const { page, owned, problems } = option?.dataset ?? {};
  if (!option || page === undefined) return [];
  const wrong = `${problems} problem${problems === "1" ? "" : "s"}`;
  return [
    link(`Page of ${option.text}`, page), `, owns ${owned}, `,
    problems === "0" ? wrong : link(wrong, page, "#team-problems"), ", ",
    link("in the catalog", "catalog/", `?owner=${encodeURIComponent(option.value)}`), ", ",
    link("first week", `${page}first-week/`),
  ];
}

/** @param {string} text @param {string} address @param {string} [tail] */
function link(text, address, tail = "") {
  return element("a", { href: linkTo(address) + tail }, [text]);
}

const button = document.querySelector("[data-cb-keys] button");
if (button instanceof HTMLButtonElement) keySwitch(button);
const choice = document.querySelector("[data-cb-team-choice]");
if (choice instanceof HTMLSelectElement) teamChoice(choice);

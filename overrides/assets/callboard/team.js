/* My team: chosen on the start page or on a team's own page, remembered in this browser only. */
(() => {
  "use strict";
  const STORE = "callboard.team";
  const read = () => { try { return localStorage.getItem(STORE) ?? ""; } catch { return ""; } };
  const write = (team) => { try { team ? localStorage.setItem(STORE, team) : localStorage.removeItem(STORE); } catch { /* private mode: nothing is remembered */ } };

  function link(text, href) {
    const made = document.createElement("a");
    made.textContent = text;
    made.href = href;
    return made;
  }

  function facts(place, option) {
    const { href, week, owned, problems } = option.dataset;
    place.replaceChildren();
    if (!href) return;
    const wrong = `${problems} problem${problems === "1" ? "" : "s"}`;
    place.append(link(`Page of ${option.textContent}`, href), ` owns ${owned}, `, problems === "0" ? wrong : link(wrong, `${href}#team-problems`),
      ", ", link("catalog", `catalog/?owner=${encodeURIComponent(option.value)}`), ", ", link("first week", week));
  }

  const choice = document.querySelector("[data-cb-team-choice]");
  if (choice) {
    const place = document.querySelector("[data-cb-team-facts]");
    choice.value = read();
    if (choice.selectedIndex < 0) choice.value = "";
    facts(place, choice.selectedOptions[0]);
    choice.addEventListener("change", () => {
      write(choice.value);
      facts(place, choice.selectedOptions[0]);
    });
  }

  const button = document.querySelector("[data-cb-team]");
  if (button) {
    const mine = () => read() === button.dataset.cbTeam;
    const show = () => button.setAttribute("aria-pressed", String(mine()));
    button.addEventListener("click", () => {
      write(mine() ? "" : button.dataset.cbTeam);
      show();
    });
    show();
  }
})();

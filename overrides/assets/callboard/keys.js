/* Keys of an entity's page: r runbook, d dashboard, o on-call. Not while typing; a reader can switch them off. */
(() => {
  "use strict";
  const STORE = "callboard.keys";
  const ROLES = { r: "runbook", d: "dashboard", o: "oncall" };
  const off = () => { try { return localStorage.getItem(STORE) === "off"; } catch { return false; } };

  function show() {
    const button = document.querySelector("[data-cb-keys] button");
    if (!button) return;
    button.textContent = off() ? "Switch keys on" : "Switch keys off";
    button.onclick = () => {
      try { localStorage.setItem(STORE, off() ? "on" : "off"); } catch { return; }
      show();
    };
  }

  function onKey(event) {
    const role = ROLES[event.key];
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input,select,textarea,[contenteditable]");
    if (!role || busy || off() || document.querySelector("dialog[open]")) return;
    document.querySelector(`.cb-entity [data-cb-shortcut="${role}"]`)?.click();
  }

  show();
  if (globalThis.callboardKeys) return;
  globalThis.callboardKeys = true;
  addEventListener("keydown", onKey);
})();

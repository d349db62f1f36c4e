/*
 * What every page of the portal can do: find anything (Ctrl K), keys for the links of an entity, copying a
 * reference, stars, and folders opened from files. Nothing here is needed to read a page.
 */
(() => {
  "use strict";

  /**
   * @typedef {object} Entry
   * @property {string} label what people call it
   * @property {string} name its name, or the same as the label
   * @property {string} kind lower case; "docs" for a page of documentation
   * @property {string} type
   * @property {string} lifecycle
   * @property {string} owner short reference, "" for none
   * @property {string} ownerLabel
   * @property {string} system short reference, "" for none
   * @property {string} systemLabel
   * @property {string} description
   * @property {string} address relative to the root of the site
   * @property {string} text everything that is searched, lower case
   */

  const SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  /** The root of the site: this file lies in assets/callboard/. */
  const ROOT = new URL("../../", SCRIPT || location.href);
  const KIND_WORDS = {
    component: "Component", api: "API", resource: "Resource", system: "System", domain: "Domain",
    group: "Group", user: "User", location: "Location", template: "Template", docs: "Docs",
  };
  /** Which kind comes first among equal matches: an alert names a service, seldom its API. */
  const KIND_WEIGHT = ["component", "api", "system", "resource", "domain", "group", "template", "user", "location", "docs"];
  const MOST_RESULTS = 50;

  // ---- Links ---------------------------------------------------------------------------------------------

  /**
   * The link to an address of the site. A folder opened from a file has no index page unless it is named.
   * @param {string} address
   * @returns {string}
   */
  function linkTo(address) {
    return withIndex(new URL(address, ROOT)).href;
  }

  /** @param {URL} url @returns {URL} */
  function withIndex(url) {
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url;
  }

  /** A page of documentation marks the words that led to it. @param {string} href @param {string} kind @param {string[]} words */
  function withWords(href, kind, words) {
    if (kind !== "docs" || words.length === 0) return href;
    const url = new URL(href);
    url.searchParams.set("h", words.join(" "));
    return url.href;
  }

  // ---- Index ---------------------------------------------------------------------------------------------

  /** @type {Promise<Entry[]> | undefined} */
  let loading;

  /**
   * All entities and documentation pages, loaded once, when somebody asks.
   * @returns {Promise<Entry[]>}
   */
  function entries() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("api/search-index.js", ROOT).href;
      script.onload = () => resolve(readIndex(globalThis.callboardSearchIndex));
      script.onerror = () => {
        loading = undefined;
        reject(new Error(`cannot load ${script.src}`));
      };
      document.head.append(script);
    });
    return loading;
  }

  /** @param {any} index @returns {Entry[]} */
  function readIndex(index) {
    const { entities, docs } = index;
    const { words, labels } = entities;
    /** @param {string} ref */
    const labelOf = (ref) => labels[ref] ?? ref;
    const found = entities.name.map((/** @type {string} */ name, /** @type {number} */ i) => {
      const word = (/** @type {string} */ column) => words[entities[column][i]];
      const kind = word("kind");
      return entry({
        label: entities.title[i] || name,
        name,
        kind,
        type: word("type"),
        lifecycle: word("lifecycle"),
        owner: word("owner"),
        ownerLabel: labelOf(word("owner")),
        system: word("system"),
        systemLabel: labelOf(word("system")),
        description: entities.description[i],
        address: pageOf(word("namespace"), kind, name.toLowerCase()),
      });
    });
    const pages = docs.title.map((/** @type {string} */ title, /** @type {number} */ i) => {
      const of = found[docs.entity[i]];
      return entry({
        ...of,
        label: title,
        name: title,
        kind: "docs",
        type: of.label,
        description: "",
        address: of.address.replace(/^catalog/, "docs") + docs.address[i],
      });
    });
    return found.concat(pages);
  }

  /** @param {Omit<Entry, "text">} fields @returns {Entry} */
  function entry(fields) {
    const { label, name, type, ownerLabel, systemLabel } = fields;
    return { ...fields, text: `${name}\n${label}\n${type}\n${ownerLabel}\n${systemLabel}`.toLowerCase() };
  }

  // ---- Search --------------------------------------------------------------------------------------------

  /**
   * The entries that a text asks for, best first. `kind:`, `type:`, `owner:`, `system:` and `lifecycle:`
   * narrow; every other word has to match.
   * @param {Entry[]} all
   * @param {string} text
   * @returns {Entry[]}
   */
  function search(all, text) {
    const { words, filters } = readQuery(text);
    if (words.length === 0 && filters.length === 0) return [];
    const narrowed = filters.length === 0 ? all : all.filter((item) => filters.every((fits) => fits(item)));
    const ranked = rank(narrowed, words, scoreWord);
    // Nobody mistypes when something matches: look for near misses only when nothing does.
    return ranked.length > 0 || words.length === 0 ? ranked : rank(narrowed, words, scoreNearMiss);
  }

  /** @param {string} text */
  function readQuery(text) {
    const words = [];
    const filters = [];
    for (const token of text.toLowerCase().split(/\s+/).filter(Boolean)) {
      const [, field, value] = /^(kind|type|owner|system|lifecycle):(.*)$/.exec(token) ?? [];
      if (field === undefined) words.push(token);
      else if (value !== "") filters.push(filterOf(field, value));
    }
    return { words, filters };
  }

  /** @param {string} field @param {string} value @returns {(item: Entry) => boolean} */
  function filterOf(field, value) {
    if (field === "owner") return (item) => `${item.owner} ${item.ownerLabel}`.toLowerCase().includes(value);
    if (field === "system") return (item) => `${item.system} ${item.systemLabel}`.toLowerCase().includes(value);
    return (item) => item[field].toLowerCase().startsWith(value);
  }

  /**
   * @param {Entry[]} items
   * @param {string[]} words
   * @param {(item: Entry, word: string) => number} score 0 for no match, the more the better
   */
  function rank(items, words, score) {
    const scored = [];
    for (const item of items) {
      let total = 0;
      for (const word of words) {
        const points = score(item, word);
        if (points === 0) { total = -1; break; }
        total += points;
      }
      if (total >= 0) scored.push({ item, total });
    }
    scored.sort((a, b) => b.total - a.total || compare(a.item, b.item));
    return scored.map(({ item }) => item);
  }

  /** @param {Entry} a @param {Entry} b */
  function compare(a, b) {
    return (
      weight(a) - weight(b) ||
      a.label.length - b.label.length ||
      (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)
    );
  }

  /** @param {Entry} item */
  function weight(item) {
    const kind = KIND_WEIGHT.indexOf(item.kind);
    return (kind < 0 ? KIND_WEIGHT.length : kind) * 2 + (item.type === "service" ? 0 : 1);
  }

  /** Exact before prefix before start of a word before anywhere. @param {Entry} item @param {string} word */
  function scoreWord(item, word) {
    const at = item.text.indexOf(word);
    if (at < 0) return 0;
    const name = item.name.toLowerCase();
    const label = item.label.toLowerCase();
    if (name === word || label === word) return 6;
    if (name.startsWith(word) || label.startsWith(word)) return 5;
    const inside = name.indexOf(word) >= 0 ? name : label;
    const place = inside.indexOf(word);
    if (place < 0) return 1;
    return /[a-z0-9]/.test(inside[place - 1] ?? "") ? 3 : 4;
  }

  /** One slip of the finger, or letters left out. @param {Entry} item @param {string} word */
  function scoreNearMiss(item, word) {
    const name = item.name.toLowerCase();
    if (word.length > 2 && startsNearly(name, word)) return 2;
    return word.length > 1 && isSubsequence(word, name) ? 1 : 0;
  }

  /**
   * Whether the text starts with the word but for one letter too many, missing, wrong or swapped.
   * @param {string} text @param {string} word
   */
  function startsNearly(text, word) {
    let same = 0;
    while (same < word.length && text[same] === word[same]) same += 1;
    if (same === 0) return false;
    const swapped = text[same] === word[same + 1] && text[same + 1] === word[same];
    return (
      text.startsWith(word.slice(same + 1), same + 1) ||
      text.startsWith(word.slice(same + 1), same) ||
      text.startsWith(word.slice(same), same + 1) ||
      (swapped && text.startsWith(word.slice(same + 2), same + 2))
    );
  }

  /** @param {string} word @param {string} text */
  function isSubsequence(word, text) {
    let at = -1;
    for (const letter of word) {
      at = text.indexOf(letter, at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  // ---- Palette -------------------------------------------------------------------------------------------

  /** @type {ReturnType<typeof makePalette> | undefined} */
  let palette;

  function openPalette() {
    palette ??= makePalette();
    palette.open();
  }

  function makePalette() {
    const list = element("ul", { class: "cb-palette-list", id: "cb-palette-list", role: "listbox", "aria-label": "Results" });
    const status = element("p", { class: "cb-palette-status", role: "status" });
    const input = element("input", {
      type: "text", role: "combobox", "aria-label": "Find anything", "aria-controls": list.id,
      "aria-expanded": "true", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
      placeholder: "Find a service, API, team or document",
    });
    const dialog = element("dialog", { class: "cb-palette", "aria-label": "Find anything" }, [
      element("div", { class: "cb-palette-box" }, [icon("search"), input]),
      list,
      status,
      element("p", { class: "cb-palette-help" }, [
        element("span", {}, [element("kbd", {}, ["Enter"]), " open"]),
        element("span", {}, [element("kbd", {}, ["Esc"]), " close"]),
        element("span", {}, [element("kbd", {}, ["kind:api"]), " or ", element("kbd", {}, ["owner:name"]), " narrows"]),
      ]),
    ]);
    document.body.append(dialog);

    /** @type {Entry[]} */
    let shown = [];
    let chosen = 0;

    async function update() {
      const text = input.value;
      let all;
      try {
        all = await entries();
      } catch {
        status.textContent = "The search index could not be loaded.";
        return;
      }
      if (text !== input.value) return;
      const found = text.trim() === "" ? remembered(all) : search(all, text);
      shown = found.slice(0, MOST_RESULTS);
      const terms = readQuery(text).words;
      list.replaceChildren(...shown.map((item, position) => option(item, position, terms)));
      status.textContent = statusText(text, found.length);
      choose(0);
    }

    /** @param {number} position */
    function choose(position) {
      chosen = Math.max(0, Math.min(position, shown.length - 1));
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
      const item = list.children[chosen];
      input.setAttribute("aria-activedescendant", item ? item.id : "");
      item?.scrollIntoView({ block: "nearest" });
    }

    /** @param {number} position @param {boolean} apart in a tab of its own */
    function follow(position, apart) {
      const item = shown[position];
      if (!item) return;
      const href = withWords(linkTo(item.address), item.kind, readQuery(input.value).words);
      if (apart) window.open(href, "_blank", "noopener");
      else location.assign(href);
      dialog.close();
    }

    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    input.addEventListener("input", update);
    input.addEventListener("keydown", (event) => {
      if (event.key in moves) choose(chosen + moves[event.key]);
      else if (event.key === "Enter" && !event.isComposing) follow(chosen, event.ctrlKey || event.metaKey);
      else return;
      event.preventDefault();
      // The theme listens for keys on the window and would move its own focus.
      event.stopPropagation();
    });
    list.addEventListener("click", (event) => {
      const item = event.target instanceof Element ? event.target.closest("li") : null;
      if (item) follow([...list.children].indexOf(item), event.ctrlKey || event.metaKey);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });

    return {
      open() {
        if (dialog.open) return;
        if (!dialog.isConnected) document.body.append(dialog);
        dialog.showModal();
        input.value = "";
        input.focus();
        update();
      },
    };
  }

  /** @param {string} text @param {number} found */
  function statusText(text, found) {
    if (text.trim() === "") return found > 0 ? "" : "Type the name of a service, API, team or document.";
    if (found === 0) return `Nothing is called “${text.trim()}”.`;
    return found > MOST_RESULTS ? `The first ${MOST_RESULTS} of ${found}.` : "";
  }

  /** @param {Entry} item @param {number} position @param {string[]} terms */
  function option(item, position, terms) {
    const facts = [KIND_WORDS[item.kind] ?? item.kind, item.type, item.ownerLabel].filter(Boolean).join(" · ");
    return element("li", { id: `cb-result-${position}`, role: "option", class: `cb-kind-${item.kind}` }, [
      icon(item.kind in KIND_WORDS ? item.kind : "generic"),
      element("span", {}, [element("strong", {}, highlighted(item.label, terms)), element("small", {}, [facts])]),
    ]);
  }

  /** The label with the words that matched marked. @param {string} label @param {string[]} terms */
  function highlighted(label, terms) {
    const low = label.toLowerCase();
    const term = terms.find((word) => low.includes(word));
    if (term === undefined || low.length !== label.length) return [label];
    const at = low.indexOf(term);
    return [label.slice(0, at), element("mark", {}, [label.slice(at, at + term.length)]), label.slice(at + term.length)];
  }

  // ---- What the reader marked and saw --------------------------------------------------------------------

  const STARS = "callboard.stars";
  const SEEN = "callboard.seen";

  /** @param {string} key @returns {string[]} */
  function stored(key) {
    try {
      const value = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
    } catch {
      return [];
    }
  }

  /** @param {string} key @param {string[]} values */
  function store(key, values) {
    try {
      localStorage.setItem(key, JSON.stringify(values));
    } catch {
      // Private windows and full disks: the mark lasts as long as the page.
    }
  }

  /** Starred entities, then those seen last. @param {Entry[]} all */
  function remembered(all) {
    const byAddress = new Map(all.map((item) => [item.address, item]));
    const wanted = new Set([...stored(STARS), ...stored(SEEN)].map(addressOf));
    return [...wanted].map((address) => byAddress.get(address)).filter((item) => item !== undefined);
  }

  /** The address of an entity's page. @param {string} ref kind:namespace/name */
  function addressOf(ref) {
    const [, kind, namespace, name] = /^([^:]*):([^/]*)\/(.*)$/.exec(ref) ?? [];
    return pageOf(namespace, kind, name);
  }

  /** A folder cannot stand where the list of its kind is. @param {string} namespace @param {string} kind @param {string} name */
  function pageOf(namespace, kind, name) {
    return `catalog/${namespace}/${kind}/${name === "index.html" ? "index.html_" : name}/`;
  }

  /** @param {HTMLElement} button */
  function toggleStar(button) {
    const ref = button.dataset.cbStar ?? "";
    const rest = stored(STARS).filter((other) => other !== ref);
    const starred = button.getAttribute("aria-pressed") !== "true";
    store(STARS, starred ? [...rest, ref] : rest);
    button.setAttribute("aria-pressed", String(starred));
  }

  /** @param {HTMLElement} button */
  async function copy(button) {
    const label = button.querySelector("span");
    if (!label) return;
    const before = label.dataset.before ?? label.textContent ?? "";
    label.dataset.before = before;
    try {
      await navigator.clipboard.writeText(button.dataset.cbCopy ?? "");
      label.textContent = "Copied";
    } catch {
      label.textContent = "Not allowed";
    }
    setTimeout(() => { label.textContent = before; }, 1500);
  }

  // ---- Elements ------------------------------------------------------------------------------------------

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} [children]
   * @returns {HTMLElementTagNameMap[T]}
   */
  function element(tag, attributes = {}, children = []) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** @param {string} name */
  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", "cb-icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `#cb-icon-${name}`);
    svg.append(use);
    return svg;
  }

  // ---- Events --------------------------------------------------------------------------------------------

  const KEYS = { r: "runbook", d: "dashboard", o: "oncall" };

  /** @param {EventTarget | null} target */
  function isTyping(target) {
    return target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName));
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const control = event.ctrlKey || event.metaKey;
    if (control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      event.stopPropagation();
      openPalette();
      return;
    }
    if (control || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const role = KEYS[event.key];
    const link = role && document.querySelector(`.cb-entity [data-cb-key="${role}"]`);
    if (link instanceof HTMLAnchorElement) link.click();
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("[data-cb-palette], [data-cb-copy], [data-cb-star]");
    if (button instanceof HTMLElement) {
      if (button.hasAttribute("data-cb-palette")) openPalette();
      else if (button.hasAttribute("data-cb-copy")) copy(button);
      else toggleStar(button);
      return;
    }
    const link = event.target.closest("a[href]");
    if (location.protocol !== "file:" || !link) return;
    // Links inside a drawing have no `href` text but an animated one.
    const url = withIndex(new URL(link.getAttribute("href") ?? "", document.baseURI));
    if (url.protocol === "file:") link.setAttribute("href", url.href);
  }

  /** Once for each page, also when the theme swaps pages without loading them. */
  function onPage() {
    const page = document.querySelector("[data-cb-entity]");
    const ref = page instanceof HTMLElement ? page.dataset.cbEntity : undefined;
    if (ref === undefined) return;
    store(SEEN, [ref, ...stored(SEEN).filter((other) => other !== ref)].slice(0, 8));
    const star = page?.querySelector("[data-cb-star]");
    star?.setAttribute("aria-pressed", String(stored(STARS).includes(ref)));
  }

  globalThis.callboard = { entries, search, linkTo, element, icon, KIND_WORDS };
  // Before the theme, which gives some keys a meaning of its own.
  window.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("click", onClick, { capture: true });
  if (globalThis.document$) globalThis.document$.subscribe(onPage);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onPage);
  else onPage();
})();

/*
 * What pages of documentation can do beyond being read: diagrams, tabs that remember, marked hits, an issue about
 * what is selected, editing a section, days told from today. Nothing here is needed to read a page.
 */
(() => {
  "use strict";

  // The theme may run this file again when it swaps pages without loading them.
  if (globalThis.callboardDocs) return;
  globalThis.callboardDocs = true;

  const { element, icon } = globalThis.callboard;
  const FOLDER = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;

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
      // Private windows and full disks: the choice lasts as long as the page.
    }
  }

  // ---- One line at the bottom that says what happened ------------------------------------------------------

  /** @type {HTMLElement | undefined} */
  let toast;
  /** @type {number | undefined} */
  let fading;

  /** @param {(Node | string)[]} children @param {number} [forMs] how long it stays; for good without */
  function tell(children, forMs) {
    toast ??= element("div", { class: "cb-toast", role: "status" });
    if (!toast.isConnected) document.body.append(toast);
    clearTimeout(fading);
    toast.replaceChildren(...children);
    toast.hidden = children.length === 0;
    if (forMs) fading = setTimeout(() => tell([]), forMs);
  }

  // ---- Days ------------------------------------------------------------------------------------------------

  const SPANS = [["year", 365], ["month", 30], ["week", 7], ["day", 1]];

  /** @param {ParentNode} page */
  function tellDays(page) {
    const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    for (const time of page.querySelectorAll("time.cb-ago[datetime]:not([title])")) {
      const days = Math.round((Date.parse(time.dateTime) - Date.now()) / 86_400_000);
      if (Number.isNaN(days)) continue;
      const [unit, length] = SPANS.find(([, least]) => Math.abs(days) >= least) ?? SPANS[3];
      const ago = words.format(Math.trunc(days / length), unit);
      time.title = ago;
      if (time.closest(".cb-strip-notes > :first-child")) time.after(` (${ago})`);
    }
  }

  // ---- Headings --------------------------------------------------------------------------------------------

  /** A pencil behind each heading whose line is known. @param {HTMLElement} article */
  function offerEditing(article) {
    const { cbEdit, cbLineAnchor } = article.dataset;
    if (!cbEdit || !cbLineAnchor) return;
    for (const heading of article.querySelectorAll(".cb-prose :is(h1, h2, h3, h4, h5, h6)[data-cb-line]")) {
      const href = cbEdit + cbLineAnchor.replace("{line}", heading.dataset.cbLine);
      const name = `Edit the section “${titleOf(heading)}”`;
      const rel = "noopener noreferrer";
      heading.append(element("a", { class: "cb-edit-section", href, rel, title: "Edit this section", "aria-label": name }, [icon("edit")]));
    }
  }

  /** @param {Element} heading */
  function titleOf(heading) {
    return (heading.textContent ?? "").replace(/¶\s*$/, "").trim();
  }

  /** @param {HTMLAnchorElement} link */
  async function copyAddress(link) {
    const url = new URL(link.href);
    url.searchParams.delete("h");
    try {
      await navigator.clipboard.writeText(url.href);
      tell(["Link copied"], 1500);
    } catch {
      // The address bar has it all the same.
    }
  }

  // ---- Tabs ------------------------------------------------------------------------------------------------

  const TABS = "callboard.tabs";
  let switching = false;

  /** @param {HTMLInputElement} input */
  function labelOf(input) {
    return document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent?.trim() ?? "";
  }

  /** Choose a tab in a set, if it has one of that name. @param {Element} set @param {string} label */
  function choose(set, label) {
    const input = [...set.querySelectorAll(":scope > input")].find((each) => labelOf(each) === label);
    if (!input || input.checked) return Boolean(input);
    input.checked = true;
    switching = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    switching = false;
    return true;
  }

  /** @param {Event} event */
  function onChange(event) {
    const set = event.target instanceof HTMLInputElement && event.target.parentElement;
    if (switching || !set || !set.matches(".cb-prose .tabbed-set")) return;
    const label = labelOf(event.target);
    const before = set.getBoundingClientRect().top;
    for (const other of document.querySelectorAll(".cb-prose .tabbed-set")) if (other !== set) choose(other, label);
    // What is above may have grown: what the reader touched stays where it is.
    scrollBy({ top: set.getBoundingClientRect().top - before, behavior: "instant" });
    store(TABS, [label, ...stored(TABS).filter((other) => other !== label)].slice(0, 20));
  }

  /** @param {HTMLElement} article */
  function restoreTabs(article) {
    const labels = stored(TABS);
    for (const set of article.querySelectorAll(".tabbed-set")) labels.some((label) => choose(set, label));
  }

  // ---- Diagrams --------------------------------------------------------------------------------------------

  // A diagram is a stranger's program for a large library. It is drawn in a frame that has no origin and may load
  // nothing, and comes out as a picture: nothing in it can run, load, be clicked or restyle the page.

  const MOST_DIAGRAMS = 100;
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** @type {Map<number, {figure: HTMLElement, source: HTMLElement}>} */
  const waiting = new Map();
  let drawn = 0;

  /** @param {HTMLElement} article */
  function draw(article) {
    const sources = [...article.querySelectorAll("pre.cb-mermaid")].slice(0, MOST_DIAGRAMS);
    if (sources.length === 0) return;
    const jobs = sources.map((source) => {
      const figure = source.closest("figure.cb-diagram") ?? wrapped(source);
      const id = drawn++;
      waiting.set(id, { figure, source });
      return { id, text: source.querySelector("code")?.textContent ?? source.textContent };
    });
    const send = () => frame?.contentWindow?.postMessage({ look: look(), jobs }, "*");
    if (frame?.isConnected && frame.dataset.ready) send();
    else openFrame(send);
  }

  /** @param {HTMLElement} source */
  function wrapped(source) {
    const figure = element("figure", { class: "cb-diagram" });
    source.replaceWith(figure);
    figure.append(source);
    return figure;
  }

  /** @param {() => void} send */
  function openFrame(send) {
    frame?.remove();
    frame = element("iframe", { class: "cb-diagram-frame", "aria-hidden": "true", tabindex: "-1", title: "Diagrams" });
    // Files have no origin that a frame without one could read from; the policy holds there too.
    if (location.protocol !== "file:") frame.sandbox.add("allow-scripts");
    const nonce = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;
    const scripts = ["vendor/mermaid-11.17.2.min.js", "diagrams.js"].map(
      (name) => element("script", { nonce, src: new URL(name, FOLDER).href }).outerHTML,
    );
    frame.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body>${scripts.join("")}`;
    frame.addEventListener("load", () => {
      if (frame) frame.dataset.ready = "yes";
      send();
    });
    // Some drawings are as wide as what they stand in.
    frame.style.width = `${Math.max(600, document.querySelector(".cb-prose")?.clientWidth ?? 0)}px`;
    document.body.append(frame);
  }

  /** The colours of the page as any drawing program reads them. */
  function look() {
    const style = getComputedStyle(document.body);
    const pen = document.createElement("canvas").getContext("2d");
    const colour = (/** @type {string} */ name) => {
      if (pen) pen.fillStyle = style.getPropertyValue(`--cb-${name}`);
      return String(pen?.fillStyle ?? "#000000");
    };
    const names = ["paper", "surface", "surface-strong", "text", "muted", "accent", "accent-soft", "line-strong", "bad", "warn-soft", "component", "api", "resource", "system", "group", "domain"];
    return {
      dark: document.body.dataset.mdColorScheme === "slate",
      font: style.getPropertyValue("--cb-sans").trim(),
      colours: Object.fromEntries(names.map((name) => [name, colour(name)])),
    };
  }

  /** @param {MessageEvent} event */
  function onDrawn(event) {
    if (!frame || event.source !== frame.contentWindow) return;
    const { id, svg, width, height, title, words, problem } = Object(event.data);
    const job = waiting.get(id);
    if (!job) return;
    waiting.delete(id);
    if (typeof svg === "string") showDrawing(job, svg, Number(width), Number(height), String(title), String(words));
    else showProblem(job, String(problem));
  }

  /**
   * @param {{figure: HTMLElement, source: HTMLElement}} job
   * @param {string} svg @param {number} width @param {number} height @param {string} title @param {string} words
   */
  function showDrawing({ figure, source }, svg, width, height, title, words) {
    const dark = String(document.body.dataset.mdColorScheme === "slate");
    const image = element("img", {
      src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, alt: words || title,
      width: String(Math.ceil(width)), height: String(Math.ceil(height)), "data-dark": dark,
    });
    const button = element("button", { type: "button", class: "cb-zoom", "aria-label": `Enlarge: ${words || title}` }, [image]);
    const details = figure.querySelector("details") ?? element("details", { class: "cb-diagram-source" }, [element("summary", {}, ["Source"]), source]);
    figure.replaceChildren(button, details);
  }

  /** @param {{figure: HTMLElement, source: HTMLElement}} job @param {string} problem */
  function showProblem({ figure, source }, problem) {
    const text = `This diagram could not be drawn: ${problem.split("\n")[0].slice(0, 200)}`;
    figure.replaceChildren(element("p", { class: "cb-diagram-problem" }, [icon("alert"), element("span", {}, [text])]), source);
  }

  /** @param {HTMLImageElement} image */
  function enlarge(image) {
    const close = element("button", { type: "button", class: "cb-button" }, ["Close"]);
    const dialog = element("dialog", { class: "cb-lightbox", "aria-label": image.alt }, [close, image.cloneNode()]);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // ---- Hits ------------------------------------------------------------------------------------------------

  const MOST_HITS = 500;
  const MOST_LETTERS = 500_000;
  /** @type {Range[]} */
  let hits = [];
  let hit = -1;

  /** Mark the words that the reader searched for, and go to the first one. @param {HTMLElement} article */
  function markHits(article) {
    clearHits();
    const words = (new URLSearchParams(location.search).get("h") ?? "").toLowerCase().split(/\s+/).filter((word) => word.length > 1).slice(0, 10);
    const prose = article.querySelector(".cb-prose");
    if (words.length === 0 || !prose) return;
    hits = find(prose, words);
    if (hits.length === 0) return;
    if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("cb-hit", new Highlight(...hits));
    else hits = hits.reverse().map(asMark).filter((range) => range !== undefined).reverse();
    const count = hits.length === 1 ? "1 hit" : `${hits.length}${hits.length === MOST_HITS ? " or more" : ""} hits`;
    const next = element("button", { type: "button", class: "cb-button" }, ["Next"]);
    const clear = element("button", { type: "button", class: "cb-button", "aria-keyshortcuts": "Escape" }, ["Clear ", element("kbd", {}, ["Esc"])]);
    next.addEventListener("click", goToNext);
    clear.addEventListener("click", clearHits);
    tell([element("span", {}, [`${count} for “${words.join(" ")}”`]), next, clear]);
    if (!location.hash) goToNext();
  }

  /** @param {Element} prose @param {string[]} words */
  function find(prose, words) {
    const found = [];
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    let letters = 0;
    for (let node = walker.nextNode(); node && letters < MOST_LETTERS; node = walker.nextNode()) {
      const text = (node.nodeValue ?? "").toLowerCase();
      letters += text.length;
      // Lower case may be longer than what it was made from; such a text is left alone.
      if (text.length !== node.nodeValue?.length || node.parentElement?.closest(".headerlink, button, .md-code__nav")) continue;
      for (const [start, end] of places(text, words)) {
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, end);
        found.push(range);
        if (found.length === MOST_HITS) return found;
      }
    }
    return found;
  }

  /** Where the words begin in a text, in order and without overlaps. @param {string} text @param {string[]} words */
  function places(text, words) {
    const found = [];
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0 && found.length < MOST_HITS; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter(([start], i) => i === 0 || start >= found[i - 1][1]);
  }

  /** For browsers that cannot mark a range as it is. @param {Range} range */
  function asMark(range) {
    if (range.startContainer.parentElement?.closest("pre")) return undefined;
    range.surroundContents(element("mark", { class: "cb-hit" }));
    return range;
  }

  function goToNext() {
    for (let tries = 0; tries < hits.length; tries += 1) {
      hit = (hit + 1) % hits.length;
      const range = hits[hit];
      // What is folded away has no place to go to.
      const [box] = range.getClientRects();
      if (!box) continue;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const at = range.startContainer;
      const to = at instanceof Element ? at : at.parentElement;
      if (box.top < 100 || box.bottom > innerHeight - 100) to?.scrollIntoView({ block: "center", behavior: calm || hit === 0 ? "instant" : "smooth" });
      if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("cb-hit-current", new Highlight(range));
      return;
    }
  }

  function clearHits() {
    if (hits.length === 0) return;
    hits = [];
    hit = -1;
    CSS.highlights?.clear();
    for (const mark of document.querySelectorAll("mark.cb-hit")) mark.replaceWith(...mark.childNodes);
    tell([]);
    const url = new URL(location.href);
    url.searchParams.delete("h");
    if (location.protocol !== "file:") history.replaceState(history.state, "", url);
  }

  // ---- Issues ----------------------------------------------------------------------------------------------

  const MOST_QUOTED = 1000;
  /** @type {HTMLAnchorElement | undefined} */
  let issue;

  /** Show the button below what is selected, or take it away. */
  function onSelection() {
    const selection = getSelection();
    const text = selection?.toString().trim() ?? "";
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    const around = range?.commonAncestorContainer;
    const prose = (around instanceof Element ? around : around?.parentElement)?.closest(".cb-prose");
    const article = prose?.closest("[data-cb-issue]");
    if (!range || !article || text.length < 3) {
      if (issue !== document.activeElement) issue?.remove();
      return;
    }
    issue ??= element("a", { class: "cb-button cb-issue", target: "_blank", rel: "noopener noreferrer" }, [icon("issues"), element("span", {}, ["Report an issue"])]);
    issue.href = issueAddress(article, range, text);
    const box = range.getBoundingClientRect();
    const frameBox = article.getBoundingClientRect();
    issue.style.top = `${Math.round(box.bottom - frameBox.top + 6)}px`;
    issue.style.left = `${Math.round(Math.max(0, Math.min(box.left - frameBox.left, frameBox.width - 170)))}px`;
    article.append(issue);
  }

  /** @param {HTMLElement} article @param {Range} range @param {string} text */
  function issueAddress(article, range, text) {
    const { cbIssue = "", cbTitle = "", cbPath = "" } = article.dataset;
    const quoted = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
    const line = lineAbove(article, range);
    const url = new URL(location.href);
    url.search = "";
    const body = `${quoted.replace(/^/gm, "> ")}\n\nPage: ${url.href}\nFile: ${cbPath}${line && `:${line}`}\n\n`;
    const fill = { title: `Docs: ${cbTitle}`, body };
    return cbIssue.replace(/\{(title|body)\}/g, (_, name) => encodeURIComponent(fill[name].toWellFormed?.() ?? fill[name]));
  }

  /** The line of the last heading above a place, `""` when it is not known. @param {Element} article @param {Range} range */
  function lineAbove(article, range) {
    let line = "";
    for (const heading of article.querySelectorAll("[data-cb-line]")) {
      if (range.comparePoint(heading, 0) > 0) break;
      line = heading.dataset.cbLine;
    }
    return line;
  }

  // ---- Index -----------------------------------------------------------------------------------------------

  /** The filter of the index of documentation. @param {HTMLElement} page */
  function filterable(page) {
    const box = page.querySelector("[data-cb-filter]");
    const shown = page.querySelector("[data-cb-shown]");
    if (!(box instanceof HTMLInputElement) || !shown) return;
    const rows = [...page.querySelectorAll("tbody tr")].map((row) => ({ row, text: (row.textContent ?? "").toLowerCase() }));
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

  // ---- Events ----------------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      clearHits();
      document.querySelector(".cb-versions[open]")?.removeAttribute("open");
    }
    // The button stands at the end of the article; from a selection it is the next stop.
    const free = document.activeElement === document.body || document.activeElement?.contains(getSelection()?.anchorNode ?? null);
    if (event.key === "Tab" && !event.shiftKey && issue?.isConnected && issue !== document.activeElement && free) {
      issue.focus();
      event.preventDefault();
    }
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest(".cb-prose a.headerlink");
    if (link instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey) copyAddress(link);
    const image = event.target.closest(".cb-zoom")?.querySelector("img");
    if (image) enlarge(image);
    const open = document.querySelector(".cb-versions[open]");
    if (open && !open.contains(event.target)) open.removeAttribute("open");
  }

  /** Bring the page's own line of a long navigation into sight. */
  function showCurrent() {
    const current = document.querySelector(".cb-docs-nav [aria-current]");
    const box = current?.closest(".md-sidebar__scrollwrap");
    if (!current || !box) return;
    const below = current.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
    if (below > box.clientHeight) box.scrollTop += below - box.clientHeight / 2;
  }

  /** Once for each page, also when the theme swaps pages without loading them. */
  function onPage() {
    tellDays(document);
    const index = document.querySelector("[data-cb-filtered]");
    if (index instanceof HTMLElement && !index.dataset.cbReady) {
      index.dataset.cbReady = "yes";
      filterable(index);
    }
    const article = document.querySelector("[data-cb-document]");
    if (!(article instanceof HTMLElement) || article.dataset.cbReady) return;
    article.dataset.cbReady = "yes";
    offerEditing(article);
    restoreTabs(article);
    markHits(article);
    draw(article);
    requestAnimationFrame(showCurrent);
  }

  /** Folded parts are printed open. */
  function beforePrint() {
    for (const details of document.querySelectorAll(".cb-prose details:not([open], .cb-diagram-source)")) {
      details.open = true;
      details.dataset.cbPrinted = "yes";
    }
  }

  function afterPrint() {
    for (const details of document.querySelectorAll("details[data-cb-printed]")) {
      details.open = false;
      delete details.dataset.cbPrinted;
    }
  }

  let selecting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(selecting);
    selecting = setTimeout(onSelection, 150);
  });
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  window.addEventListener("keydown", onKey);
  window.addEventListener("message", onDrawn);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  new MutationObserver(() => {
    const article = document.querySelector("[data-cb-document]");
    if (article instanceof HTMLElement) draw(article);
  }).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  if (globalThis.document$) globalThis.document$.subscribe(onPage);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onPage);
  else onPage();
})();

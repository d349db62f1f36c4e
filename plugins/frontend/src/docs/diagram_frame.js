/* The frame in which diagrams are drawn, opened when the first is asked for. */

import { COLOURS } from "../diagrams/messages.js";
import { element } from "../dom.js";
import { ROOT } from "../site.js";

/** @typedef {import("../diagrams/messages.js").Job} Job */
/** @typedef {import("../diagrams/messages.js").Look} Look */

const SCRIPTS = ["assets/callboard/vendor/mermaid-11.17.2.min.js", "assets/callboard/diagrams.js"];

/** @type {HTMLIFrameElement | undefined} */
let frame;

/** @param {MessageEventSource | null} source */
export function isFrame(source) {
  return frame !== undefined && source === frame.contentWindow;
}

/** Have diagrams drawn; the answers come as messages. @param {Job[]} jobs */
export function ask(jobs) {
  const send = () => frame?.contentWindow?.postMessage({ look: look(), jobs }, "*");
  if (frame?.isConnected && frame.dataset.ready) send();
  else openFrame(send);
}

/** @param {() => void} send */
function openFrame(send) {
  frame?.remove();
  frame = element("iframe", { class: "cb-diagram-frame", "aria-hidden": "true", tabindex: "-1", title: "Diagrams" });
  // Files have no origin that a frame without one could read from; the policy holds there too.
  if (location.protocol !== "file:") frame.sandbox.add("allow-scripts");
  frame.srcdoc = source();
  frame.addEventListener("load", () => {
    if (frame) frame.dataset.ready = "yes";
    send();
  });
  // Some drawings are as wide as what they stand in.
  frame.style.width = `${Math.max(600, document.querySelector(".cb-prose")?.clientWidth ?? 0)}px`;
  document.body.append(frame);
}

/** The document of the frame: two scripts, and a policy that lets it load nothing else. */
function source() {
  const nonce = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;
  const scripts = SCRIPTS.map((address) => element("script", { nonce, src: new URL(address, ROOT).href }).outerHTML);
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body>${scripts.join("")}`;
}

/** The colours of the page as any drawing program reads them. @returns {Look} */
function look() {
  const style = getComputedStyle(document.body);
  const pen = document.createElement("canvas").getContext("2d");
  const colour = (/** @type {string} */ name) => {
    if (pen) pen.fillStyle = style.getPropertyValue(`--cb-${name}`);
    return String(pen?.fillStyle ?? "#000000");
  };
  return {
    dark: isDark(),
    font: style.getPropertyValue("--cb-sans").trim(),
    colours: Object.fromEntries(COLOURS.map((name) => [name, colour(name)])),
  };
}

export function isDark() {
  return document.body.dataset.mdColorScheme === "slate";
}

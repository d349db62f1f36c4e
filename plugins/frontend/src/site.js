/* Where the site lies: everything else is relative to that, below any folder and in a folder of files. */

const SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/** The root of the site: every bundle lies in assets/callboard/. */
export const ROOT = new URL("../../", SCRIPT || location.href);

/**
 * The link to an address of the site.
 * @param {string} address relative to the root
 * @returns {string}
 */
export function linkTo(address) {
  return withIndex(new URL(address, ROOT)).href;
}

/** A folder opened from a file has no index page unless it is named. @param {URL} url @returns {URL} */
export function withIndex(url) {
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
}

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * Run a script of the site once, however often it is asked for; one that failed may be asked for again.
 * Data comes as scripts because a page opened from a file may load those and nothing else.
 * @param {string} address relative to the root
 * @returns {Promise<void>}
 */
export function loadScript(address) {
  const known = loading.get(address);
  if (known) return known;
  const promise = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, ROOT).href;
    script.onload = () => resolve(undefined);
    script.onerror = () => {
      loading.delete(address);
      script.remove();
      reject(new Error(`cannot load ${script.src}`));
    };
    document.head.append(script);
  });
  loading.set(address, promise);
  return promise;
}

/* Days, told from today. */

const DAY = 86_400_000;

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const SPANS = [["year", 365], ["month", 30], ["week", 7], ["day", 1]];

/** @param {ParentNode} page */
export function tellDays(page) {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = page.querySelectorAll("time.cb-ago[datetime]:not([title])");
  for (const time of times) {
    const ago = fromNow(time.dateTime, Date.now());
    if (ago === "") continue;
    time.title = ago;
    if (time.closest(".cb-strip-notes > :first-child")) time.after(` (${ago})`);
  }
}

/** @param {string} when a date @param {number} now @returns {string} such as "3 weeks ago", "" where it is no date */
export function fromNow(when, now) {
  const days = Math.round((Date.parse(when) - now) / DAY);
  if (Number.isNaN(days)) return "";
  const [unit, length] = SPANS.find(([, least]) => Math.abs(days) >= least) ?? SPANS[3];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(days / length), unit);
}

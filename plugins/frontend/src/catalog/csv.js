/* A table as a file for spreadsheets (RFC 4180). */

/** @param {string[][]} lines the first is the heading @returns {string} */
export function toCsv(lines) {
  // The mark tells spreadsheets that the file is UTF-8.
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

/** @param {string} text */
function cell(text) {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A spreadsheet runs what looks like a formula, and the texts are strangers'. @param {string} text */
function harmless(text) {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

/* How Mermaid draws: strictly, within limits, and in the colours of the page. */

import { series } from "./colours.js";

const MOST_LETTERS = 50_000;
const MOST_EDGES = 500;

/** What no diagram may set: security, limits, and the looks, which are the portal's. */
const SECURE = [
  "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "dompurifyConfig",
  "theme", "themeVariables", "themeCSS", "darkMode", "fontFamily", "altFontFamily", "htmlLabels", "logLevel",
  "arrowMarkerAbsolute", "legacyMathML", "forceLegacyMathML", "deterministicIds", "deterministicIDSeed",
];

/** @param {import("./messages.js").Look} look @returns {Record<string, unknown>} what Mermaid is initialized with */
export function settings({ dark, font, colours }) {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    secure: SECURE,
    maxTextSize: MOST_LETTERS,
    maxEdges: MOST_EDGES,
    suppressErrorRendering: true,
    logLevel: "fatal",
    htmlLabels: true,
    flowchart: { htmlLabels: true },
    fontFamily: font,
    theme: "base",
    themeVariables: { darkMode: dark, fontFamily: font, ...painted(colours), ...series(colours) },
  };
}

/** @param {Record<string, string>} colours */
function painted(colours) {
  return {
    background: colours.paper,
    mainBkg: colours["accent-soft"],
    primaryColor: colours["accent-soft"],
    primaryTextColor: colours.text,
    primaryBorderColor: colours.accent,
    secondaryColor: colours["surface-strong"],
    secondaryTextColor: colours.text,
    secondaryBorderColor: colours["line-strong"],
    tertiaryColor: colours.surface,
    tertiaryTextColor: colours.text,
    tertiaryBorderColor: colours["line-strong"],
    lineColor: colours.muted,
    textColor: colours.text,
    titleColor: colours.text,
    edgeLabelBackground: colours.paper,
    clusterBkg: colours.surface,
    clusterBorder: colours["line-strong"],
    noteBkgColor: colours["warn-soft"],
    noteTextColor: colours.text,
    noteBorderColor: colours["line-strong"],
    errorBkgColor: colours.paper,
    errorTextColor: colours.bad,
  };
}

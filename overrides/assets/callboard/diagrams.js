/*
 * Draws Mermaid diagrams inside the frame that docs.js opens: a document without an origin, which may load
 * nothing. What it is sent is text, what it answers is text.
 */
(() => {
  "use strict";

  const MOST_LETTERS = 50_000;
  const MOST_EDGES = 500;
  /** What no diagram may set: security, limits, and the looks, which are the portal's. */
  const SECURE = [
    "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "dompurifyConfig",
    "theme", "themeVariables", "themeCSS", "darkMode", "fontFamily", "altFontFamily", "htmlLabels", "logLevel",
    "arrowMarkerAbsolute", "legacyMathML", "forceLegacyMathML", "deterministicIds", "deterministicIDSeed",
  ];

  /** The colours of kinds tell parts of a pie, branches and sections apart. @param {Record<string, string>} colours */
  function series(colours) {
    const mixed = (/** @type {string} */ colour) => `#${[1, 3, 5].map((at) => mixedByte(colour, colours.paper, at)).join("")}`;
    const own = ["component", "api", "resource", "system", "group", "domain"].map((name) => colours[name]);
    const variables = {};
    for (let i = 0; i < 12; i += 1) {
      const colour = own[i % own.length];
      Object.assign(variables, { [`pie${i + 1}`]: colour, [`cScale${i}`]: mixed(colour), [`cScaleLabel${i}`]: colours.text });
      Object.assign(variables, { [`git${i}`]: colour, [`gitBranchLabel${i}`]: colours.paper, [`gitInv${i}`]: colours.paper });
    }
    return {
      ...variables, pieSectionTextColor: colours.paper, pieStrokeColor: colours.paper, pieOuterStrokeColor: colours.paper,
      pieOpacity: "1", xyChart: { plotColorPalette: own.join(", ") },
    };
  }

  /** A third of one colour and two of the other. @param {string} one @param {string} other @param {number} at */
  function mixedByte(one, other, at) {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16) || 0);
    return Math.round((a + 2 * b) / 3).toString(16).padStart(2, "0");
  }

  /** @param {{dark: boolean, font: string, colours: Record<string, string>}} look */
  function prepare({ dark, font, colours }) {
    globalThis.mermaid.initialize({
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
      themeVariables: {
        darkMode: dark,
        fontFamily: font,
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
        ...series(colours),
      },
    });
  }

  /** @param {{id: number, text: string}} job */
  async function draw({ id, text }) {
    const { svg } = await globalThis.mermaid.render(`diagram-${id}`, text);
    // Parsed where nothing runs and nothing loads.
    const drawing = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    if (!drawing) throw new Error("nothing was drawn");
    const [, , width, height] = (drawing.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
    // A picture needs a size of its own, not that of the column it was drawn in.
    drawing.setAttribute("width", String(width || 600));
    drawing.setAttribute("height", String(height || 400));
    drawing.style.maxWidth = "";
    return {
      id,
      svg: new XMLSerializer().serializeToString(drawing),
      width: width || 600,
      height: height || 400,
      title: `Diagram (${drawing.getAttribute("aria-roledescription") ?? "Mermaid"})`,
      words: described(drawing),
    };
  }

  /** What the author called the drawing, and said of it. @param {SVGElement} drawing */
  function described(drawing) {
    const parts = ["title", "desc"].map((name) => drawing.querySelector(`:scope > ${name}`)?.textContent?.trim());
    return parts.filter(Boolean).join(". ").slice(0, 1000);
  }

  addEventListener("message", async ({ source, data }) => {
    if (source !== parent) return;
    prepare(data.look);
    for (const job of data.jobs) {
      try {
        parent.postMessage(await draw(job), "*");
      } catch (error) {
        parent.postMessage({ id: job.id, problem: String(error?.message ?? error) }, "*");
      }
    }
  });
})();

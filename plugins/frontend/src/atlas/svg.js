/* Elements of drawings, made without markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {SVGElementTagNameMap[T]}
 */
export function shape(tag, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** @type {Map<string, (text: string) => number>} */
const measures = new Map();

/**
 * What measures texts in the font of an element.
 * @param {Element} element
 * @param {number} size in pixels
 * @param {number} [weight]
 * @returns {(text: string) => number}
 */
export function measureIn(element, size, weight = 500) {
  const font = `${weight} ${size}px ${getComputedStyle(element).fontFamily}`;
  let measure = measures.get(font);
  if (measure === undefined) {
    const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    measure = (text) => {
      context.font = font;
      return context.measureText(text).width;
    };
    measures.set(font, measure);
  }
  return measure;
}

// Building nodes. Text always goes through textContent: data from a learner is never HTML.

const SVG = "http://www.w3.org/2000/svg";

/** make("button", {class: "key", "data-action": "play", onclick}, "Play", child, ...)
 * @param {string} tag
 * @param {Record<string, any>} attributes Those that begin with "on" are listeners.
 * @param {...(Node | string | null | undefined)} children Null and undefined are left out.
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same for a node of a drawing.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {...(Node | string | null | undefined)} children
 * @returns {SVGElement}
 */
export function draw(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else setAttribute(node, name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Set, or with null, undefined and false remove, an attribute; touches the DOM only on change.
 * @param {Element} node
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else {
    const text = value === true ? "true" : String(value);
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

/** Its text, written only where it is another.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * The heading that a node of the page stands below: what it belongs to, in words.
 * @param {Node} node
 * @returns {string}
 */
export function headingOf(node) {
  let at = node;
  while (at.getRootNode() instanceof ShadowRoot) at = at.getRootNode().host;
  const isBefore = (heading) => heading.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
  const headings = [...document.querySelectorAll(".stMain :is(h1, h2, summary)")].filter(isBefore);
  // Behind the name of a lesson stands its name in the other language.
  return headings.at(-1)?.firstChild?.textContent.trim() ?? "";
}

/** @returns {boolean} */
export const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

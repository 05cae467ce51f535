// No word of a slide is smaller than the last row can read. A page's text and drawings have sizes for a screen
// at arm's length: whatever is smaller than the least gets that, so that no drawing needs a rule of its own for
// the class. Components, in their own roots, see to it in their sheets.

import { shown } from "./shown.js";

/** In pixels before the slide is enlarged by a quarter. */
const LEAST = 16;
/** Cells with numbers, on a screen of 1280 by 720. */
const LEAST_CELL = 62;
const SMALL_BY_MEANING = "sub, sup, .katex *, math *, .formula *, [data-small-print], [data-small-print] *";

/** Enlarges what is too small.
 * @param {HTMLElement} slide
 */
export function readable(slide) {
  const zoom = slide.currentCSSZoom ?? 1;
  for (const node of slide.querySelectorAll("*")) {
    if (!hasWords(node) || node.matches(SMALL_BY_MEANING) || node instanceof SVGElement) continue;
    const least = (LEAST * zoom) / (node.currentCSSZoom ?? 1);
    if (parseFloat(getComputedStyle(node).fontSize) < least) node.style.fontSize = `${least}px`;
  }
}

/** Whether the numbers of a grid are too small for a class, however the slide was fitted.
 * @param {HTMLElement} slide
 * @returns {boolean}
 */
export function isTooSmall(slide) {
  const zoom = Number(getComputedStyle(slide).getPropertyValue("--z")) || 1;
  const isSmall = (cell) => {
    const { height } = cell.getBoundingClientRect();
    const isRead = cell.textContent.trim() && parseFloat(getComputedStyle(cell).fontSize) > 0;
    return isRead && height > 1 && height / zoom < LEAST_CELL;
  };
  const cellsIn = ({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("[role=gridcell]") ?? [])];
  return shown(slide, "*").some((node) => cellsIn(node).some(isSmall));
}

const hasWords = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());

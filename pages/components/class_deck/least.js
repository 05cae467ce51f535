// No word of a slide is smaller than the last row can read. A page's text and drawings have sizes for a screen
// at arm's length: whatever is smaller than the least gets that, so that no drawing needs a rule of its own for
// the class. Components, in their own roots, see to it in their sheets.

/** In pixels before the slide is enlarged by a quarter. */
const LEAST = 16;
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

const hasWords = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());

// The title of a slide: as large as it may be in few lines.

const SIZES = [38, 32, 28];

/**
 * @param {HTMLElement} node
 * @param {boolean} isAlone Whether nothing but the options stands below it: it may take two lines.
 */
export function fitTitle(node, isAlone) {
  const lines = isAlone ? 2 : 1;
  for (const size of SIZES) {
    node.style.fontSize = `${size}px`;
    if (linesOf(node) <= lines) return;
  }
}

function linesOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const height = range.getBoundingClientRect().height / (node.currentCSSZoom ?? 1);
  return Math.round(height / (parseFloat(getComputedStyle(node).fontSize) * 1.25));
}

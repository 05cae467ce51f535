// A sum written out, each number in the colour of the grid it comes from.

import { bracketed, formatNumber } from "../pure/numbers.js";
import { make, setAttribute } from "./dom.js";

/**
 * terms: [{x, weight, operator: "×" | "+", spot?, is_left_out?, changed?}]; returns nodes.
 * Products with weight 0 may be dropped. A term left out is struck; a changed one is marked.
 */
export function sumNodes(terms, total, { dropZeros = true } = {}) {
  const isShown = (term) => term.weight !== 0 || term.operator === "+" || term.changed;
  const shown = dropZeros ? terms.filter(isShown) : terms;
  const nodes = [];
  for (const term of shown.length ? shown : terms.slice(0, 1)) {
    if (nodes.length) nodes.push(make("span", { class: "plus" }, " + "));
    nodes.push(termNode(term));
  }
  nodes.push(make("span", { class: "plus" }, " = "), make("b", { class: "total" }, formatNumber(total)));
  return nodes;
}

function termNode({ x, weight, operator, spot, is_left_out: isLeftOut, changed }) {
  const isNothing = operator === "×" && (x === 0 || weight === 0);
  const node = make(
    isLeftOut ? "del" : "span",
    { class: isNothing ? "term nothing" : "term" },
    make("span", { class: "of-input" }, bracketed(x)),
    operator,
    make("span", { class: "of-kernel" }, bracketed(weight)),
  );
  if (spot) setAttribute(node, "data-spot", spot.join());
  setAttribute(node, "data-changed", Boolean(changed));
  return node;
}

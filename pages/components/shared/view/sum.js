// A sum written out, each number in the colour of the matrix it comes from.

import { make, setAttribute } from "./dom.js";

/** @typedef {import("../pure/sum.js").Token} Token */

/** One node a product, text between them, and last what they add up to.
 * @param {Token[]} tokens
 * @returns {(Node | string)[]}
 */
export function sumNodes(tokens) {
  const nodes = [];
  let open = null;
  for (const token of tokens) {
    if (token.term === undefined) nodes.push(token.role === "output" ? totalNode(token) : token.text);
    else if (token.term === open) nodes.at(-1).append(numberNode(token));
    else nodes.push(productNode(token));
    open = token.term;
  }
  return nodes;
}

const totalNode = ({ text, mark }) => make("b", { class: "total", "data-masked": mark === "masked" }, text);

function productNode(token) {
  return make(
    token.mark === "left_out" ? "del" : "span",
    {
      class: token.mark === "nothing" ? "term nothing" : "term",
      "data-term": token.term,
      "data-changed": token.mark === "changed",
    },
    make("span", { class: "plus" }, token.text),
  );
}

const numberNode = ({ role, text }) => make("span", { class: role ? `of-${role}` : "times" }, text);

/** Ring the products that belong to the cell pointed at.
 * @param {HTMLElement} node Holds written-out sums.
 * @param {{terms: Set<string>}} rings
 */
export function ringTerms(node, rings) {
  for (const term of node.querySelectorAll("[data-term]")) {
    setAttribute(term, "data-ring", rings.terms.has(term.dataset.term));
  }
}

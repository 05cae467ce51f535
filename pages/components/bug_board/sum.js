// A sum written out, each number in the colour of the grid it comes from.

/** terms: [{x, weight, operator: "×" | "+"}]; returns nodes. Products with weight 0 may be dropped. */
function sumNodes(terms, total, { dropZeros = true } = {}) {
  const shown = dropZeros ? terms.filter((term) => term.weight !== 0 || term.operator === "+") : terms;
  const nodes = [];
  for (const term of shown.length ? shown : terms.slice(0, 1)) {
    if (nodes.length) nodes.push(make("span", { class: "plus" }, " + "));
    nodes.push(termNode(term));
  }
  nodes.push(make("span", { class: "plus" }, " = "), make("b", { class: "total" }, formatNumber(total)));
  return nodes;
}

function termNode({ x, weight, operator }) {
  const isNothing = operator === "×" && (x === 0 || weight === 0);
  return make(
    "span",
    { class: isNothing ? "term nothing" : "term" },
    make("span", { class: "of-input" }, bracketed(x)),
    operator,
    make("span", { class: "of-kernel" }, bracketed(weight)),
  );
}

/** A negative number inside a sum stands in brackets. */
function bracketed(value) {
  const shown = formatNumber(value);
  return shown.startsWith(MINUS) ? `(${shown})` : shown;
}

/** The same sum as plain text. */
function sumText(terms, total, options) {
  return sumNodes(terms, total, options).map((node) => node.textContent).join("");
}

// The products and the written-out sum of one window.

import { bracketed, formatNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

/** One product: "7x1" with both numbers in the colour of their role. */
function termNode(term, isFirst) {
  const plus = make("span", { class: "plus" }, isFirst ? "" : "+ ");
  return make(
    "span",
    { class: term.w === 0 ? "term zero" : "term", "data-u": term.u, "data-v": term.v },
    plus,
    make("span", { class: "x" }, isFirst ? formatNumber(term.x) : bracketed(term.x)),
    make("span", { class: "times" }, "\u00d7"),
    make("span", { class: "w" }, bracketed(term.w)),
  );
}

/** The terms in the kernel's own lines, so that each stands beside its row of the kernel. */
export class TermsView {
  constructor() {
    this.heading = make("div", { class: "name" });
    this.body = make("div", { class: "terms-body", "aria-hidden": "true" });
    this.node = make("section", { class: "terms" }, this.heading, this.body);
  }

  /** A font of 0: not shown. */
  update(strings, lines, cell, font) {
    setAttribute(this.node, "hidden", !font);
    if (!font) return;
    this.body.style.setProperty("--font", `${font}px`);
    setText(this.heading, strings.terms);
    this.body.style.setProperty("--cell", `${cell}px`);
    this.body.style.setProperty("--cols", lines.length);
    this.body.replaceChildren(
      ...lines.map((line, u) =>
        make("div", { class: "term-row" }, ...line.map((term, v) => termNode(term, u === 0 && v === 0))),
      ),
    );
  }
}

/** Row and column, then the sum without the terms whose weight is 0, then the result. */
export class SumView {
  constructor() {
    this.where = make("span", { class: "where" });
    this.text = make("span", { class: "sum-text" });
    this.result = make("span", { class: "result" });
    this.line = make("span", { class: "sum-line" }, this.text, this.result);
    this.node = make(
      "div",
      { class: "sum", role: "status", "aria-live": "polite" },
      this.where,
      make("span", { class: "sr" }, ": "),
      this.line,
    );
  }

  update(strings, place, lines, total) {
    if (place === null) {
      setText(this.where, "");
      this.text.replaceChildren();
      setText(this.result, "");
      return;
    }
    setText(this.where, fillSlots(strings.where, { row: place.row + 1, column: place.col + 1 }));
    const kept = lines.flat().filter((term) => term.w !== 0);
    const nodes = kept.map((term, i) => termNode(term, i === 0));
    this.text.replaceChildren(...(nodes.length ? nodes.flatMap((node) => [node, " "]) : ["0 "]), "= ");
    setText(this.result, total === null ? "?" : formatNumber(total));
    setAttribute(this.result, "data-masked", total === null);
    setAttribute(this.node, "data-length", kept.length > 18 ? "long" : kept.length > 6 ? "medium" : null);
  }
}

// Row and column, then the sum without the products whose weight is 0 (or the rule of the step with
// all its numbers), then the result; below it what another rule makes of the same window.

import { cellOf } from "../../shared/pure/cells.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { ruleTokens, sumTokens } from "../../shared/pure/sum.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { ringTerms, sumNodes } from "../../shared/view/sum.js";

const LONG_FROM = 19;
const MEDIUM_FROM = 7;

/** Of the shown step; a result that a question hides is a question mark. @implements {import("../parts.js").Part} */
export class Sum {
  static place = "stage";
  static area = "sum";
  /** On a phone it stays with the buttons, under the thumb. */
  static docks = true;

  constructor() {
    this.where = make("span", { class: "where" });
    this.text = make("span", { class: "sum-text" });
    this.line = make("span", { class: "sum-line" });
    this.other = make("span", { class: "sum-other" });
    this.node = make(
      "div",
      { class: "sum", role: "status", "aria-live": "polite" },
      this.where,
      make("span", { class: "sr" }, ": "),
      this.line,
      this.other,
    );
  }

  update({ words, now, isMasked, rings }) {
    this.write(words, now, isMasked);
    ringTerms(this.node, rings);
  }

  point(screen, moved) {
    if (moved) this.update(screen);
    else ringTerms(this.node, screen.rings);
  }

  write(words, now, isMasked) {
    if (now === null) {
      setText(this.where, "");
      this.line.replaceChildren();
      this.other.replaceChildren();
      return;
    }
    const { row, col } = cellOf(now.target);
    const { key, values } = now.where ?? { key: "where", values: { row: row + 1, column: col + 1 } };
    setText(this.where, fillSlots(words[key], values));
    const tokens = tokensOf(now, isMasked);
    const nodes = sumNodes(tokens);
    const count = new Set(tokens.map((token) => token.term)).size - 1;
    this.other.replaceChildren(...(now.other ? sumNodes(tokensOf(now.other, isMasked)) : []));
    this.text.replaceChildren(...nodes.slice(0, -1));
    this.line.replaceChildren(this.text, nodes.at(-1));
    setAttribute(this.node, "data-length", count >= LONG_FROM ? "long" : count >= MEDIUM_FROM ? "medium" : null);
  }
}

function tokensOf(step, isMasked) {
  const total = isMasked(step.target) ? null : step.total;
  if (!step.rule) return sumTokens(step.terms, total, { isHidden: isMasked });
  const terms = step.terms.map((term) => (term.cells.some(isMasked) ? { ...term, text: term.hidden ?? "?" } : term));
  return ruleTokens({ ...step, terms }, total);
}

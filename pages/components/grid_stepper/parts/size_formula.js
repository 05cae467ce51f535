// The size of an output as a formula with the numbers under its symbols: one line while height and
// width agree in all of them, else one for each.

import { make, setAttribute } from "../../shared/view/dom.js";
import { axesAgree } from "../arrange.js";

const SIDES = ["height", "width"];

/**
 * What both formulas are: each has `equation(words, axis)`, which gives the `columns` between its ends and how
 * they are `spoken`, and `sentence(words, axis, side, name)`, a paragraph below. side: 0 for the rows, 1 for the
 * columns; null, like its name, where one line stands for both.
 * @implements {import("../parts.js").Part}
 */
export class SizeFormula {
  static place = "stage";
  static area = "formula";

  constructor() {
    this.node = make("div", { class: "formula", "data-testid": "formula" });
  }

  update({ words, scene }) {
    setAttribute(this.node, "hidden", Boolean(scene.problem));
    if (scene.problem) return;
    const lines = axesAgree(scene.axes)
      ? this.lines(words, scene.axes[0], null, null)
      : scene.axes.flatMap((axis, side) => this.lines(words, axis, side, words[SIDES[side]]));
    this.node.replaceChildren(...lines);
  }

  lines(words, axis, side, name) {
    const { columns, spoken } = this.equation(words, axis);
    const node = make("div", { class: "equation" }, name && make("span", { class: "side-name" }, name), ...columns);
    setAttribute(node, "aria-label", name ? `${name}: ${spoken}` : spoken);
    return [node, this.sentence(words, axis, side, name)];
  }
}

/** A symbol with its number below it.
 * @param {"" | "input" | "kernel" | "output" | "padding" | "stride"} role Whose colour it has.
 * @param {Node | string} symbol
 * @param {number | string} number
 * @returns {HTMLElement}
 */
export function column(role, symbol, number) {
  return make(
    "span",
    { class: `column ${role && `role-${role}`}` },
    make("span", { class: "symbol" }, symbol),
    make("b", {}, String(number)),
  );
}

/** A kernel from one end to the other, spread by its dilation.
 * @param {number} dilation
 * @param {number} kernel Its size.
 * @returns {[HTMLElement, string]} The symbol and the number.
 */
export function spread(dilation, kernel) {
  if (dilation === 1) return [make("var", {}, "F"), `${kernel}`];
  const [d, f] = ["D", "F"].map((letter) => make("var", {}, letter));
  return [make("span", {}, "[", d, "(", f, "\u22121)+1]"), `[${dilation}\u00b7(${kernel}\u22121)+1]`];
}

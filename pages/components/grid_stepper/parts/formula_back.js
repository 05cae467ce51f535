// The size of a transposed convolution with the numbers under its symbols, and which sizes of the
// forward convolution it leads back to.

import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute } from "../../shared/view/dom.js";
import { axesAgree } from "../arrange.js";
import { comesFrom } from "../operators/stamp_axis.js";
import { column } from "./formula.js";

const SIDES = ["height", "width"];

export class FormulaBack {
  static place = "stage";
  static area = "formula";

  constructor() {
    this.node = make("div", { class: "formula", "data-testid": "formula" });
  }

  update({ words, scene }) {
    setAttribute(this.node, "hidden", Boolean(scene.problem));
    if (scene.problem) return;
    const lines = axesAgree(scene.axes)
      ? formulaOf(words, scene.axes[0], null)
      : scene.axes.flatMap((axis, i) => formulaOf(words, axis, words[SIDES[i]]));
    this.node.replaceChildren(...lines);
  }
}

/** @param {string | null} name Of the side; null: both. */
const formulaOf = (words, axis, name) => [equation(words, axis, name), sentence(words, axis, name)];

function equation(words, axis, name) {
  const { size, stride, padding, kernel_size: kernel, dilation, extent, output_padding: extra, out } = axis;
  const isSpread = dilation > 1;
  const spread = isSpread ? `[${dilation}\u00b7(${kernel}\u22121)+1]` : `${kernel}`;
  const node = make(
    "div",
    { class: "equation" },
    name && make("span", { class: "side-name" }, name),
    column("output", make("var", {}, words.out), String(out)),
    column("", "=", "="),
    column("input", make("span", {}, "(", make("var", {}, "N"), " \u2212 1)"), `(${size} \u2212 1)`),
    column("", "\u00b7", "\u00b7"),
    column("stride", make("var", {}, "S"), String(stride)),
    column("", "\u2212", "\u2212"),
    column("padding", make("span", {}, "2", make("var", {}, "P")), `2\u00b7${padding}`),
    column("", "+", "+"),
    column("kernel", make("var", {}, isSpread ? "[D(F\u22121)+1]" : "F"), spread),
    column("", "+", "+"),
    column("", make("code", {}, "output_padding"), String(extra)),
  );
  const spoken = `(${size} - 1) * ${stride} - 2 * ${padding} + ${extent} + ${extra} = ${out}`;
  setAttribute(node, "aria-label", name ? `${name}: ${spoken}` : spoken);
  return node;
}

function sentence(words, axis, name) {
  const { size, out } = axis;
  const sizes = comesFrom(axis);
  const key = !sizes.includes(out) ? "comes_from_none" : sizes.length > 1 ? "comes_from_many" : "comes_from_one";
  const values = { sizes: sizes.join(words.or_size), size, out, extra: axis.output_padding };
  return make("p", { class: "remainder" }, name && make("b", {}, `${name} `), fillSlots(words[key], values));
}

// The size of a transposed convolution, and which sizes of the forward convolution it leads back to.

import { fillSlots } from "../../shared/pure/slots.js";
import { make } from "../../shared/view/dom.js";
import { comesFrom } from "../operators/stamp_axis.js";
import { column, SizeFormula, spread } from "./size_formula.js";

/** Of the axes of a kernel that stamps. @implements {import("../parts.js").Part} */
export class FormulaBack extends SizeFormula {
  equation(words, axis) {
    const { size, stride, padding, kernel_size: kernel, dilation, extent, output_padding: extra, out } = axis;
    const columns = [
      column("output", words.out, out),
      column("", "=", "="),
      column("input", make("span", {}, "(", make("var", {}, "N"), " \u2212 1)"), `(${size} \u2212 1)`),
      column("", "\u00b7", "\u00b7"),
      column("stride", make("var", {}, "S"), stride),
      column("", "\u2212", "\u2212"),
      column("padding", make("span", {}, "2", make("var", {}, "P")), `2\u00b7${padding}`),
      column("", "+", "+"),
      column("kernel", ...spread(dilation, kernel)),
      column("", "+", "+"),
      column("", make("code", {}, "output_padding"), extra),
    ];
    const spoken = `(${size} - 1) * ${stride} - 2 * ${padding} + ${extent} + ${extra} = ${out}`;
    return { columns, spoken };
  }

  sentence(words, axis, _side, name) {
    const { size, out } = axis;
    const sizes = comesFrom(axis);
    const key = !sizes.includes(out) ? "comes_from_none" : sizes.length > 1 ? "comes_from_many" : "comes_from_one";
    const values = { sizes: sizes.join(words.or_size), size, out, extra: axis.output_padding };
    return make("p", { class: "remainder" }, name && make("b", {}, `${name} `), fillSlots(words[key], values));
  }
}

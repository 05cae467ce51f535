// The loss written out: half of all squared misses.

import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { make } from "../../shared/view/dom.js";

/** Of `scene.loss`. @implements {import("../parts.js").Part} */
export class Loss {
  static place = "stage";
  static area = "loss";

  constructor() {
    this.node = make("div", { class: "loss-line" });
  }

  update({ scene, words }) {
    const squares = scene.grids.grad_out.values.flat().map((miss) => `${bracketed(miss)}\u00b2`);
    this.node.replaceChildren(
      make("span", { class: "where" }, words.loss_is),
      make("var", {}, "L"),
      ` = \u00bd (${squares.join(" + ")}) = `,
      make("b", {}, formatNumber(scene.loss)),
    );
  }
}

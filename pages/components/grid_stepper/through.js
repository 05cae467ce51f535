// The stage of a block: forward above, what comes back below, each gradient under what it belongs to.

import { make, prefersReducedMotion } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { Matrix } from "./parts/matrix.js";
import { arrangeThrough } from "./through_arrange.js";

const FORWARD = ["x", "\u2299", "weight", "\u2192", "out", "\u2192", "relu", "\u2192", "pool", "\u2212", "target"];
const BACK = ["grad_weight", "\u2190", "grad_out", "\u2190", "grad_relu", "\u2190", "grad_pool"];

/** `node` holds all of it. */
export class Through {
  /**
   * @param {import("./parts.js").Figure} figure
   * @param {import("./parts.js").Part[]} parts What else stands on the stage.
   */
  constructor(figure, parts) {
    this.matrices = {};
    const item = (row) => (id, i) => {
      const grid = figure.scene.grids[id];
      const node = grid
        ? this.matrix(id, grid.role, figure)
        : make("span", { class: "joining", "aria-hidden": "true" }, id);
      if (grid) node.dataset.of = id;
      node.style.gridArea = grid ? id.replace("_", "-") : `${row}-${i}`;
      return node;
    };
    this.node = make(
      "div",
      { class: "stage through-stage" },
      ...FORWARD.map(item("to")),
      ...BACK.map(item("back")),
      ...parts.map((part) => part.node),
    );
  }

  matrix(id, role, figure) {
    this.matrices[id] = new Matrix(id, role, figure);
    return this.matrices[id].node;
  }

  /** Where everything stands, at this width. */
  arrange(width, { grids }) {
    const cells = (id) => grids[id].values[0].length;
    return arrangeThrough(width, FORWARD.filter((id) => grids[id]).map(cells), isClass());
  }

  update(screen) {
    this.node.classList.toggle("animated", screen.animate);
    for (const matrix of Object.values(this.matrices)) matrix.update(screen, screen.arrangement.cell);
  }

  /** @param {boolean} moved Whether another step is shown than before. */
  point(screen, moved) {
    for (const matrix of Object.values(this.matrices)) matrix.point(screen, moved);
  }

  showOutput() {
    const { node } = this.matrices.grad_out;
    node.scrollIntoView({ block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }
}

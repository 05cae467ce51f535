// The line from the result of the sum up into the cell it fills; only where both stand side by side.

import { cellOf } from "../../shared/pure/cells.js";
import { draw, setAttribute } from "../../shared/view/dom.js";
import { inNextFrame } from "../../shared/view/room.js";

const BEND = 8;

/** @implements {import("../parts.js").Part} */
export class Wire {
  static place = "stage";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.path = draw("path", { class: "wire" });
    this.node = draw("svg", { class: "wires", "aria-hidden": "true" }, this.path);
  }

  point(screen, moved) {
    if (moved) this.update(screen);
  }

  /** Placed in the frame that shows the rest, which lays everything out anyway: no gesture waits for it. */
  update({ arrangement, now }) {
    const target = now && cellOf(now.target);
    cancelAnimationFrame(this.frame);
    if (arrangement.kind === "row" && target?.col === 0) this.frame = inNextFrame(() => this.lay(target));
    else setAttribute(this.node, "hidden", true);
  }

  destroy() {
    cancelAnimationFrame(this.frame);
  }

  lay({ grid, row, col }) {
    const stage = this.node.parentNode;
    const matrix = this.figure.stage.matrices[grid].grid;
    const home = stage.getBoundingClientRect();
    const text = stage.querySelector(".sum-text").getBoundingClientRect();
    const from = stage.querySelector(".sum .total").getBoundingClientRect();
    const to = matrix.cellNode(row, col).getBoundingClientRect();
    const [x0, y0] = [from.right - home.left + 12, from.top - home.top + from.height / 2];
    const x1 = matrix.node.getBoundingClientRect().left - home.left - 20;
    const y1 = to.top - home.top + to.height / 2;
    // Where the sum takes two lines, the way up would lead through its first.
    const isOneLine = from.top - text.top < from.height / 2;
    const isClear = x0 < x1 && y0 > y1 && isOneLine;
    setAttribute(this.node, "hidden", !isClear);
    if (!isClear) return;
    const end = to.left - home.left - 5;
    setAttribute(
      this.path,
      "d",
      `M${x0} ${y0}H${x1 - BEND}q${BEND} 0 ${BEND} ${-BEND}V${y1 + BEND}q0 ${-BEND} ${BEND} ${-BEND}H${end}m-7 -6l7 6l-7 6`,
    );
  }
}

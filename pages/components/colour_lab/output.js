// The output map of one kernel, with its name, by which it is chosen, and its scale.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { Legend } from "../shared/view/legend.js";
import { paintMap } from "../shared/view/pixels.js";
import { Screen } from "../shared/view/screen.js";

/** A map, the button that chooses its kernel, and what its colours stand for. */
export class Output {
  /**
   * @param {number} index Of its kernel.
   * @param {object} handlers choose(index); point(row, col): the pixel of the picture below a cell of the map;
   *   nudge and jump as of a Screen.
   */
  constructor(index, { choose, point, nudge, jump }) {
    this.index = index;
    this.screen = new Screen("output", {
      point: (row, col) => point(row + this.half, col + this.half),
      nudge,
      jump,
    });
    this.name = make("button", {
      "data-sets": "photo_kernel",
      type: "button",
      class: "chip",
      "data-action": `kernel-${index + 1}`,
      onclick: () => choose(index),
    });
    this.kind = make("span", { class: "caption" });
    this.legend = new Legend();
    this.node = make(
      "div",
      { class: "output", "data-kernel": index + 1 },
      make("div", { class: "row-of" }, this.name, this.kind),
      this.screen.node,
      this.legend.node,
    );
  }

  /**
   * @param {{found: object, side: number, kind: string, isChosen: boolean, strings: Record<string, string>,
   *   palette: object}} view found: what `applied` returned; kind: what the kernel is called.
   */
  update({ found, side, kind, isChosen, strings, palette }) {
    this.half = (side - 1) / 2;
    const number = this.index + 1;
    setText(this.name, fillSlots(strings.kernel_number, { number }));
    setAttribute(this.name, "aria-pressed", String(isChosen));
    setText(this.kind, kind);
    paintMap(this.screen.canvas, found.out, found.scale, palette);
    this.screen.label(fillSlots(strings.output_label, { number }));
    this.legend.update(found.scale, found.out.width);
  }

  /** @param {{row: number, col: number}} middle Of the window, as a pixel of the picture. */
  place({ row, col }) {
    this.screen.markAt(row - this.half, col - this.half, 1);
  }
}

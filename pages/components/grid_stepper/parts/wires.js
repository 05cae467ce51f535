// The lines from the lanes into one plus; only where the sum stands beside them.

import { draw, make, setAttribute } from "../../shared/view/dom.js";
import { inNextFrame } from "../../shared/view/room.js";

const PLUS = 26;

/** `node` stands between the lanes and the sum. */
export class Wires {
  constructor() {
    this.svg = draw("svg", { class: "lane-wires" });
    this.plus = make("span", { class: "lane-plus" }, "+");
    this.node = make("div", { class: "wires-space", "aria-hidden": "true" }, this.svg, this.plus);
  }

  /** Placed in the frame that shows the rest: no gesture waits for it.
   * @param {boolean} isShown
   * @param {HTMLElement[]} from Where the lines begin.
   * @param {HTMLElement} to Beside which they meet.
   */
  update(isShown, from, to) {
    setAttribute(this.node, "hidden", !isShown);
    cancelAnimationFrame(this.frame);
    if (isShown) this.frame = inNextFrame(() => this.lay(from, to));
  }

  lay(from, to) {
    const home = this.node.getBoundingClientRect();
    const middle = (node) => {
      const { top, height } = node.querySelector(".grid").getBoundingClientRect();
      return top + height / 2 - home.top;
    };
    const end = middle(to);
    const x = home.width - PLUS;
    this.plus.style.top = `${end - PLUS / 2}px`;
    this.svg.replaceChildren(
      ...from.map((node) => {
        const y = middle(node);
        return draw("path", { d: `M6 ${y}C${x * 0.7} ${y} ${x * 0.4} ${end} ${x - 2} ${end}` });
      }),
    );
  }
}

// The stamps of a row read off the output, and what of them is kept.

import { fillSlots } from "../../shared/pure/slots.js";
import { OneRuler } from "./one_ruler.js";

/** While the figure reads in stamps. @implements {import("../parts.js").Part} */
export class StampRuler {
  static place = "matrix";
  static of = "out";

  constructor() {
    this.below = new OneRuler("columns");
  }

  /** @param {import("./matrix.js").Matrix} matrix The one whose cells it counts. */
  join(matrix) {
    matrix.node.append(this.below.node);
  }

  point(screen, moved) {
    if (moved) this.update(screen);
  }

  update({ words, scene, settings, now, arrangement }) {
    const isShown = !scene.problem && settings.reading === "stamp";
    const stamp = now?.frames.find(({ grid }) => grid === "x")?.col;
    this.below.update(isShown ? measureOf(words, scene.axes[1], stamp) : null, arrangement.small);
  }
}

/** @param {import("../operators/stamp_axis.js").StampAxis} axis
 * @param {number} [current] Which stamp of the row; none where an output is pointed at.
 * @returns {import("./one_ruler.js").Measure}
 */
function measureOf(words, { size, stride, extent, drawn, padding, out }, current) {
  const beyond = drawn - padding - out;
  return {
    cells: drawn,
    lanes: Math.min(Math.ceil(extent / stride), size),
    bars: Array.from({ length: size }, (_, i) => ({
      start: i * stride,
      span: extent,
      state: i === current ? "now" : null,
    })),
    captions: current === undefined ? [] : [fillSlots(words.ruler_stamp, { n: current + 1 })],
    scale: [
      { span: padding, text: `P = ${padding}`, kind: "pad" },
      { span: out, text: `${words.out} = ${out}`, kind: "output" },
      { span: beyond, text: beyond === padding ? `P = ${beyond}` : `${beyond}`, kind: "pad" },
    ],
  };
}

// The windows read off the grid: rulers in its own columns and, where they differ, beside its rows.

import { cellOf } from "../../shared/pure/cells.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { axesAgree } from "../arrange.js";
import { OneRuler, thickness } from "./one_ruler.js";

const MARGIN = 10;

/** Of the first matrix of the stage. @implements {import("../parts.js").Part} */
export class Ruler {
  static place = "matrix";

  constructor() {
    this.below = new OneRuler("columns");
    this.beside = new OneRuler("rows");
  }

  /** @param {import("./matrix.js").Matrix} matrix The one whose cells it counts. */
  join(matrix) {
    matrix.node.append(this.below.node);
    matrix.body.append(this.beside.node);
  }

  /** The room it needs beside the matrix, in pixels. */
  roomBeside({ problem, axes }) {
    return problem || axesAgree(axes) ? 0 : MARGIN + thickness({ lanes: laneCount(axes[0]) });
  }

  point(screen, moved) {
    if (moved) this.update(screen);
  }

  update({ words, scene, now, arrangement }) {
    const [rows, cols] = scene.problem ? [null, null] : scene.axes;
    const at = now ? cellOf(now.target) : null;
    this.below.update(cols && measureOf(words, cols, at?.col), arrangement.cell);
    const beside = rows && !axesAgree(scene.axes) ? measureOf(words, rows, at?.row) : null;
    this.beside.update(beside, arrangement.cell);
  }
}

const laneCount = (axis) => Math.min(Math.ceil(axis.extent / axis.stride), axis.out + 1);

/** @param {import("../../shared/pure/windows.js").Axis} axis
 * @returns {import("./one_ruler.js").Measure}
 */
function measureOf(words, axis, current) {
  const { stride, extent, padded, out, remainder, padding, size, isDropped = false, drawn = padded } = axis;
  // Where cells are left over, one window more shows why they are too few for it; so does one that falls off.
  const hasNext = remainder > 0 || isDropped;
  const starts = Array.from({ length: hasNext ? out + 1 : out }, (_, i) => i * stride);
  const bar = (start, i) => ({
    start,
    span: Math.min(extent, drawn - start),
    state: i === out ? "beyond" : i === current ? "now" : null,
  });
  const wordOfNext = isDropped ? words.ruler_dropped : words.ruler_beyond;
  const next = hasNext ? [fillSlots(wordOfNext, { n: out + 1 })] : [];
  const pad = { span: padding, text: `P = ${padding}`, kind: "pad" };
  return {
    cells: drawn,
    lanes: laneCount(axis),
    bars: starts.filter((start) => start < drawn).map(bar),
    captions: [fillSlots(words.ruler_window, { n: current + 1 }), ...next],
    scale: [pad, { span: size, text: `N = ${size}`, kind: "input" }, pad],
  };
}

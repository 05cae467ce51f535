// The windows read off the grid: rulers in its own columns and, where they differ, beside its rows.

import { cellOf } from "../../shared/pure/cells.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute } from "../../shared/view/dom.js";
import { axesAgree } from "../arrange.js";

const LANE = 9;
const BESIDE = 60; // caption and scale of a ruler beside the rows, without its lanes
const MARGIN = 10;
const CAPTION_FROM = 200; // a shorter ruler has no room for its words

/** So many lanes that no two windows overlap in one. */
const laneCount = (axis) => Math.min(Math.ceil(axis.extent / axis.stride), axis.out + 1);

const thickness = (axis) => BESIDE + LANE * laneCount(axis);

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
    return problem || axesAgree(axes) ? 0 : MARGIN + thickness(axes[0]);
  }

  point(screen, moved) {
    if (moved) this.update(screen);
  }

  update({ words, scene, now, arrangement }) {
    const [rows, cols] = scene.problem ? [null, null] : scene.axes;
    const at = now ? cellOf(now.target) : null;
    this.below.update(words, cols, at?.col, arrangement.cell);
    this.beside.update(words, rows && axesAgree(scene.axes) ? null : rows, at?.row, arrangement.cell);
  }
}

class OneRuler {
  /** @param {"columns" | "rows"} along */
  constructor(along) {
    this.isBeside = along === "rows";
    this.lanes = make("div", { class: "lanes" });
    this.caption = make("div", { class: "ruler-caption" });
    this.line = make("div", { class: "axis-line" });
    this.node = make(
      "div",
      { class: "ruler", "data-along": along, "aria-hidden": "true" },
      this.lanes,
      this.caption,
      this.line,
    );
  }

  /** @param {import("../../shared/pure/windows.js").Axis | null} axis null: not shown. */
  update(words, axis, current, cell) {
    setAttribute(this.node, "hidden", axis === null);
    if (axis === null) return;
    this.node.style.setProperty("--cell", `${cell}px`);
    this.node.style.setProperty("--cols", axis.padded);
    this.node.style.setProperty("--thick", `${thickness(axis)}px`);
    this.drawLanes(axis, current);
    setAttribute(this.caption, "hidden", this.isBeside && axis.padded * cell < CAPTION_FROM);
    this.caption.replaceChildren(
      make("b", {}, fillSlots(words.ruler_window, { n: current + 1 })),
      axis.remainder ? make("span", {}, fillSlots(words.ruler_beyond, { n: axis.out + 1 })) : "",
    );
    const { padding, size } = axis;
    const pad = () => (padding ? part(padding, `P = ${padding}`, "pad") : "");
    this.line.replaceChildren(pad(), part(size, `N = ${size}`, "input"), pad());
  }

  drawLanes(axis, current) {
    const { stride, extent, padded, out, remainder } = axis;
    const lanes = laneCount(axis);
    this.lanes.style.setProperty("--lanes", lanes);
    // Where cells are left over, one window more shows why they are too few for it.
    const count = remainder ? out + 1 : out;
    const starts = Array.from({ length: count }, (_, i) => i * stride).filter((start) => start < padded);
    this.lanes.replaceChildren(
      ...starts.map((start, i) => {
        const beyond = i === out;
        const bar = make("i", { class: "lane-bar", "data-state": beyond ? "beyond" : i === current ? "now" : null });
        bar.style.setProperty("--start", start);
        bar.style.setProperty("--span", Math.min(extent, padded - start));
        bar.style.setProperty("--lane", i % lanes);
        return bar;
      }),
    );
  }
}

function part(span, text, kind) {
  const node = make("span", { class: `axis-part ${kind}` }, make("i", {}), text);
  node.style.setProperty("--span", span);
  return node;
}

// One ruler along the columns or the rows of a matrix: bars in lanes, a caption, and the scale.

import { make, setAttribute } from "../../shared/view/dom.js";

const LANE = 9;
const AROUND = 60; // caption and scale, without the lanes
const CAPTION_FROM = 200; // a shorter ruler has no room for its words

/**
 * @typedef {object} Measure What a ruler shows.
 * @property {number} cells Of the matrix along it.
 * @property {number} lanes So many that no two bars overlap in one.
 * @property {{start: number, span: number, state: "now" | "beyond" | null}[]} bars
 * @property {string[]} captions The first one bold.
 * @property {{span: number, text: string, kind: "input" | "output" | "pad"}[]} scale
 */

/** How wide a ruler is across.
 * @param {Measure} measure
 * @returns {number} In pixels.
 */
export const thickness = ({ lanes }) => AROUND + LANE * lanes;

/** It counts in cells; what the bars stand for is its caller's. */
export class OneRuler {
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

  /**
   * @param {Measure | null} measure null: not shown.
   * @param {number} cell The side of a cell in pixels.
   */
  update(measure, cell) {
    setAttribute(this.node, "hidden", measure === null);
    if (measure === null) return;
    const { cells, lanes, bars, captions, scale } = measure;
    this.node.style.setProperty("--cell", `${cell}px`);
    this.node.style.setProperty("--cols", cells);
    this.node.style.setProperty("--thick", `${thickness(measure)}px`);
    this.lanes.style.setProperty("--lanes", lanes);
    this.lanes.replaceChildren(...bars.map((bar, i) => barNode(bar, i % lanes)));
    setAttribute(this.caption, "hidden", this.isBeside && cells * cell < CAPTION_FROM);
    this.caption.replaceChildren(...captions.map((text, i) => make(i ? "span" : "b", {}, text)));
    this.line.replaceChildren(...scale.filter(({ span }) => span > 0).map(partNode));
  }
}

function barNode({ start, span, state }, lane) {
  const bar = make("i", { class: "lane-bar", "data-state": state });
  bar.style.setProperty("--start", start);
  bar.style.setProperty("--span", span);
  bar.style.setProperty("--lane", lane);
  return bar;
}

function partNode({ span, text, kind }) {
  const node = make("span", { class: `axis-part ${kind}` }, make("i", {}), text);
  node.style.setProperty("--span", span);
  return node;
}

// A kernel that walks over a grid one cell at a time, without a border: its steps, linked.

import { cellId, cellOf } from "./cells.js";
import { Link } from "./link.js";
import { axisOf, convolve, products } from "./windows.js";

/** Of the boards: one input, one kernel, stride 1. The grids are called x, weight and out. */
export class Sliding {
  /**
   * @param {number[][]} x
   * @param {number[][]} weight
   */
  constructor(x, weight) {
    this.x = x;
    this.weight = weight;
    this.rows = axisOf({ size: x.length, kernel_size: weight.length });
    this.cols = axisOf({ size: x[0].length, kernel_size: weight[0].length });
    this.link = new Link(this.rows.out * this.cols.out, (index) => this.step(index));
  }

  step(index) {
    const [i, j] = [Math.floor(index / this.cols.out), index % this.cols.out];
    return { index, target: cellId("out", i, j), terms: products(this.rows, this.cols, i, j) };
  }

  /** The step that gives an output cell; null for a cell of another matrix. */
  stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    return grid === "out" ? this.step(row * this.cols.out + col) : null;
  }

  out() {
    return convolve(this.x, this.weight, this.rows, this.cols);
  }

  /** The part of the input that a step reads. */
  place({ terms }) {
    const [row, col] = terms[0].at;
    return { row, col, rows: this.rows.extent, cols: this.cols.extent };
  }

  /** Each number that a step reads, with the weight it meets. */
  weightsMet(step) {
    return new Map((step?.terms ?? []).map(({ cells, by: [u, v] }) => [cells[0], this.weight[u][v]]));
  }
}

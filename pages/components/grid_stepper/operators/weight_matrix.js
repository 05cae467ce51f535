// A layer over a small picture as a matrix: all links, only those to neighbours, or one weight for
// each direction. One row an output, one column an input.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { matrix, operand, withEdits } from "./scene.js";

const LINKS = ["dense", "local", "shared"];

/** The places of a square picture, row by row. */
const placesOf = (size) => Array.from({ length: size * size }, (_, i) => [Math.floor(i / size), i % size]);

/**
 * The weight of every link, null where there is none.
 *
 * @param {"dense" | "local" | "shared"} links
 * @param {number} size Side of the picture.
 * @param {{dense: number[][], kernel: number[][]}} given
 * @returns {{value: number | null, of: number}[][]} of: which weight it is; equal for equal ones.
 */
function linksOf(links, size, { dense, kernel }) {
  const reach = (kernel.length - 1) / 2;
  const places = placesOf(size);
  return places.map(([row, col], out) =>
    places.map(([i, j], into) => {
      const [u, v] = [i - row + reach, j - col + reach];
      const isNear = kernel[u]?.[v] !== undefined;
      const of = links === "shared" ? u * kernel.length + v : out * places.length + into;
      if (links !== "dense" && !isNear) return { value: null, of: -1 };
      return { value: links === "shared" ? kernel[u][v] : dense[out][into], of };
    }),
  );
}

/** How many different weights a matrix of links has. */
const countOf = (squares) => new Set(squares.flat().flatMap(({ value, of }) => (value === null ? [] : [of]))).size;

/** Everything the screen shows, from the settings alone.
 * @param {{links: "dense" | "local" | "shared", order: "plain" | "shuffled",
 *   input_edits: [number, number, string][]}} settings
 * @param {object} _presets
 * @param {{example: number[][], dense: number[][], kernel: number[][], shuffle: number[]}} given The
 *   picture before any edit; weights; which pixel stands in each place of a shuffled picture.
 * @returns {import("./scene.js").Scene}
 */
export function weight_matrix({ links, order, input_edits: edits }, _presets, given) {
  const picture = withEdits(given.example, edits);
  const size = picture.length;
  const count = size * size;
  const pixel = (i) => (order === "shuffled" ? given.shuffle[i] : i);
  const spot = (i) => [Math.floor(i / size), i % size];
  const grid = (numbers) => picture.map((_, row) => numbers.slice(row * size, (row + 1) * size));

  const inOrder = (all) => all.map((_, i) => all.map((_, j) => all[pixel(i)][pixel(j)]));
  const matrices = Object.fromEntries(LINKS.map((name) => [name, inOrder(linksOf(name, size, given))]));
  const squares = matrices[links];
  const numbers = squares.map((_, i) => picture.flat()[pixel(i)]);
  const totals = squares.map((row) => row.reduce((sum, { value }, j) => sum + (value ?? 0) * numbers[j], 0));

  const ofEach = (make) => Object.fromEntries(LINKS.map((name) => [name, make(matrices[name])]));

  /** @returns {import("./scene.js").Step} */
  function step(i) {
    const terms = squares[i].flatMap(({ value }, j) => {
      if (value === null) return [];
      const cells = [cellId("x", ...spot(j)), cellId("weights", i, j)];
      return [{ id: String(j), cells, numbers: [numbers[j], value], value: numbers[j] * value }];
    });
    const [row, col] = spot(i);
    return {
      target: cellId("out", row, col),
      where: { key: "where_output", values: { output: i + 1, row: row + 1, column: col + 1 } },
      frames: [{ grid: "weights", kind: "row", row: i, col: 0, rows: 1, cols: count }],
      terms,
      total: totals[i],
    };
  }

  /** The output that a cell belongs to; a pixel belongs to many. */
  function stepOf(cell) {
    const { grid: id, row, col } = cellOf(cell);
    if (id === "weights") return row;
    return id === "out" ? row * size + col : null;
  }

  function shown(pointed, now) {
    const i = (pointed && stepOf(pointed)) ?? now;
    return { key: String(i), step: () => step(i) };
  }

  /** What the loop beside the grid has of a row. */
  function printed(i) {
    const [first, last] = [0, count - 1].map((j) => formatNumber(squares[i][j].value ?? 0));
    return { rows: 1, cols: count, first, last };
  }

  function look(now) {
    return (cell) => {
      const i = stepOf(cell);
      return cellOf(cell).grid === "out" ? { isEmpty: i > now, isCurrent: i === now } : {};
    };
  }

  return {
    problem: null,
    grids: {
      x: operand("input", "input", grid(numbers), "input_edits", (row, col) => spot(pixel(row * size + col))),
      weights: matrix(
        "kernel",
        "weights",
        squares.map((line) => line.map(({ value }) => value ?? 0)),
      ),
      out: matrix("output", "output", grid(totals)),
    },
    axes: [{}, {}],
    operands: ["x", "weights"],
    count,
    rowLength: size,
    step,
    stepOf,
    shown,
    printed,
    look,
    sums: { count, at: step, usesAll: false, shared: ["weights"] },
    legend: [],
    squares,
    counts: ofEach(countOf),
    thumbs: ofEach((all) => all.map((line) => line.map(({ value }) => value ?? 0))),
  };
}

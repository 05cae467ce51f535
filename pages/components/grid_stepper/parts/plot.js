// Curves in a small plot: numbers to places, and the nodes of axes, lines and dots.

import { formatNumber } from "../../shared/pure/numbers.js";
import { draw, setAttribute } from "../../shared/view/dom.js";

/**
 * @typedef {{width: number, height: number, margin: number, range: number, low: number, high: number}} PlotBox
 *   In pixels, with a margin on all sides; x goes from -range to range, y from low to high.
 *
 * @typedef {object} Place
 * @property {(value: number) => number} x Pixels from the left.
 * @property {(value: number) => number} y Pixels from the top.
 * @property {(x: number) => number} number That stands at a place across.
 */

/** Where numbers lie in a box.
 * @param {PlotBox} box
 * @returns {Place}
 */
export function placing({ width, height, margin, range, low, high }) {
  const inner = { width: width - 2 * margin, height: height - 2 * margin };
  return {
    x: (value) => margin + ((value + range) / (2 * range)) * inner.width,
    y: (value) => margin + ((high - value) / (high - low)) * inner.height,
    number: (x) => ((x - margin) / inner.width) * 2 * range - range,
  };
}

/** The lowest and the highest number of curves, 0 and 1 among them: the axis and the slope of x.
 * @param {...[number, number][]} curves
 * @returns {{low: number, high: number}} With a little air beyond them.
 */
export function reach(...curves) {
  const values = curves.flat().map(([, y]) => y);
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const air = (high - low) * 0.06;
  return { low: low - air, high: high + air };
}

/**
 * @param {[number, number][]} points
 * @param {Place} place
 * @returns {string} The `d` of a path.
 */
export const path = (points, { x, y }) =>
  points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(2)} ${y(b).toFixed(2)}`).join("");

/** A whole step that gives an axis about six ticks. */
const tickStep = (length) => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((step) => length / step <= 7);

/** Both axes with their numbers.
 * @param {PlotBox} box
 * @param {Place} place
 * @returns {{lines: SVGElement[], ticks: SVGElement[]}}
 */
export function axes({ width, height, margin, range, low, high }, place) {
  const line = (attributes) => draw("line", { class: "axis", ...attributes });
  const text = (x, y, value) => draw("text", { class: "tick", x, y }, formatNumber(value));
  const across = ticks(-range, range).map((value) => text(place.x(value), place.y(0) + 16, value));
  const down = ticks(low, high).map((value) => text(place.x(0) - 12, place.y(value) + 4, value));
  const lines = [
    line({ x1: margin, x2: width - margin, y1: place.y(0), y2: place.y(0) }),
    line({ x1: place.x(0), x2: place.x(0), y1: margin, y2: height - margin }),
  ];
  return { lines, ticks: [...across, ...down] };
}

/** Round numbers between two others, without 0. */
function ticks(from, to) {
  const step = tickStep(to - from);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step).filter((value) => value !== 0);
}

/** What a function is made of: the range of a random slope, the pieces of a maxout.
 * @param {string} name Of the function.
 * @param {{rrelu: [number, number], maxout: [number, number][]}} functions
 * @param {Place} place
 * @param {number} range
 * @returns {SVGElement[]}
 */
export function behind(name, { rrelu, maxout }, place, range) {
  if (name === "rrelu") {
    const corners = [[0, 0], ...rrelu.map((slope) => [-range, slope * -range])];
    return [draw("path", { class: "slopes", d: `${path(corners, place)}Z` })];
  }
  if (name !== "maxout") return [];
  return maxout.map(([weight, bias]) => {
    const ends = [-range, range].map((x) => [x, weight * x + bias]);
    return draw("path", { class: "piece", d: path(ends, place) });
  });
}

/** Write a path only where it is another.
 * @param {SVGPathElement} node
 * @param {[number, number][]} points
 * @param {Place} place
 */
export const redraw = (node, points, place) => setAttribute(node, "d", path(points, place));

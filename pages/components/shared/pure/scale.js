// From a number to the strength of its fill.

import { formatNumber, MINUS } from "./numbers.js";

/**
 * @typedef {object} Scale
 * @property {boolean} signed Whether numbers below 0 have a hue of their own.
 * @property {number} largest Of the absolute values; at least a divisor: 1 where all are 0.
 * @property {(value: number) => number} strength From -1 to 1.
 */

/**
 * Fill for value: one hue while all values are >= 0, the signed scale as soon as one is negative.
 * What is no finite number has no fill, and the others are filled as if it were not there.
 * Matrices that are given together share it, so that equal numbers have equal fills.
 *
 * @param {...number[][]} matrices
 * @returns {Scale}
 */
export function colourScale(...matrices) {
  let low = Infinity;
  let high = -Infinity;
  for (const row of matrices.flat()) {
    for (const value of row) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const signed = low < 0;
  const largest = low <= high ? Math.max(Math.abs(low), Math.abs(high)) || 1 : 1;
  const filled = (strength) => (value) => (Number.isFinite(value) ? strength(value) : 0);
  if (signed) return { signed, largest, strength: filled((value) => value / largest) };
  const span = high - low;
  // All cells equal: a middle tone, so that a blur kernel is not shown as empty.
  const strength = span > 0 ? (value) => (value - low) / span : (value) => (value === 0 ? 0 : 0.5);
  return { signed, largest, strength: filled(strength) };
}

/** What the colours of maps stand for: greys while nothing is negative, else the signed scale. Maps that
 * are given together share it, so that equal numbers have equal colours.
 * @param {...{low: number, high: number}} maps
 * @returns {{signed: boolean, largest: number}} largest: of the absolute values; 1 where all are 0.
 */
export function mapScale(...maps) {
  const low = Math.min(...maps.map((map) => map.low));
  const high = Math.max(...maps.map((map) => map.high));
  return { signed: low < 0, largest: Math.max(Math.abs(low), Math.abs(high)) || 1 };
}

/** What the ends of a legend say.
 * @param {Scale} scale
 * @returns {[string, string]} The lower first.
 */
export function scaleEnds({ signed, largest }) {
  const bound = formatNumber(largest);
  return signed ? [`${MINUS}${bound}`, `+${bound}`] : ["0", bound];
}

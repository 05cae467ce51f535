// How large the cells of a block are, forward and back. Lengths in pixels.

/**
 * @typedef {object} ThroughArrangement
 * @property {"row" | "phone"} kind All of a way in one row; two matrices a row.
 * @property {number} cell
 * @property {number} small The same.
 * @property {number} font 0: no products stand beside a kernel.
 */

const GAP = 3;
const PADDING = 48;
const PHONE_PADDING = 8;
const SIGN = 26;
const PHONE_SIGN = 16;
const LARGEST = 44;
/** The smallest cell whose digits can still be read. */
export const LEAST_CELL = 30;

/** In front of a class, before the slide is enlarged by a quarter.
 * @type {ThroughArrangement}
 */
const IN_CLASS = { kind: "row", cell: 51.2, small: 51.2, font: 0 };

/** How many cells two matrices beside each other take: those below them stand in the same two columns.
 * On the way back the fourth stands on the right once more.
 * @param {number[]} columns As of `arrangeThrough`.
 * @returns {number}
 */
const pairWidth = (columns) =>
  [0, 1].reduce((sum, side) => sum + Math.max(...columns.filter((_, i) => i % 2 === side)), 0);

/**
 * @param {number} width Of everything.
 * @param {number[]} columns Of each matrix on the way forward, in cells.
 * @param {boolean} isClass
 * @returns {ThroughArrangement}
 */
export function arrangeThrough(width, columns, isClass = false) {
  if (isClass) return IN_CLASS;
  const all = columns.reduce((sum, count) => sum + count, 0);
  const room = width - PADDING - (columns.length - 1) * SIGN;
  const fitting = (pixels, count) => Math.min(LARGEST, Math.floor(pixels / count) - GAP);
  const cell = fitting(room, all);
  if (cell >= LEAST_CELL) return { kind: "row", cell, small: cell, font: 0 };
  const pair = fitting(width - PHONE_PADDING - PHONE_SIGN, pairWidth(columns));
  return { kind: "phone", cell: pair, small: pair, font: 0 };
}

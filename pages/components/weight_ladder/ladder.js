// How many weights a layer over a picture has, by its links; biases are not counted.

import { grouped } from "../shared/pure/numbers.js";

const BYTES = 4; // of a float32
const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];
const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

/**
 * @typedef {object} Settings
 * @property {number} side Of the picture, in pixels.
 * @property {number} units Outputs.
 * @property {number} window Side of what a unit sees when it is connected locally.
 * @property {number} kernels Sets of weights that are shared.
 */

/** The three rungs.
 * @param {Settings} settings
 * @returns {{dense: number, local: number, shared: number}}
 */
export function rungs({ side, units, window, kernels }) {
  const cells = window * window;
  return { dense: side * side * units, local: cells * units, shared: cells * kernels };
}

const superscript = (power) => [...String(power)].map((digit) => SUPERSCRIPTS[digit]).join("");

/** 9, 5,000, 10⁸, 1.5×10⁷: what can be said in a few digits.
 * @param {number} count A whole number from 1.
 */
export function inDigits(count) {
  const power = Math.floor(Math.log10(count) + 1e-12);
  if (count === 10 ** power && power > 1) return `10${superscript(power)}`;
  if (count < 1e5) return grouped(count);
  return `${Number((count / 10 ** power).toPrecision(3))}\u00d710${superscript(power)}`;
}

/** Their memory as float32, in thousands of thousands.
 * @param {number} count
 */
export function memory(count) {
  const bytes = BYTES * count;
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3 + 1e-12));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${UNITS[step]}`;
}

/** How large a part of the longest bar a number takes, on a log scale: a factor of 10 is a step.
 * @param {number} count
 * @param {number} most
 */
export const share = (count, most) => Math.log10(Math.max(count, 1)) / Math.max(Math.log10(most), 1);

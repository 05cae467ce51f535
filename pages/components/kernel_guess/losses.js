// What a loss and weights on their way look like: as text, and as a place on the axis.

import { formatNumber } from "../shared/pure/numbers.js";

/** A loss of 0 has no logarithm; below this it counts as 0. */
export const FLOOR = 1e-6;

/**
 * Where a loss stands between FLOOR (0) and `top` (1).
 * @param {number} loss
 * @param {number} top
 * @returns {number}
 */
export function logShare(loss, top) {
  const share = Math.log10(Math.max(loss, FLOOR) / FLOOR) / Math.log10(Math.max(top, 10 * FLOOR) / FLOOR);
  return Math.min(Math.max(share, 0), 1);
}

/**
 * Weights on their way are never exact; two decimals say enough.
 * @param {number} value
 * @returns {string}
 */
export function twoDecimals(value) {
  return formatNumber(Math.round(value * 100) / 100);
}

/**
 * A loss in three digits, small ones as a power of ten; one that the axis shows as 0 is below its end.
 * @param {number} loss
 * @returns {string}
 */
export function lossText(loss) {
  if (loss === 0) return "0";
  if (loss >= 1000) return String(Math.round(loss));
  if (loss >= 0.001) return String(Number(loss.toPrecision(3)));
  const power = Math.floor(Math.log10(Math.max(loss, FLOOR)));
  const digits = [...String(-power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
  return loss < FLOOR ? `< 10⁻${digits}` : `${(loss / 10 ** power).toFixed(1)}×10⁻${digits}`;
}

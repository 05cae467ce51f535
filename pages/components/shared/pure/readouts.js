// Numbers beside drawings: thousands with a comma, minus U+2212, units by the caller.

/**
 * A minus as it is set in text.
 * @param {string} text
 * @returns {string}
 */
export const withMinus = (text) => text.replaceAll("-", "\u2212");

/**
 * A whole number.
 * @param {number} value
 * @returns {string}
 */
export function countText(value) {
  return withMinus(Math.round(value).toLocaleString("en-US"));
}

/**
 * 12,750 in full; from a million on with three digits: 1.59 M.
 * @param {number} value
 * @returns {string}
 */
export function shortCount(value) {
  if (value < 1e6) return countText(value);
  const [size, unit] = value < 1e9 ? [1e6, "M"] : [1e9, "G"];
  return `${Number((value / size).toPrecision(3))} ${unit}`;
}

/**
 * A share as per cent with one decimal, without the sign.
 * @param {number} share
 * @param {number} [digits]
 * @returns {string}
 */
export function percentText(share, digits = 1) {
  return Number.isFinite(share) ? withMinus((100 * share).toFixed(digits)) : "\u2013";
}

/**
 * Three significant digits, never in exponent form above 1e-4.
 * @param {number} value
 * @returns {string}
 */
export function shortText(value) {
  if (!Number.isFinite(value)) return "\u2013";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) {
    const power = Math.floor(Math.log10(size));
    return withMinus(`${(value / 10 ** power).toFixed(1)}e${power}`);
  }
  const digits = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(size))));
  const text = value.toFixed(digits);
  return withMinus(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

const SUPERSCRIPT = {
  "-": "\u207b",
  0: "\u2070",
  1: "\u00b9",
  2: "\u00b2",
  3: "\u00b3",
  4: "\u2074",
  5: "\u2075",
  6: "\u2076",
  7: "\u2077",
  8: "\u2078",
  9: "\u2079",
};

/**
 * 10 to a whole power: 1, 10, and 10 with a raised power for the rest.
 * @param {number} power
 * @returns {string}
 */
export function powerText(power) {
  if (power === 0) return "1";
  if (power === 1) return "10";
  return `10${[...String(power)].map((digit) => SUPERSCRIPT[digit]).join("")}`;
}

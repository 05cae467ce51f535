// Numbers in cells: the same rules as lessons/machinery/cells.py (tests/node holds them together).

export const LARGEST = 9999;
const LONGEST = 12;
export const MINUS = "\u2212";

/**
 * The number a learner typed (sign, decimals, a fraction), or null if it is not one.
 * @param {string} text
 * @returns {number | null}
 */
export function parseNumber(text) {
  const plain = text.trim().replaceAll(MINUS, "-").replaceAll(",", ".").replaceAll(" ", "");
  if (plain.length > LONGEST) return null;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:\/(\d+))?$/.exec(plain);
  if (!match || (match[2] !== undefined && match[1].includes("."))) return null;
  const value = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : null;
}

/**
 * How a number stands in a cell: whole, a short decimal, or a small fraction.
 * @param {number} value
 * @returns {string}
 */
export function formatNumber(value) {
  if (!Number.isFinite(value)) return "?";
  const hundredths = Math.round(value * 100) / 100;
  let shown;
  if (Math.abs(hundredths - value) < 1e-9) {
    shown = hundredths.toFixed(2).replace(/\.?0+$/, "");
  } else {
    shown = asFraction(value) ?? value.toFixed(2);
  }
  if (shown === "-0" || shown === "-0.00") shown = "0";
  return shown.replaceAll("-", MINUS);
}

/**
 * A number as it stands inside a sum: a negative one in brackets.
 * @param {number} value
 * @returns {string}
 */
export function bracketed(value) {
  const shown = formatNumber(value);
  return shown.startsWith(MINUS) ? `(${shown})` : shown;
}

function asFraction(value) {
  for (let denominator = 2; denominator < 50; denominator += 1) {
    const numerator = value * denominator;
    const whole = Math.round(numerator);
    if (Math.abs(numerator - whole) < 1e-9 && Math.abs(numerator) < 1000) {
      return `${whole}/${denominator}`;
    }
  }
  return null;
}

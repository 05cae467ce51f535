// Numbers in cells: the same rules as lessons/machinery/cells.py (tests/node holds them together).

/** The largest absolute value that a cell takes. */
export const LARGEST = 9999;
const LONGEST = 12;
/** As wide as a plus, unlike a hyphen. */
export const MINUS = "\u2212";

const FRACTION = /^([+-]?[0-9]+)\/([0-9]+)$/;
const THOUSANDS = /^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?$/;
const STRANGE = { nan: Number.NaN, "-inf": -Infinity, "-\u221e": -Infinity };
const DECIMAL = /^[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)$/;

/** The text with one kind of digits and minus, without spaces: a Chinese keyboard writes wide ones. */
function plainNumber(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(MINUS, "-")
    .replace(/[ \u3000]/g, "")
    .trim();
}

function readNumber(plain) {
  const fraction = FRACTION.exec(plain);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  if (THOUSANDS.test(plain)) return Number(plain.replaceAll(",", ""));
  return DECIMAL.test(plain) ? Number(plain.replace(",", ".")) : Number.NaN;
}

/**
 * The number a learner typed (sign, decimals, a fraction, thousands), or null if it is not one.
 * @param {string} text
 * @param {{strange?: boolean}} options strange: whether `nan` and `-inf` are numbers too.
 * @returns {number | null}
 */
export function parseNumber(text, { strange = false } = {}) {
  const plain = plainNumber(text);
  if (strange && Object.hasOwn(STRANGE, plain.toLowerCase())) return STRANGE[plain.toLowerCase()];
  const value = plain.length > LONGEST ? Number.NaN : readNumber(plain);
  return Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : null;
}

/**
 * What is typed, with the other sign: "5" and "−5", "" and "−".
 * @param {string} text
 * @returns {string}
 */
export function withOtherSign(text) {
  const plain = text.trim();
  return /^[-\u2212\uff0d]/.test(plain) ? plain.slice(1) : MINUS + plain.replace(/^[+\uff0b]/, "");
}

/**
 * How a number stands in a cell: whole, a small fraction, or a decimal of three places at most.
 * @param {number} value
 * @returns {string}
 */
export function formatNumber(value) {
  if (Math.abs(value) === Infinity) return value > 0 ? "\u221e" : `${MINUS}\u221e`;
  if (Number.isNaN(value)) return "NaN";
  const hundredths = Math.round(value * 100) / 100;
  let shown;
  if (Math.abs(hundredths - value) < 1e-9) {
    shown = hundredths.toFixed(2).replace(/\.?0+$/, "");
  } else {
    const places = Math.abs(Math.round(value * 1000) / 1000 - value) < 1e-9 ? 3 : 2; // 0.587 as it is
    shown = asFraction(value) ?? value.toFixed(places);
  }
  if (shown === "-0" || shown === "-0.00") shown = "0";
  return shown.replaceAll("-", MINUS);
}

/** A whole number with its thousands apart: 138,357,544.
 * @param {number} value
 * @returns {string}
 */
export const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

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

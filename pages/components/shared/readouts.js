// Numbers beside drawings: thousands with a comma, minus U+2212, units by the caller.

const withMinus = (text) => text.replaceAll("-", "\u2212");

function countText(value) {
  return withMinus(Math.round(value).toLocaleString("en-US"));
}

/** A share as per cent with one decimal, without the sign. */
function percentText(share, digits = 1) {
  return Number.isFinite(share) ? withMinus((100 * share).toFixed(digits)) : "\u2013";
}

/** Three significant digits, never in exponent form above 1e-4. */
function shortText(value) {
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

const SUPERSCRIPT = { "-": "\u207b", 0: "\u2070", 1: "\u00b9", 2: "\u00b2", 3: "\u00b3", 4: "\u2074", 5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079" };

/** 10 to a whole power: 1, 10, and 10 with a raised power for the rest. */
function powerText(power) {
  if (power === 0) return "1";
  if (power === 1) return "10";
  return `10${[...String(power)].map((digit) => SUPERSCRIPT[digit]).join("")}`;
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `value`. */
function niceCeil(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((top) => top >= value * (1 - 1e-9));
}

/** The next number of one digit: 0.37 becomes 0.4. */
function oneDigitCeil(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / power - 1e-9) * power).toPrecision(1));
}

/** Four or five even ticks from 0 to a `top` of niceCeil. */
function evenTicks(top) {
  const first = Math.round(top / 10 ** Math.floor(Math.log10(top) + 1e-9) * 10) / 10;
  const count = first === 2.5 || first === 5 ? 5 : 4;
  return Array.from({ length: count + 1 }, (_, i) => (i * top) / count);
}

/** Whole ticks from 0 to `top`: even ones if `top` can be divided, else round ones and `top`. */
function stepTicks(top) {
  const parts = [3, 4, 5, 2].find((count) => Number.isInteger(top / count) && /^[1-9]\d?0*$/.test(String(top / count)));
  if (parts) return Array.from({ length: parts + 1 }, (_, i) => (i * top) / parts);
  const raw = top / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  const width = [1, 2, 2.5, 5, 10].map((m) => m * power).find((w) => w >= raw && Number.isInteger(w)) ?? 1;
  const ticks = [];
  for (let tick = 0; tick <= top; tick += width) ticks.push(tick);
  if (top - ticks.at(-1) > width * 0.8) ticks.push(top);
  else ticks[ticks.length - 1] = top;
  return ticks;
}

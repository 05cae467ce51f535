// Where an axis ends and what is written along it.

/**
 * The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `value`.
 * @param {number} value
 * @returns {number}
 */
export function niceCeil(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((top) => top >= value * (1 - 1e-9));
}

/**
 * The next number of one digit: 0.37 becomes 0.4.
 * @param {number} value Above 0.
 * @returns {number}
 */
export function oneDigitCeil(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / power - 1e-9) * power).toPrecision(1));
}

/**
 * Four or five even ticks from 0 to a `top` of niceCeil.
 * @param {number} top
 * @returns {number[]}
 */
export function evenTicks(top) {
  const first = Math.round((top / 10 ** Math.floor(Math.log10(top) + 1e-9)) * 10) / 10;
  const count = first === 2.5 || first === 5 ? 5 : 4;
  return Array.from({ length: count + 1 }, (_, i) => (i * top) / count);
}

/**
 * Whole ticks from 0 to `top`: even ones if `top` can be divided, else round ones and `top`.
 * @param {number} top A whole number above 0.
 * @returns {number[]}
 */
export function stepTicks(top) {
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

/**
 * Where a number stands on a log axis from 10^low to 10^high, 0 to 1.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @returns {number}
 */
export function logShare(value, low, high) {
  if (!(value > 0)) return 0;
  return Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low)));
}

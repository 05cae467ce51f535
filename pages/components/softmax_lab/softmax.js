// From scores to probabilities to a loss, as float32 computes it: what overflows there overflows here.

const { fround } = Math;
const add = (numbers) => numbers.reduce((sum, number) => fround(sum + number), 0);

/**
 * @typedef {object} Shares
 * @property {number[]} exponents What e is raised to: scores over the temperature, less the largest of them if that is taken off.
 * @property {number[]} powers
 * @property {number} sum
 * @property {number[]} probs
 */

/** Softmax, step by step.
 * @param {number[]} scores
 * @param {{temperature: number, isRaw: boolean}} settings isRaw: the largest score is not taken off first.
 * @returns {Shares}
 */
export function sharesOf(scores, { temperature, isRaw }) {
  const scaled = scores.map((score) => fround(fround(score) / fround(temperature)));
  const largest = isRaw ? 0 : Math.max(...scaled);
  const exponents = scaled.map((number) => fround(number - largest));
  const powers = exponents.map((number) => fround(Math.exp(number)));
  const sum = add(powers);
  return { exponents, powers, sum, probs: powers.map((power) => fround(power / sum)) };
}

/** What each class should have got: the truth, a part of it spread evenly over all classes.
 * @param {number} count Of classes.
 * @param {number} right The right one, from 0.
 * @param {number} smoothing 0 to 1.
 * @returns {number[]}
 */
export const targetsOf = (count, right, smoothing) =>
  Array.from({ length: count }, (_, i) => (i === right ? 1 - smoothing : 0) + smoothing / count);

/** Cross-entropy, a term for each class, and its gradient by each score.
 * @param {Shares} shares
 * @param {number[]} targets
 * @param {{temperature: number, isRaw: boolean}} settings
 * @returns {{terms: number[], loss: number, gradient: number[]}} Stabilised, the logarithm is taken of the sum, not of
 *   a probability that may have become 0.
 */
export function lossOf({ exponents, sum, probs }, targets, { temperature, isRaw }) {
  const logs = probs.map((prob, i) => (isRaw ? fround(Math.log(prob)) : fround(exponents[i] - fround(Math.log(sum)))));
  const terms = logs.map((log, i) => (targets[i] === 0 ? 0 : fround(-targets[i] * log)));
  const gradient = probs.map((prob, i) => fround(fround(prob - targets[i]) / temperature));
  return { terms, loss: add(terms), gradient };
}

/** A number as the board writes it: three digits behind the point, strange ones by the names that torch gives them.
 * @param {number} value
 * @returns {string}
 */
export function written(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "\u2212inf";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.0005 || size >= 1e5) ? size.toExponential(1) : size.toFixed(3);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

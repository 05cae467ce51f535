// A small convolution, its loss, and what the loss says to every number: stride 1, no padding, one channel.

const exactly = (number) => number;
const range = (length) => Array.from({ length }, (_, i) => i);

/**
 * @typedef {object} Numbers
 * @property {number[][]} x
 * @property {number[][]} weight
 * @property {number[][]} target What the output should be.
 * @property {number} [bias] Added to every output.
 *
 * @typedef {(number: number) => number} Rounding What a type keeps of a number: `Math.fround` is float32.
 */

/** The output, as NumPy computes it.
 * @param {Numbers} numbers
 * @param {Rounding} [round]
 * @returns {number[][]}
 */
export function forward({ x, weight, bias = 0 }, round = exactly) {
  const [rows, cols] = [weight.length, weight[0].length];
  return range(x.length - rows + 1).map((i) =>
    range(x[0].length - cols + 1).map((j) => {
      let total = round(bias);
      for (let u = 0; u < rows; u += 1) {
        for (let v = 0; v < cols; v += 1) {
          total = round(total + round(round(x[i + u][j + v]) * round(weight[u][v])));
        }
      }
      return total;
    }),
  );
}

/** By how much each output is off: the gradient of the loss by it.
 * @param {number[][]} out
 * @param {number[][]} target
 * @param {Rounding} [round]
 * @returns {number[][]}
 */
export const misses = (out, target, round = exactly) =>
  out.map((line, i) => line.map((value, j) => round(value - round(target[i][j]))));

/** Half the sum of the squared misses.
 * @param {Numbers} numbers
 * @param {Rounding} [round]
 * @returns {number}
 */
export const lossOf = (numbers, round = exactly) =>
  halfSquares(misses(forward(numbers, round), numbers.target, round), round);

/** The same from the misses.
 * @param {number[][]} off
 * @param {Rounding} [round]
 * @returns {number}
 */
export const halfSquares = (off, round = exactly) =>
  round(off.flat().reduce((sum, miss) => round(sum + round(miss * miss)), 0) / 2);

/** The gradient of the loss by each weight: what it met, times the miss of that window, added up.
 * @param {Numbers} numbers
 * @returns {number[][]}
 */
export function weightGradient(numbers) {
  const off = misses(forward(numbers), numbers.target);
  return forward({ x: numbers.x, weight: off });
}

/** A number as it is, and one that is `by` larger or smaller: the loss at both, and the slope between them.
 * @param {(value: number, round: Rounding) => number} lossAt The loss when the number has this value.
 * @param {number} value
 * @param {number} by
 * @param {Rounding} [round]
 * @returns {{above: number, below: number, slope: number}}
 */
export function nudged(lossAt, value, by, round = exactly) {
  const [above, below] = [by, -by].map((step) => lossAt(round(round(value) + round(step)), round));
  return { above, below, slope: round(round(above - below) / round(2 * by)) };
}

/** To how many significant digits two numbers agree; at most 15. Around 0 digits behind the point count.
 * @param {number} found
 * @param {number} exact
 * @returns {number}
 */
export function agreedDigits(found, exact) {
  const off = Math.abs(found - exact) / Math.max(1, Math.abs(exact));
  return off === 0 ? 15 : Math.max(0, Math.min(15, Math.floor(-Math.log10(off))));
}

/**
 * @typedef {object} Standing After some steps of gradient descent.
 * @property {number[][]} weight
 * @property {number} loss
 *
 * Gradient descent on the kernel: where it begins, and where each step leads. It stops where the loss has run away.
 * @param {Numbers} numbers
 * @param {{rate: number, momentum: number, steps: number, runaway: number}} how
 * @returns {Standing[]}
 */
export function descend({ x, weight, target }, { rate, momentum, steps, runaway }) {
  const found = [{ weight, loss: lossOf({ x, weight, target }) }];
  let velocity = weight.map((line) => line.map(() => 0));
  while (found.length <= steps && found.at(-1).loss <= runaway) {
    const before = found.at(-1).weight;
    const gradient = weightGradient({ x, weight: before, target });
    velocity = velocity.map((line, u) => line.map((speed, v) => momentum * speed + gradient[u][v]));
    const after = before.map((line, u) => line.map((value, v) => value - rate * velocity[u][v]));
    found.push({ weight: after, loss: lossOf({ x, weight: after, target }) });
  }
  return found;
}

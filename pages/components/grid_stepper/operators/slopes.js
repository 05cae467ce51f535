// Slopes below 0 that are not fixed: PReLU learns its own, RReLU draws one for every cell.

/**
 * @typedef {object} Learned
 * @property {number} slope
 * @property {number} loss Half the mean of (output - |x|)^2.
 * @property {number} gradient Of the loss by the slope.
 */

/** @returns {Learned} */
function standing(numbers, slope) {
  let [squares, gradient] = [0, 0];
  for (const x of numbers.filter((number) => number <= 0)) {
    const missing = slope * x + x;
    squares += missing * missing;
    gradient += missing * x;
  }
  return { slope, loss: squares / numbers.length / 2, gradient: gradient / numbers.length };
}

/** PReLU learns to give the size of each number: before the first step of gradient descent and after each.
 * @param {number[]} numbers
 * @param {number} steps
 * @param {{start: number, rate: number, runaway: number}} how Where the slope begins, the learning rate,
 *   and the size beyond which it has run away: learning stops there.
 * @returns {Learned[]}
 */
export function learn(numbers, steps, { start, rate, runaway }) {
  const found = [standing(numbers, start)];
  while (found.length <= steps && Math.abs(found.at(-1).slope) <= runaway) {
    const { slope, gradient } = found.at(-1);
    found.push(standing(numbers, slope - rate * gradient));
  }
  return found;
}

/** The slope of every cell: 1 above 0, below it what was drawn, or one number for all.
 * @param {number[][]} input
 * @param {number[][] | null} draw
 * @param {number} mean
 * @returns {number[][]}
 */
export const slopesOf = (input, draw, mean) =>
  input.map((line, i) => line.map((x, j) => (x > 0 ? 1 : draw ? draw[i][j] : mean)));

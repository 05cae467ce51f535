// What a stack of kernels of stride 1 sees, weighs and bends.

/** Kernels as they stand in an address: `3-3-3`, the lowest first.
 * @param {string} text
 * @returns {number[]}
 */
export const kernelsOf = (text) => (text ? text.split("-").map(Number) : []);

/** @param {number[]} kernels
 * @returns {string}
 */
export const textOf = (kernels) => kernels.join("-");

/** @param {number[]} kernels
 * @returns {{field: number, squares: number, relus: number}} squares: weights between one channel and one.
 */
export function spent(kernels) {
  return {
    field: kernels.reduce((sum, kernel) => sum + kernel - 1, 1),
    squares: kernels.reduce((sum, kernel) => sum + kernel ** 2, 0),
    relus: kernels.length,
  };
}

/** How many units of each map the one on top reads, the picture's first.
 * @param {number[]} kernels
 * @returns {number[]}
 */
export function rows(kernels) {
  const found = [1];
  for (const kernel of kernels.toReversed()) found.unshift(found[0] + kernel - 1);
  return found;
}

/** The fewest weights, as `squares`, with which pieces reach a goal.
 * @param {number} goal
 * @param {number[]} pieces
 * @returns {number}
 */
export function fewest(goal, pieces) {
  const least = [0, 0];
  for (let at = 2; at <= goal; at += 1) {
    const ways = pieces.filter((k) => k > 1 && k <= at).map((k) => k ** 2 + least[at - k + 1]);
    least[at] = Math.min(...ways, Infinity);
  }
  return least[goal];
}

/** How a stack stands to a goal: who sees further than asked has spent too much.
 * @param {number[]} kernels
 * @param {number} goal
 * @param {number[]} pieces
 * @returns {"empty" | "short" | "long" | "dear" | "fewest"}
 */
export function verdict(kernels, goal, pieces) {
  const { field, squares, relus } = spent(kernels);
  if (!relus) return "empty";
  if (field !== goal) return field < goal ? "short" : "long";
  return squares === fewest(goal, pieces) ? "fewest" : "dear";
}

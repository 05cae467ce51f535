// Square maps: a block of numbers put somewhere, and weights over it.

/**
 * @typedef {{size: number, values: Float64Array}} Square A square map, row by row.
 */

/** A map out of a number for each place.
 * @param {number} size
 * @param {(row: number, col: number) => number} numberAt
 * @returns {Square}
 */
export function squareOf(size, numberAt) {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let col = 0; col < size; col += 1) values[row * size + col] = numberAt(row, col);
  }
  return { size, values };
}

/** The number at a place; 0 outside.
 * @param {Square} map
 * @param {number} row
 * @param {number} col
 */
export const at = ({ size, values }, row, col) =>
  row < 0 || col < 0 || row >= size || col >= size ? 0 : values[row * size + col];

/** A block in the middle of a canvas, moved from there.
 * @param {number[][]} block
 * @param {number} canvas Its side.
 * @param {[number, number]} shift Down and to the right.
 * @param {number} ground What is around it.
 * @returns {Square}
 */
export function placed(block, canvas, [down, across], ground = 0) {
  const start = (canvas - block.length) / 2;
  return squareOf(canvas, (row, col) => block[row - start - down]?.[col - start - across] ?? ground);
}

/** 3×3 weights times the cells around each place, `step` apart; 0 outside.
 * @param {Square} map
 * @param {number[][]} weights
 * @param {number} size Of the result.
 * @param {number} step
 * @returns {Square}
 */
export function weighted(map, weights, size, step) {
  return squareOf(size, (row, col) => {
    let total = 0;
    weights.forEach((line, u) => {
      line.forEach((weight, v) => {
        total += weight * at(map, row * step + u - 1, col * step + v - 1);
      });
    });
    return total;
  });
}

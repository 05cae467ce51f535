// One 3x3 kernel over a grey picture: the same loop as cnncore.ops.conv2d_loops, on typed arrays.

/** @typedef {{height: number, width: number, values: ArrayLike<number>}} Picture Row by row. */

/**
 * image: {height, width, values}; weights: 9 numbers. Cross-correlation, stride 1, no padding.
 * @param {Picture} image
 * @param {number[]} weights
 * @returns {Picture & {low: number, high: number}}
 */
export function convolve(image, weights) {
  const height = image.height - 2;
  const width = image.width - 2;
  const values = new Float64Array(height * width);
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < height; row += 1) {
    for (let col = 0; col < width; col += 1) {
      let total = 0;
      for (let i = 0; i < 9; i += 1) {
        const line = row + Math.floor(i / 3);
        total += image.values[line * image.width + col + (i % 3)] * weights[i];
      }
      // Ninths do not add up exactly; without this a plain area would read 204.99999999999997.
      total = Math.round(total * 1e9) / 1e9;
      values[row * width + col] = total;
      if (total < low) low = total;
      if (total > high) high = total;
    }
  }
  return { height, width, values, low, high };
}

/**
 * The nine pixels under the window whose upper left corner is (row, col).
 * @param {Picture} image
 * @param {number} row
 * @param {number} col
 * @returns {number[]}
 */
export function windowAt(image, row, col) {
  return Array.from({ length: 9 }, (_, i) => {
    const line = row + Math.floor(i / 3);
    return image.values[line * image.width + col + (i % 3)];
  });
}

/**
 * A picture as it travels: one byte per pixel, in base64.
 * @param {number} size Of a side.
 * @param {string} base64
 * @returns {Picture}
 */
export function decodePicture(size, base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { height: size, width: size, values: bytes };
}

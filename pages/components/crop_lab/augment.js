// What the augmentation of a training picture computes: where a crop may lie, and what is added to its colours.

/** A place kept within the picture.
 * @param {number} at
 * @param {{size: number, crop: number}} sides
 */
export const within = (at, { size, crop }) => Math.min(Math.max(Math.round(at), 0), size - crop);

/** How many crops there are, mirrored ones included.
 * @param {{size: number, crop: number}} sides
 */
export const count = ({ size, crop }) => 2 * (size - crop + 1) ** 2;

/** What is added to red, green and blue: the axes, each times its alpha and its eigenvalue.
 * @param {{direction: number[], value: number}[]} axes For colours from 0 to 1.
 * @param {number[]} alphas
 * @returns {number[]} For colours from 0 to 255.
 */
export const added = (axes, alphas) =>
  [0, 1, 2].map(
    (channel) => 255 * axes.reduce((sum, { direction, value }, i) => sum + direction[channel] * alphas[i] * value, 0),
  );

/** The same numbers added to every pixel, in place; colours end at 0 and 255.
 * @param {Uint8ClampedArray} pixels Red, green, blue and alpha of one after the other.
 * @param {number[]} shift
 */
export function tint(pixels, shift) {
  for (let i = 0; i < pixels.length; i += 4) for (let c = 0; c < 3; c += 1) pixels[i + c] += shift[c];
}

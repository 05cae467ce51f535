// A square kernel over a picture, channel by channel: the same loops as cnncore.ops.conv2d, on typed arrays.

import { decodeBytes } from "./planes.js";

/** @typedef {{height: number, width: number, values: ArrayLike<number>}} Plane Row by row. */
/** @typedef {Plane & {low: number, high: number}} FeatureMap */

/** Ninths do not add up exactly; without this a plain area would read 204.99999999999997. */
const tidy = (number) => Math.round(number * 1e9) / 1e9;

/** A map out of its numbers, with the smallest and the largest of them. */
function mapOf(height, width, values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { height, width, values, low, high };
}

/**
 * One channel and its slice of the kernel. Cross-correlation, stride 1, no padding.
 * @param {Plane} image
 * @param {number[]} weights Row by row; of a square.
 * @returns {FeatureMap}
 */
export function convolve(image, weights) {
  const side = Math.sqrt(weights.length);
  const height = image.height - side + 1;
  const width = image.width - side + 1;
  const values = new Float64Array(height * width);
  // Weight by weight over the whole picture, which is several times faster than window by window.
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    const shift = Math.floor(i / side) * image.width + (i % side);
    for (let row = 0; row < height; row += 1) {
      const [from, to] = [row * image.width + shift, row * width];
      for (let col = 0; col < width; col += 1) values[to + col] += weight * image.values[from + col];
    }
  });
  for (let at = 0; at < values.length; at += 1) values[at] = tidy(values[at]);
  return mapOf(height, width, values);
}

/**
 * The output map: what the maps of the channels add up to, and the bias.
 * @param {FeatureMap[]} maps One a channel, all of one size.
 * @param {number} bias
 * @returns {FeatureMap}
 */
export function addMaps(maps, bias) {
  const [{ height, width }] = maps;
  const values = new Float64Array(height * width);
  for (let i = 0; i < values.length; i += 1) {
    let total = bias;
    for (const map of maps) total += map.values[i];
    values[i] = tidy(total);
  }
  return mapOf(height, width, values);
}

/**
 * The pixels under the window whose upper left corner is (row, col), row by row.
 * @param {Plane} image
 * @param {number} row
 * @param {number} col
 * @param {number} side Of the window.
 * @returns {number[]}
 */
export function windowAt(image, row, col, side = 3) {
  return Array.from({ length: side * side }, (_, i) => {
    const line = row + Math.floor(i / side);
    return image.values[line * image.width + col + (i % side)];
  });
}

/**
 * A square picture as it travels: one byte a number, in base64, channel after channel.
 * @param {number} size Of a side.
 * @param {string} base64
 * @returns {Plane[]} One a channel.
 */
export function decodePicture(size, base64) {
  const bytes = decodeBytes(base64, false);
  const area = size * size;
  return Array.from({ length: bytes.length / area }, (_, channel) => ({
    height: size,
    width: size,
    values: bytes.subarray(channel * area, (channel + 1) * area),
  }));
}

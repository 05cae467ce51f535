// A kernel with one slice a channel: the learner's own cells in it, and what it makes of a picture.

import { addMaps, convolve } from "../shared/pure/convolve.js";
import { parseNumber } from "../shared/pure/numbers.js";
import { mapScale } from "../shared/pure/scale.js";

/** @typedef {import("../shared/pure/convolve.js").Plane} Plane */
/** @typedef {import("../shared/pure/convolve.js").FeatureMap} FeatureMap */
/** @typedef {{side: number, slices: number[][], bias: number}} Kernel Each slice row by row. */

const TILE = 6; // pixels a slice takes on the tile of its kernel: the sides of 1x1 and 3x3 divide it

/**
 * Where a weight stands among the edits: the slices lie below each other, the bias below them all.
 * @param {number} side Of the kernel.
 * @param {number} channel
 * @param {number} row
 * @param {number} col
 * @returns {string}
 */
export const spotOf = (side, channel, row, col) => `${channel * side + row}.${col}`;

/**
 * Where the bias stands among the edits.
 * @param {number} side
 * @param {number} channels
 * @returns {string}
 */
export const biasSpot = (side, channels) => spotOf(side, channels, 0, 0);

/**
 * A kernel of the gallery with the learner's cells in it.
 * @param {number[][]} slices One a channel, row by row.
 * @param {Record<string, string>} edits By spot, as typed.
 * @returns {Kernel}
 */
export function kernelOf(slices, edits) {
  const side = Math.sqrt(slices[0].length);
  const typed = (spot, otherwise) => parseNumber(edits[spot] ?? "") ?? otherwise;
  return {
    side,
    slices: slices.map((weights, channel) =>
      weights.map((weight, i) => typed(spotOf(side, channel, Math.floor(i / side), i % side), weight)),
    ),
    bias: typed(biasSpot(side, slices.length), 0),
  };
}

/**
 * A map a channel, and the output that they add up to; all on one scale.
 * @param {Plane[]} lanes The channels of the picture.
 * @param {Kernel} kernel
 * @returns {{maps: FeatureMap[], out: FeatureMap, scale: {signed: boolean, largest: number}}}
 */
export function applied(lanes, { slices, bias }) {
  const maps = lanes.map((lane, channel) => convolve(lane, slices[channel]));
  const out = addMaps(maps, bias);
  return { maps, out, scale: mapScale(...maps, out) };
}

/**
 * The weights of a kernel side by side, a slice a channel, all slices of one width: its tile. Between them
 * is what is no number.
 * @param {number[][]} slices
 * @returns {Plane}
 */
export function tileOf(slices) {
  const side = Math.sqrt(slices[0].length);
  const step = TILE / side;
  const width = slices.length * (TILE + 1) - 1;
  const values = new Float64Array(TILE * width).fill(Number.NaN);
  slices.forEach((weights, channel) => {
    for (let row = 0; row < TILE; row += 1) {
      for (let col = 0; col < TILE; col += 1) {
        const weight = weights[Math.floor(row / step) * side + Math.floor(col / step)];
        values[row * width + channel * (TILE + 1) + col] = weight;
      }
    }
  });
  return { height: TILE, width, values };
}

/**
 * The nearest place where the middle of the window may be: the kernel has to lie on the picture.
 * @param {{row: number, col: number}} wish
 * @param {number} size Of the picture.
 * @param {number} side Of the kernel.
 * @returns {{row: number, col: number}}
 */
export function placeFor(wish, size, side) {
  const edge = (side - 1) / 2;
  const within = (at) => Math.min(Math.max(at, edge), size - 1 - edge);
  return { row: within(wish.row), col: within(wish.col) };
}

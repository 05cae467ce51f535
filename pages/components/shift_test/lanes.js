// A digit on its canvas, its map by a convolution, and what four ways of halving make of one of them.

import { at, placed, squareOf, weighted } from "../shared/pure/squares.js";

/** @typedef {import("../shared/pure/squares.js").Square} Plane */

/** The middle of a map, without so many cells at each side.
 * @param {Plane} map
 * @param {number} margin
 * @returns {Plane}
 */
export const cropped = (map, margin) =>
  squareOf(map.size - 2 * margin, (row, col) => at(map, row + margin, col + margin));

const SIDEWAYS = [
  [-1, 0, 1],
  [-1, 0, 1],
  [-1, 0, 1],
];
const BLUR = [1, 2, 1].map((down) => [1, 2, 1].map((across) => (down * across) / 16));

/** What may be pooled, and has a lane of its own: the picture, and its map by the edge kernel, after ReLU. */
const SOURCES = {
  picture: (picture) => picture,
  edges(picture) {
    const { size, values } = weighted(picture, SIDEWAYS, picture.size, 1);
    return { size, values: values.map((value) => Math.max(value, 0)) };
  },
};

const four = (map, row, col) => [
  at(map, row, col),
  at(map, row, col + 1),
  at(map, row + 1, col),
  at(map, row + 1, col + 1),
];
const halved = (map, numberOf) => squareOf(map.size / 2, (row, col) => numberOf(four(map, 2 * row, 2 * col)));
const largest = (numbers) => Math.max(...numbers);

/** Half as wide in four ways.
 * @type {Record<string, (map: Plane) => Plane>}
 */
const POOLS = {
  stride: (map) => halved(map, ([first]) => first),
  avg: (map) => halved(map, (numbers) => numbers.reduce((sum, value) => sum + value, 0) / 4),
  max: (map) => halved(map, largest),
  blur(map) {
    const everywhere = squareOf(map.size - 1, (row, col) => largest(four(map, row, col)));
    return weighted(everywhere, BLUR, map.size / 2, 2);
  },
};

/** What two maps share, out of all they hold.
 * @param {Plane} one
 * @param {Plane} other
 */
function overlap(one, other) {
  let [shared, all] = [0, 0];
  one.values.forEach((value, i) => {
    shared += Math.min(value, other.values[i]);
    all += value + other.values[i];
  });
  return all ? (2 * shared) / all : 0;
}

/** All lanes, from left to right. */
export const LANES = [...Object.keys(SOURCES), ...Object.keys(POOLS)];

/** A map on the scale of the picture, each cell as large as what it stands for, moved back. */
function movedBack(map, canvas, [down, across]) {
  const times = canvas / map.size;
  return squareOf(canvas, (row, col) => at(map, Math.floor((row + down) / times), Math.floor((col + across) / times)));
}

/** The maps of a digit at a place, in each lane.
 * @returns {Record<string, Plane>}
 */
function mapsOf(digit, canvas, source, shift) {
  const picture = placed(digit, canvas, shift);
  const whole = Object.fromEntries(Object.entries(SOURCES).map(([name, make]) => [name, make(picture)]));
  const pooled = Object.entries(POOLS).map(([name, pool]) => [name, pool(whole[source])]);
  return { ...whole, ...Object.fromEntries(pooled) };
}

/** Before and after a shift, in each lane.
 * @param {number[][]} digit
 * @param {number} canvas
 * @param {keyof SOURCES} source What is pooled.
 * @param {[number, number]} shift
 * @returns {Record<string, {before: Plane, after: Plane, inPlace: number, back: number}>} What the two
 *   share in their place, and once the second is moved back on the scale of the picture.
 */
export function compare(digit, canvas, source, shift) {
  const [still, moved] = [[0, 0], shift].map((step) => mapsOf(digit, canvas, source, step));
  return Object.fromEntries(
    LANES.map((name) => {
      const [before, after] = [still[name], moved[name]];
      const back = overlap(movedBack(before, canvas, [0, 0]), movedBack(after, canvas, shift));
      return [name, { before, after, inPlace: overlap(before, after), back }];
    }),
  );
}

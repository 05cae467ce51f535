// A picture that moves, its map by a kernel, and the map from before moved along.

import { placed, squareOf, weighted } from "../shared/pure/squares.js";

/** @typedef {import("../shared/pure/squares.js").Square} Square */

/**
 * The map of the moved picture beside the first map moved as far; zeros around the picture.
 *
 * @param {{block: number[][], ground: number, kernel: number[][], canvas: number}} scene What lies on a
 *   plain ground, and the weights.
 * @param {[number, number]} shift Down and to the right.
 * @returns {{picture: Square, map: Square, moved: Square, known: boolean[], differs: boolean[]}} known:
 *   the place was on the first map, too; differs: the two have another number there.
 */
export function movedMaps({ block, ground, kernel, canvas }, shift) {
  const [down, across] = shift;
  const mapOf = (picture) => weighted(picture, kernel, canvas, 1);
  const picture = placed(block, canvas, shift, ground);
  const [first, map] = [mapOf(placed(block, canvas, [0, 0], ground)), mapOf(picture)];
  const isOn = (place) => place >= 0 && place < canvas;
  const from = (i) => [Math.floor(i / canvas) - down, (i % canvas) - across];
  const known = Array.from(map.values, (_, i) => from(i).every(isOn));
  const moved = squareOf(canvas, (row, col) =>
    isOn(row - down) && isOn(col - across) ? first.values[(row - down) * canvas + col - across] : 0,
  );
  const differs = known.map((isKnown, i) => isKnown && Math.abs(map.values[i] - moved.values[i]) > 1e-9);
  return { picture, map, moved, known, differs };
}

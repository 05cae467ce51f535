// Which crop a draw gives: the same for the same number, so that a link shows the same picture.

/** A number from 0 up to 1 that looks random, for a draw and a use of it.
 * @param {number} draw
 * @param {number} use
 * @returns {number}
 */
export function chance(draw, use) {
  let state = Math.imul(draw * 7 + use + 1, 0x9e3779b1);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * @typedef {object} Crop
 * @property {number} scale The shorter side of the picture.
 * @property {number} width Of the scaled picture.
 * @property {number} height
 * @property {number} left Of the crop in it.
 * @property {number} top
 * @property {boolean} isFlipped Left and right exchanged.
 */

/** The crop of a draw.
 * @param {{mode: "random" | "fixed", scale: number, draw: number}} settings
 * @param {{ratio: number, crop: number, scales: [number, number]}} given ratio: width over height, at least 1.
 * @returns {Crop}
 */
export function drawn({ mode, scale: fixed, draw }, { ratio, crop, scales: [low, high] }) {
  const scale = mode === "fixed" ? fixed : low + Math.floor(chance(draw, 0) * (high - low + 1));
  const [width, height] = [Math.round(scale * ratio), scale];
  const place = (size, use) => Math.floor(chance(draw, use) * (size - crop + 1));
  return { scale, width, height, left: place(width, 1), top: place(height, 2), isFlipped: chance(draw, 3) < 0.5 };
}

/** How many crops there are, each flip counted.
 * @param {Crop} found
 * @param {number} crop
 * @returns {number}
 */
export const places = ({ width, height }, crop) => 2 * (width - crop + 1) * (height - crop + 1);

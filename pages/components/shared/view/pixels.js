// Numbers to pixels. Pictures are painted one pixel per value; CSS enlarges them unsmoothed.

import { LEVELS, ramp } from "../pure/colours.js";

/**
 * The theme's colours now, as [red, green, blue]. A probe resolves light-dark(), which canvas does
 * not know. One that has left the page has no colour: what it paints is seen by nobody.
 *
 * @param {HTMLElement} probe
 * @param {...string} names Of style variables.
 * @returns {number[][]}
 */
export function themeColours(probe, ...names) {
  return names.map((name) => {
    probe.style.color = `var(${name})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? ["0", "0", "0"];
    return channels.slice(0, 3).map(Number);
  });
}

/** @typedef {{height: number, width: number, values: ArrayLike<number>}} Plane Row by row. */
/** @typedef {{minus: number[][], plus: number[][]}} Palette From 0 to full strength. */

/** The signed scale of the theme now.
 * @param {HTMLElement} probe
 * @returns {Palette}
 */
export function readPalette(probe) {
  const [minus, zero, plus] = themeColours(probe, "--mosaic-minus", "--mosaic-zero", "--mosaic-plus");
  return { minus: ramp(zero, minus), plus: ramp(zero, plus) };
}

/** Grey from black (0) to white.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} image
 * @param {number} white The value that is painted white.
 */
export function paintGrey(canvas, image, white) {
  paint(canvas, image, (value) => {
    const grey = (255 * value) / white;
    return [grey, grey, grey];
  });
}

/** Minus, zero, plus; full strength at -range and +range.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} image
 * @param {number} range
 * @param {Palette} palette
 */
export function paintSigned(canvas, image, range, palette) {
  paint(canvas, image, (value) => {
    const level = Math.round((Math.min(Math.abs(value) / range, 1) || 0) * (LEVELS - 1));
    return (value < 0 ? palette.minus : palette.plus)[level];
  });
}

function paint(canvas, { height, width, values }, colourOf) {
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < values.length; i += 1) {
    const [r, g, b] = colourOf(values[i]);
    pixels.data.set([r, g, b, 255], 4 * i);
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

/** A feature map: grey like a picture while nothing is negative, else on the signed scale.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane & {low: number, high: number}} map
 * @param {Palette} palette
 * @returns {number} The range it was painted with.
 */
export function paintMap(canvas, map, palette) {
  const range = Math.max(Math.abs(map.low), Math.abs(map.high)) || 1;
  if (map.low < 0) paintSigned(canvas, map, range, palette);
  else paintGrey(canvas, map, range);
  return range;
}

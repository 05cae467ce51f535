// Numbers to pixels. Pictures are painted one pixel per value; CSS enlarges them unsmoothed.

import { LEVELS, ramp } from "../pure/colours.js";
import { make } from "./dom.js";
import { LAID_OUT } from "./room.js";

/** A node that colours are read from; the sheet of its root gives it no room.
 * @param {HTMLElement} node Where it is put, last.
 * @param {() => void} changed Called when the theme has other colours.
 * @returns {HTMLElement}
 */
export function colourProbe(node, changed) {
  const probe = make("i", { class: "probe", "aria-hidden": "true" });
  // Its transition ends whenever the theme gives it another colour.
  const witness = make("i", { class: "witness", "aria-hidden": "true" });
  witness.addEventListener("transitionend", changed);
  // Paper is light, and waits for no transition.
  const laidOut = () => (node.isConnected ? changed() : window.removeEventListener(LAID_OUT, laidOut));
  window.addEventListener(LAID_OUT, laidOut);
  node.append(probe, witness);
  return probe;
}

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

/** What is no number is left unpainted. */
function paint(canvas, { height, width, values }, colourOf) {
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(width, height);
  const { data } = pixels;
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isNaN(values[i])) continue;
    const colour = colourOf(values[i], i);
    data[4 * i] = colour[0];
    data[4 * i + 1] = colour[1];
    data[4 * i + 2] = colour[2];
    data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

/** A feature map on its scale.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} map
 * @param {{signed: boolean, largest: number}} scale
 * @param {Palette} palette
 */
export function paintMap(canvas, map, { signed, largest }, palette) {
  if (signed) paintSigned(canvas, map, largest, palette);
  else paintGrey(canvas, map, largest);
}

/** A picture in its colours.
 * @param {HTMLCanvasElement} canvas
 * @param {Plane[]} lanes Red, green and blue, 0 to 255.
 */
export function paintColours(canvas, [red, green, blue]) {
  paint(canvas, red, (_value, i) => [red.values[i], green.values[i], blue.values[i]]);
}

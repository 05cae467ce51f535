// Kernels and feature maps: one canvas pixel a number, enlarged unsmoothed by CSS.

import { ramp } from "../pure/colours.js";
import { decodeBytes } from "../pure/planes.js";
import { make, prefersReducedMotion, setAttribute } from "./dom.js";
import { themeColours } from "./pixels.js";

const FADE_MS = 120;

/** @typedef {"kernels" | "maps"} MosaicKind */
/** @typedef {{key: string, minus: number[][], plus: number[][], map: number[][]}} MosaicPalette */

/** The colours of the theme now, as tables of 256.
 * @param {HTMLElement} probe
 * @returns {MosaicPalette}
 */
export function readMosaicPalette(probe) {
  const names = ["--mosaic-minus", "--mosaic-zero", "--mosaic-plus", "--page", "--output-line", "--map-high"];
  const colours = themeColours(probe, ...names);
  const key = colours.join("|");
  if (readMosaicPalette.key === key) return readMosaicPalette.last;
  const [minus, zero, plus, low, middle, high] = colours;
  const map = [...ramp(low, middle), ...ramp(middle, high)].filter((_, i) => i % 2 === 0);
  readMosaicPalette.key = key;
  readMosaicPalette.last = { key, minus: ramp(zero, minus), plus: ramp(zero, plus), map };
  return readMosaicPalette.last;
}

/** Tiles that can be chosen; new numbers fade in. handlers: pick(index). */
export class Mosaic {
  constructor(kind, handlers = {}) {
    this.kind = kind;
    this.handlers = handlers;
    this.tiles = [];
    this.node = make("div", { class: "tiles", role: "group", "data-role": kind });
  }

  /** view: planes, height, width, palette, label, nameOf(index), chosen, fade, and kind where it is not its own. */
  update(view) {
    this.view = view;
    setAttribute(this.node, "aria-label", view.label);
    if (this.tiles.length !== view.planes.length) this.build(view.planes.length);
    this.tiles.forEach((tile, i) => {
      setAttribute(tile.node, "aria-label", view.nameOf(i));
      if (this.handlers.pick) setAttribute(tile.node, "aria-pressed", i === view.chosen ? "true" : "false");
    });
    const isNew = this.shown?.length !== view.planes.length || this.shown[0]?.length !== view.planes[0]?.length;
    this.from = isNew || !view.fade || prefersReducedMotion() ? null : this.shown.map((plane) => plane.slice());
    this.since = performance.now();
    cancelAnimationFrame(this.frame);
    this.paint();
  }

  build(count) {
    const tag = this.handlers.pick ? "button" : "div";
    this.tiles = Array.from({ length: count }, (_, i) => {
      const canvas = make("canvas", { class: "pixels" });
      const attributes = this.handlers.pick
        ? { type: "button", "data-paper": true, onclick: () => this.handlers.pick(i) }
        : { role: "img" };
      return { canvas, node: make(tag, { class: "tile", "data-index": i, ...attributes }, canvas) };
    });
    this.node.replaceChildren(...this.tiles.map((tile) => tile.node));
  }

  paint() {
    const { planes, height, width, palette } = this.view;
    const share = this.from ? Math.min(1, (performance.now() - this.since) / FADE_MS) : 1;
    this.shown = planes.map((plane, k) =>
      share === 1 ? plane : plane.map((value, i) => this.from[k][i] + (value - this.from[k][i]) * share),
    );
    this.shown.forEach((plane, k) =>
      paintPlane(this.tiles[k].canvas, plane, height, width, palette, this.view.kind ?? this.kind),
    );
    if (share < 1) this.frame = requestAnimationFrame(() => this.paint());
  }
}

/** One plane in the colours of its kind: "kernels" signed, "maps" from the page to teal.
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} plane Values from -1 to 1, row by row.
 * @param {number} height
 * @param {number} width
 * @param {MosaicPalette} palette
 * @param {MosaicKind} kind
 */
export function paintPlane(canvas, plane, height, width, palette, kind) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < plane.length; i += 1) {
    const level = Math.min(255, Math.round(Math.abs(plane[i]) * 255)) || 0;
    const table = kind === "maps" ? palette.map : plane[i] < 0 ? palette.minus : palette.plus;
    const [red, green, blue] = table[level];
    pixels.data.set([red, green, blue, 255], 4 * i);
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

/** A picture of bytes.
 * @param {HTMLCanvasElement} canvas
 * @param {{shape: [number, number, number], image: string}} picture Height, width, channels (1 or
 *   3), and its bytes in base64.
 */
export function paintPicture(canvas, { shape, image }) {
  const [height, width, channels] = shape;
  const bytes = decodeBytes(image, false);
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < height * width; i += 1) {
    for (let c = 0; c < 3; c += 1) pixels.data[4 * i + c] = bytes[i * channels + (channels === 3 ? c : 0)];
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

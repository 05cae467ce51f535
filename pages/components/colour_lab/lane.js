// One channel: its picture, the numbers under the window, its slice of the kernel, and the map they make.

import { windowAt } from "../shared/pure/convolve.js";
import { formatNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { sumTokens } from "../shared/pure/sum.js";
import { make, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { paintGrey, paintMap } from "../shared/view/pixels.js";
import { Screen } from "../shared/view/screen.js";
import { sumNodes } from "../shared/view/sum.js";

const WHITE = 255;
const GREYS = { signed: false, strength: (value) => value / WHITE };

/** @typedef {import("./kernel.js").Kernel} Kernel */

/** One channel in a line, and its sum written out. */
export class Lane {
  /**
   * @param {string} letter
   * @param {object} handlers point(row, col): the pixel that is to be in the middle of the window; ring(spot): the
   *   cell pointed at, or null; edit(row, col, text); refuse(text).
   */
  constructor(letter, handlers) {
    this.letter = letter;
    const rings = { hover: (row, col) => handlers.ring([row, col]), leave: () => handlers.ring(null) };
    this.picture = new Screen("input", { point: handlers.point });
    this.map = new Screen("partial", {
      point: (row, col) => handlers.point(row + this.half, col + this.half),
    });
    this.window = new GridView("input", rings);
    this.slice = new GridView("kernel", {
      ...rings,
      edit: (row, col, _value, text) => handlers.edit(row, col, text),
      refuse: handlers.refuse,
    });
    this.letterNode = make("b", { class: "letter", "aria-hidden": "true" }, letter);
    const sign = (text) => make("span", { class: "sign", "aria-hidden": "true" }, text);
    this.node = make(
      "div",
      { class: "lane", role: "group", "data-lane": letter },
      this.letterNode,
      this.picture.node,
      this.window.wrap,
      sign("\u2299"),
      this.slice.wrap,
      sign("\u2192"),
      this.map.node,
    );
    this.sum = make("p", { class: "sum lane-sum", "data-lane": letter });
  }

  /**
   * A picture, a kernel and their map; the place of the window comes with `place`.
   * @param {{plane: object, map: object, scale: object, weights: number[], side: number, kernelScale: object,
   *   strings: Record<string, string>, palette: object}} view weights: row by row.
   */
  update({ plane, map, scale, weights, side, kernelScale, strings, palette }) {
    Object.assign(this, { plane, feature: map, weights, side, kernelScale, strings, half: (side - 1) / 2 });
    const named = (key) => fillSlots(strings[key], { channel: this.letter });
    this.node.setAttribute("aria-label", named("lane_label"));
    paintGrey(this.picture.canvas, plane, WHITE);
    this.picture.label(named("lane_picture"));
    paintMap(this.map.canvas, map, scale, palette);
    this.map.label(named("lane_map"));
  }

  /**
   * The window with its middle at a pixel.
   * @param {{row: number, col: number}} middle
   * @param {[number, number] | null} ring The cell pointed at, in this lane or another.
   * @param {number} size Of a cell, in px.
   * @returns {number} What this lane adds to the output there.
   */
  place({ row, col }, ring, size) {
    const { side, half, weights, strings } = this;
    const [top, left] = [row - half, col - half];
    const pixels = windowAt(this.plane, top, left, side);
    const partial = this.feature.values[top * this.feature.width + left];
    const isLit = (r, c) => ring?.[0] === r && ring?.[1] === c;
    const named = (key) => fillSlots(strings[key], { channel: this.letter });
    this.picture.markAt(top, left, side);
    this.map.markAt(top, left, 1);
    this.window.update(
      side,
      side,
      (r, c) => ({
        value: pixels[side * r + c],
        active: true,
        zero: weights[side * r + c] === 0,
        corner: `\u00d7${formatNumber(weights[side * r + c])}`,
        ring: isLit(r, c),
      }),
      { label: named("window_label"), size, scale: GREYS },
    );
    this.slice.update(side, side, (r, c) => ({ value: weights[side * r + c], ring: isLit(r, c) }), {
      label: named("kernel_label"),
      size,
      scale: this.kernelScale,
      editable: () => true,
    });
    this.write(pixels, partial, ring);
    return partial;
  }

  write(pixels, partial, ring) {
    const at = ring ? ring[0] * this.side + ring[1] : -1;
    const products = pixels.map((pixel, i) => ({ id: `${i}`, numbers: [pixel, this.weights[i]] }));
    this.sum.replaceChildren(
      make("b", { class: "letter" }, this.letter),
      make("span", {}, ...sumNodes(sumTokens(products, partial))),
    );
    const lit = this.sum.querySelector(`[data-term="${at}"]`);
    if (lit) lit.dataset.ring = "true";
    setText(this.letterNode, this.letter);
  }
}

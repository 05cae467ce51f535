// The tour: a picture, the nine numbers under the window, the kernel, and the map they make.

import { convolve, windowAt } from "../shared/pure/convolve.js";
import { formatNumber } from "../shared/pure/numbers.js";
import { colourScale, mapScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { sumTokens } from "../shared/pure/sum.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { Legend } from "../shared/view/legend.js";
import { paintGrey, paintMap, paintSigned } from "../shared/view/pixels.js";
import { Room } from "../shared/view/room.js";
import { Screen } from "../shared/view/screen.js";
import { sumNodes } from "../shared/view/sum.js";
import { Tiles } from "../shared/view/tiles.js";
import { isClass } from "../shared/view/view.js";

const WHITE = 255;
/** What stands between the two pictures. */
const BESIDE = 162 + 56;
/** In front of a class window and kernel stand side by side. */
const IN_CLASS = { beside: 340 + 56, cell: 51.2 };
const FAINT = 0.04; // answers below this part of the range count as "nothing here"
const GREYS = { signed: false, strength: (value) => value / WHITE };

/** The picture, the window under the cursor, the kernel and the map. */
export class Explorer {
  /**
   * @param {{choosePicture: (id: string) => void, chooseKernel: (id: string) => void,
   *   edit: (row: number, col: number, text: string) => void, refuse: (text: string) => void}} handlers
   */
  constructor(handlers) {
    this.cursor = { row: 26, col: 12 };
    const moves = {
      nudge: (rows, cols) => this.moveTo(this.cursor.row + rows, this.cursor.col + cols),
      jump: (row, col) => this.moveTo(Number.isNaN(row) ? this.cursor.row : row, col),
    };
    this.picture = new Screen("input", { ...moves, point: (row, col) => this.moveTo(row - 1, col - 1) });
    this.map = new Screen("output", { ...moves, point: (row, col) => this.moveTo(row, col) });
    this.window = new GridView("input", this.ringHandlers());
    this.kernel = new GridView("kernel", {
      ...this.ringHandlers(),
      edit: (row, col, _value, text) => handlers.edit(row, col, text),
      refuse: handlers.refuse,
    });
    this.ring = null;
    this.names = Object.fromEntries(
      ["picture", "window", "kernel", "map"].map((part) => [part, make("span", { class: "name" })]),
    );
    this.names.picture.classList.add("of-input");
    this.names.window.classList.add("of-input");
    this.names.kernel.classList.add("of-kernel");
    this.names.map.classList.add("of-output");
    this.pictures = new Tiles("picture", handlers.choosePicture);
    this.kernels = new Tiles("kernel", handlers.chooseKernel);
    setAttribute(this.pictures.node, "data-sets", "picture");
    setAttribute(this.kernels.node, "data-sets", "picture_kernel");
    setAttribute(this.kernel.wrap, "data-draws", "picture_cells");
    this.legend = new Legend();
    this.place = make("span", { class: "caption place" });
    this.sum = make("div", { class: "sum" });
    this.meaning = make("p", { class: "meaning quiet" });
    this.status = make("div", { role: "status", class: "status" }, this.place, this.sum, this.meaning);
    this.refusal = make("p", { class: "refusal", role: "alert" });
    this.hint = make("p", { class: "caption" });
    const part = (name, ...nodes) => make("div", { class: `matrix ${name}` }, this.names[name], ...nodes);
    this.node = make(
      "div",
      { class: "inner" },
      make("div", { class: "pickers" }, this.pictures.node, this.kernels.node),
      make(
        "div",
        { class: "stage" },
        part("picture", this.picture.node),
        make(
          "div",
          { class: "middle" },
          part("window", this.window.wrap),
          part("kernel", this.kernel.wrap, this.refusal),
        ),
        part("map", this.map.node, this.legend.node),
      ),
      this.status,
      this.hint,
    );
    this.watcher = new Room(() => this.fit());
    this.watcher.observe(this.node);
  }

  /** Whole screen pixels per picture pixel, so that no pixel is wider than its neighbour. */
  fit() {
    const style = getComputedStyle(this.node);
    const room = this.node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (room <= 0 || !this.image) return;
    const { width } = this.image;
    const both = 2 * width - 2;
    const inClass = isClass();
    const layout = inClass || room >= 800 ? "row" : room >= 560 ? "pair" : "stack";
    const beside = inClass ? IN_CLASS.beside : BESIDE;
    const free = { row: (room - beside) / both, pair: (room - 24) / both, stack: room / width }[layout];
    setAttribute(this.node, "data-layout", layout);
    this.node.style.setProperty("--px", `${Math.max(Math.min(Math.floor(free), 6), 2)}px`);
    this.cell = inClass ? IN_CLASS.cell : layout === "row" ? 52 : 44;
    if (this.feature) this.showPlace();
  }

  /** Everything except the place of the cursor. */
  update({ image, weights, kernelId, isOwn, pictures, kernels, pictureId, strings, palette }) {
    Object.assign(this, { image, weights, kernelId, isOwn, strings });
    this.feature = convolve(image, weights);
    paintGrey(this.picture.canvas, image, WHITE);
    this.scale = mapScale(this.feature);
    paintMap(this.map.canvas, this.feature, this.scale, palette);
    this.legend.update(this.scale, this.feature.width);
    for (const [part, { textContent }] of Object.entries(this.names)) {
      if (textContent !== strings[part]) this.names[part].textContent = strings[part];
    }
    this.picture.label(strings.picture_label);
    this.map.label(strings.map_label);
    setText(this.hint, strings.hint);
    this.pictures.update(strings.pictures, pictures, pictureId, (canvas, item) => paintGrey(canvas, item.image, WHITE));
    this.kernels.update(strings.kernels, kernels, isOwn ? null : kernelId, (canvas, item) => {
      const tile = { height: 3, width: 3, values: item.weights };
      paintSigned(canvas, tile, Math.max(...item.weights.map(Math.abs)), palette);
    });
    this.fit();
    this.moveTo(this.cursor.row, this.cursor.col, true);
  }

  moveTo(row, col, always = false) {
    const limit = (value, size) => Math.min(Math.max(value, 0), size - 1);
    const next = { row: limit(row, this.feature.height), col: limit(col, this.feature.width) };
    if (!always && next.row === this.cursor.row && next.col === this.cursor.col) return;
    this.cursor = next;
    this.showPlace();
  }

  showPlace() {
    const { row, col } = this.cursor;
    const pixels = windowAt(this.image, row, col);
    const total = this.feature.values[row * this.feature.width + col];
    this.picture.markAt(row, col, 3);
    this.map.markAt(row, col, 1);
    const size = this.cell ?? 52;
    const lit = (r, c) => this.ring?.[0] === r && this.ring?.[1] === c;
    this.window.update(
      3,
      3,
      (r, c) => {
        const weight = this.weights[3 * r + c];
        return {
          value: pixels[3 * r + c],
          active: true,
          zero: weight === 0,
          corner: `\u00d7${formatNumber(weight)}`,
          ring: lit(r, c),
        };
      },
      { label: this.strings.window, size, scale: GREYS },
    );
    const rows = [0, 3, 6].map((start) => this.weights.slice(start, start + 3));
    this.kernel.update(3, 3, (r, c) => ({ value: rows[r][c], ring: lit(r, c) }), {
      label: this.strings.kernel_label,
      size,
      scale: colourScale(rows),
      editable: () => true,
    });
    const products = pixels.map((x, i) => ({
      id: `${i}`,
      numbers: [x, this.weights[i]],
      mark: x === 0 ? "nothing" : null,
    }));
    setText(this.place, fillSlots(this.strings.place, { row: row + 1, col: col + 1 }));
    this.sum.replaceChildren(...sumNodes(sumTokens(products, total)));
    setText(this.meaning, this.meaningOf(total));
    this.onPlace?.(row * this.feature.width + col);
  }

  /** What the number says about the picture here. */
  meaningOf(total) {
    const sign = Math.abs(total) <= FAINT * this.scale.largest ? "zero" : total > 0 ? "plus" : "minus";
    const name = this.isOwn ? "own" : this.kernelId;
    return this.strings[`meaning.${name}.${sign}`] ?? this.strings[`meaning.${name}`];
  }

  /** A cell of the window and its partner in the kernel light up together. */
  ringHandlers() {
    const light = (ring) => {
      this.ring = ring;
      if (this.feature) this.showPlace();
    };
    return { hover: (row, col) => light([row, col]), leave: () => light(null) };
  }
}

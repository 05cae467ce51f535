// A canvas on which something lies that follows the finger, the arrow keys, or four buttons.

import { draw, make, setAttribute } from "./dom.js";
import { paintPlane } from "./mosaic.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const BUTTONS = [
  ["left", [0, -1], "M15 5l-7 7 7 7"],
  ["up", [-1, 0], "M5 15l7-7 7 7"],
  ["down", [1, 0], "M5 9l7 7 7-7"],
  ["right", [0, 1], "M9 5l7 7-7 7"],
];

/** What lies there stays within reach of the middle. */
export class Pad {
  /** @param {{move: (shift: [number, number]) => void, settle: () => void}} handlers move: while it
   *   lasts; settle: it is over. */
  constructor(handlers) {
    this.handlers = handlers;
    this.canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
    this.start = make("i", { class: "start", "aria-hidden": "true" });
    this.frame = make("i", { class: "block-frame", "aria-hidden": "true" });
    this.field = make(
      "div",
      { class: "pad", role: "application", tabindex: "0", "data-testid": "shift-pad" },
      this.canvas,
      this.start,
      this.frame,
    );
    this.buttons = BUTTONS.map(([name, step, path]) => this.button(name, step, path));
    this.home = make("button", {
      type: "button",
      class: "button text",
      "data-action": "home",
      onclick: () => this.finish([0, 0]),
    });
    const arrows = make("div", { class: "arrows" }, ...this.buttons);
    this.node = make("div", { class: "pad-column" }, this.field, arrows, this.home);
    this.listen();
  }

  button(name, step, path) {
    const icon = draw(
      "svg",
      { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
      draw("path", { d: path }),
    );
    const onclick = () => this.finish(this.moved(step));
    return make("button", { type: "button", class: "button arrow-key", "data-action": name, onclick }, icon);
  }

  /**
   * @param {object} view
   * @param {{size: number, values: ArrayLike<number>}} view.picture A square, row by row, from 0 to 1.
   * @param {import("./mosaic.js").MosaicPalette} view.palette
   * @param {Record<string, string>} view.words
   * @param {[number, number]} view.shift Down and to the right.
   * @param {number} view.reach How far it may move, in cells.
   * @param {number} view.block The side of what lies there.
   */
  update({ picture, palette, words, shift, reach, block }) {
    const { size, values } = picture;
    Object.assign(this, { shift, reach, cells: size });
    paintPlane(this.canvas, values, size, size, palette, "maps");
    setAttribute(this.field, "aria-label", words.pad);
    this.field.style.setProperty("--cells", size);
    this.field.style.setProperty("--block", block);
    this.frame.style.setProperty("--down", shift[0]);
    this.frame.style.setProperty("--across", shift[1]);
    BUTTONS.forEach(([name, step], i) => {
      const next = this.moved(step);
      setAttribute(this.buttons[i], "aria-label", words[name]);
      setAttribute(this.buttons[i], "aria-disabled", String(next) === String(this.shift));
    });
    this.home.textContent = words.home;
    setAttribute(
      this.home,
      "aria-disabled",
      shift.every((step) => step === 0),
    );
  }

  /** One step further, as far as the canvas goes. */
  moved([down, across]) {
    return this.within([this.shift[0] + down, this.shift[1] + across]);
  }

  within(shift) {
    return shift.map((step) => Math.max(-this.reach, Math.min(this.reach, step)));
  }

  /** An arrow moves it by a cell, Home puts it back.
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    const step = ARROWS[key];
    if (!step && key !== "Home") return false;
    this.finish(step ? this.moved(step) : [0, 0]);
    return true;
  }

  finish(shift) {
    this.handlers.move(shift);
    this.handlers.settle();
  }

  listen() {
    this.field.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!this.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    let from = null;
    this.field.addEventListener("pointerdown", (event) => {
      from = { x: event.clientX, y: event.clientY, shift: this.shift };
      this.field.setPointerCapture(event.pointerId);
    });
    this.field.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const cell = this.field.clientWidth / this.cells;
      const [down, across] = [(event.clientY - from.y) / cell, (event.clientX - from.x) / cell];
      const shift = this.within([from.shift[0] + Math.round(down), from.shift[1] + Math.round(across)]);
      if (String(shift) !== String(this.shift)) this.handlers.move(shift);
    });
    const end = () => {
      if (from !== null) this.handlers.settle();
      from = null;
    };
    this.field.addEventListener("pointerup", end);
    this.field.addEventListener("pointercancel", end);
  }
}

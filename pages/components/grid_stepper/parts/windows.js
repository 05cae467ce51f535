// One weight, nine windows: each small picture stands where its output stands, with the product it adds; beside
// them the gradients of kernel and bias.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { Matrix } from "./matrix.js";

const [CELL, GAP] = [9, 2];
const PITCH = CELL + GAP;

/** Of the shown step. @implements {import("../parts.js").Part} */
export class Windows {
  static place = "below";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.gradients = ["grad_weight", "grad_bias"].map((id) => new Matrix(id, "kernel", figure));
    this.title = make("strong", {});
    this.note = make("span", { class: "where" });
    this.pictures = make("div", { class: "windows" });
    this.way = make("p", { class: "where" });
    this.node = make(
      "div",
      { class: "gradient-part" },
      make("div", { class: "windows-part" }, this.title, this.note, this.pictures),
      make("div", {}, make("div", { class: "gradients" }, ...this.gradients.map((matrix) => matrix.node)), this.way),
    );
  }

  update(screen) {
    const { words, scene, arrangement } = screen;
    setText(this.title, fillSlots(words.windows_title, { count: scene.grids.grad_out.values.flat().length }));
    setText(this.note, words.windows_note);
    for (const matrix of this.gradients) matrix.update(screen, arrangement.small);
    this.write(screen);
  }

  point(screen, moved) {
    for (const matrix of this.gradients) matrix.point(screen, moved);
    if (moved) this.write(screen);
    else this.ring(screen);
  }

  /** The pictures of the shown step, and where its weight has to go. */
  write(screen) {
    const { words, scene, now, isMasked } = screen;
    const isHidden = isMasked(now.target);
    const [rows, cols] = [scene.grids.x.values.length, scene.grids.x.values[0].length];
    this.pictures.style.setProperty("--cols", scene.grids.grad_out.values[0].length);
    this.pictures.replaceChildren(
      ...now.terms.map((term) => {
        const [i, j] = term.id.split(",").map(Number);
        const met = cellOf(term.cells[0]);
        const at = cellId("grad_out", i, j);
        const picture = make(
          "div",
          { class: "window", "data-output": at },
          windowPicture(rows, cols, [i, j], met.grid === "x" ? [met.row, met.col] : null, scene.grids.weight.values),
          make("span", {}, `${formatNumber(term.numbers[0])} \u00d7 ${bracketed(term.numbers[1])}`),
          make("b", {}, `= ${isHidden ? "?" : formatNumber(term.value)}`),
        );
        picture.addEventListener("pointerenter", () => this.figure.point(at));
        picture.addEventListener("pointerleave", () => this.figure.point(null));
        return picture;
      }),
    );
    const way = now.total > 0 ? "way_down" : now.total < 0 ? "way_up" : "way_none";
    setText(this.way, isHidden ? "" : words[way]);
    this.ring(screen);
  }

  ring({ rings }) {
    for (const picture of this.pictures.children)
      setAttribute(picture, "data-ring", rings.cells.has(picture.dataset.output));
  }
}

/** The input in small: the window, and in it the cell that the weight met. */
function windowPicture(rows, cols, [top, left], met, weight) {
  const [high, wide] = [weight.length, weight[0].length];
  const isIn = (row, col) => row >= top && row < top + high && col >= left && col < left + wide;
  const place = (row, col) => ({ x: col * PITCH + 2, y: row * PITCH + 2 });
  const cells = Array.from({ length: rows * cols }, (_, at) => {
    const [row, col] = [Math.floor(at / cols), at % cols];
    const isMet = met?.[0] === row && met[1] === col;
    const kind = isMet ? "met" : isIn(row, col) ? "in" : "out";
    return draw("rect", { ...place(row, col), width: CELL, height: CELL, rx: 2, class: kind });
  });
  const corner = place(top, left);
  const frame = { x: corner.x - 1.5, y: corner.y - 1.5, width: wide * PITCH + 1, height: high * PITCH + 1, rx: 3 };
  const size = [cols * PITCH + 2, rows * PITCH + 2];
  return draw(
    "svg",
    { width: size[0], height: size[1], viewBox: `0 0 ${size[0]} ${size[1]}`, "aria-hidden": "true" },
    ...cells,
    draw("rect", { ...frame, class: "edge" }),
  );
}

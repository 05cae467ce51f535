// The stage where maps are laid out in one line: their cells in order, a column of weights under each,
// and at the end of each row its bias and its output.

import { cellOf } from "../shared/pure/cells.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { arrangeFlat } from "./flatten_arrange.js";
import { Matrix } from "./parts/matrix.js";

const GAP = 3;
const sign = (text) => make("span", { class: "joining", "aria-hidden": "true" }, text);

/** `node` holds all of it. */
export class Flatten {
  /**
   * @param {import("./parts.js").Figure} figure
   * @param {import("./parts.js").Part[]} parts What else stands on the stage.
   */
  constructor(figure, parts) {
    this.figure = figure;
    const { channels } = figure.data.limits;
    this.maps = Array.from({ length: channels[1] }, (_, c) => new Matrix(`x.${c}`, "input", figure));
    this.flat = new Matrix("flat", "input", figure);
    this.weight = new Matrix("weight", "kernel", figure);
    this.bias = new Matrix("bias", "kernel", figure);
    this.out = new Matrix("out", "output", figure);
    this.places = make("div", { class: "flat-places", "aria-hidden": "true" });
    const row = [this.weight.node, sign("+"), this.bias.node, sign("="), this.out.node];
    const scales = make("div", { class: "lane-scales" }, this.weight.scale, this.out.scale);
    this.table = make(
      "div",
      { class: "flat-table" },
      this.flat.node,
      this.places,
      make("div", { class: "flat-row" }, ...row),
      scales,
    );
    this.node = make(
      "div",
      { class: "stage flat-stage" },
      make("div", { class: "flat-maps" }, ...this.maps.map((map) => map.node)),
      this.table,
      ...parts.map((part) => part.node),
    );
  }

  /** Where everything stands, at this width. */
  arrange(width, { flat: { channels, side } }) {
    return arrangeFlat(width, { cells: channels * side * side, side }, isClass());
  }

  update(screen) {
    const { scene, arrangement, animate } = screen;
    const { cell, small } = arrangement;
    this.node.classList.toggle("animated", animate);
    this.node.style.setProperty("--pitch", `${cell + GAP}px`);
    this.maps.forEach((map, c) => {
      const isThere = `x.${c}` in scene.grids;
      setAttribute(map.node, "hidden", !isThere);
      if (isThere) map.update(screen, small);
    });
    for (const matrix of [this.flat, this.weight, this.bias, this.out]) matrix.update(screen, cell);
    this.count(scene.flat);
    this.centre(screen);
  }

  /** Where the line is wider than the screen, the place that a map's cell or a step comes to is kept in its middle. */
  centre({ now, arrangement }) {
    const { pointed } = this.figure;
    const isUnderHand = pointed !== null && !pointed.startsWith("x.");
    const { grid, col } = cellOf(now.target);
    if (isUnderHand || grid !== "flat" || this.table.scrollWidth <= this.table.clientWidth) return;
    const middle = (col + 0.5) * (arrangement.cell + GAP);
    const behavior = prefersReducedMotion() ? "auto" : "smooth";
    this.table.scrollTo({ left: middle - this.table.clientWidth / 2, behavior });
  }

  /** The numbers of the places, from 0, a stroke where a channel begins. */
  count({ channels, side }) {
    const area = side * side;
    while (this.places.children.length > channels * area) this.places.lastChild.remove();
    while (this.places.children.length < channels * area) this.places.append(make("span", {}));
    [...this.places.children].forEach((place, i) => {
      setText(place, String(i));
      setAttribute(place, "data-first", i > 0 && i % area === 0);
    });
  }

  /** @param {boolean} moved Whether another step is shown than before. */
  point(screen, moved) {
    this.maps.forEach((map, c) => {
      if (`x.${c}` in screen.scene.grids) map.point(screen, moved);
    });
    for (const matrix of [this.flat, this.weight, this.bias, this.out]) matrix.point(screen, moved);
    if (moved) this.centre(screen);
  }

  showOutput() {
    this.out.node.scrollIntoView({ block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }
}

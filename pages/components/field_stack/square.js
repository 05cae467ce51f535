// The same patch on the picture: the cells that are read in both directions, and the square around them.

import { draw, make, setAttribute, setText } from "../shared/view/dom.js";

const MOST_CELLS = 900;

/** A picture with what one unit reads of it. */
export class Square {
  constructor() {
    this.image = draw("image", { x: 0, y: 0, preserveAspectRatio: "none" });
    this.cells = draw("path", { class: "read" });
    this.frame = draw("rect", { class: "frame" });
    this.drawing = draw("svg", { class: "picture", role: "img" }, this.image, this.cells, this.frame);
    this.caption = make("figcaption", { class: "caption" });
    this.node = make("figure", { class: "square" }, this.drawing, this.caption);
  }

  /** @param {{image: string, size: number, span: [number, number], view: [number, number] | null,
   *   pixels: number[], caption: string}} shown */
  update({ image, size, span, view, pixels, caption }) {
    const wide = span[1] - span[0];
    setAttribute(this.drawing, "viewBox", `${span[0]} ${span[0]} ${wide} ${wide}`);
    setAttribute(this.image, "href", image);
    for (const side of ["width", "height"]) setAttribute(this.image, side, size);
    const isDense = pixels.length ** 2 > MOST_CELLS;
    const runs = isDense ? [[pixels[0], pixels.at(-1) + 1]] : pixels.map((pixel) => [pixel, pixel + 1]);
    const path = runs.flatMap(([top, bottom]) =>
      runs.map(([left, right]) => `M${left} ${top}H${right}V${bottom}H${left}z`),
    );
    setAttribute(this.cells, "d", view ? path.join("") : "");
    const [first, behind] = view ?? [0, 0];
    setAttribute(this.frame, "x", first);
    setAttribute(this.frame, "y", first);
    for (const side of ["width", "height"]) setAttribute(this.frame, side, behind - first);
    this.frame.toggleAttribute("hidden", !view);
    setAttribute(this.drawing, "aria-label", caption);
    setText(this.caption, caption);
  }
}

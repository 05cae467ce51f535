// A stack as a cone: the unit on top, and cell by cell what it reads of each map below.

import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { rows } from "./spend.js";

const PITCH = 22;
const CELL = 18;
const RISE = 40;

/** A drawing of one stack; the lowest row is the picture. */
export class Cone {
  constructor() {
    this.drawing = draw("svg", { class: "cone", role: "img" });
    this.caption = make("figcaption", { class: "caption" });
    this.node = make("figure", { class: "cone-figure" }, this.drawing, this.caption);
  }

  /** @param {{kernels: number[], goal: number, caption: string}} shown */
  update({ kernels, goal, caption }) {
    const found = rows(kernels);
    const wide = Math.max(found[0], goal);
    const [width, height] = [wide * PITCH, found.length * RISE - RISE + CELL];
    setAttribute(this.drawing, "viewBox", `-2 -2 ${width + 4} ${height + 4}`);
    setAttribute(this.drawing, "width", width + 4);
    setAttribute(this.drawing, "aria-label", caption);
    setText(this.caption, caption);
    const left = (count) => ((wide - count) * PITCH) / 2 + (PITCH - CELL) / 2;
    const top = (level) => height - CELL - level * RISE;
    const parts = [];
    for (let level = 1; level < found.length; level += 1) {
      const [upper, lower] = [found[level], found[level - 1]];
      const ends = (count) => [left(count), left(count) + count * PITCH - (PITCH - CELL)];
      const [[a, b], [c, d]] = [ends(upper), ends(lower)];
      const [y, below] = [top(level) + CELL, top(level - 1)];
      parts.push(draw("polygon", { class: "edge", points: `${a},${y} ${b},${y} ${d},${below} ${c},${below}` }));
    }
    found.forEach((count, level) => {
      const shown = level ? count : wide;
      for (let i = 0; i < shown; i += 1) {
        const from = level ? 0 : (wide - count) / 2;
        const beyond = level === 0 && Math.abs(i - (wide - 1) / 2) > (goal - 1) / 2;
        const isRead = level > 0 || (i >= from && i < from + count);
        const kind = !isRead ? "missing" : beyond ? "extra" : level ? "map" : "pixel";
        const isTop = level === found.length - 1;
        parts.push(
          draw("rect", {
            class: `unit ${kind}${isTop ? " top" : ""}`,
            x: left(shown) + i * PITCH,
            y: top(level),
            width: CELL,
            height: CELL,
            rx: 4,
          }),
        );
      }
    });
    this.drawing.replaceChildren(...parts);
  }
}

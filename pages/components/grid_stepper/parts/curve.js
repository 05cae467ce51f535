// The curve of a function with its derivative, and a handle on it: the number of the shown cell.

import { curvesOf } from "../../shared/pure/activations.js";
import { cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { shortText } from "../../shared/pure/readouts.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { slide } from "../../shared/view/swipe.js";
import { axes, behind, path, placing, reach, redraw } from "./plot.js";

const BOX = { width: 460, height: 300, margin: 24 };
const NARROWEST = 4;
const DRAG_STEP = 0.1;
const DOT = 4.5;
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** Of `scene.activation`; the handle edits the cell of `x` that is shown. @implements {import("../parts.js").Part} */
export class Curve {
  static place = "stage";
  static area = "legend";
  static least = 400;

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.frame = draw("g", {});
    this.behind = draw("g", {});
    this.derivative = draw("g", { class: "derivative" });
    this.ticks = draw("g", {}); // above the dashed line: it would strike them out
    this.line = draw("path", { class: "curve" });
    this.dots = draw("g", {});
    this.drop = draw("line", { class: "drop" });
    this.label = draw("text", { class: "at" });
    this.handle = draw("circle", { class: "handle", r: 9, role: "slider", tabindex: "0" });
    this.svg = draw(
      "svg",
      { class: "plot", viewBox: `0 0 ${BOX.width} ${BOX.height}` },
      ...[
        this.frame,
        this.behind,
        this.derivative,
        this.ticks,
        this.line,
        this.dots,
        this.drop,
        this.label,
        this.handle,
      ],
    );
    this.values = make("dl", { class: "readouts" });
    this.note = make("p", { class: "plot-note" });
    this.node = make("div", { class: "curve-part" }, this.svg, this.values, this.note);
    this.listen();
  }

  listen() {
    const go = ({ clientX }) => {
      const box = this.svg.getBoundingClientRect();
      const x = this.place.number(((clientX - box.left) / box.width) * BOX.width);
      this.isHeld = true;
      this.move(x, (patch) => this.figure.change(patch));
    };
    slide(this.svg, { go, end: () => this.release() });
    this.svg.addEventListener("pointercancel", () => this.release());
    this.handle.addEventListener("keydown", (event) => {
      const by = KEYS[event.key];
      if (!by) return;
      event.preventDefault();
      this.move(this.number + by * DRAG_STEP, (patch) => this.figure.settle(patch));
    });
  }

  release() {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.figure.commit();
    this.figure.draw();
  }

  /** The shown cell gets another number. */
  move(x, tell) {
    const rounded = Math.round(Math.max(-this.range, Math.min(this.range, x)) / DRAG_STEP) * DRAG_STEP;
    tell({ ...this.figure.edited("x", ...this.at, String(Number(rounded.toFixed(1)))), step: this.figure.now.index });
  }

  update(screen) {
    const { grids } = screen.scene;
    if (!this.isHeld) this.range = Math.max(NARROWEST, 1 + Math.ceil(Math.max(...grids.x.values.flat().map(Math.abs))));
    this.point(screen);
  }

  /** Another function, range or slope is drawn anew. */
  follow({ now, scene, settings }) {
    const { activation } = now;
    const rays = settings.mode === "train" && scene.slopes ? scene.slopes.flat().filter((slope) => slope !== 1) : [];
    const key = [activation.name, this.range, activation.derivative(-1), ...rays].join("|");
    if (key === this.drawn) return;
    this.drawn = key;
    this.redraw(activation);
    const ends = rays.map((slope) => [
      [0, 0],
      [-this.range, -this.range * slope],
    ]);
    this.behind.replaceChildren(
      ...behind(activation.name, scene.functions, this.place, this.range),
      ...ends.map((ray) => draw("path", { class: "piece", d: path(ray, this.place) })),
    );
  }

  redraw(activation) {
    const { curve, derivative } = curvesOf(activation, this.range);
    const box = { ...BOX, range: this.range, ...reach(curve, ...derivative) };
    this.place = placing(box);
    const { lines, ticks } = axes(box, this.place);
    this.frame.replaceChildren(...lines);
    this.ticks.replaceChildren(...ticks);
    redraw(this.line, curve, this.place);
    this.derivative.replaceChildren(...derivative.map((piece) => draw("path", { d: path(piece, this.place) })));
    this.dots.replaceChildren(...activation.bends.flatMap((bend) => this.convention(activation, bend, derivative)));
  }

  /** At a bend: a full dot for what is taken there, an empty one for the side that is left out. */
  convention({ derivative }, bend, pieces) {
    const taken = derivative(bend);
    const sides = pieces.flatMap((piece) => [piece[0], piece.at(-1)]).filter(([x]) => Math.abs(x - bend) < 1e-6);
    const dot = (y, kind) => draw("circle", { class: kind, cx: this.place.x(bend), cy: this.place.y(y), r: DOT });
    const left = sides.map(([, y]) => y).filter((y) => Math.abs(y - taken) > 1e-9);
    return [...left.map((y) => dot(y, "dot-open")), dot(taken, "dot-full")];
  }

  point(screen) {
    const { now, words, isMasked } = screen;
    this.follow(screen);
    const { row, col } = cellOf(now.target);
    this.at = [row, col];
    this.number = now.terms[0].numbers[0];
    const hidden = isMasked(now.target);
    const [x, y] = [this.place.x(this.number), this.place.y(hidden ? 0 : now.total)];
    for (const [name, value] of Object.entries({ cx: x, cy: y })) setAttribute(this.handle, name, value.toFixed(2));
    for (const [name, value] of Object.entries({ x1: x, x2: x, y1: y, y2: this.place.y(0) })) {
      setAttribute(this.drop, name, value.toFixed(2));
    }
    setAttribute(this.label, "x", Math.max(46, Math.min(BOX.width - 46, x)));
    setAttribute(this.label, "y", Math.max(16, y - 16));
    setText(this.label, `x = ${formatNumber(this.number)}`);
    setAttribute(this.handle, "aria-label", words.handle);
    setAttribute(this.handle, "aria-valuemin", -this.range);
    setAttribute(this.handle, "aria-valuemax", this.range);
    setAttribute(this.handle, "aria-valuenow", this.number);
    this.write(now, words, hidden);
  }

  write(now, words, hidden) {
    const { name } = now.activation;
    const shown = (value) => (hidden ? "?" : shortText(value));
    const items = [
      ["input", words.number_in, formatNumber(this.number)],
      ["output", `${name}(x)`, shown(now.total)],
      ["derivative", words.derivative, shown(now.derivative)],
    ];
    this.values.replaceChildren(
      ...items.map(([role, title, value]) =>
        make("div", { class: `of-${role}` }, make("dt", {}, title), make("dd", {}, value)),
      ),
    );
    setText(this.note, words[`note_${name}`]);
  }
}

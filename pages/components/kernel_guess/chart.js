// Two losses over the number of changes, on a log scale: the learner's and the descent's.

import { formatNumber } from "../shared/pure/numbers.js";
import { draw, setAttribute, setText } from "../shared/view/dom.js";
import { FLOOR, logShare } from "./losses.js";

const CHART = { width: 460, height: 200, left: 44, right: 74, top: 10, bottom: 40 };

/** `node` is the drawing. */
export class LossChart {
  constructor() {
    const { width, height } = CHART;
    this.axes = draw("g", { class: "axes" });
    this.its = draw("path", { class: "curve its", fill: "none" });
    this.rest = draw("path", { class: "curve rest", fill: "none" });
    this.yours = draw("path", { class: "curve yours", fill: "none" });
    this.dots = draw("g", { class: "dots" });
    this.itsDot = draw("circle", { class: "its-dot", r: 6 });
    this.labels = { you: draw("text", { class: "label you" }), it: draw("text", { class: "label it" }) };
    this.node = draw(
      "svg",
      { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img" },
      this.axes,
      this.rest,
      this.its,
      this.yours,
      this.dots,
      this.itsDot,
      this.labels.you,
      this.labels.it,
    );
  }

  /**
   * @param {object} view
   * @param {number[]} view.losses Of each change of the learner.
   * @param {number[]} view.descent Of each step of it.
   * @param {number} view.step Where it stands.
   * @param {boolean} view.isShown Whether the descent is to be seen.
   * @param {Record<string, string>} view.strings
   */
  update({ losses, descent, step, isShown, strings }) {
    const span = descent.length - 1;
    const top = Math.max(...descent, ...losses) || 1;
    const x = (count) => CHART.left + (Math.min(count, span) / span) * (CHART.width - CHART.left - CHART.right);
    const y = (loss) => CHART.top + (1 - logShare(loss, top)) * (CHART.height - CHART.top - CHART.bottom);
    const path = (values, from = 0) =>
      values.map((loss, i) => `${i ? "L" : "M"}${x(i + from).toFixed(1)} ${y(loss).toFixed(1)}`).join("");
    setAttribute(this.node, "aria-label", strings.chart);
    this.drawAxes(span, top, x, y, strings);
    setAttribute(this.yours, "d", path(losses));
    this.dots.replaceChildren(
      ...losses.map((loss, i) => draw("circle", { cx: x(i).toFixed(1), cy: y(loss).toFixed(1), r: 3.5 })),
    );
    for (const node of [this.its, this.rest, this.itsDot, this.labels.it])
      setAttribute(node, "visibility", isShown ? null : "hidden");
    setAttribute(this.its, "d", path(descent.slice(0, step + 1)));
    setAttribute(this.rest, "d", path(descent.slice(step), step));
    setAttribute(this.itsDot, "cx", x(step));
    setAttribute(this.itsDot, "cy", y(descent[step]));
    this.place(this.labels.you, strings.you, x(losses.length - 1), y(losses.at(-1)) - 12);
    const collides =
      Math.abs(y(losses.at(-1)) - y(descent[step])) < 18 && Math.abs(x(losses.length - 1) - x(step)) < 60;
    this.place(this.labels.it, strings.it, x(step), y(descent[step]) + (collides ? 22 : -2));
  }

  place(label, text, x, y) {
    setText(label, text);
    setAttribute(label, "x", x + 10);
    setAttribute(label, "y", Math.max(y + 4, 14));
  }

  drawAxes(span, top, x, y, strings) {
    const key = `${span} ${top} ${strings.changes}`;
    if (key === this.drawn) return;
    this.drawn = key;
    const lines = [];
    const highest = Math.floor(Math.log10(top));
    for (let power = highest; power >= Math.log10(FLOOR); power -= 2) {
      const level = y(10 ** power);
      lines.push(draw("line", { x1: CHART.left, x2: x(span), y1: level, y2: level }));
      const text = draw("text", { x: CHART.left - 6, y: level + 4, class: "tick" }, "10");
      text.append(draw("tspan", { dy: -5, class: "power" }, formatNumber(power)));
      lines.push(text);
    }
    for (let count = 0; count <= span; count += 20) {
      lines.push(draw("text", { x: x(count), y: CHART.height - 22, class: "tick below" }, String(count)));
    }
    lines.push(draw("text", { x: (x(0) + x(span)) / 2, y: CHART.height - 1, class: "tick below" }, strings.changes));
    this.axes.replaceChildren(...lines);
  }
}

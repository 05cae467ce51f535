// One run of an experiment: its name, one large number, its curve before those of the others in
// grey, and the gradients of its layers. All panels share their axes.

import { logShare } from "../shared/pure/axis.js";
import { percentText, powerText, shortText } from "../shared/pure/readouts.js";
import { testPoints } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { LineChart } from "../shared/view/chart.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { colourOf, dashOf, strokeSample } from "../shared/view/strokes.js";
import { isClass } from "../shared/view/view.js";

const BAR_BOX = { height: 108, left: 40, right: 8, top: 8, bottom: 20 };

/** `node` is the section. */
export class ArmPanel {
  constructor() {
    this.name = make("h3", { class: "arm-name" });
    this.big = make("span", { class: "big" });
    this.stroke = make("span", { class: "arm-stroke" });
    this.pictures = make("div", { class: "pictures", role: "img", hidden: true });
    this.bar = make("i");
    this.track = make("div", { class: "track", hidden: true, "aria-hidden": "true" }, this.bar);
    this.chart = new LineChart({ height: isClass() ? 180 : 168, left: 44, right: 10, top: 12, bottom: 26 });
    this.axes = make("p", { class: "caption axes" });
    this.barsTitle = make("p", { class: "caption" });
    this.bars = draw("svg", { class: "chart", role: "img" });
    this.facts = make("dl", { class: "facts" });
    this.node = make(
      "section",
      { class: "arm" },
      make("div", { class: "arm-head" }, this.stroke, this.name, this.big),
      this.track,
      this.pictures,
      this.axes,
      this.chart.node,
      this.barsTitle,
      this.bars,
      this.facts,
    );
  }

  /**
   * @param {import("./component.js").Arm} arm What the page knows.
   * @param {import("./component.js").Run | null} run Its events so far.
   * @param {object} view What all panels share.
   * @param {number} view.width In pixels.
   * @param {number} view.xMax Of all runs, in steps.
   * @param {boolean} view.isEmpty Whether that is not known yet.
   * @param {[number, number]} view.powers Of ten: the ends of the axis of the gradients.
   * @param {[string, import("./component.js").Run][]} view.others Ids and runs.
   * @param {number | null} view.level In per cent.
   * @param {number | null} view.chance The share that guessing gets right.
   * @param {Record<string, string>} view.strings
   */
  update(arm, run, view) {
    const { strings } = view;
    setAttribute(this.node, "data-arm", arm.id);
    setAttribute(this.node, "data-state", arm.state);
    setText(this.name, arm.name);
    setText(this.axes, strings.axes);
    setText(this.big, this.headline(arm, run, strings));
    setAttribute(this.big, "data-quiet", arm.quiet || arm.state !== "done");
    if (this.stroke.dataset.letter !== arm.letter) {
      this.stroke.dataset.letter = arm.letter;
      this.stroke.replaceChildren(strokeSample(arm.letter));
    }
    this.drawTrack(arm, run);
    this.drawPictures(arm, strings);
    this.drawChart(arm, run, view);
    this.drawBars(arm, view);
    this.facts.replaceChildren(
      ...arm.facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
    );
  }

  headline(arm, run, strings) {
    if (arm.state === "done") return arm.headline;
    if (arm.state === "waiting") return strings.waiting;
    if (run?.phase === "queued") return strings.queued;
    const last = run?.tests.at(-1);
    return last ? `${percentText(last.test_accuracy)}%` : strings.preparing;
  }

  /** How far a run is; before it has said so, something moves. */
  drawTrack(arm, run) {
    const isCurrent = arm.state === "current";
    setAttribute(this.track, "hidden", !isCurrent);
    setAttribute(this.track, "data-moving", isCurrent && !run?.step);
    this.bar.style.width = run?.step ? `${(100 * run.step) / run.total}%` : "";
  }

  /** A few pictures that this run learns from and is tested with, where runs differ in them. */
  drawPictures(arm, strings) {
    const key = JSON.stringify([arm.pictures, arm.name, strings.train_pictures]);
    if (this.shown === key) return;
    this.shown = key;
    setAttribute(this.pictures, "hidden", !arm.pictures);
    if (!arm.pictures) return;
    setAttribute(this.pictures, "aria-label", fillSlots(strings.pictures, { name: arm.name }));
    const groups = [
      [strings.train_pictures, arm.pictures.train],
      [strings.test_pictures, arm.pictures.test],
    ];
    this.pictures.replaceChildren(
      ...groups.map(([caption, sources]) =>
        make(
          "div",
          { class: "pictures-of" },
          make("span", { class: "caption" }, caption),
          ...sources.map((src) => make("img", { src, alt: "" })),
        ),
      ),
    );
  }

  drawChart(arm, run, view) {
    const percent = (one) => testPoints(one, "test_accuracy").map(([x, y]) => [x, 100 * y]);
    const series = view.others
      .filter(([id]) => id !== arm.id)
      .map(([id, other]) => ({ id: `other-${id}`, points: percent(other), colour: "var(--track)", width: 1.3 }));
    if (view.level)
      series.push({
        id: "level",
        points: [
          [0, view.level],
          [view.xMax, view.level],
        ],
        colour: "var(--ink-3)",
        width: 1,
        dash: "5 4",
      });
    if (run)
      series.push({
        id: "own",
        points: percent(run),
        colour: colourOf(arm.letter),
        width: 2.4,
        dash: dashOf(arm.letter),
      });
    this.chart.update({
      width: view.width,
      xMax: view.xMax,
      yMax: 100,
      yTicks: view.level ? [0, 50, view.level] : [0, 50, 100],
      series,
      xTicks: view.isEmpty ? [] : undefined, // how many steps there will be is not known yet
      chance: view.chance ? { value: 100 * view.chance, text: "" } : null,
      label: fillSlots(view.strings.chart, { name: arm.name }),
    });
    this.drawMarker(arm);
  }

  /** Where the level was reached: a ring on the curve and its step below the axis. */
  drawMarker(arm) {
    const { chart } = this;
    if (!arm.marker) {
      chart.over.replaceChildren();
      return;
    }
    const [x, y] = [chart.x(arm.marker.step), chart.y(100 * arm.marker.share)];
    const bottom = chart.box.height - chart.box.bottom;
    const colour = colourOf(arm.letter);
    chart.over.replaceChildren(
      draw("line", {
        x1: x,
        x2: x,
        y1: y,
        y2: bottom,
        style: `stroke:${colour};stroke-width:1.5px;stroke-dasharray:1 3`,
      }),
      draw("circle", { cx: x, cy: y, r: 5.5, style: `fill:var(--page);stroke:${colour};stroke-width:2.5px` }),
    );
  }

  drawBars(arm, view) {
    const has = arm.bars.length > 0;
    for (const part of [this.barsTitle, this.bars]) setAttribute(part, "hidden", !has);
    if (!has) return;
    setText(this.barsTitle, view.strings.gradients);
    const { height, left, right, top, bottom } = BAR_BOX;
    setAttribute(this.bars, "viewBox", `0 0 ${view.width} ${height}`);
    setAttribute(this.bars, "height", height);
    setAttribute(
      this.bars,
      "aria-label",
      `${view.strings.gradients}: ${arm.bars.map(({ name, norm }) => `${name} ${shortText(norm)}`).join(", ")}`,
    );
    const [low, high] = view.powers;
    const y = (share) => top + (1 - share) * (height - top - bottom);
    const nodes = [];
    const named = 2 * Math.ceil((high - low) / 8); // at most five words, but a line for every 100
    for (let power = low; power <= high; power += 2) {
      const at = y((power - low) / (high - low));
      nodes.push(draw("line", { class: "grid-line", x1: left, x2: view.width - right, y1: at, y2: at }));
      if ((power - low) % named === 0)
        nodes.push(draw("text", { x: left - 6, y: at + 4, "text-anchor": "end" }, powerText(power)));
    }
    const slot = (view.width - left - right) / arm.bars.length;
    const thick = Math.min(26, slot * 0.62);
    arm.bars.forEach(({ name, norm }, i) => {
      const middle = left + (i + 0.5) * slot;
      const share = logShare(norm, low, high);
      const isEdge = i === 0 || i === arm.bars.length - 1;
      nodes.push(
        draw("rect", {
          "data-norm": norm,
          x: middle - thick / 2,
          width: thick,
          y: y(share),
          height: norm > 0 ? Math.max(2, y(0) - y(share)) : 0,
          rx: 2,
          style: `fill:${colourOf(arm.letter)};opacity:${isEdge ? 1 : 0.6}`,
        }),
      );
      if (slot > 15 || isEdge) nodes.push(draw("text", { x: middle, y: height - 5, "text-anchor": "middle" }, name));
    });
    this.bars.replaceChildren(...nodes);
  }
}

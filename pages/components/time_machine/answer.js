// What the network answered at a step, and when it changed its mind.

import { countText, percentText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { LineChart } from "../shared/view/chart.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { paintPicture } from "../shared/view/mosaic.js";

/** The bars are those of one moment, the chart is of the whole run. */
export class AnswerView {
  constructor() {
    this.title = make("h4", { class: "part-title" });
    this.picture = make("canvas", { class: "pixels" });
    this.truth = make("p", { class: "caption" });
    this.bars = make("div", { class: "answers" });
    this.mindTitle = make("h4", { class: "part-title" });
    this.chart = new LineChart({ height: 104, left: 34, right: 64, top: 8, bottom: 22 });
    this.sample = make("div", { class: "answer-picture" }, make("div", { class: "tile" }, this.picture), this.truth);
    this.node = make(
      "section",
      { class: "part answer" },
      this.title,
      make("div", { class: "answer-row" }, this.sample, this.bars),
      this.mindTitle,
      this.chart.node,
    );
  }

  /**
   * @param {import("../shared/pure/run_record.js").Run} run
   * @param {object} shot One of its snapshots.
   * @param {string[]} classes
   * @param {Record<string, string>} strings
   */
  update(run, shot, classes, strings) {
    const { label, probs, index } = shot.sample;
    const known = run.snapshots.find((one) => one.sample?.image && one.sample.index === index)?.sample;
    setText(this.title, fillSlots(strings.answer, { step: countText(shot.step) }));
    setAttribute(this.picture.parentNode, "hidden", !known);
    if (known && this.painted !== `${run.job} ${index}`) {
      this.painted = `${run.job} ${index}`;
      paintPicture(this.picture, known);
    }
    setText(this.truth, fillSlots(strings.truth, { name: classes[label] }));
    this.drawBars(probs, label, classes);
    setText(this.mindTitle, strings.mind);
    this.drawMind(run, shot, classes, strings);
  }

  drawBars(probs, label, classes) {
    if (this.bars.children.length !== probs.length) {
      this.bars.replaceChildren(
        ...probs.map(() =>
          make(
            "div",
            { class: "answer-line" },
            make("span", {}),
            make("span", { class: "answer-track" }, make("i", {})),
            make("span", { class: "number" }),
          ),
        ),
      );
    }
    const best = probs.indexOf(Math.max(...probs));
    probs.forEach((share, k) => {
      const [name, track, number] = this.bars.children[k].children;
      setText(name, classes[k]);
      setText(number, percentText(share));
      track.firstChild.style.width = `${100 * share}%`;
      setAttribute(this.bars.children[k], "data-kind", k === label ? "truth" : k === best ? "wrong" : null);
    });
  }

  /** The truth against the class that was ever believed most instead of it. */
  drawMind(run, shot, classes, strings) {
    const { label, index } = shot.sample;
    const shots = run.snapshots.filter((one) => one.sample.index === index);
    const peaks = classes.map((_, k) => (k === label ? -1 : Math.max(...shots.map((one) => one.sample.probs[k] ?? 0))));
    const rival = peaks.indexOf(Math.max(...peaks));
    const line = (k) => shots.map((one) => [one.step, 100 * one.sample.probs[k]]);
    this.chart.update({
      width: Math.max(200, this.node.clientWidth),
      xMax: Math.max(1, run.total, shots.at(-1).step),
      yMax: 100,
      yTicks: [0, 100],
      series: [
        {
          id: "rival",
          points: line(rival),
          colour: "var(--kernel-line)",
          dash: "5 3",
          text: classes[rival],
          textColour: "var(--kernel-text)",
        },
        {
          id: "truth",
          points: line(label),
          colour: "var(--output-line)",
          text: classes[label],
          textColour: "var(--output-text)",
        },
      ],
      label: fillSlots(strings.mind_label, { truth: classes[label], other: classes[rival] }),
    });
    const x = this.chart.x(shot.step);
    const { top, bottom, height } = this.chart.box;
    this.chart.over.replaceChildren(
      draw("line", { class: "rate-tick now", x1: x, x2: x, y1: top, y2: height - bottom }),
    );
  }
}

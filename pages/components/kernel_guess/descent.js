// The rival: gradient descent, computed beforehand in NumPy, played, paused and scrubbed here.

import { SIDE } from "../shared/pure/partners.js";
import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { LossChart } from "./chart.js";
import { asRows } from "./compare.js";
import { lossText, twoDecimals } from "./losses.js";

const STEP_MS = 90;

export class Descent {
  constructor(start) {
    this.step = 0;
    this.timer = 0;
    this.kernel = new GridView("kernel");
    this.title = make("h3", {});
    this.ask = make("p", { class: "quiet" });
    this.begin = make("button", { class: "button filled", type: "button", "data-action": "descend" });
    this.begin.addEventListener("click", () => {
      start();
      this.play();
    });
    this.button = make("button", { class: "button", type: "button", "data-action": "play" });
    this.button.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.scrub = make("input", { type: "range", min: "0", step: "1", class: "scrub" });
    this.scrub.addEventListener("input", () => {
      this.pause();
      this.show(Number(this.scrub.value));
    });
    this.count = make("span", { class: "count" });
    this.kernelName = make("span", { class: "name of-kernel" });
    this.lossName = make("span", { class: "caption" });
    this.loss = make("b", { class: "number" });
    this.chart = new LossChart();
    this.chartNote = make("p", { class: "caption" });
    this.controls = make("div", { class: "row-of controls" }, this.button, this.scrub, this.count);
    this.state = make(
      "div",
      { class: "its-state" },
      make("div", { class: "matrix its", "data-part": "its-kernel" }, this.kernelName, this.kernel.wrap),
      make("div", {}, this.lossName, make("div", {}, this.loss)),
    );
    this.node = make(
      "section",
      { class: "descent" },
      make("div", { class: "rival" }, this.title, this.ask, this.begin, this.controls, this.state),
      make("div", { class: "race" }, this.chart.node, this.chartNote),
    );
  }

  update({ descent, losses, isShown, caseKey, strings }) {
    Object.assign(this, { descent, losses, isShown, strings });
    if (caseKey !== this.caseKey) {
      this.caseKey = caseKey;
      this.pause();
      this.step = 0;
    }
    setText(this.title, strings.descent);
    setText(this.ask, fillSlots(strings.descent_ask, { rate: descent.rate }));
    setText(this.begin, strings.let_it_try);
    setText(this.kernelName, strings.its_kernel);
    setText(this.lossName, strings.its_loss);
    setText(this.chartNote, strings.chart);
    setAttribute(this.begin, "hidden", isShown);
    setAttribute(this.controls, "hidden", !isShown);
    setAttribute(this.state, "hidden", !isShown);
    setAttribute(this.scrub, "max", descent.losses.length - 1);
    setAttribute(this.scrub, "aria-label", strings.scrub);
    this.show(this.step);
  }

  show(step) {
    const { descent, strings } = this;
    this.step = Math.min(Math.max(step, 0), descent.losses.length - 1);
    const rows = asRows(descent.weights[this.step]);
    // A weight that is as good as 0 must not turn the whole kernel to the signed scale.
    const scale = colourScale(rows.map((row) => row.map((value) => (Math.abs(value) < 0.05 ? 0 : value))));
    this.kernel.update(SIDE, SIDE, (row, col) => ({ value: rows[row][col], text: twoDecimals(rows[row][col]) }), {
      label: strings.its_kernel,
      size: 52,
      scale,
    });
    setText(this.loss, lossText(descent.losses[this.step]));
    setText(this.count, `${strings.step} ${this.step} / ${descent.losses.length - 1}`);
    setText(this.button, this.timer ? strings.pause : strings.play);
    this.scrub.value = this.step;
    this.scrub.style.setProperty("--done", `${(100 * this.step) / (descent.losses.length - 1)}%`);
    this.chart.update({
      losses: this.losses,
      descent: descent.losses,
      step: this.step,
      isShown: this.isShown,
      strings,
    });
  }

  play() {
    const last = this.descent.losses.length - 1;
    if (prefersReducedMotion()) return this.show(last);
    if (this.step === last) this.step = 0;
    this.timer = setInterval(() => {
      // A page that was left has no use for the next step.
      if (this.step >= last || !this.node.isConnected) this.pause();
      else this.show(this.step + 1);
    }, STEP_MS);
    this.show(this.step);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.descent) setText(this.button, this.strings.play);
  }
}

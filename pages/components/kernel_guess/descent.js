// The rival: gradient descent, computed beforehand in NumPy, played, paused and scrubbed here.

import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { goTo, isPlaying, press, standing, stopped, tick, withSteps } from "../shared/pure/steps.js";
import { Clock } from "../shared/view/clock.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { steady } from "../shared/view/swipe.js";
import { LossChart } from "./chart.js";
import { asRows, SIDE } from "./compare.js";
import { lossText, twoDecimals } from "./losses.js";

const PACE = { first: 90, later: 90 };

/** Another case (`caseKey`) begins at its first step. */
export class Descent {
  /** @param {() => void} start It is to be tried: the page remembers that it is shown. */
  constructor(start) {
    this.player = standing();
    // A page that was left has no use for the next step.
    this.clock = new Clock((now) => this.node.isConnected && this.follow(tick(this.player, now, PACE)));
    this.kernel = new GridView("kernel");
    this.title = make("h3", {});
    this.ask = make("p", { class: "quiet" });
    this.begin = make("button", { class: "button", type: "button", "data-action": "descend" });
    this.begin.addEventListener("click", () => {
      start();
      this.play();
    });
    this.button = make("button", { class: "button", type: "button", "data-action": "play" });
    this.button.addEventListener("click", () => this.play());
    this.scrub = make("input", { type: "range", min: "0", step: "1", class: "scrub" });
    steady(this.scrub);
    this.scrub.addEventListener("input", () => this.follow(goTo(this.player, Number(this.scrub.value))));
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

  /**
   * @param {object} view
   * @param {{rate: string, weights: number[][], losses: number[]}} view.descent Of each step: nine weights, a loss.
   * @param {number[]} view.losses Of each change of the learner.
   * @param {boolean} view.isShown
   * @param {string} view.caseKey
   * @param {Record<string, string>} view.strings
   */
  update({ descent, losses, isShown, caseKey, strings }) {
    Object.assign(this, { descent, losses, isShown, strings });
    if (caseKey !== this.caseKey) {
      this.caseKey = caseKey;
      this.player = standing();
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
    this.follow(withSteps(this.player, descent.losses.length));
  }

  follow(player) {
    this.player = player;
    this.clock.follow(player);
    this.show();
  }

  show() {
    const { descent, strings } = this;
    const { step } = this.player;
    const rows = asRows(descent.weights[step]);
    // A weight that is as good as 0 must not turn the whole kernel to the signed scale.
    const scale = colourScale(rows.map((row) => row.map((value) => (Math.abs(value) < 0.05 ? 0 : value))));
    this.kernel.update(SIDE, SIDE, (row, col) => ({ value: rows[row][col], text: twoDecimals(rows[row][col]) }), {
      label: strings.its_kernel,
      size: 52,
      scale,
    });
    setText(this.loss, lossText(descent.losses[step]));
    setText(this.count, `${strings.step} ${step} / ${descent.losses.length - 1}`);
    setText(this.button, isPlaying(this.player) ? strings.pause : strings.play);
    this.scrub.value = step;
    this.scrub.style.setProperty("--done", `${(100 * step) / (descent.losses.length - 1)}%`);
    this.chart.update({
      losses: this.losses,
      descent: descent.losses,
      step: step,
      isShown: this.isShown,
      strings,
    });
  }

  play() {
    if (prefersReducedMotion()) this.follow(goTo(this.player, Infinity));
    else this.follow(press(this.player, "play", this.clock.now, PACE));
  }

  pause() {
    this.player = stopped(this.player);
    this.clock.stop();
  }
}

// How fast each layer learns: gradient norm and relative update on one log axis, and a sentence.

import { logShare } from "../shared/pure/axis.js";
import { layerName } from "../shared/pure/layers.js";
import { countText, powerText, shortText } from "../shared/pure/readouts.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { gradientWords } from "./verdicts.js";

const EMPTY_AXIS = [-4, 0]; // powers of ten, before the first number

/** @implements {import("./component.js").Panel} */
export class GradientPanel {
  constructor() {
    this.title = make("h3", { class: "panel-title" });
    this.rows = make("div", { class: "bars" });
    this.axis = make("div", { class: "bar-axis", "aria-hidden": "true" });
    this.legend = make("div", { class: "legend" });
    this.verdict = make("p", { class: "verdict" });
    this.empty = make("p", { class: "caption" });
    this.low = 0;
    this.high = -9;
    this.node = make(
      "section",
      { class: "panel", "data-panel": "gradients" },
      make("div", { class: "panel-head" }, this.title),
      this.rows,
      this.axis,
      this.legend,
      this.verdict,
      this.empty,
    );
  }

  update(run, data) {
    const { strings } = data;
    const shot = run?.snapshots.findLast((one) => one.gradients?.length);
    this.title.replaceChildren(strings.gradients, make("small", {}, strings.gradients_note));
    const layers = run?.started?.layers;
    for (const part of [this.rows, this.axis]) setAttribute(part, "hidden", !shot && !layers);
    for (const part of [this.legend, this.verdict]) setAttribute(part, "hidden", !shot);
    setAttribute(this.empty, "hidden", Boolean(shot));
    setText(this.empty, strings.no_gradients);
    if (!shot && !layers) return;
    if (run.job !== this.job) [this.job, this.low, this.high] = [run.job, 0, -9];
    const rows = shot?.gradients ?? layers.map(({ index }) => ({ layer: index, norm: null, update: null }));
    this.grow(rows);
    this.drawRows(rows, run, strings);
    this.drawAxis();
    if (!shot) return;
    const { dead } = shot;
    this.legend.replaceChildren(
      make("span", { class: "swatch gradient" }),
      strings.gradient,
      make("span", { class: "swatch update" }),
      strings.update,
      make(
        "span",
        { class: "dead" },
        dead ? `${strings.dead} ` : "",
        dead ? make("b", {}, countText(dead.count)) : "",
        dead ? ` / ${countText(dead.total)}` : "",
      ),
    );
    setText(this.verdict, gradientWords(run, strings));
  }

  /** The axis covers every number seen in this run, in whole powers of ten. */
  grow(gradients) {
    for (const value of gradients.flatMap(({ norm, update }) => [norm, update])) {
      if (!(value > 0)) continue;
      this.low = Math.max(-12, Math.min(this.low, Math.floor(Math.log10(value))));
      this.high = Math.min(6, Math.max(this.high, Math.ceil(Math.log10(value))));
    }
    if (this.high < this.low) [this.low, this.high] = EMPTY_AXIS;
    if (this.high === this.low) this.high = this.low + 1;
  }

  drawRows(gradients, run, strings) {
    if (this.rows.children.length !== gradients.length) {
      this.rows.replaceChildren(
        ...gradients.map(() =>
          make(
            "div",
            { class: "bar-row" },
            make("span", { class: "bar-name" }),
            make(
              "span",
              { class: "bar-track" },
              make("i", { class: "bar gradient" }),
              make("i", { class: "bar update" }),
            ),
            make("span", { class: "bar-numbers" }, make("b", {}), make("span", {})),
          ),
        ),
      );
    }
    gradients.forEach(({ layer, norm, update }, i) => {
      const [name, track, numbers] = this.rows.children[i].children;
      setText(name, layerName(layer, run, strings));
      [norm, update].forEach((value, k) => {
        setAttribute(track.children[k], "hidden", value === null);
        track.children[k].style.width = `${100 * logShare(value, this.low, this.high)}%`;
      });
      setText(numbers.children[0], shortText(norm));
      setText(numbers.children[1], shortText(update));
    });
  }

  drawAxis() {
    const key = `${this.low} ${this.high}`;
    if (key === this.axisKey) return;
    this.axisKey = key;
    const span = this.high - this.low;
    const width = Math.max(1, Math.ceil(span / 6));
    const powers = [];
    for (let power = this.low; power <= this.high; power += width) powers.push(power);
    this.axis.replaceChildren(
      ...powers.map((power) => {
        const tick = make("span", {}, powerText(power));
        tick.style.left = `${(100 * (power - this.low)) / span}%`;
        return tick;
      }),
    );
  }
}

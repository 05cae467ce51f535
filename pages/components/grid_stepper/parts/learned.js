// The slope of PReLU, learned by a press: one step of gradient descent, the slope, and its way down the loss.

import { shortText } from "../../shared/pure/readouts.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { path } from "./plot.js";

const BOX = { width: 340, height: 130, left: 14, bottom: 24, top: 10 };
/** What of the slopes is always in view. */
const [LOWEST, HIGHEST] = [-2.5, 0.5];
const POINTS = 60;

/** Of `scene.learned`; hidden where no slope is learned. @implements {import("../parts.js").Part} */
export class LearnedSlope {
  static place = "stage";
  static area = "learned";

  constructor(figure) {
    this.figure = figure;
    const key = (action, kind, onclick) =>
      make("button", { type: "button", class: kind, "data-action": action, onclick });
    this.step = key("learn", "primary", () => figure.settle({ slope_steps: this.taken() + 1 }));
    this.again = key("forget", "quiet", () => figure.settle({ slope_steps: 0 }));
    this.rate = make("span", { class: "slope-name" });
    this.rates = (figure.data.choices.rate ?? []).map((rate) => {
      const choose = () => figure.settle({ rate, slope_steps: 0 });
      return make("button", { type: "button", "data-rate": rate, onclick: choose }, rate);
    });
    this.goal = make("p", {});
    this.text = make("p", { class: "slope-update", role: "status", "aria-live": "polite" });
    this.values = make("dl", { class: "readouts" });
    this.plot = draw("svg", { class: "loss-plot", viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img" });
    this.node = make(
      "div",
      { class: "slope-part" },
      this.goal,
      make("div", { class: "slope-keys", "data-sets": "slope_steps" }, this.step, this.again),
      make("div", { class: "slope-keys", "data-sets": "rate" }, this.rate, ...this.rates),
      this.values,
      this.text,
      this.plot,
    );
  }

  /** Steps that were really taken: a slope that has run away takes no more. */
  taken() {
    return this.figure.scene.learned.length - 1;
  }

  update({ scene, settings, words, data }) {
    const { learned } = scene;
    setAttribute(this.node, "hidden", !learned);
    if (!learned) return;
    const [now, before] = [learned.at(-1), learned.at(-2)];
    const isAway = Math.abs(now.slope) > data.given.runaway;
    const texts = { learn_goal: this.goal, learn_step: this.step, learn_rate: this.rate };
    for (const [key, node] of Object.entries(texts)) setText(node, words[key]);
    setText(this.again, fillSlots(words.learn_again, { slope: shortText(learned[0].slope) }));
    const isOver = isAway || this.taken() >= data.limits.slope_steps[1] || now.gradient === 0;
    setAttribute(this.step, "disabled", isOver);
    for (const button of this.rates) {
      setAttribute(button, "aria-pressed", button.dataset.rate === settings.rate ? "true" : "false");
    }
    setText(this.text, this.told({ now, before, isAway, rate: settings.rate, words }));
    const items = { learn_slope: now.slope, learn_gradient: now.gradient, learn_loss: now.loss };
    this.values.replaceChildren(
      ...Object.entries(items).map(([key, value]) =>
        make("div", { class: `of-${key}` }, make("dt", {}, words[key]), make("dd", {}, shortText(value))),
      ),
    );
    setAttribute(this.plot, "aria-label", words.learn_plot);
    this.plot.replaceChildren(...descent(scene.grids.x.values.flat(), learned));
  }

  told({ now, before, isAway, rate, words }) {
    if (isAway) return words.learn_runaway;
    if (!before) return now.gradient === 0 ? words.learn_still : "";
    const values = { steps: this.taken(), before: shortText(before.slope), rate, gradient: shortText(before.gradient) };
    return fillSlots(words.learn_update, { ...values, slope: shortText(now.slope) });
  }
}

/** The loss over the slope, a parabola whose lowest place is at -1, with every place the slope has been. */
function descent(numbers, learned) {
  const slopes = learned.map(({ slope }) => slope);
  const [low, high] = [Math.min(LOWEST, ...slopes), Math.max(HIGHEST, ...slopes)];
  const square = numbers.reduce((sum, x) => sum + (x < 0 ? x * x : 0), 0) / numbers.length / 2;
  const loss = (slope) => square * (slope + 1) ** 2;
  const most = Math.max(loss(low), loss(high)) || 1;
  const floor = BOX.height - BOX.bottom;
  const place = {
    x: (slope) => BOX.left + ((slope - low) / (high - low)) * (BOX.width - 2 * BOX.left),
    y: (value) => floor - (value / most) * (floor - BOX.top),
  };
  const points = Array.from({ length: POINTS + 1 }, (_, i) => low + ((high - low) * i) / POINTS);
  const ticks = [-1, 0].map((slope) =>
    draw("text", { class: "tick", x: place.x(slope), y: BOX.height - 6 }, shortText(slope)),
  );
  const way = learned.map(({ slope, loss: value }) => [slope, value]);
  return [
    draw("line", { class: "axis", x1: BOX.left, x2: BOX.width - BOX.left, y1: floor, y2: floor }),
    draw("path", {
      class: "loss",
      d: path(
        points.map((slope) => [slope, loss(slope)]),
        place,
      ),
    }),
    draw("path", { class: "way", d: path(way, place) }),
    ...way.map(([slope, value], i) =>
      draw("circle", { class: i === way.length - 1 ? "now" : "been", cx: place.x(slope), cy: place.y(value), r: 5 }),
    ),
    ...ticks,
    draw("text", { x: BOX.width - BOX.left + 3, y: floor + 4 }, "a"),
    draw("text", { x: 2, y: BOX.top + 4 }, "L"),
  ];
}

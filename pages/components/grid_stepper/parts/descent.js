// Downhill by presses: learning rate and momentum to choose, the loss over the steps, the kernel on its way.

import { shortText } from "../../shared/pure/readouts.js";
import { colourScale } from "../../shared/pure/scale.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { isClass } from "../../shared/view/view.js";
import { path } from "./plot.js";

const BOX = { width: 460, height: 170, left: 44, right: 12, bottom: 24, top: 10 };
const LEAPS = [1, 10, 100];
const WALK_MS = 300;
/** A loss below this is drawn as this: the axis is logarithmic. */
const FLOOR = 1e-6;

/** Of `scene.descent`. @implements {import("../parts.js").Part} */
export class Descent {
  static place = "below";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.leaps = LEAPS.map((count) =>
      make("button", {
        type: "button",
        class: count === 1 ? "primary" : "key wide",
        "data-leap": count,
        onclick: () => this.go(this.taken() + count),
      }),
    );
    this.again = make("button", { type: "button", class: "quiet", "data-action": "again", onclick: () => this.go(0) });
    this.choices = Object.fromEntries(["rate", "momentum"].map((name) => [name, this.choice(name)]));
    this.text = make("p", { role: "status", "aria-live": "polite" });
    this.plot = draw("svg", { class: "loss-plot wide", viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img" });
    this.told = make("p", { class: "plot-told", "aria-hidden": "true" });
    this.node = make(
      "div",
      { class: "descent-part", "data-walks": isClass(), "data-plays": isClass() },
      make("div", { class: "slope-keys", "data-sets": "taken" }, ...this.leaps, this.again),
      ...Object.values(this.choices).map(({ node }) => node),
      this.text,
      this.plot,
      this.told,
    );
  }

  choice(name) {
    const word = make("span", { class: "slope-name" });
    const buttons = this.figure.data.choices[name].map((value) => {
      const choose = () => this.figure.settle({ [name]: value, taken: 0 });
      return make("button", { type: "button", "data-choice": name, value, onclick: choose }, value);
    });
    return { word, buttons, node: make("div", { class: "slope-keys", "data-sets": name }, word, ...buttons) };
  }

  /** Steps that were really taken: a loss that has run away goes no further. */
  taken() {
    return this.figure.scene.descent.length - 1;
  }

  go(taken) {
    this.stop();
    this.figure.settle({ taken: Math.max(0, Math.min(taken, this.figure.data.limits.taken[1])) });
  }

  isOver() {
    const { scene, data } = this.figure;
    return scene.descent.at(-1).loss > data.given.runaway || this.taken() >= data.limits.taken[1];
  }

  /** In front of a class the arrows go down and back, Space walks and stops.
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    if (!isClass()) return false;
    if (key === "ArrowLeft") this.go(this.taken() - 1);
    else if (key === "ArrowRight") this.go(this.taken() + (this.isOver() ? 0 : 1));
    else if (key === " ") this.walks ? this.halt() : this.walk();
    else return false;
    return true;
  }

  walk() {
    this.walks = setInterval(() => {
      if (this.isOver()) this.halt();
      else this.figure.change({ taken: this.taken() + 1 });
    }, WALK_MS);
  }

  /** The server hears only where it ends. */
  halt() {
    this.stop();
    this.figure.commit();
  }

  stop() {
    clearInterval(this.walks);
    this.walks = null;
  }

  destroy() {
    this.stop();
  }

  update({ scene, settings, words, data }) {
    const { descent } = scene;
    const { loss } = descent.at(-1);
    const isAway = loss > data.given.runaway;
    const isOver = this.isOver();
    for (const button of this.leaps) {
      setText(
        button,
        fillSlots(words[button.dataset.leap === "1" ? "descend_one" : "descend_many"], { count: button.dataset.leap }),
      );
      setAttribute(button, "disabled", isOver);
    }
    setText(this.again, words.descend_again);
    for (const [name, { word, buttons }] of Object.entries(this.choices)) {
      setText(word, words[`descend_${name}`]);
      for (const button of buttons)
        setAttribute(button, "aria-pressed", button.value === settings[name] ? "true" : "false");
    }
    const said = isAway ? "descend_away" : this.taken() ? "descend_now" : "descend_still";
    setText(
      this.text,
      fillSlots(words[said], { steps: this.taken(), loss: shortText(loss), first: shortText(descent[0].loss) }),
    );
    setAttribute(this.plot, "aria-label", words.descend_plot);
    setText(this.told, words.descend_plot);
    this.plot.replaceChildren(...losses(descent), ...kernels(descent));
  }
}

/** The loss over the steps, its axis in powers of ten. */
function losses(descent) {
  const values = descent.map(({ loss }) => Math.max(loss, FLOOR));
  const tens = (f, from) => Math[from](Math.log10(f(...values)));
  const [low, high] = [Math.min(tens(Math.min, "floor"), -1), Math.max(tens(Math.max, "ceil"), 2)];
  const last = Math.max(descent.length - 1, 10);
  const floor = BOX.height - BOX.bottom;
  const place = {
    x: (step) => BOX.left + (step / last) * (BOX.width - BOX.left - BOX.right),
    y: (loss) => floor - ((Math.log10(loss) - low) / (high - low)) * (floor - BOX.top),
  };
  const way = values.map((loss, step) => [step, loss]);
  const apart = Math.ceil((high - low) / 4);
  const powers = Array.from({ length: Math.floor((high - low) / apart) + 1 }, (_, i) => low + i * apart);
  const [step, loss] = way.at(-1);
  return [
    draw("line", { class: "axis", x1: BOX.left, x2: BOX.width - BOX.right, y1: floor, y2: floor }),
    ...powers.map((power) => draw("text", { x: 2, y: place.y(10 ** power) + 4 }, shortText(10 ** power))),
    ...[0, last].map((at) => draw("text", { class: "tick", x: place.x(at), y: BOX.height - 6 }, String(at))),
    draw("path", { class: "descended", d: path(way, place) }),
    draw("circle", { class: "now", cx: place.x(step), cy: place.y(loss), r: 5 }),
  ];
}

/** The kernel where it began and where it is now, in small above the curve's end. */
function kernels(descent) {
  const [first, now] = [descent[0].weight, descent.at(-1).weight];
  const scale = colourScale([...first, ...now]);
  const side = 11;
  return [first, now].flatMap((weight, k) =>
    weight.flatMap((line, u) =>
      line.map((value, v) => {
        const share = scale.strength(value);
        const x = BOX.width - BOX.right - (2 - k) * 46 + v * (side + 1);
        const style = `--t:${Math.abs(share).toFixed(2)}`;
        return draw("rect", {
          x,
          y: BOX.top + u * (side + 1),
          width: side,
          height: side,
          rx: 2,
          class: "mini-weight",
          "data-sign": share < 0 ? "minus" : null,
          style,
        });
      }),
    ),
  );
}

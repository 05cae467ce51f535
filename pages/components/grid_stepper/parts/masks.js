// Many masks: p, keys that draw one or all of them, and how their results lie around that of testing.

import { boxes } from "../../shared/pure/masks.js";
import { shortText } from "../../shared/pure/readouts.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { draw, make, prefersReducedMotion, setAttribute, setText } from "../../shared/view/dom.js";

const BOX = { width: 440, height: 190, side: 16, top: 26, bottom: 34 };
const BOXES = 15;
/** What a drawn mask sets. */
const DRAWN = "mode seed drawn";
const FILL_STEPS = 24;
const FILL_EVERY_MS = 25;

const placeOf = ([low, high]) => {
  const whole = high - low || 1;
  return (value) => BOX.side + ((value - low) / whole) * (BOX.width - 2 * BOX.side);
};

/** Of `scene.masks`, as many of them as were drawn. @implements {import("../parts.js").Part} */
export class Masks {
  static place = "stage";
  static area = "legend";
  static least = 380;

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const key = (attributes, onclick) => make("button", { type: "button", ...attributes, onclick });
    this.title = make("span", { class: "slope-name" });
    this.rates = figure.data.choices.p.map((p) => key({ "data-p": p }, () => figure.settle({ p, mask_edits: [] })));
    this.one = key({ class: "key wide", "data-action": "draw", "data-sets": DRAWN }, () => this.next());
    this.many = key({ class: "key wide", "data-action": "draw-all", "data-sets": DRAWN }, () => this.fill());
    this.bend = key({ "data-action": "bend", "data-sets": "bend" }, () => this.toggle());
    this.bars = draw("g", { class: "mask-bars" });
    this.line = draw("line", { class: "mask-tested", y1: BOX.top - 6, y2: BOX.height - BOX.bottom + 8 });
    this.label = draw("text", { class: "mask-label", y: 14 });
    this.mean = draw("path", { class: "mask-mean" });
    this.ends = [
      draw("text", { y: BOX.height - 4, x: BOX.side }),
      draw("text", { y: BOX.height - 4, x: BOX.width - BOX.side }),
    ];
    this.svg = draw(
      "svg",
      { class: "mask-chart", viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img" },
      ...[this.bars, this.line, this.label, this.mean, ...this.ends],
    );
    this.told = make("p", { role: "status", "aria-live": "polite" });
    this.node = make(
      "div",
      { class: "slope-part mask-part" },
      make("div", { class: "slope-keys", role: "group", "data-sets": "p" }, this.title, ...this.rates),
      make("div", { class: "slope-keys" }, this.one, this.many, this.bend),
      this.svg,
      this.told,
    );
  }

  destroy() {
    clearTimeout(this.timer);
  }

  get most() {
    return this.figure.data.limits.drawn[1];
  }

  /** In training, without a change by hand, and computed to the end. */
  shown(seed, drawn) {
    return { mode: "train", seed, drawn, mask_edits: [], step: this.figure.scene.count - 1 };
  }

  next() {
    clearTimeout(this.timer);
    const { drawn, seed } = this.figure.settings;
    const to = drawn < this.most ? drawn : (seed + 1) % this.most;
    this.figure.settle(this.shown(to, Math.max(drawn, to + 1)));
  }

  /** The rest of them, a handful at a time; once all are there it begins anew. */
  fill() {
    clearTimeout(this.timer);
    const { drawn } = this.figure.settings;
    if (prefersReducedMotion()) return this.figure.settle(this.shown(this.most - 1, this.most));
    return this.pour(drawn < this.most ? drawn : 0);
  }

  pour(from) {
    const drawn = Math.min(this.most, from + Math.ceil(this.most / FILL_STEPS));
    if (drawn === this.most) return this.figure.settle(this.shown(drawn - 1, drawn));
    this.figure.change(this.shown(drawn - 1, drawn));
    this.timer = setTimeout(() => this.pour(drawn), FILL_EVERY_MS);
    return undefined;
  }

  toggle() {
    const bend = this.figure.settings.bend === "relu" ? "none" : "relu";
    this.figure.settle({
      bend,
      step: this.figure.settings.bend === "relu" ? this.figure.scene.count - 2 : this.figure.scene.count,
    });
  }

  update({ scene, settings, words }) {
    setText(this.title, words.drop_p);
    for (const button of this.rates) {
      setText(button, button.dataset.p);
      setAttribute(button, "aria-pressed", button.dataset.p === settings.p ? "true" : "false");
    }
    setText(this.one, words.drop_one);
    setText(this.many, words[settings.drawn < this.most ? "drop_many" : "drop_redo"]);
    setText(this.bend, words.drop_bend);
    setAttribute(this.bend, "aria-pressed", settings.bend === "relu" ? "true" : "false");
    this.paint(scene.masks, settings, words);
  }

  paint({ results, tested, expected, range, now }, { drawn, mode }, words) {
    const seen = results.slice(0, drawn);
    const mean = seen.length ? seen.reduce((sum, value) => sum + value) / seen.length : null;
    const place = placeOf(range);
    const { counts, boxOf } = boxes(seen, range, BOXES);
    const wide = (BOX.width - 2 * BOX.side) / BOXES;
    const high = (BOX.height - BOX.top - BOX.bottom) / Math.max(4, ...counts);
    const ground = BOX.height - BOX.bottom;
    this.bars.replaceChildren(
      ...counts.map((count, i) =>
        draw("rect", {
          x: BOX.side + i * wide + 1,
          width: wide - 2,
          y: ground - count * high,
          height: count * high,
          "data-now": mode === "train" && boxOf(now) === i ? "true" : null,
        }),
      ),
    );
    for (const name of ["x1", "x2"]) setAttribute(this.line, name, place(tested).toFixed(1));
    setAttribute(this.label, "x", Math.max(60, Math.min(BOX.width - 60, place(tested))).toFixed(1));
    setText(this.label, fillSlots(words.drop_tested, { value: shortText(tested) }));
    setAttribute(this.mean, "d", mean === null ? "" : `M${place(mean).toFixed(1)} ${ground + 3}l-7 12h14z`);
    range.forEach((end, i) => setText(this.ends[i], shortText(end)));
    const values = {
      count: drawn,
      most: this.most,
      mean: mean === null ? "\u2013" : shortText(mean),
      expected: shortText(expected),
      tested: shortText(tested),
    };
    const told = [words.drop_count, words.drop_mean, words.drop_all].map((word) => fillSlots(word, values));
    setText(this.told, told.join(" "));
    setAttribute(this.svg, "aria-label", fillSlots(words.drop_chart, values));
  }
}

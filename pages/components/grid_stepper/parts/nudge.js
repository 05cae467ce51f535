// The check by nudging: the loss with the number a little larger and a little smaller, in the two types that
// computers have for numbers, and the slope between them beside the gradient.

import { shortText } from "../../shared/pure/readouts.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { agreedDigits, nudged } from "../operators/backward.js";

const TYPES = { float64: (number) => number, float32: Math.fround };
const ENOUGH = 4;
const PLACES = 6;

/** Of the number that the shown step is about; the setting `nudge` is "off" or by how much. @implements {import("../parts.js").Part} */
export class Nudge {
  static place = "below";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const [off, ...sizes] = figure.data.choices.nudge;
    this.off = off;
    this.begin = make("button", {
      type: "button",
      class: "key wide",
      "data-action": "nudge",
      onclick: () => figure.settle({ nudge: sizes[1] }),
    });
    this.name = make("span", { class: "slope-name" });
    this.sizes = sizes.map((nudge) =>
      make(
        "button",
        { type: "button", "data-nudge": nudge, onclick: () => figure.settle({ nudge }) },
        `\u00b1${nudge}`,
      ),
    );
    this.keys = make("div", { class: "slope-keys" }, this.name, ...this.sizes);
    this.table = make("table", { class: "nudge-table" });
    this.text = make("p", { role: "status", "aria-live": "polite" });
    this.node = make("div", { class: "nudge-part" }, this.begin, this.keys, this.table, this.text);
  }

  update(screen) {
    const { words, settings } = screen;
    const isOff = settings.nudge === this.off;
    setText(this.begin, words.nudge_begin);
    setText(this.name, words.nudge_by);
    for (const button of this.sizes) {
      setAttribute(button, "aria-pressed", button.dataset.nudge === settings.nudge ? "true" : "false");
    }
    setAttribute(this.begin, "hidden", !isOff);
    for (const node of [this.keys, this.table, this.text]) setAttribute(node, "hidden", isOff);
    if (!isOff) this.write(screen);
  }

  point(screen, moved) {
    if (moved && screen.settings.nudge !== this.off) this.write(screen);
  }

  write({ words, settings, now, isMasked }) {
    const isHidden = isMasked(now.target);
    const { value, lossAt } = now.probe;
    const by = Number(settings.nudge);
    const heads = ["", `L(${shortText(value)} + ${settings.nudge})`, `L(${shortText(value)} \u2212 ${settings.nudge})`];
    const head = make(
      "tr",
      {},
      ...[...heads, words.nudge_slope, words.nudge_gradient, ""].map((text) => make("th", {}, text)),
    );
    const rows = Object.entries(TYPES).map(([type, round]) => {
      const { above, below, slope } = nudged(lossAt, value, by, round);
      const digits = agreedDigits(slope, now.total);
      const isEnough = digits >= ENOUGH;
      const verdict = fillSlots(words[isEnough ? "nudge_equal" : digits ? "nudge_apart" : "nudge_none"], {
        digits: Math.min(digits, PLACES),
      });
      const numbers = [above, below, slope].map((number) => number.toFixed(PLACES));
      return make(
        "tr",
        { "data-type": type, "data-digits": digits },
        make("th", {}, type),
        ...(isHidden ? numbers.map(() => "?") : numbers).map((text) => make("td", {}, text.replace("-", "\u2212"))),
        make("td", {}, isHidden ? "?" : shortText(now.total)),
        make("td", {}, isHidden ? "" : make("span", { class: isEnough ? "chip" : "chip apart" }, verdict)),
      );
    });
    this.table.replaceChildren(head, ...rows);
    setText(
      this.text,
      words[`nudge_said_${by >= 0.01 ? "large" : by >= 1e-4 ? "right" : by >= 1e-10 ? "small" : "tiny"}`],
    );
  }
}

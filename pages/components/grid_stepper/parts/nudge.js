// The check by nudging: the loss with the number a little larger and a little smaller, in the two types that
// computers have for numbers, and the slope between them beside the gradient. Where there is a bias, it has a
// check of its own.

import { shortText } from "../../shared/pure/readouts.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { agreedDigits, nudged } from "../operators/backward.js";

const TYPES = { float64: (number) => number, float32: Math.fround };
const ENOUGH = 4;
const PLACES = 6;
const BEGIN = "0.001";

/** Of the number that the shown step is about; the setting `nudge` is "off" or by how much. @implements {import("../parts.js").Part} */
export class Nudge {
  static place = "below";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const {
      nudge: [off, ...sizes],
      nudged,
    } = figure.data.choices;
    this.off = off;
    this.begins = (nudged ?? [null]).map((of) =>
      make("button", {
        type: "button",
        class: "key wide",
        "data-action": "nudge",
        "data-of": of,
        "data-sets": of ? "nudge nudged" : "nudge",
        onclick: () => figure.settle({ ...this.size(), ...(of ? { nudged: of } : {}) }),
      }),
    );
    this.name = make("span", { class: "slope-name" });
    this.sizes = sizes.map((nudge) =>
      make(
        "button",
        { type: "button", "data-nudge": nudge, onclick: () => figure.settle({ nudge }) },
        `\u00b1${nudge}`,
      ),
    );
    this.keys = make("div", { class: "slope-keys", "data-sets": "nudge" }, this.name, ...this.sizes);
    this.table = make("table", { class: "nudge-table" });
    this.text = make("p", { role: "status", "aria-live": "polite" });
    const begins = make("div", { class: "slope-keys" }, ...this.begins);
    this.node = make("div", { class: "nudge-part" }, begins, this.keys, this.table, this.text);
  }

  /** By how much a check nudges: as before, where one is on. */
  size() {
    const { nudge } = this.figure.settings;
    return { nudge: nudge === this.off ? BEGIN : nudge };
  }

  update(screen) {
    const { words, settings } = screen;
    const isOff = settings.nudge === this.off;
    for (const button of this.begins) {
      const { of } = button.dataset;
      setText(button, words[of ? `nudge_begin_${of}` : "nudge_begin"]);
      if (of) setAttribute(button, "aria-pressed", String(!isOff && settings.nudged === of));
      setAttribute(button, "hidden", !of && !isOff);
    }
    setText(this.name, words.nudge_by);
    for (const button of this.sizes) {
      setAttribute(button, "aria-pressed", button.dataset.nudge === settings.nudge ? "true" : "false");
    }
    for (const node of [this.keys, this.table, this.text]) setAttribute(node, "hidden", isOff);
    if (!isOff) this.write(screen);
  }

  point(screen, moved) {
    if (moved && screen.settings.nudge !== this.off) this.write(screen);
  }

  write({ words, settings, scene, now: shown, isMasked }) {
    const now = settings.nudged === "bias" ? scene.biasStep() : shown;
    const isHidden = isMasked(now.target);
    const { value, lossAt, turns } = now.probe;
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
    const size = by >= 0.01 ? "large" : by >= 1e-4 ? "right" : by >= 1e-10 ? "small" : "tiny";
    setText(this.text, words[`nudge_said_${turns?.(by) ? "corner" : size}`]);
  }
}

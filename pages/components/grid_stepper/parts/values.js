// On a phone the numbers stand beside the buttons that stay in sight: what they change is on the
// same screen.

import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { showFixed } from "../fixed.js";

/** A number with less and more for each setting, while one number stands for both axes. */
export class Values {
  /**
   * @param {import("../parts.js").Figure} figure
   * @param {string[]} names Of the settings; each sets both axes, where it has two.
   */
  constructor(figure, names) {
    this.items = names.map((name) => new Value(figure, name));
    this.node = make("div", { class: "values" }, ...this.items.map((item) => item.node));
  }

  /**
   * @param {import("../screen.js").Screen} screen
   * @param {boolean} isSquare One number stands for both axes.
   * @param {(name: string) => string} wordOf What a setting is called.
   */
  update(screen, isSquare, wordOf) {
    const { words, settings } = screen;
    setAttribute(this.node, "hidden", !isSquare);
    for (const item of this.items) {
      item.update(words, settings, wordOf(item.name));
      showFixed(item.node, item.name, screen, item.shown);
    }
  }
}

/** Of a setting with two axes; any other is its own. */
const widthOf = (setting) => [setting].flat().at(-1);

class Value {
  constructor(figure, name) {
    this.name = name;
    [this.low, this.high] = figure.data.limits[name];
    const key = (by, sign) =>
      make("button", { type: "button", class: "key", "data-value": `${name}${sign}`, onclick: () => move(by) }, sign);
    const move = (by) => {
      const before = figure.settings[name];
      const value = widthOf(before) + by;
      if (value < this.low || value > this.high) return;
      figure.settle({ [name]: Array.isArray(before) ? [value, value] : value });
    };
    this.less = key(-1, "\u2212");
    this.more = key(1, "+");
    this.word = make("span", { class: "value-word" });
    this.number = make("b", {});
    this.shown = make("span", { class: "value-shown" }, this.word, this.number);
    this.node = make("div", { class: "value-of", role: "group" }, this.less, this.shown, this.more);
  }

  update(words, settings, name) {
    const value = widthOf(settings[this.name]);
    setText(this.word, name);
    setText(this.number, String(value));
    setAttribute(this.node, "aria-label", name);
    setAttribute(this.less, "aria-label", fillSlots(words.less, { name }));
    setAttribute(this.more, "aria-label", fillSlots(words.more_by_one, { name }));
    setAttribute(this.less, "aria-disabled", value <= this.low);
    setAttribute(this.more, "aria-disabled", value >= this.high);
  }
}

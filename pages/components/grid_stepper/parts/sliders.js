// The settings that are numbers, and what is seldom wanted below "more"; a lock keeps height and
// width equal.

import { pairsOf } from "../../shared/pure/windows.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { showFixed } from "../fixed.js";
import { Slider } from "./slider.js";
import { Values } from "./values.js";

const isUnequal = (settings) => pairsOf(settings).some((name) => settings[name][0] !== settings[name][1]);

/** Whether a folded setting explains what is seen. */
const isUnusual = (name, value) =>
  (name === "dilation" && value.some((distance) => distance > 1)) ||
  (name === "padding_mode" && value !== "zeros") ||
  (name === "ceil_mode" && value) ||
  (name === "count_include_pad" && !value);

/** Each setting has the control of its kind: a pair, a choice, or on and off.
 * @implements {import("../parts.js").Part}
 */
export class Sliders {
  static place = "controls";

  /**
   * @param {import("../parts.js").Figure} figure
   * @param {{main: string[], more: string[], names: Record<string, string>}} options names: keys of the words
   *   for "more" and for settings that are called otherwise here.
   */
  constructor(figure, { main, more }) {
    this.figure = figure;
    this.isOpen = false;
    this.controls = Object.fromEntries([...main, ...more].map((name) => [name, this.control(name)]));
    this.lockWord = make("span", {});
    const icon = draw(
      "svg",
      { viewBox: "0 0 20 20", "aria-hidden": "true" },
      draw("path", { class: "shackle" }),
      draw("path", { d: "M4 9h12v8H4z" }),
    );
    this.shackle = icon.firstChild;
    this.lock = make(
      "button",
      { type: "button", class: "lock", "data-action": "lock", onclick: () => this.turn() },
      icon,
      this.lockWord,
    );
    this.summary = make("summary", {});
    const nodes = (names) => make("div", { class: "sliders" }, ...names.map((name) => this.controls[name].node));
    this.more = make("details", { class: "more" }, this.summary, nodes(more));
    const folded = more.length ? this.more : null;
    this.values = new Values(figure, main);
    this.main = nodes(main);
    const lock = pairsOf(figure.settings).length ? this.lock : null;
    this.nodes = [this.main, folded || lock ? make("div", { class: "more-line" }, folded, lock) : null].filter(Boolean);
  }

  /** What stands with the buttons where they stay in sight. */
  get docked() {
    return this.values.node;
  }

  control(name) {
    const { limits, choices } = this.figure.data;
    if (name in limits) return new Slider(this.figure, name);
    return name in choices ? new Choice(this.figure, name) : new Flag(this.figure, name);
  }

  /** By hand, or because a pair is unequal. */
  isSquare(settings) {
    return !this.isOpen && !isUnequal(settings);
  }

  /** Closed, every pair is what its width was. */
  turn() {
    const { settings } = this.figure;
    this.isOpen = this.isSquare(settings);
    const closed = Object.fromEntries(pairsOf(settings).map((name) => [name, [settings[name][1], settings[name][1]]]));
    if (!this.isOpen && isUnequal(settings)) this.figure.settle(closed);
    else this.figure.render();
  }

  update(screen, { more, names }) {
    const { words, settings } = screen;
    const isSquare = this.isSquare(settings);
    const wordOf = (name) => words[names[name] ?? name];
    this.values.update(screen, isSquare, wordOf);
    setAttribute(this.main, "data-docked", isSquare);
    for (const [name, control] of Object.entries(this.controls)) {
      control.update(screen, isSquare, wordOf(name));
      showFixed(control.node, name, screen);
    }
    setText(this.summary, wordOf("more"));
    const isTooLarge = this.figure.arrangement.isLarge; // for a class: its size is to be changed
    if (isTooLarge || more.some((name) => isUnusual(name, settings[name]))) this.more.open = true;
    setText(this.lockWord, words.square);
    setAttribute(this.lock, "aria-pressed", isSquare ? "true" : "false");
    setAttribute(this.shackle, "d", isSquare ? "M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" : "M6.5 9V6.5a3.5 3.5 0 0 1 7 0");
  }
}

/** On or off. */
class Flag {
  constructor(figure, name) {
    this.name = name;
    this.input = make("input", { type: "checkbox", role: "switch", "data-param": name });
    this.input.addEventListener("change", () => figure.settle({ [name]: this.input.checked }));
    this.word = make("span", {});
    const head = make("span", { class: "slider-head" }, this.word, make("code", {}, name));
    this.node = make("label", { class: "slider switch flag" }, head, this.input);
  }

  update({ settings }, _isSquare, word) {
    setText(this.word, word);
    this.input.checked = settings[this.name];
  }
}

/** One of a few names. */
class Choice {
  constructor(figure, name) {
    this.name = name;
    this.word = make("span", {});
    this.buttons = figure.data.choices[name].map((value) =>
      make("button", { type: "button", "data-mode": value, onclick: () => figure.settle({ [name]: value }) }),
    );
    this.group = make("span", { class: "modes", role: "group" }, ...this.buttons);
    const head = make("span", { class: "slider-head" }, this.word, make("code", {}, name));
    this.node = make("div", { class: "slider" }, head, this.group);
  }

  update({ words, settings }, _isSquare, word) {
    setText(this.word, word);
    setAttribute(this.group, "aria-label", word);
    for (const button of this.buttons) {
      const { mode } = button.dataset;
      setText(button, words[`mode_${mode}`]);
      setAttribute(button, "aria-pressed", settings[this.name] === mode ? "true" : "false");
    }
  }
}

// The controls of the settings column: lists, word switches, sliders and numbers.

import { heldNumber } from "../pure/held.js";
import { fillSlots } from "../pure/slots.js";
import { make, setAttribute, setText } from "./dom.js";
import { steady } from "./swipe.js";

class Choice {
  constructor(spec, change) {
    this.list = make(
      "select",
      { "data-param": spec.name },
      ...spec.choices.map((c) => make("option", { value: c.id }, c.label)),
    );
    this.list.addEventListener("change", () => change(this.list.value, true));
    this.node = this.list;
    this.label = this.list;
  }

  update(value, spec) {
    spec.choices.forEach((choice, i) => setText(this.list.options[i], choice.label));
    if (this.list.value !== value) this.list.value = value;
  }
}

/** A few words side by side; one is on. */
class Words {
  constructor(spec, change) {
    this.buttons = spec.choices.map((choice) =>
      make(
        "button",
        { type: "button", role: "radio", "data-value": choice.id, onclick: () => change(choice.id, true) },
        choice.label,
      ),
    );
    this.node = make("div", { class: "words", role: "radiogroup", "data-param": spec.name }, ...this.buttons);
    this.node.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      const at = this.buttons.indexOf(event.target);
      if (!by || at < 0) return;
      const next = this.buttons[(at + by + this.buttons.length) % this.buttons.length];
      change(next.dataset.value, true);
      next.focus();
      event.preventDefault();
    });
  }

  update(value, spec) {
    this.buttons.forEach((button, i) => {
      const isOn = button.dataset.value === value;
      setText(button, spec.choices[i].label);
      setAttribute(button, "aria-checked", String(isOn));
      setAttribute(button, "tabindex", isOn ? "0" : "-1");
    });
  }
}

/** A slider over places 0..n; the places are equal steps of the value or of its logarithm. */
class Slide {
  constructor(spec, change) {
    this.spec = spec;
    this.input = make("input", {
      type: "range",
      min: 0,
      max: this.places.length - 1,
      step: 1,
      "data-param": spec.name,
    });
    steady(this.input);
    this.input.addEventListener("input", () => change(this.places[this.input.value], false));
    this.input.addEventListener("change", () => change(this.places[this.input.value], true));
    this.ends = make("span", { class: "ends" });
    this.node = make(
      "div",
      { class: "slide" },
      make("span", { class: "track" }, this.input),
      ...(spec.scale === "log" ? [this.ends] : []),
    );
    this.label = this.input;
  }

  get places() {
    return (this.all ??= this.spec.places);
  }

  update(value, spec, note) {
    const at = this.places.reduce(
      (best, place, i) => (Math.abs(place - value) < Math.abs(this.places[best] - value) ? i : best),
      0,
    );
    if (this.input.value !== String(at)) this.input.value = at;
    this.node.style.setProperty("--part", `${(100 * at) / (this.places.length - 1)}%`);
    setAttribute(this.input, "aria-valuetext", plainNumber(value));
    if (spec.scale === "log") {
      this.ends.replaceChildren(
        make("span", {}, plainNumber(this.places[0])),
        make("span", {}, note ?? ""),
        make("span", {}, plainNumber(this.places.at(-1))),
      );
    }
  }
}

class WholeNumber {
  constructor(spec, change, strings) {
    this.box = make("input", {
      type: "number",
      min: spec.low,
      max: spec.high,
      step: 1,
      inputmode: "numeric",
      "data-param": spec.name,
    });
    this.limit = make("span", { class: "limit", role: "status" });
    this.box.addEventListener("change", () => {
      const held = heldNumber(this.box.value, spec);
      this.box.value = held ? held.value : this.value;
      setText(this.limit, held?.limit ? fillSlots(strings[held.limit.key], { limit: held.limit.at }) : "");
      if (held) change(held.value, true);
    });
    const another =
      spec.another &&
      make(
        "button",
        {
          type: "button",
          class: "key",
          "data-action": "another-seed",
          title: strings.another_seed,
          "aria-label": strings.another_seed,
          onclick: () => change((this.value + 1) % (spec.high + 1), true),
        },
        "+1",
      );
    this.node = make("div", { class: "whole" }, this.box, another || null, this.limit);
    this.label = this.box;
  }

  update(value) {
    this.value = value;
    if (this.box.getRootNode().activeElement !== this.box) this.box.value = value;
  }
}

class Switch {
  constructor(spec, change) {
    this.box = make("input", { type: "checkbox", role: "switch", "data-param": spec.name });
    this.box.addEventListener("change", () => change(this.box.checked ? 1 : 0, true));
    this.node = this.box;
    this.label = this.box;
  }

  update(value) {
    this.box.checked = Boolean(value);
  }
}

/**
 * @typedef {object} Spec A setting that the server describes.
 * @property {string} name
 * @property {"choice" | "words" | "slide" | "whole" | "flag"} type
 * @property {{id: string, label: string}[]} [choices]
 * @property {number[]} [places] Of a slider, rising.
 * @property {"linear" | "log" | "zero_log"} [scale] Of its places.
 * @property {number} [low]
 * @property {number} [high]
 * @property {boolean} [another] Whether a button offers the next number.
 */

/** The control of each type of setting: `node`, `update(value, spec, note)` and, where one element takes the value,
 * that as `label`. */
const CONTROLS = { choice: Choice, words: Words, slide: Slide, whole: WholeNumber, flag: Switch };

/** A setting on the page: its name, its value beside a slider, a note, its control. */
export class SettingRow {
  /**
   * @param {Spec} spec
   * @param {(name: string, value: any, isSettled: boolean) => void} change Hears each hand; isSettled: it has let go.
   * @param {Record<string, string>} strings
   */
  constructor(spec, change, strings) {
    this.control = new CONTROLS[spec.type](spec, (value, isSettled) => change(spec.name, value, isSettled), strings);
    this.name = make("span", { class: "name" });
    this.value = make("output", { class: "value" });
    this.note = make("span", { class: "note" });
    const value = spec.type === "slide" ? this.value : null;
    const head = make("span", { class: "head" }, this.name, value, this.note);
    const tag = this.control.label ? "label" : "div";
    this.node = make(
      tag,
      { class: "setting", "data-type": spec.type, "data-sets": spec.name },
      head,
      this.control.node,
    );
  }

  /**
   * @param {any} value
   * @param {Spec} spec In the language of now.
   * @param {string} label
   * @param {{note?: string, inside?: string | null}} notes Beside its name, and between the ends of its slider.
   */
  update(value, spec, label, { note = "", inside = null } = {}) {
    setText(this.name, label);
    setText(this.note, note);
    setText(this.value, spec.type === "slide" ? plainNumber(value) : "");
    if (spec.type === "words") setAttribute(this.control.node, "aria-label", label);
    this.control.update(value, spec, inside);
  }
}

/** 0.02, 0.00015: never 1.5e-4.
 * @param {number} value
 * @returns {string} Rounded to three digits.
 */
export function plainNumber(value) {
  if (value === 0) return "0";
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(Math.min(digits + 1, 8)))).includes("e")
    ? value.toFixed(6).replace(/0+$/, "")
    : String(Number(value.toPrecision(3)));
}

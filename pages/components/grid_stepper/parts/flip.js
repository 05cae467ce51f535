// The switch that turns the kernel by half a turn, where there is one, and the way back from one's own numbers.

import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { showFixed } from "../fixed.js";

/** Where `flip` is a setting, and for all that end in `_edits`. @implements {import("../parts.js").Part} */
export class Flip {
  static place = "pictures";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.edits = Object.keys(figure.settings).filter((name) => name.endsWith("_edits"));
    this.input = make("input", { type: "checkbox", role: "switch", "data-param": "flip" });
    this.input.addEventListener("change", () => figure.settle({ flip: this.input.checked }));
    this.word = make("span", {});
    this.hint = make("span", { class: "hint" });
    this.undo = make("button", {
      type: "button",
      class: "quiet",
      "data-action": "undo-edits",
      onclick: () => figure.settle(Object.fromEntries(this.edits.map((name) => [name, []]))),
    });
    const canFlip = "flip" in figure.settings;
    this.label = make("label", { class: "switch" }, this.word, this.input);
    this.node = make("div", { class: "side" }, canFlip ? this.label : null, this.hint, this.undo);
  }

  update(screen) {
    const { words, settings } = screen;
    this.input.checked = Boolean(settings.flip);
    setText(this.word, words.flip ?? "");
    setText(this.hint, words.edit_hint);
    showFixed(this.label, "flip", screen);
    setText(this.undo, words.undo_edits);
    setAttribute(
      this.undo,
      "hidden",
      this.edits.every((name) => settings[name].length === 0),
    );
  }
}

// The settings of the layer that is picked, and buttons for more or fewer of them.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { range } from "./stack.js";

const KINDS = ["conv", "pool"];

/** A number between a minus and a plus. */
class Stepper {
  constructor(name, change) {
    this.name = make("span", { class: "step-name" });
    this.value = make("output", { class: "step-value" });
    this.keys = [-1, 1].map((by) =>
      make(
        "button",
        { type: "button", class: "button key", "data-setting": name, "data-by": by, onclick: () => change(by) },
        by < 0 ? "−" : "+",
      ),
    );
    this.node = make("div", { class: "stepper", role: "group" }, this.name, this.keys[0], this.value, this.keys[1]);
  }

  update(value, [low, high], label, words) {
    setText(this.name, label);
    setText(this.value, String(value));
    setAttribute(this.node, "aria-label", label);
    [low, high].forEach((end, i) => {
      setAttribute(this.keys[i], "aria-label", words[i ? "more" : "less"].replace("{name}", label));
      this.keys[i].disabled = value === end;
    });
  }
}

/** Edits the picked layer; of the picture, its size. */
export class Editor {
  /** @param {{change: (name: string, by: number) => void, kind: (kind: string) => void, add: () => void,
   *   remove: () => void, resize: (by: number) => void}} on */
  constructor(on, limits) {
    this.head = make("p", { class: "picked" });
    this.kinds = KINDS.map((kind) =>
      make("button", { type: "button", class: "chip", "data-kind": kind, onclick: () => on.kind(kind) }),
    );
    this.kindRow = make("div", { class: "row-of", role: "group" }, ...this.kinds);
    this.steppers = Object.fromEntries(
      Object.keys(limits).map((name) => [name, new Stepper(name, (by) => on.change(name, by))]),
    );
    this.size = new Stepper("picture", on.resize);
    this.add = make("button", { type: "button", class: "button", "data-action": "add", onclick: on.add });
    this.remove = make("button", { type: "button", class: "button text", "data-action": "remove", onclick: on.remove });
    const steppers = Object.values(this.steppers).map(({ node }) => node);
    this.node = make(
      "div",
      { class: "editor" },
      this.head,
      make("div", { class: "of-group", "data-sets": "picture" }, this.size.node),
      make("div", { class: "of-group", "data-sets": "stack" }, this.kindRow, ...steppers, this.add, this.remove),
    );
  }

  /** @param {object} shown The picked layer (none for the picture), its name, limits and words. */
  update({ layer, name, size, sizes, limits, words, isFull, isLast }) {
    setText(this.head, name);
    this.kindRow.hidden = !layer;
    setAttribute(this.kindRow, "aria-label", words.kind);
    for (const chip of this.kinds) {
      setText(chip, words[chip.dataset.kind]);
      setAttribute(chip, "aria-pressed", String(layer?.kind === chip.dataset.kind));
    }
    for (const [setting, stepper] of Object.entries(this.steppers)) {
      stepper.node.hidden = !layer;
      if (layer) stepper.update(layer[setting], range(layer, setting, limits), words[setting], words);
    }
    this.size.node.hidden = Boolean(layer);
    this.size.update(size, sizes, words.picture_size, words);
    setText(this.add, words.add);
    setText(this.remove, words.remove);
    this.add.disabled = isFull;
    this.remove.hidden = !layer;
    this.remove.disabled = isLast;
  }
}

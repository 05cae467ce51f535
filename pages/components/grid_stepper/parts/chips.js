// Settings that show one effect each. In front of a class they are among the settings, and a key goes through them.

import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { isClass } from "../../shared/view/view.js";
import { wouldChange } from "../fixed.js";

const NEXT = "x";

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** A chip is on while all of its settings are those of the figure. @implements {import("../parts.js").Part} */
export class Chips {
  static get place() {
    return isClass() ? "controls" : "top";
  }

  /**
   * @param {import("../parts.js").Figure} figure
   * @param {{items: {id: string, label: string, settings: Record<string, any>}[], restarts: boolean}} options
   *   restarts: whether a chip goes back to the first step.
   */
  constructor(figure, { items, restarts }) {
    this.figure = figure;
    this.buttons = items.map(({ id, settings }) =>
      make("button", {
        type: "button",
        "data-scenario": id,
        onclick: () => figure.settle({ ...structuredClone(settings), ...(restarts ? { step: 0 } : {}) }),
      }),
    );
    this.node = make("div", { class: "scenarios", role: "group" }, ...this.buttons);
  }

  update({ settings, data }, { items }) {
    items.forEach((item, i) => {
      const given = Object.entries(item.settings).filter(([name]) => name !== "step");
      const isChosen = given.every(([name, value]) => isSame(settings[name], value));
      setText(this.buttons[i], item.label);
      this.buttons[i].disabled = wouldChange(data.fixed.names, settings, item.settings);
      setAttribute(this.buttons[i], "title", this.buttons[i].disabled ? data.fixed.message : null);
      setAttribute(this.buttons[i], "aria-pressed", isChosen ? "true" : "false");
    });
    setAttribute(
      this.node,
      "data-example",
      this.figure.data.shows === "asked" ? null : (this.chosen()?.textContent ?? ""),
    );
  }

  chosen() {
    return this.buttons.find((button) => button.getAttribute("aria-pressed") === "true");
  }

  /** @returns {boolean} Whether the key was of use: what is asked about is not changed by it. */
  press(key) {
    if (key !== NEXT || !isClass() || this.figure.data.shows === "asked") return false;
    const at = this.buttons.indexOf(this.chosen());
    const next = [...this.buttons.slice(at + 1), ...this.buttons].find((button) => !button.disabled);
    next?.click();
    return next !== undefined;
  }
}

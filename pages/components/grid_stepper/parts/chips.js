// Settings that show one effect each.

import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { wouldChange } from "../fixed.js";

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** A chip is on while all of its settings are those of the figure. @implements {import("../parts.js").Part} */
export class Chips {
  static place = "top";

  /**
   * @param {import("../parts.js").Figure} figure
   * @param {{items: {id: string, label: string, settings: Record<string, any>}[], restarts: boolean}} options
   *   restarts: whether a chip goes back to the first step.
   */
  constructor(figure, { items, restarts }) {
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
      const isChosen = Object.entries(item.settings).every(([name, value]) => isSame(settings[name], value));
      setText(this.buttons[i], item.label);
      this.buttons[i].disabled = wouldChange(data.fixed.names, settings, item.settings);
      setAttribute(this.buttons[i], "title", this.buttons[i].disabled ? data.fixed.message : null);
      setAttribute(this.buttons[i], "aria-pressed", isChosen ? "true" : "false");
    });
  }
}

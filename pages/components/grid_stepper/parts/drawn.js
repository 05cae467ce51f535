// The slopes of RReLU: one number for all in testing, in training one for every cell, drawn by a press.

import { shortText } from "../../shared/pure/readouts.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";

/** Of `scene.slopes`; hidden where a function has none. @implements {import("../parts.js").Part} */
export class Drawn {
  static place = "stage";
  static area = "drawn";

  constructor(figure) {
    this.figure = figure;
    const choose = (mode) =>
      make("button", { type: "button", "data-mode": mode, onclick: () => figure.settle({ mode }) });
    this.modes = { test: choose("test"), train: choose("train") };
    this.again = make("button", {
      type: "button",
      class: "key wide",
      "data-action": "draw",
      "data-sets": "seed",
      onclick: () => this.draw(),
    });
    this.text = make("p", { role: "status", "aria-live": "polite" });
    this.cells = make("div", { class: "slope-cells", role: "img" });
    this.node = make(
      "div",
      { class: "slope-part" },
      make("div", { class: "slope-keys", "data-sets": "mode" }, ...Object.values(this.modes), this.again),
      this.text,
      this.cells,
    );
  }

  /** The next draw; after the last the first again. */
  draw() {
    const { mode, seed } = this.figure.settings;
    const [low, high] = this.figure.data.limits.seed;
    const next = seed < high ? seed + 1 : low;
    this.figure.settle({ mode: "train", seed: mode === "train" ? next : seed });
  }

  update(screen) {
    const { scene, settings, words } = screen;
    setAttribute(this.node, "hidden", !scene.slopes);
    if (!scene.slopes) return;
    const { mode, seed } = settings;
    for (const [name, button] of Object.entries(this.modes)) {
      setText(button, words[`drawn_${name}`]);
      setAttribute(button, "aria-pressed", name === mode ? "true" : "false");
    }
    setText(this.again, words.drawn_again);
    const [lower, upper] = scene.functions.rrelu.map(shortText);
    const mean = shortText(scene.functions.rrelu.reduce((sum, end) => sum + end) / 2);
    setText(this.text, fillSlots(words[`drawn_of_${mode}`], { number: seed, lower, upper, mean }));
    setAttribute(this.cells, "aria-label", `${words.drawn_slopes}: ${scene.slopes.flat().map(shortText).join(" ")}`);
    this.cells.style.setProperty("--cols", scene.slopes[0].length);
    this.cells.replaceChildren(
      ...scene.slopes.flat().map((slope) => make("span", { "data-own": slope !== 1 }, shortText(slope))),
    );
    this.point(screen);
  }

  /** The slope of the shown cell is ringed as the cell is. */
  point({ scene, now }) {
    if (!scene.slopes) return;
    const current = scene.stepOf(now.target);
    [...this.cells.children].forEach((cell, i) => setAttribute(cell, "data-ring", i === current));
  }
}

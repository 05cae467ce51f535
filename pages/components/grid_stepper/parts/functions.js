// All functions on one scale; a click puts one on the plot.

import { activationOf, curvesOf } from "../../shared/pure/activations.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { showFixed } from "../fixed.js";
import { behind, path, placing } from "./plot.js";

const BOX = { width: 180, height: 110, margin: 2, range: 4, low: -1.6, high: 4 };
const POINTS = 40;

/** Those of the setting `activation`. @implements {import("../parts.js").Part} */
export class Functions {
  static place = "pictures";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    const { functions } = figure.data.given;
    this.heading = make("div", { class: "presets-head" });
    this.cards = figure.data.choices.activation.map(
      (name) => new Card(name, functions, () => figure.settle({ activation: name })),
    );
    this.node = make(
      "div",
      { class: "functions", role: "group" },
      this.heading,
      make("div", { class: "function-cards" }, ...this.cards.map((card) => card.node)),
    );
  }

  update(screen) {
    const { words, settings } = screen;
    setText(this.heading, words.choose_activation);
    setAttribute(this.node, "aria-label", words.choose_activation);
    for (const card of this.cards) card.update(words, settings.activation);
    showFixed(this.node, "activation", screen);
  }
}

class Card {
  constructor(name, functions, choose) {
    this.name = name;
    this.title = make("b", {});
    this.note = make("span", {});
    const place = placing(BOX);
    const { curve, derivative } = curvesOf(activationOf(name, functions), BOX.range, POINTS);
    const line = (points, kind) => draw("path", { class: kind, d: path(points, place) });
    this.node = make(
      "button",
      { type: "button", class: "function-card", "data-function": name, onclick: choose },
      make("span", { class: "function-head" }, this.title, this.note),
      draw(
        "svg",
        { viewBox: `0 0 ${BOX.width} ${BOX.height}`, "aria-hidden": "true" },
        draw("line", { class: "axis", x1: 0, x2: BOX.width, y1: place.y(0), y2: place.y(0) }),
        draw("line", { class: "axis", x1: place.x(0), x2: place.x(0), y1: 0, y2: BOX.height }),
        ...behind(name, functions, place, BOX.range),
        ...derivative.map((piece) => line(piece, "derivative")),
        line(curve, "curve"),
      ),
    );
  }

  update(words, chosen) {
    setText(this.title, words[`activation_${this.name}`]);
    setText(this.note, words[`short_${this.name}`] ?? "");
    setAttribute(this.node, "aria-pressed", this.name === chosen ? "true" : "false");
  }
}

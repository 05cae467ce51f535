// What the patterns on a matrix mean: only those that are on screen.

import { make } from "../../shared/view/dom.js";

/** @implements {import("../parts.js").Part} */
export class Legend {
  static place = "stage";
  static area = "legend";

  constructor() {
    this.node = make("ul", { class: "legend" });
  }

  update({ words, scene }) {
    this.node.replaceChildren(
      ...scene.legend.map(([name, word]) => make("li", {}, make("i", { class: `key-${name}` }), words[word])),
    );
  }
}

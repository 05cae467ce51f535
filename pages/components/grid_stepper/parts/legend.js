// What the patterns on a matrix mean: only those that are on screen.

import { make } from "../../shared/view/dom.js";

export class Legend {
  static place = "stage";
  static area = "legend";

  constructor() {
    this.node = make("ul", { class: "legend" });
  }

  update({ words, scene }) {
    const read = Object.values(scene.grids).flatMap((grid) => grid.read ?? []);
    const shown = {
      padding: Object.values(scene.grids).some((grid) => grid.inner !== null),
      unread: read.some((axis) => axis.includes(false)),
      window: scene.problem === null,
    };
    const items = Object.keys(shown).filter((name) => shown[name]);
    this.node.replaceChildren(
      ...items.map((name) => make("li", {}, make("i", { class: `key-${name}` }), words[`legend_${name}`])),
    );
  }
}

// Tiny pictures of inputs and kernels, each drawn from the numbers it sets.

import { formatNumber } from "../../shared/pure/numbers.js";
import { colourScale } from "../../shared/pure/scale.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { showFixed } from "../fixed.js";

/** What each row sets, in whose words, and at which size its pictures are drawn. */
const ROWS = {
  image: { word: "input", table: "inputs", edits: "input_edits", size: 5 },
  kernel: { word: "kernel", table: "kernels", edits: "kernel_edits", size: 3 },
};

/** @implements {import("../parts.js").Part} */
export class Presets {
  static place = "pictures";

  /**
   * @param {import("../parts.js").Figure} figure
   * @param {{of: ("image" | "kernel")[]}} options Which settings have a row.
   */
  constructor(figure, { of }) {
    this.rows = of.map((setting) => new PresetRow(figure, setting));
    this.nodes = this.rows.map((row) => row.node);
  }

  update(screen) {
    for (const row of this.rows) {
      row.update(screen);
      showFixed(row.node, row.setting, screen);
    }
  }
}

class PresetRow {
  constructor(figure, setting) {
    this.setting = setting;
    this.heading = make("div", { class: "presets-head" });
    this.buttons = figure.data.choices[setting].map((name) => this.button(figure, name));
    this.node = make(
      "div",
      { class: "presets", role: "group", "data-presets": ROWS[setting].word },
      this.heading,
      make("div", { class: "preset-row" }, ...this.buttons.map(({ node }) => node)),
    );
  }

  button(figure, name) {
    const picture = make("span", { class: "thumb", "aria-hidden": "true" });
    const label = make("span", { class: "thumb-label" });
    const onclick = () => figure.settle(this.patch(figure, name));
    const node = make("button", { type: "button", class: "preset", "data-preset": name, onclick }, picture, label);
    return { name, node, picture, label };
  }

  /** The numbers of a new seed come from NumPy: they are drawn when the server answers. */
  patch({ data, settings }, name) {
    const { setting } = this;
    const again = setting === "image" && name === "random" && settings.image === "random";
    const seed = again ? { seed: (settings.seed + 1) % (data.limits.seed[1] + 1) } : {};
    return { [setting]: name, [ROWS[setting].edits]: [], ...seed };
  }

  update({ words, settings, data, presets }) {
    const { word, table, edits, size } = ROWS[this.setting];
    const heading = words[`choose_${word}`];
    setText(this.heading, heading);
    setAttribute(this.node, "aria-label", heading);
    for (const { name, node, picture, label } of this.buttons) {
      const isChosen = settings[this.setting] === name;
      setText(label, words[`${word}_${name}`] + (isChosen && settings[edits].length > 0 ? " *" : ""));
      setAttribute(node, "aria-pressed", isChosen ? "true" : "false");
      const corner = () => data.given.random.slice(0, size).map((row) => row.slice(0, size));
      const grid = presets[table][name]?.[`${size}x${size}`] ?? corner();
      setAttribute(node, "aria-label", `${label.textContent}: ${spoken(grid)}`);
      paint(picture, grid);
    }
  }
}

/** What the picture shows, line by line. */
const spoken = (grid) => grid.map((row) => row.map(formatNumber).join(" ")).join("; ");

/** One small square per number; colours are CSS, so the theme needs no repainting. */
function paint(node, grid) {
  const key = JSON.stringify(grid);
  if (node.gridKey === key) return;
  node.gridKey = key;
  const scale = colourScale(grid);
  node.style.setProperty("--cols", grid.length);
  node.replaceChildren(
    ...grid.flat().map((value) => {
      const strength = scale.signed ? scale.strength(value) : value / scale.largest;
      const pixel = make("i", { "data-sign": strength < 0 ? "minus" : null });
      pixel.style.setProperty("--t", Math.abs(strength).toFixed(3));
      return pixel;
    }),
  );
}

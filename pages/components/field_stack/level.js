// One map of the stack: its units over the picture, what is lit of them, its row of the recurrence.

import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { place } from "./field.js";
import { recurrence, shownNumber } from "./stack.js";

const SETTINGS = ["kernel_size", "stride", "padding", "dilation"];
const NUMBERS = ["size", "jump", "start"];
const LETTERS = { size: "r", jump: "j" };
const LEAST_WIDTH = 5;
/** Of the drawing of a row of units; its width are pixels of the picture. */
const HEIGHT = 10;

/** Boxes of units as one path; neighbours are joined where each would be too narrow to be seen. */
function boxes(field, units, isDense) {
  const inset = isDense ? 0 : 0.06 * field.jump;
  const runs = [];
  for (const unit of units) {
    const last = runs.at(-1);
    if (isDense && last && last[1] === unit - 1) last[1] = unit;
    else runs.push([unit, unit]);
  }
  return runs
    .map(([first, last]) => {
      const left = place(field, first) + inset;
      const width = place(field, last) + field.jump - inset - left;
      return `M${left} 0h${width}v${HEIGHT}h${-width}z`;
    })
    .join("");
}

/** A row of the stack. */
export class Level {
  /** @param {number} level 0 is the picture. */
  constructor(level) {
    this.level = level;
    this.name = make("b");
    this.count = make("small");
    this.all = draw("path", { class: "unit" });
    this.padding = draw("path", { class: "unit is-padding" });
    this.inside = draw("path", { class: "unit is-lit" });
    this.ring = draw("path", { class: "ring" });
    const units = draw("svg", { class: "units", preserveAspectRatio: "none", "aria-hidden": "true" });
    units.append(this.all, this.padding, this.inside, this.ring);
    this.edges = draw("polygon", { class: "edges" });
    const cone = draw("svg", { class: "cone", preserveAspectRatio: "none", "aria-hidden": "true" }, this.edges);
    this.drawings = level ? [units, cone] : [units];
    this.track = make("div", { class: "track", role: "slider", "data-level": level }, ...this.drawings);
    this.settings = SETTINGS.map((name) => make("span", { class: "setting", "data-name": name }));
    this.numbers = NUMBERS.map((name) => {
      const value = make("b");
      const how = make("small");
      return { node: make("span", { class: "number", "data-name": name }, value, how), value, how };
    });
    this.node = make(
      "div",
      { class: "level", "data-level": level },
      make("div", { class: "name" }, this.name, this.count),
      this.track,
      make("div", { class: "numbers" }, ...this.settings, ...this.numbers.map(({ node }) => node)),
    );
  }

  /** All but what the pointer changes.
   * @param {object} shown
   * @param {Record<string, string>} shown.words
   */
  update({ layers, field, count, span, name, words, isMasked, width }) {
    const { level } = this;
    this.field = field;
    this.isDense = (width * field.jump) / (span[1] - span[0]) < LEAST_WIDTH;
    setText(this.name, name);
    setText(this.count, words[level ? "units" : "pixels"].replace("{count}", count));
    for (const drawing of this.drawings) {
      const height = drawing.classList.contains("cone") ? 1 : HEIGHT;
      setAttribute(drawing, "viewBox", `${span[0]} 0 ${span[1] - span[0]} ${height}`);
    }
    setAttribute(this.all, "d", boxes(field, [...Array(count).keys()], this.isDense));
    const layer = layers[level - 1];
    SETTINGS.forEach((setting, i) => {
      setText(this.settings[i], layer ? String(layer[setting]) : "");
      setAttribute(this.settings[i], "data-label", layer ? words[`short_${setting}`] : null);
    });
    const how = recurrence(layers, level);
    NUMBERS.forEach((number, i) => {
      const { node, value, how: note } = this.numbers[i];
      setText(value, isMasked ? "?" : shownNumber(field[number]));
      setText(note, isMasked ? "" : level ? how[number] : words.begin);
      setAttribute(node, "data-label", LETTERS[number] ?? words[`short_${number}`]);
      setAttribute(node, "data-masked", isMasked);
    });
    setAttribute(this.node, "data-masked", isMasked);
    setAttribute(this.track, "aria-label", name);
    setAttribute(this.track, "aria-valuemin", 1);
    setAttribute(this.track, "aria-valuemax", Math.max(count, 1));
    const now = Number(this.track.getAttribute("aria-valuenow") ?? 1);
    setAttribute(this.track, "aria-valuenow", Math.min(now, Math.max(count, 1)));
  }

  /** What is lit of this map.
   * @param {import("./field.js").Lit} lit
   * @param {{isPicked: boolean, below: [number, number] | null}} how Whether the units are those pointed at;
   *   below: the field of the map below and its first and last unit.
   */
  light({ inside, padding }, { isPicked, hull, below }) {
    setAttribute(this.inside, "d", boxes(this.field, inside, this.isDense));
    setAttribute(this.padding, "d", boxes(this.field, padding, this.isDense));
    setAttribute(this.ring, "d", isPicked ? boxes(this.field, inside, this.isDense) : "");
    setAttribute(this.node, "data-lit", inside.length > 0);
    if (!hull || !below) {
      setAttribute(this.edges, "points", "");
      return;
    }
    const ends = ({ field, units: [first, last] }) => [place(field, first), place(field, last) + field.jump];
    const [[left, right], [leftBelow, rightBelow]] = [ends(hull), ends(below)];
    setAttribute(this.edges, "points", `${left},0 ${right},0 ${rightBelow},1 ${leftBelow},1`);
  }
}

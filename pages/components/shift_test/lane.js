// One lane: its map before and after the shift, what they share, and the same for each direction.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { paintPlane } from "../shared/view/mosaic.js";
import { cropped } from "./lanes.js";

/** The cells of a compass, line by line; the middle one is where the digit was. */
const CENTRE = 4;

/** A share in whole per cent, with a space that does not break.
 * @param {number} share
 * @returns {string}
 */
export const percent = (share) => `${Math.round(100 * share)}\u00a0%`;
const precise = (share) => `${(100 * share).toFixed(1)}\u00a0%`;

/** `node` is the section; without a prediction (`isOpen`) its numbers are question marks. */
export class Lane {
  /** @param {string} name One of `LANES`. */
  constructor(name) {
    this.name = name;
    this.title = make("strong", { class: "lane-name" });
    this.note = make("span", { class: "caption" });
    this.maps = ["before", "after"].map((when) => {
      const canvas = make("canvas", { class: "pixels", role: "img" });
      const word = make("figcaption", { class: "caption" });
      return { when, canvas, word, node: make("figure", { class: "map", "data-when": when }, word, canvas) };
    });
    this.share = make("b", { class: "share", "data-testid": `share-${name}` });
    this.bar = make("i", {});
    this.compass = Array.from({ length: 9 }, (_, i) =>
      make("span", { class: i === CENTRE ? "compass-cell centre" : "compass-cell" }),
    );
    this.mean = make("span", { class: "mean" });
    this.node = make(
      "section",
      { class: "lane", "data-lane": name },
      make("div", { class: "lane-head" }, this.title, this.note),
      make("div", { class: "maps" }, ...this.maps.map(({ node }) => node)),
      make("div", { class: "share-line" }, this.share, make("span", { class: "bar", "aria-hidden": "true" }, this.bar)),
      make("div", { class: "compass", role: "img" }, ...this.compass),
      this.mean,
    );
  }

  /**
   * @param {object} view
   * @param {{before: Plane, after: Plane, overlap: number}} view.found
   * @param {number} view.margin What is not shown at each side, as a share of the side.
   * @param {number} view.largest What full strength stands for.
   * @param {number[]} view.steps Overlap after one step in each direction.
   * @param {number[]} view.means The same, over all digits.
   * @param {number | null} view.current Which of the steps is shown.
   * @param {boolean} view.isOpen Whether the numbers may be seen.
   */
  update({ found, margin, largest, steps, means, current, isOpen, words, palette }) {
    const { name } = this;
    const cut = (map) => cropped(map, Math.round(margin * map.size));
    const size = cut(found.before).size;
    setText(this.title, words[`lane_${name}`]);
    setText(this.note, [`${size}\u00d7${size}`, words[`note_${name}`]].filter(Boolean).join(words.separator));
    for (const { when, canvas, word } of this.maps) {
      const { values, size: side } = cut(found[when]);
      const shown = isOpen || when === "before" ? values : values.map(() => 0);
      paintPlane(
        canvas,
        shown.map((value) => value / largest),
        side,
        side,
        palette,
        "maps",
      );
      setText(word, words[when]);
      setAttribute(canvas, "aria-label", `${words[`lane_${name}`]}, ${words[when]}`);
    }
    setText(this.share, isOpen ? percent(found.overlap) : "?");
    setAttribute(this.node, "data-open", isOpen);
    this.bar.style.setProperty("--share", isOpen ? found.overlap : 0);
    this.drawCompass(steps, current, isOpen, words);
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    setText(this.mean, fillSlots(words.mean, { share: isOpen ? precise(mean) : "?" }));
  }

  drawCompass(steps, current, isOpen, words) {
    this.compass.forEach((cell, i) => {
      const direction = i < CENTRE ? i : i - 1;
      if (i === CENTRE) return;
      setText(cell, isOpen ? String(Math.round(100 * steps[direction])) : "?");
      cell.style.setProperty("--t", isOpen ? steps[direction].toFixed(3) : "0");
      setAttribute(cell, "data-current", direction === current);
    });
    const said = isOpen ? steps.map(percent).join(", ") : "?";
    setAttribute(this.compass[0].parentNode, "aria-label", `${words.compass}: ${said}`);
  }
}

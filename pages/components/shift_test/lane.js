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
export const percent = (share) => `${Math.round(100 * share)}%`;
const precise = (share) => `${(100 * share).toFixed(1)}%`;

/** One measure of a lane: its word, its share, a bar. */
class Meter {
  constructor(lane, kind) {
    this.word = make("span", { class: "meter-word" });
    this.share = make("b", { class: "share", "data-testid": `${kind}-${lane}` });
    this.bar = make("i", {});
    const track = make("span", { class: "bar", "aria-hidden": "true" }, this.bar);
    this.node = make("div", { class: "meter", "data-kind": kind }, this.word, this.share, track);
  }

  /** @param {number | null} share null while it may not be seen. */
  update(word, share) {
    setText(this.word, word);
    setText(this.share, share === null ? "?" : percent(share));
    this.bar.style.setProperty("--share", share ?? 0);
  }
}

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
    this.compass = Array.from({ length: 9 }, (_, i) =>
      make("span", { class: i === CENTRE ? "compass-cell centre" : "compass-cell" }),
    );
    this.round = make("figcaption", { class: "caption" });
    const around = make("div", { class: "compass", role: "img" }, ...this.compass);
    this.meters = Object.fromEntries(["in_place", "back", "changed"].map((kind) => [kind, new Meter(name, kind)]));
    this.mean = make("span", { class: "caption mean" });
    this.node = make(
      "section",
      { class: "lane", "data-lane": name },
      make("div", { class: "lane-head" }, this.title, this.note),
      make(
        "div",
        { class: "maps" },
        ...this.maps.map(({ node }) => node),
        make("figure", { class: "map around" }, this.round, around),
      ),
      ...Object.values(this.meters).map(({ node }) => node),
      this.mean,
    );
  }

  /**
   * @param {object} view
   * @param {{before: Plane, after: Plane, inPlace: number, back: number}} view.found
   * @param {number} view.margin What is not shown at each side, as a share of the side.
   * @param {number} view.largest What full strength stands for.
   * @param {number[]} view.steps Overlap in place after one step in each direction.
   * @param {{in_place: number, back: number}} view.means After one step, over all digits and directions.
   * @param {number | null} view.changed Share of a network's predictions that change; null if none has this lane.
   * @param {number} view.current Which of the steps is shown; -1 if none.
   * @param {boolean} view.isMean Whether the mean stands where the digit's own overlap does.
   * @param {boolean} view.isOpen Whether the numbers may be seen.
   */
  update({ found, margin, largest, steps, means, changed, current, isMean, isOpen, words, palette }) {
    const { name } = this;
    const cut = (map) => cropped(map, Math.round(margin * map.size));
    const size = cut(found.before).size;
    setText(this.title, words[`lane_${name}`]);
    setText(this.note, [`${size}\u00d7${size}`, words[`note_${name}`]].filter(Boolean).join(words.separator));
    for (const { when, canvas, word } of this.maps) {
      const { values, size: side } = cut(found[when]);
      const shown = isOpen || when === "before" ? values : values.map(() => 0);
      const strengths = shown.map((value) => value / largest);
      paintPlane(canvas, strengths, side, side, palette, "maps");
      setText(word, words[when]);
      setAttribute(canvas, "aria-label", `${words[`lane_${name}`]}, ${words[when]}`);
    }
    setAttribute(this.node, "data-open", isOpen);
    const seen = (share) => (isOpen ? share : null);
    const inPlace = isMean ? means.in_place : found.inPlace;
    this.meters.in_place.update(words[isMean ? "mean_in_place" : "in_place"], seen(inPlace));
    this.meters.back.update(words.back, seen(found.back));
    this.meters.changed.update(words.changed, seen(changed));
    setAttribute(this.meters.changed.node, "hidden", changed === null);
    this.drawCompass(steps, current, isOpen, words);
    const shown = Object.fromEntries(Object.entries(means).map(([kind, mean]) => [kind, isOpen ? precise(mean) : "?"]));
    setText(this.mean, fillSlots(words.mean, shown));
  }

  drawCompass(steps, current, isOpen, words) {
    setText(this.round, words.one_step);
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

// One setting: a slider for both axes, or one for each; a single one where it has no axes.

import { illegalRuns } from "../../shared/pure/windows.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { steady } from "../../shared/view/swipe.js";

const SIDES = ["height", "width"];

/** Shows which values are legal. */
export class Slider {
  /**
   * @param {import("../parts.js").Figure} figure
   * @param {string} name Of a setting that is a pair.
   */
  constructor(figure, name) {
    this.name = name;
    this.limits = figure.data.limits[name];
    this.both = new Track(figure, name, null);
    this.sides = [0, 1].map((axis) => new Track(figure, name, axis));
    this.word = make("span", {});
    this.value = make("span", { class: "value" });
    this.tracks = make("div", { class: "slider-tracks" });
    const head = make("span", { class: "slider-head" }, this.word, make("code", {}, name), this.value);
    this.node = make("div", { class: "slider" }, head, this.tracks);
  }

  /**
   * @param {import("../screen.js").Screen} screen
   * @param {boolean} isSquare One track sets both axes.
   * @param {string} word What it is called.
   */
  update({ words, settings, scene }, isSquare, word) {
    const value = settings[this.name];
    const pair = [value].flat();
    const isOne = isSquare || pair.length === 1;
    setText(this.word, word);
    setText(this.value, isOne ? String(pair.at(-1)) : pair.join("\u00d7"));
    const shown = isOne ? [this.both] : this.sides;
    if (this.tracks.firstChild !== shown[0].node) this.tracks.replaceChildren(...shown.map((track) => track.node));
    for (const track of shown) {
      track.update(
        word,
        words[SIDES[track.axis]] ?? "",
        pair[track.axis ?? pair.length - 1],
        scene.legal ? illegalRuns(scene.legal(this.name, track.axis, this.limits), this.limits) : [],
      );
    }
  }
}

class Track {
  constructor(figure, name, axis) {
    this.name = name;
    this.axis = axis;
    [this.low, this.high] = figure.data.limits[name];
    this.input = make("input", {
      type: "range",
      min: this.low,
      max: this.high,
      step: 1,
      "data-param": name,
      "data-axis": axis,
    });
    steady(this.input);
    this.input.addEventListener("input", () => figure.change({ [name]: this.valueOver(figure.settings[name]) }));
    this.input.addEventListener("change", () => figure.commit());
    this.input.addEventListener("pointerdown", () => figure.grab(true));
    for (const end of ["pointerup", "pointercancel"]) this.input.addEventListener(end, () => figure.grab(false));
    const ticks = make("span", { class: "ticks", "aria-hidden": "true" });
    ticks.style.setProperty("--steps", this.high - this.low);
    this.gaps = make("span", { class: "gaps", "aria-hidden": "true" });
    this.track = make("span", { class: "track" }, ticks, this.gaps, this.input);
    this.side = make("span", { class: "side-name" });
    this.node = make("label", { class: "slider-track" }, axis === null ? null : this.side, this.track);
  }

  valueOver(before) {
    const value = Number(this.input.value);
    if (!Array.isArray(before)) return value;
    const [rows, cols] = before;
    return [this.axis === 1 ? rows : value, this.axis === 0 ? cols : value];
  }

  /** @param {[number, number][]} runs The values that do not fit: the first and the last of each run. */
  update(word, side, value, runs) {
    setText(this.side, side);
    if (this.input.value !== String(value)) this.input.value = value;
    setAttribute(this.input, "aria-label", side ? `${word} ${side}` : word);
    this.track.style.setProperty("--part", this.partOf(value));
    this.mark(runs, value);
  }

  partOf(value) {
    return (value - this.low) / (this.high - this.low);
  }

  /** The track is dotted half a step around what does not fit; the message says why. */
  mark(runs, value) {
    const told = JSON.stringify(runs);
    if (this.marked !== told) this.gaps.replaceChildren(...runs.map((run) => this.gap(run)));
    this.marked = told;
    const isLegal = !runs.some(([first, last]) => value >= first && value <= last);
    setAttribute(this.input, "aria-invalid", isLegal ? null : "true");
    setAttribute(this.input, "aria-describedby", isLegal ? null : "message");
  }

  gap([first, last]) {
    const gap = make("span", { class: "illegal", "data-values": `${first}-${last}` });
    gap.style.setProperty("--from", Math.max(this.partOf(first - 0.5), 0));
    gap.style.setProperty("--to", Math.min(this.partOf(last + 0.5), 1));
    if (first > this.low) gap.classList.add("begins");
    if (last < this.high) gap.classList.add("ends");
    return gap;
  }
}

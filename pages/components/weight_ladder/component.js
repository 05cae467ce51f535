// Three bars on a log scale, and sliders for what decides them.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { steady } from "../shared/view/swipe.js";
import sheet from "./component.css.js";
import { inDigits, memory, rungs, share } from "./ladder.js";

const RUNGS = ["dense", "local", "shared"];
const SETTINGS = ["side", "units", "window", "kernels"];

/** Shares of the track that take the factor with a word, and the factor alone. */
const [NARROW, NARROWEST] = [0.28, 0.14];

class WeightLadder {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.sliders = Object.fromEntries(SETTINGS.map((name) => [name, this.slider(name)]));
    this.rungs = Object.fromEntries(RUNGS.map((name) => [name, new Rung(name)]));
    this.status = make("p", { class: "sr", role: "status" });
    this.note = make("p", { class: "caption" });
    this.node = make(
      "div",
      { class: "board ladder", "data-testid": "weight-ladder" },
      make(
        "div",
        { class: "inner" },
        make("div", { class: "sliders" }, ...Object.values(this.sliders).map(({ node }) => node)),
        make("div", { class: "rungs" }, ...Object.values(this.rungs).map(({ node }) => node)),
        this.note,
        this.status,
      ),
    );
    root.append(this.node);
    this.receive(data);
  }

  slider(name) {
    const input = make("input", { type: "range", min: 0, step: 1, "data-param": name });
    const word = make("span", {});
    const value = make("b", {});
    steady(input);
    input.addEventListener("input", () => this.change({ [name]: this.data.places[name][input.value] }));
    input.addEventListener("change", () => this.told.tell());
    return {
      input,
      word,
      value,
      node: make("label", { class: "slider", "data-sets": `ladder_${name}` }, make("span", {}, word, value), input),
    };
  }

  get settings() {
    return this.told.settings;
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.show();
  }

  change(patch) {
    this.told.change(patch);
    this.show();
  }

  show() {
    const { data, settings } = this;
    const { words, places } = data;
    for (const name of SETTINGS) {
      const { input, word, value } = this.sliders[name];
      const shown = written(name, settings[name]);
      setAttribute(input, "max", places[name].length - 1);
      input.value = nearest(places[name], settings[name]);
      setAttribute(input, "aria-valuetext", shown);
      setText(word, words[name]);
      setText(value, shown);
    }
    const counts = rungs(settings);
    const most = Math.max(...Object.values(counts));
    RUNGS.forEach((name, i) => {
      const before = i > 0 ? counts[RUNGS[i - 1]] : null;
      this.rungs[name].update({ words, count: counts[name], before, most, how: howOf(name, settings) });
    });
    setText(this.note, words.note);
    setText(this.status, RUNGS.map((name) => `${words[name]}: ${inDigits(counts[name])}`).join("; "));
    setAttribute(this.node, "data-ready", "true");
  }
}

class Rung {
  constructor(name) {
    this.name = name;
    this.word = make("span", { class: "rung-name" });
    this.bar = make("i", { class: "rung-bar" });
    this.gone = make("span", { class: "rung-gone" });
    this.count = make("b", { class: "rung-count" });
    this.how = make("span", { class: "rung-how" });
    this.memory = make("span", { class: "rung-memory" });
    const track = make("div", { class: "rung-track", "aria-hidden": "true" }, this.bar, this.gone);
    this.node = make("div", { class: "rung" }, this.word, track, this.count, this.how, this.memory);
  }

  update({ words, count, before, most, how }) {
    const part = share(count, most);
    const lost = before === null ? 0 : share(before, most) - part;
    setText(this.word, words[this.name]);
    setText(this.count, inDigits(count));
    setText(this.how, how);
    setText(this.memory, memory(count));
    this.node.style.setProperty("--part", part);
    this.node.style.setProperty("--lost", Math.max(0, lost));
    this.node.style.setProperty("--steps", Math.max(Math.log10(count), 0.001));
    setAttribute(this.gone, "hidden", lost < 0.02);
    const said = lost < NARROW ? words.gone : words[`gone_${this.name}`];
    setText(this.gone, lost < NARROWEST ? "" : fillSlots(said, { factor: inDigits(Math.round(before / count)) }));
  }
}

const square = (side) => `${side}\u00d7${side}`;
const written = (name, value) => (name === "side" || name === "window" ? square(value) : inDigits(value));

/** How each number comes about. */
function howOf(name, { side, units, window, kernels }) {
  if (name === "shared") return `${square(window)} \u00d7 ${inDigits(kernels)}`;
  return `${square(name === "dense" ? side : window)} \u00d7 ${inDigits(units)}`;
}

/** The index of the place that is nearest to a value. */
const nearest = (places, value) =>
  places.reduce((best, place, i) => (Math.abs(place - value) < Math.abs(places[best] - value) ? i : best), 0);

/**
 * The data are `LadderData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(WeightLadder, boardSheet, sheet);

// The shift test: drag the digit, and see in each lane how much of its map is still the same.

import { ramp } from "../shared/pure/colours.js";
import { fillSlots } from "../shared/pure/slots.js";
import { placed } from "../shared/pure/squares.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { readMosaicPalette } from "../shared/view/mosaic.js";
import { mount } from "../shared/view/mount.js";
import padSheet from "../shared/view/pad.css.js";
import { Pad } from "../shared/view/pad.js";
import { colourProbe, themeColours } from "../shared/view/pixels.js";
import { isClass } from "../shared/view/view.js";
import sheet from "./component.css.js";
import { Lane, percent } from "./lane.js";
import { compare, LANES } from "./lanes.js";

const DARKEST = 16; // of a digit

class ShiftTest {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.pad = new Pad({ move: (shift) => this.change({ shift }), settle: () => this.told.tell() });
    this.lanes = Object.fromEntries(LANES.map((name) => [name, new Lane(name)]));
    this.digits = make("div", { class: "row-of digits", role: "group", "data-sets": "digit" });
    this.sources = make("div", { class: "row-of", role: "group", "data-sets": "source" });
    this.status = make("p", { class: "quiet", role: "status" });
    this.note = make("p", { class: "caption" });
    const choices = make("div", { class: "choices" }, this.digits, this.sources);
    const lanes = make("div", { class: "lanes" }, ...Object.values(this.lanes).map(({ node }) => node));
    this.node = make(
      "div",
      { class: "board shifts", "data-testid": "shift-test" },
      make(
        "div",
        { class: "inner" },
        choices,
        make("div", { class: "body" }, make("div", { "data-draws": "shift" }, this.pad.node), lanes),
        this.status,
        this.note,
      ),
    );
    this.probe = colourProbe(this.node, () => this.show());
    root.append(this.node);
    if (isClass()) hearKeys(this.node, (key) => this.data.isOpen && this.pad.press(key));
    this.receive(data);
  }

  destroy() {
    stopHearing(this.node);
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

  settle(patch) {
    this.change(patch);
    this.told.tell();
  }

  show() {
    const { data, settings } = this;
    const { words, canvas, directions } = data;
    const palette = readMosaicPalette(this.probe);
    const inBlue = { ...palette, map: ramp(...themeColours(this.probe, "--page", "--input-line")) };
    const digit = data.digits[settings.digit];
    const found = compare(digit, canvas, settings.source, settings.shift);
    const around = directions.map((step) => compare(digit, canvas, settings.source, step));
    const far = Math.max(...settings.shift.map(Math.abs));
    const current = directions.findIndex((step) => String(step) === String(settings.shift));
    const { size, values } = placed(digit, canvas, settings.shift);
    const strengths = values.map((value) => value / DARKEST);
    const { shift } = settings;
    this.pad.update({
      ...{ picture: { size, values: strengths }, palette: inBlue, words },
      ...{ shift, reach: data.reach, block: digit.length },
    });
    for (const [name, lane] of Object.entries(this.lanes)) {
      lane.update({
        found: found[name],
        margin: marginOf(data, settings.shift),
        largest:
          Math.max(...(found[name].before.size < canvas ? found[settings.source] : found[name]).before.values) || 1,
        steps: around.map((step) => step[name].inPlace),
        means: data.means[settings.source][name],
        changed: data.changed[name]?.[far] ?? null,
        current,
        // A class sees what it was asked for until the digit is moved.
        isMean: isClass() && far === 0,
        isOpen: data.isOpen,
        words,
        palette: name === "picture" ? inBlue : palette,
      });
    }
    this.choose(words);
    this.say(found, words);
    setAttribute(this.node, "data-walks", data.isOpen);
    setAttribute(this.node, "data-ready", "true");
  }

  choose(words) {
    const { settings, data } = this;
    fill(this.digits, data.digits.length, (i) => ({
      label: String(i),
      isOn: settings.digit === i,
      patch: { digit: i },
    }));
    const sources = Object.keys(data.means);
    fill(this.sources, sources.length, (i) => {
      const source = sources[i];
      return { label: words[`source_${source}`], isOn: settings.source === source, patch: { source } };
    });
    for (const button of [...this.digits.children, ...this.sources.children]) {
      button.onclick = () => this.settle(button.patch);
    }
    setAttribute(this.digits, "aria-label", words.digits);
    setAttribute(this.sources, "aria-label", words.sources);
  }

  /** The shift and every lane in one sentence. */
  say(found, words) {
    const { settings, data } = this;
    const [down, across] = settings.shift;
    const shares = LANES.map((name) => `${words[`lane_${name}`]} ${percent(found[name].inPlace)}`);
    const place = { down: Math.abs(down), across: Math.abs(across) };
    const vertical = down && fillSlots(words[down > 0 ? "moved_down" : "moved_up"], place);
    const sideways = across && fillSlots(words[across > 0 ? "moved_right" : "moved_left"], place);
    const moved = [vertical, sideways].filter(Boolean).join(words.separator) || words.still;
    setText(this.status, data.isOpen ? `${moved}${words.colon}${shares.join(words.separator)}` : words.guess_first);
    setText(this.note, words.measure);
  }
}

/** Around the digit so much is shown that it stays in sight: an even number of cells, so that every
 * lane is cut between two of its own. */
function marginOf({ canvas, reach }, shift) {
  const far = Math.max(2, ...shift.map(Math.abs));
  return (reach - 2 * Math.ceil(far / 2)) / canvas;
}

/** Chips that say which of several is chosen; built anew only when their number changes. */
function fill(node, count, chipOf) {
  if (node.children.length !== count) {
    node.replaceChildren(...Array.from({ length: count }, () => make("button", { type: "button", class: "chip" })));
  }
  [...node.children].forEach((button, i) => {
    const { label, isOn, patch } = chipOf(i);
    setText(button, label);
    setAttribute(button, "aria-pressed", String(isOn));
    button.patch = patch;
  });
}

/**
 * The data are `ShiftData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(ShiftTest, boardSheet, padSheet, sheet);

// The read-out beside the plot: each run at the crosshair, sorted; it covers no curve.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { Press } from "../shared/view/press.js";
import { colourOf, strokeSample } from "../shared/view/strokes.js";
import { ghostRow, namedGhosts, pinnedGhosts } from "./ghosts.js";
import { placesOf, readingsAt } from "./readings.js";

/** Without a crosshair it reads the end of each run. */
export class Readout {
  /** @param {{solo: (letter: string) => void, pin: (one?: object) => void, unpinAll: () => void,
   *   redraw: () => void}} acts pin: this one, or the one that the button names. */
  constructor(acts) {
    this.acts = acts;
    this.at = make("b", { class: "at" });
    this.unit = make("span", { class: "caption" });
    this.rows = make("div", { class: "rows" });
    this.press = new Press(this.rows, acts.redraw);
    const key = (name, action, act) =>
      make("button", { type: "button", class: name, "data-action": action, onclick: () => act() });
    this.pin = key("key small", "pin", acts.pin);
    this.unpin = key("link", "unpin-all", acts.unpinAll);
    const parts = [this.at, this.unit, this.rows, this.pin, this.unpin];
    this.node = make("div", { class: "readout", role: "status" }, ...parts);
  }

  /**
   * @param {import("./readings.js").One[]} runs
   * @param {import("./readings.js").Shown} shown
   * @param {{data: import("./component.js").CompareData, solo: string | null, cross: number | null,
   *   pinned: import("./component.js").Kept}} at pinned: the run that the button pins or lets go.
   */
  update(runs, shown, at) {
    const { strings } = at.data;
    const place = at.cross ?? placesOf(runs, shown).at(-1) ?? 0;
    setText(
      this.at,
      shown.across === "seconds"
        ? fillSlots(strings.at_second, { second: place.toFixed(1) })
        : fillSlots(strings.at_step, { step: countText(place) }),
    );
    const side = strings[shown.side === "train" ? "train" : "test"];
    setText(this.unit, fillSlots(strings[`reading_${shown.measure}`], { side }));
    const list = readingsAt(runs, shown, at);
    const largest = shown.measure === "accuracy" ? 100 : Math.max(...list.map(({ value }) => value ?? 0), 1e-9);
    setAttribute(
      this.rows,
      "data-spread",
      list.some(({ spread }) => spread !== null),
    );
    const row = (reading) => this.row(reading, { largest, shown, strings, solo: at.solo });
    if (!this.press.isHeld) this.drawRows(list.map(row));
    const { job, letter } = at.pinned;
    const ghost = namedGhosts().find((one) => one.job === job);
    setText(this.pin, ghost ? fillSlots(strings.unpin, { name: ghost.name }) : fillSlots(strings.pin, { letter }));
    setText(this.unpin, strings.unpin_all);
    setAttribute(this.unpin, "hidden", pinnedGhosts().length < 2);
  }

  /** The order changes with the readings; the keyboard stays with its run. */
  drawRows(rows) {
    const focused = this.node.getRootNode().activeElement?.dataset?.letter;
    this.rows.replaceChildren(...rows);
    if (focused) rows.find((row) => row.dataset.letter === focused && !row.dataset.ghost)?.focus();
  }

  row({ one, value, spread }, { largest, shown, strings, solo }) {
    const digits = shown.measure === "accuracy" ? 1 : 2;
    const number = value === null ? "\u2013" : value.toFixed(digits);
    if (one.ghost) return ghostRow(one, number, strings, () => this.acts.pin(one));
    const bar = make("i", {});
    bar.style.width = `${(100 * (value ?? 0)) / largest}%`;
    bar.style.background = colourOf(one.letter);
    return make(
      "button",
      {
        type: "button",
        class: "reading",
        "data-paper": true,
        "data-letter": one.letter,
        "aria-pressed": solo === one.letter ? "true" : "false",
        title: fillSlots(strings.solo, { letter: one.letter }),
        onclick: () => this.acts.solo(one.letter),
      },
      strokeSample(one.letter),
      make("b", {}, one.letter),
      make("span", { class: "reading-track" }, bar),
      make(
        "span",
        { class: "value" },
        number,
        spread === null ? null : make("small", {}, ` \u00b1 ${spread.toFixed(digits)}`),
      ),
      one.label ? make("span", { class: "reading-name" }, one.label) : null,
    );
  }
}

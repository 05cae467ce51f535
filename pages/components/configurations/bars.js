// What each column costs, as bars on one scale: the convolutions, then the fully connected layers.

import { grouped } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { short, spanOf } from "./compare.js";

const HEIGHT = 128;
const LARGE = 270; // on a slide of their own
/** A part that is lower than this has no room for its name. */
const LABEL_FROM = 14;

class Bar {
  constructor(pick) {
    this.total = make("b", { class: "bar-total" });
    this.parts = make("div", { class: "bar-parts" });
    this.lit = make("i", { class: "bar-lit" });
    this.box = make("div", { class: "bar-box", "aria-hidden": "true" }, this.parts, this.lit);
    this.exact = make("span", { class: "bar-exact" });
    this.other = make("span", { class: "bar-other" });
    this.name = make("span", { class: "bar-name" });
    this.node = make("div", { class: "bar", onclick: pick }, this.total, this.box, this.name, this.exact, this.other);
  }

  update({ column, cost, scale, isMasked, isShown, isNow, cell }) {
    setAttribute(this.node, "data-masked", isMasked);
    setAttribute(this.node, "data-shown", isShown);
    setAttribute(this.node, "data-now", isNow);
    setText(this.name, column.name);
    setText(this.total, isMasked ? "?" : short(column[cost]));
    setText(this.exact, isMasked ? "?" : grouped(column.params));
    setText(this.other, isMasked ? "?" : short(column.mult_adds));
    const convs = column.stages.flat().reduce((sum, layer) => sum + layer[cost], 0);
    const parts = [["conv", convs], ...column.linear.map((layer) => [layer.name, layer[cost]])];
    this.parts.replaceChildren(
      ...parts.map(([name, count]) => {
        const isNamed = !isMasked && count * scale >= LABEL_FROM;
        const part = make("span", { class: "bar-part", "data-part": name }, isNamed ? name : "");
        part.style.height = `${count * scale}px`;
        return part;
      }),
    );
    const span = isNow && !isMasked ? spanOf(column, cell, cost) : null;
    this.lit.hidden = !span;
    if (!span) return;
    this.lit.style.bottom = `${span.from * scale}px`;
    this.lit.style.height = `${Math.max((span.to - span.from) * scale, 1)}px`;
  }
}

/** The bars of all columns, and the lines below them. */
export class Bars {
  /** @param {number} count Of the columns.
   * @param {(index: number) => void} pick
   */
  constructor(count, pick) {
    this.bars = Array.from({ length: count }, (_, i) => new Bar(() => pick(i)));
    this.labels = ["cost", "exact", "work"].map((name) => make("span", { class: "bar-label", "data-label": name }));
    const labels = make("div", { class: "bar-labels" }, ...this.labels);
    this.node = make(
      "div",
      { class: "bars", "data-draws": "columns column cell" },
      labels,
      ...this.bars.map(({ node }) => node),
    );
  }

  /** @param {{columns: import("./compare.js").Column[], settings: Record<string, any>, masked: boolean, now: number,
   *   cell: string, words: Record<string, string>, isLarge: boolean}} shown
   */
  update({ columns, settings, masked, now, cell, words, isLarge }) {
    const { cost, columns: shown } = settings;
    const height = isLarge ? LARGE : HEIGHT;
    const scale = height / Math.max(...columns.map((column) => column[cost]));
    this.node.style.setProperty("--high", `${height + 4}px`);
    this.bars.forEach((bar, i) => {
      bar.update({ column: columns[i], cost, scale, isMasked: masked, isShown: i < shown, isNow: i === now, cell });
    });
    const said = [fillSlots(words.bar_parts, { cost: words[cost] }), words.params, words.mult_adds];
    this.labels.forEach((label, i) => setText(label, said[i]));
  }
}

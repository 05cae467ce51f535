// Six networks side by side: what each has over another, layer by layer, and where its costs lie.

import { grouped } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { isClass } from "../shared/view/view.js";
import { Bars } from "./bars.js";
import { layersOf, percent, rivalOf, signed, spanOf } from "./compare.js";
import sheet from "./component.css.js";
import { Stages, Tools } from "./stages.js";

class Configurations {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.pointed = null;
    const settle = (patch) => this.settle(patch);
    this.tools = new Tools({
      next: () => this.grow(1),
      first: () => settle({ columns: 1, ...this.place(0) }),
      choose: settle,
    });
    this.stages = new Stages({
      pick: (index, cell) => settle({ column: this.data.columns[index].name, cell }),
      point: (at) => this.point(at),
      head: (index) => this.go(index),
    });
    this.bars = new Bars(data.columns.length, (index) => this.go(index));
    this.status = make("p", { class: "said", role: "status" });
    this.versus = make("p", { class: "quiet versus" });
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "configurations" },
      make(
        "div",
        { class: "inner" },
        this.tools.node,
        this.status,
        this.versus,
        this.stages.node,
        this.tools.switch,
        this.bars.node,
      ),
    );
    this.stages.node.addEventListener("keydown", (event) => this.key(event));
    root.append(this.node);
    if (isClass()) hearKeys(this.node, (key) => !this.data.beside && this.press(key));
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

  settle(patch) {
    this.pointed = null;
    this.told.change(patch);
    this.told.tell();
    this.show();
  }

  /** One column more; it is the one that is looked at then. */
  grow(by) {
    const { columns } = this.data;
    const shown = Math.min(Math.max(this.settings.columns + by, 1), columns.length);
    this.fresh = shown - 1;
    this.settle({ columns: shown, ...this.place(shown - 1) });
    this.fresh = null;
  }

  /** Another column; one that is not there yet comes, with all before it. */
  go(index) {
    const at = Math.min(Math.max(index, 0), this.data.columns.length - 1);
    this.settle({ columns: Math.max(this.settings.columns, at + 1), ...this.place(at) });
  }

  /** A column with the picked cell, or the nearest that it has. */
  place(index) {
    const column = this.data.columns[index];
    const names = layersOf(column).map(({ name }) => name);
    const { cell } = this.settings;
    if (names.includes(cell)) return { column: column.name, cell };
    const stage = this.stageOf(cell);
    return { column: column.name, cell: (column.stages[stage] ?? column.stages[0]).at(-1).name };
  }

  stageOf(cell) {
    return Math.max(
      ...this.data.columns.map(({ stages }) => stages.findIndex((cells) => cells.some(({ name }) => name === cell))),
    );
  }

  point(at) {
    const isHidden = at && at.index >= this.settings.columns;
    this.pointed = isHidden ? null : at;
    this.light();
  }

  key(event) {
    if (event.defaultPrevented || !this.press(event.key)) return;
    event.preventDefault();
    this.stages.focus(this.picked());
  }

  /** Up and down through the layers, sideways through the columns.
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    const { index, cell } = this.picked();
    const layers = layersOf(this.data.columns[index]);
    const at = layers.findIndex(({ name }) => name === cell);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: layers.length - 1 }[key];
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (to === undefined && by === undefined) return false;
    if (by !== undefined) this.go(index + by);
    else this.settle({ cell: layers[Math.min(Math.max(to, 0), layers.length - 1)].name });
    return true;
  }

  /** The picked column and cell, as far as they exist. */
  picked() {
    const { columns } = this.data;
    const found = columns.findIndex(({ name }) => name === this.settings.column);
    const index = Math.min(Math.max(found, 0), this.settings.columns - 1);
    return { index, cell: this.place(index).cell };
  }

  show() {
    const { columns, words, beside } = this.data;
    const { index } = this.picked();
    setAttribute(this.node, "data-beside", beside);
    setAttribute(this.node, "data-walks", isClass() && !beside);
    setAttribute(this.tools.next, "data-action", beside ? null : "next"); // beside a question there is no table to walk
    const settings = { ...this.settings, column: columns[index].name };
    this.tools.update({ columns, settings, words });
    const hadKeys = this.stages.node.contains(this.node.getRootNode().activeElement);
    this.stages.update({ columns, settings, words, fresh: this.fresh });
    setAttribute(this.node, "aria-label", words.table);
    this.light();
    if (hadKeys) this.stages.focus(this.picked());
    setAttribute(this.node, "data-ready", "true");
  }

  light() {
    const { columns, words, masked, beside } = this.data;
    const at = this.pointed ?? this.picked();
    const column = columns[at.index];
    const layer = layersOf(column).find(({ name }) => name === at.cell);
    this.stages.light({ ...at, isLinear: layer.kind === "linear" });
    const settings = beside ? { ...this.settings, columns: columns.length } : this.settings;
    this.bars.update({ columns, settings, masked, now: at.index, cell: at.cell, words, isLarge: beside });
    setText(this.status, this.said(column, layer, masked, words));
    const rival = rivalOf(columns, at.index, this.settings.against);
    setText(this.versus, rival ? this.against(column, rival, masked, words) : words.first_column);
  }

  /** A layer in a sentence: what it reads, how far it sees, what it costs. */
  said(column, layer, masked, words) {
    const square = `${layer.kernel}\u00d7${layer.kernel}`;
    const { name, ins, outs, size, field } = layer;
    const slots = { column: column.name, name, kernel: square, ins, outs, size, field };
    const parts = [fillSlots(words[`said_${layer.kind}`], slots)];
    if (masked) parts.push(words.predict_first);
    else if (layer.kind !== "lrn") {
      const costs = ["params", "mult_adds"].map((cost) => {
        const { from, to } = spanOf(column, name, cost);
        return fillSlots(words[`cost_${cost}`], { count: grouped(to - from), share: percent(to - from, column[cost]) });
      });
      parts.push(costs.join(words.separator));
    }
    return parts.join(words.sentence);
  }

  /** A column against another, in exact numbers. */
  against(column, rival, masked, words) {
    if (masked) return fillSlots(words.versus_masked, { column: column.name, rival: rival.name });
    return fillSlots(words.versus, {
      column: column.name,
      rival: rival.name,
      params: signed(column.params - rival.params),
      mult_adds: signed(column.mult_adds - rival.mult_adds),
    });
  }
}

/**
 * The data are `ConfigurationsData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(Configurations, boardSheet, sheet);

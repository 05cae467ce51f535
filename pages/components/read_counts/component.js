// A map whose cells say how often they are read, and a window to drag over it.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";
import { kept, nearest, shared } from "./place.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const CELL = 44;

class ReadCounts {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.modes = make("div", { class: "row-of", role: "group", "data-sets": "pool_mode" });
    this.cells = make("div", { class: "cells" });
    this.frame = make("i", { class: "frame" });
    this.next = make("i", { class: "frame is-next" });
    this.map = make("div", { class: "map", role: "img", tabindex: 0 }, this.cells, this.next, this.frame);
    this.status = make("p", { class: "quiet", role: "status" });
    this.node = make(
      "div",
      { class: "board counts", "data-testid": "read-counts" },
      make(
        "div",
        { class: "inner" },
        this.modes,
        make("div", { "data-draws": "pool_row pool_column" }, this.map),
        this.status,
      ),
    );
    this.map.addEventListener("keydown", (event) => this.press(event));
    this.map.addEventListener("pointerdown", (event) => this.grasp(event));
    this.map.addEventListener("pointermove", (event) => this.drag(event));
    this.map.addEventListener("pointerup", () => this.letGo());
    this.map.addEventListener("pointercancel", () => this.letGo());
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.show();
  }

  get mode() {
    return this.data.modes[this.told.settings.mode];
  }

  get place() {
    const { row, column } = this.told.settings;
    return kept([row, column], this.mode.starts.length);
  }

  choose(patch, isOver = true) {
    this.told.change(patch);
    if (isOver) this.told.tell();
    this.show();
  }

  press(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [row, column] = kept([this.place[0] + step[0], this.place[1] + step[1]], this.mode.starts.length);
    this.choose({ row, column });
  }

  grasp(event) {
    this.map.setPointerCapture(event.pointerId);
    this.isHeld = true;
    this.drag(event);
  }

  drag(event) {
    if (!this.isHeld) return;
    const box = this.cells.getBoundingClientRect();
    const cell = box.width / this.mode.counts.length;
    const at = (far) => nearest(far / cell, this.mode);
    this.choose({ row: at(event.clientY - box.top), column: at(event.clientX - box.left) }, false);
  }

  letGo() {
    if (this.isHeld) this.told.tell();
    this.isHeld = false;
  }

  show() {
    const { data, mode } = this;
    const { words } = data;
    const [row, column] = this.place;
    const [top, left] = [mode.starts[row], mode.starts[column]];
    this.modes.replaceChildren(...Object.entries(data.modes).map(([name, { label }]) => this.chip(name, label)));
    const isInside = (at, start) => at >= start && at < start + mode.kernel;
    const cells = mode.counts.flatMap((line, r) =>
      line.map((count, c) =>
        make(
          "span",
          { "data-count": count, "data-inside": isInside(r, top) && isInside(c, left), style: `--t: ${25 * count}%` },
          String(count),
        ),
      ),
    );
    this.cells.style.setProperty("--columns", mode.counts.length);
    this.cells.replaceChildren(...cells);
    this.put(this.frame, top, left, mode);
    const follows = mode.starts[column + 1];
    setAttribute(this.next, "hidden", follows === undefined);
    if (follows !== undefined) this.put(this.next, top, follows, mode);
    const said = this.sentence(top, left, follows);
    setText(this.status, said);
    setAttribute(this.map, "aria-label", `${words.map} ${said}`);
    setAttribute(this.node, "data-ready", "true");
  }

  chip(name, label) {
    const isChosen = name === this.told.settings.mode;
    const onclick = () => this.choose({ mode: name });
    return make("button", { class: "chip", type: "button", "aria-pressed": String(isChosen), onclick }, label);
  }

  put(frame, row, column, { kernel }) {
    frame.style.cssText = `top: ${row * CELL}px; left: ${column * CELL}px; width: ${kernel * CELL}px; height: ${kernel * CELL}px`;
  }

  sentence(row, column, follows) {
    const { words } = this.data;
    const { kernel, counts } = this.mode;
    const slots = { top: row + 1, bottom: row + kernel, left: column + 1, right: column + kernel };
    const both = shared(column, follows, kernel);
    const unread = counts[0].filter((count) => count === 0).length;
    return [
      fillSlots(words.reads, slots),
      follows === undefined ? "" : fillSlots(words[both ? "shares" : "apart_from_next"], { shared: both }),
      unread ? fillSlots(words.unread, { unread }) : "",
    ]
      .filter(Boolean)
      .join(words.join);
  }
}

/**
 * The data are `CountsData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(ReadCounts, boardSheet, sheet);

// A table with mistakes in it: each block is a button that marks it; once told, the right lines stand beside.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

class Misprint {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.table = make("div", { class: "columns", "data-draws": "marked" });
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "misprint" },
      make("div", { class: "inner" }, this.table),
    );
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.show();
  }

  get marked() {
    const { marked } = this.told.settings;
    return new Set(marked ? marked.split("_") : []);
  }

  turn(name) {
    const marked = this.marked;
    if (!marked.delete(name)) marked.add(name);
    this.told.change({ marked: [...marked].sort().join("_") });
    this.told.tell();
    this.show();
  }

  show() {
    const { columns, words } = this.data;
    const held = this.node.getRootNode().activeElement?.dataset.block;
    setAttribute(this.node, "aria-label", words.table);
    this.table.replaceChildren(...columns.map((column) => this.column(column)));
    if (held) this.table.querySelector(`[data-block="${held}"]`)?.focus();
    setAttribute(this.node, "data-ready", "true");
  }

  column({ name, head, blocks }) {
    const title = make("div", { class: "head" }, make("b", {}, name), make("small", {}, head));
    return make("div", { class: "column" }, title, ...blocks.map((lines, i) => this.block(name, i + 1, lines)));
  }

  block(column, stage, lines) {
    const { truth, words } = this.data;
    const name = `${column}.${stage}`;
    const isTold = Object.keys(truth).length > 0;
    const right = truth[name];
    const button = make(
      "button",
      {
        type: "button",
        class: "block",
        "data-paper": true,
        "data-block": name,
        "data-wrong": right !== undefined,
        "aria-pressed": String(this.marked.has(name)),
        "aria-label": `${fillSlots(words.block, { column, stage })}: ${lines.join(", ")}`,
        onclick: () => this.turn(name),
      },
      ...lines.map((line) => make("span", {}, line)),
    );
    button.disabled = isTold;
    if (!right) return button;
    const shown = make(
      "div",
      { class: "right" },
      make("small", {}, words.right),
      ...right.map((line) => make("span", {}, line)),
    );
    return make("div", {}, button, shown);
  }
}

/**
 * The data are `MisprintData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(Misprint, boardSheet, sheet);

// Which classes are mixed up. Right: teal by share of its row; wrong: orange; a click filters the gallery.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

/** @implements {import("./component.js").Panel} */
export class ConfusionPanel {
  /** @param {(truth: number, answer: number) => void} choose Indices of classes. */
  constructor(choose) {
    this.choose = choose;
    this.title = make("h3", { class: "panel-title" });
    this.table = make("div", { class: "matrix", role: "grid", "data-role": "confusion" });
    this.scroll = make("div", { class: "matrix-frame" }, this.table);
    this.legend = make("p", { class: "caption" });
    this.empty = make("p", { class: "caption" });
    this.table.addEventListener("keydown", (event) => this.onKey(event));
    this.node = make(
      "section",
      { class: "panel", "data-panel": "confusion" },
      make("div", { class: "panel-head" }, this.title),
      this.scroll,
      this.legend,
      this.empty,
    );
  }

  update(run, data, { filter }) {
    const { strings, classes } = data;
    const matrix = run?.confusion;
    this.title.replaceChildren(strings.confusion);
    setAttribute(this.scroll, "inert", !matrix);
    setAttribute(this.legend, "hidden", !matrix);
    setAttribute(this.empty, "hidden", Boolean(matrix));
    setText(this.empty, strings.no_confusion);
    if (!matrix) return this.drawEmpty(classes);
    const total = matrix.flat().reduce((sum, count) => sum + count, 0);
    this.title.append(make("small", {}, fillSlots(strings.confusion_note, { count: countText(total) })));
    setText(this.legend, strings.confusion_legend);
    if (this.names !== classes.join()) this.build(classes);
    matrix.forEach((row, truth) => {
      const sum = row.reduce((all, count) => all + count, 0) || 1;
      row.forEach((count, answer) => this.paint(truth, answer, count, count / sum, filter, data));
    });
  }

  /** Before the first test: what will be counted where. */
  drawEmpty(classes) {
    this.build(classes);
    for (const cell of this.cells.flat()) setAttribute(cell, "data-kind", "none");
  }

  build(classes) {
    this.names = classes.join();
    this.table.style.setProperty("--classes", classes.length);
    setAttribute(this.table, "data-many", classes.length > 7);
    const head = make(
      "div",
      { role: "row", class: "matrix-row" },
      make("span", {}),
      ...classes.map((name) => make("span", { role: "columnheader", class: "matrix-name" }, name)),
    );
    this.cells = [];
    const rows = classes.map((name, truth) => {
      const cells = classes.map((_, answer) =>
        make("button", {
          type: "button",
          role: "gridcell",
          class: "matrix-cell",
          "data-paper": true,
          tabindex: truth + answer ? "-1" : "0",
          "data-row": truth,
          "data-col": answer,
          onclick: () => this.choose(truth, answer),
        }),
      );
      this.cells.push(cells);
      return make(
        "div",
        { role: "row", class: "matrix-row" },
        make("span", { role: "rowheader", class: "matrix-name side" }, name),
        ...cells,
      );
    });
    this.table.replaceChildren(head, ...rows);
  }

  paint(truth, answer, count, share, filter, { strings, classes }) {
    const cell = this.cells[truth][answer];
    const isRight = truth === answer;
    setText(cell, String(count));
    setAttribute(cell, "data-kind", count === 0 ? "none" : isRight ? "right" : "wrong");
    cell.style.setProperty("--t", `${Math.round(100 * (isRight ? share : Math.min(1, 2 * share)))}%`);
    setAttribute(
      cell,
      "aria-label",
      fillSlots(strings.confusion_cell, { truth: classes[truth], answer: classes[answer], count }),
    );
    setAttribute(cell, "aria-selected", filter && filter[0] === truth && filter[1] === answer ? "true" : "false");
  }

  onKey(event) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const { row, col } = event.target.dataset;
    if (!move || row === undefined) return;
    const next = this.cells[Number(row) + move[0]]?.[Number(col) + move[1]];
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    setAttribute(event.target, "tabindex", "-1");
    setAttribute(next, "tabindex", "0");
    next.focus();
  }
}

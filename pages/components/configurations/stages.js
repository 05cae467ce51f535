// The cells of the table: a column a configuration, a band a stage, what is new against another column framed.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { rivalOf, slotsOf } from "./compare.js";

const square = (side) => `${side}\u00d7${side}`;

/** What stands in a cell.
 * @param {import("./compare.js").Slot} slot
 * @param {Record<string, string>} words
 * @returns {string}
 */
function written({ cell, mark, was }, words) {
  const plain = cell.kind === "lrn" ? words.lrn : `${square(cell.kernel)}, ${cell.outs}`;
  if (mark === "added") return `+ ${plain}`;
  if (mark === "removed") return `\u2212 ${plain}`;
  return mark === "changed" ? `${square(was.kernel)} \u2192 ${square(cell.kernel)}` : plain;
}

/** All columns above each other's stages. */
export class Stages {
  /** @param {{pick: (index: number, cell: string) => void, point: (at: {index: number, cell: string} | null) => void,
   *   head: (index: number) => void}} on
   */
  constructor(on) {
    this.on = on;
    this.heads = make("div", { class: "line heads" });
    this.body = make("div", { class: "stages" });
    this.node = make(
      "div",
      { class: "table", role: "group", "data-draws": "columns column cell" },
      this.heads,
      this.body,
    );
    const under = (event) => {
      const cell = event.target.closest?.("[data-cell]");
      return cell ? { index: Number(cell.dataset.index), cell: cell.dataset.cell } : null;
    };
    this.node.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch") on.point(under(event));
    });
    this.node.addEventListener("pointerleave", () => on.point(null));
    this.node.addEventListener("click", (event) => {
      const hit = under(event);
      if (hit) on.pick(hit.index, hit.cell);
    });
  }

  /** @param {{columns: import("./compare.js").Column[], settings: Record<string, any>, words: Record<string, string>,
   *   fresh: number | null}} shown fresh: the column that has just come.
   */
  update({ columns, settings, words, fresh }) {
    this.words = words;
    this.fresh = fresh;
    setAttribute(this.node, "aria-label", words.table);
    this.heads.replaceChildren(make("span"), ...columns.map((column, i) => this.head(column, i, settings)));
    const slots = columns.map((column, i) => slotsOf(column, rivalOf(columns, i, settings.against)));
    const lines = columns[0].stages.map((cells, number) => this.stage(cells[0], number, slots, settings, columns));
    this.body.replaceChildren(...lines, this.linear(columns, settings));
  }

  head(column, i, { columns: shown, column: picked, against }) {
    const button = make(
      "button",
      {
        type: "button",
        class: "column-head",
        "data-paper": true,
        "data-shown": i < shown,
        "data-now": column.name === picked,
        "data-against": column.name === against,
        "aria-pressed": String(column.name === picked),
        onclick: () => this.on.head(i),
      },
      make("b", {}, column.name),
      make("small", {}, fillSlots(this.words.layers, { count: column.depth })),
    );
    return button;
  }

  stage(first, number, slots, settings, columns) {
    const label = make(
      "div",
      { class: "stage-label" },
      make("b", {}, `${first.size}\u00b2`),
      make("small", {}, fillSlots(this.words.maps, { count: first.outs })),
    );
    const stacks = slots.map((each, i) =>
      make(
        "div",
        {
          class: "stack",
          "data-shown": i < settings.columns,
          "data-now": columns[i].name === settings.column,
          "data-fresh": i === this.fresh,
        },
        ...each[number].map((slot) => this.cell(slot, i, columns[i].name)),
      ),
    );
    const pool = make("div", { class: "pool" }, this.words.pool);
    return make("div", { class: "stage" }, make("div", { class: "line" }, label, ...stacks), pool);
  }

  cell(slot, index, column) {
    const text = written(slot, this.words);
    if (slot.mark === "removed") return make("span", { class: "cell", "data-mark": slot.mark }, text);
    const { name, kind, kernel } = slot.cell;
    return make(
      "button",
      {
        type: "button",
        class: "cell",
        "data-paper": true,
        "data-mark": slot.mark,
        "data-kind": kind,
        "data-small": kernel === 1 || kind === "lrn",
        "data-cell": name,
        "data-index": index,
        "aria-label": `${column}, ${name}: ${text}`,
        tabindex: -1,
      },
      text,
    );
  }

  linear(columns, { column }) {
    const index = columns.findIndex(({ name }) => name === column);
    const cells = columns[0].linear.map(({ name, ins, outs }) =>
      make(
        "button",
        {
          type: "button",
          class: "cell linear",
          "data-paper": true,
          "data-cell": name,
          "data-index": index,
          tabindex: -1,
        },
        make("span", {}, `${name} `),
        make("b", {}, `${ins} \u2192 ${outs}`),
      ),
    );
    const band = make("div", { class: "linear-band" }, ...cells, make("span", { class: "quiet" }, this.words.all_six));
    return make("div", { class: "line" }, make("div", { class: "stage-label" }, make("b", {}, this.words.fc)), band);
  }

  /** Which cell the line above the table speaks of.
   * @param {{index: number, cell: string}} at
   */
  light(at) {
    for (const node of this.node.querySelectorAll("[data-cell]")) {
      const isHere = node.dataset.cell === at.cell && (Number(node.dataset.index) === at.index || at.isLinear);
      setAttribute(node, "data-lit", isHere);
      setAttribute(node, "tabindex", isHere ? 0 : -1);
    }
  }

  /** Put the keys on a cell.
   * @param {{index: number, cell: string}} at
   */
  focus({ index, cell }) {
    const here = `[data-cell="${cell}"]`;
    (this.node.querySelector(`${here}[data-index="${index}"]`) ?? this.node.querySelector(here))?.focus();
  }
}

/** The buttons and words above the table. */
export class Tools {
  /** @param {{next: () => void, first: () => void, choose: (patch: Record<string, any>) => void}} on */
  constructor(on) {
    this.next = make("button", { type: "button", class: "button filled", "data-action": "next", onclick: on.next });
    this.first = make("button", { type: "button", class: "button", "data-action": "first", onclick: on.first });
    this.against = make("select", { class: "against" });
    this.against.addEventListener("change", () => on.choose({ against: this.against.value }));
    this.label = make("span", { class: "quiet" });
    this.costs = ["params", "mult_adds"].map((cost) =>
      make("button", { type: "button", class: "chip", "data-cost": cost, onclick: () => on.choose({ cost }) }),
    );
    this.legend = make("span", { class: "legend" });
    this.node = make(
      "div",
      { class: "tools" },
      make("div", { class: "row-of", "data-sets": "columns column cell" }, this.next, this.first),
      make("label", { class: "row-of", "data-sets": "against" }, this.label, this.against),
      this.legend,
    );
    this.switch = make("div", { class: "row-of costs", role: "group", "data-sets": "cost" }, ...this.costs);
  }

  /** @param {{columns: import("./compare.js").Column[], settings: Record<string, any>, words: Record<string, string>}}
   *   shown
   */
  update({ columns, settings, words }) {
    const { columns: shown, against, cost } = settings;
    const isAll = shown >= columns.length;
    setText(this.next, isAll ? words.all_shown : fillSlots(words.next, { name: columns[shown].name }));
    this.next.disabled = isAll;
    setText(this.first, words.from_a);
    this.first.disabled = shown === 1;
    setText(this.label, words.against);
    const choices = ["left", ...columns.map(({ name }) => name)];
    if (this.against.options.length !== choices.length)
      this.against.replaceChildren(...choices.map((choice) => make("option", { value: choice })));
    choices.forEach((choice, i) => setText(this.against.options[i], i ? choice : words.left));
    this.against.value = against;
    const marks = ["added", "changed", "removed"].map((mark) =>
      make("span", { class: "cell key", "data-mark": mark }, words[mark]),
    );
    this.legend.replaceChildren(...marks);
    setAttribute(this.switch, "aria-label", words.cost);
    for (const chip of this.costs) {
      setText(chip, words[chip.dataset.cost]);
      setAttribute(chip, "aria-pressed", String(chip.dataset.cost === cost));
    }
  }
}

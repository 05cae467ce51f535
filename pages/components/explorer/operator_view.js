// The last level: the grid of one operator with its numbers; a cell of the output shows what it reads.

import { formatNumber } from "../shared/pure/numbers.js";
import { countText } from "../shared/pure/readouts.js";
import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { exampleOf } from "./operator.js";

const SIZES = [
  [6, 44],
  [9, 34],
  [Infinity, 24],
];

/** The grid below the drawing. */
export class OperatorView {
  constructor() {
    this.title = make("h3");
    this.note = make("p", { class: "quiet" });
    this.line = make("div", { class: "line" });
    this.sum = make("p", { class: "worked", role: "status" });
    this.node = make("div", { class: "operator" }, this.title, this.note, this.line, this.sum);
    this.shown = null;
  }

  /** Show an operator, or nothing of what is none.
   * @param {import("./tree.js").Node} node
   * @param {{words: Record<string, string>, parts: Map<string, import("./tree.js").Node>, scene: any}} how
   */
  show(node, { words, parts, scene }) {
    this.node.hidden = node.kind !== "op";
    if (node.kind !== "op") {
      this.shown = null;
      return;
    }
    if (this.shown === node && this.words === words) return;
    this.shown = node;
    this.words = words;
    setText(this.title, fillSlots(words.operator, { name: node.name, setting: node.label }));
    setText(
      this.note,
      noteOf(
        node,
        words,
        node.inputs.map((id) => parts.get(id)?.shape ?? scene.in_shape),
      ),
    );
    const example = exampleOf(node);
    this.line.hidden = !example;
    this.sum.hidden = !example;
    if (example) this.draw(example);
  }

  draw(example) {
    const { grids, signs } = example;
    const most = Math.max(...grids.map(({ values }) => Math.max(values.length, values[0].length)));
    const size = SIZES.find(([limit]) => most <= limit)[1];
    this.views = grids.map(({ id, role }, i) => {
      const isLast = i === grids.length - 1;
      const point = (row, col) => this.point(example, row, col);
      return new GridView(role, isLast ? { hover: point, pick: point } : {}, id);
    });
    grids.forEach((grid, i) => this.fill(grid, this.views[i], size));
    const pieces = grids.flatMap(({ id, role, values }, i) => [
      i ? make("span", { class: "sign", "aria-hidden": "true" }, signs[i - 1]) : null,
      make(
        "div",
        { class: "matrix" },
        make(
          "span",
          { class: `name of-${role}` },
          this.words[`grid_${id}`],
          make("small", {}, `${values.length}\u00d7${values[0].length}`),
        ),
        this.views[i].wrap,
      ),
    ]);
    this.line.replaceChildren(...pieces.filter(Boolean));
    this.point(example, 0, 0);
  }

  fill({ id, values, border: [down, across] }, view, size) {
    const isPadding = (row, col) =>
      row < down || col < across || row >= values.length - down || col >= values[0].length - across;
    const look = (row, col) => ({
      value: values[row][col],
      text: formatNumber(values[row][col]),
      padding: isPadding(row, col),
    });
    const options = { label: this.words[`grid_${id}`], size, scale: colourScale(values), editable: () => false };
    view.update(values.length, values[0].length, look, options);
  }

  point(example, row, col) {
    const { top, left, rows, cols } = example.window(row, col);
    this.views[0].frame("window", { row: top, col: left, rows, cols });
    this.views.at(-1).mark("data-current", [[row, col]]);
    setText(this.sum, example.sum(row, col));
  }
}

/** What the small grid leaves out of the real operator. */
function noteOf(node, words, inputs) {
  const [channels] = inputs[0];
  const slots = {
    in_channels: countText(channels),
    group: countText(channels / (node.groups || 1)),
    groups: countText(node.groups || 1),
    out_channels: countText(node.shape[0]),
    lanes: inputs.map(([count]) => countText(count)).join(" + "),
  };
  const key = noteKey(node, channels);
  return words[key] ? fillSlots(words[key], slots) : "";
}

function noteKey(node, channels) {
  if (node.op === "pool" && node.params) return "note_sub";
  if (node.op !== "conv") return `note_${node.op}`;
  if (node.groups > 1) return node.groups === channels ? "note_depthwise" : "note_groups";
  const weights = node.kernel[0] * node.kernel[1] * channels * node.shape[0];
  return node.params > weights ? "note_conv" : "note_conv_plain";
}

// One column a block: joint with its +, the block, and below it the four lines of the ledger.

import { grouped, MINUS } from "../shared/pure/numbers.js";
import { shortCount } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make } from "../shared/view/dom.js";
import { blockPicture } from "./pictures.js";

/** The field that holds how many channels come out, for each kind of block that has one. */
export const WITH_CHANNELS = {
  conv: "out_channels",
  residual: "out_channels",
  depthwise: "out_channels",
  linear: "out_features",
};

const shapeText = (shape) => (shape ? shape.join("\u00d7") : "\u2013");

/** The head of a column: joint, picture, name, setting, and the stepper of the selected one. */
export class BlockColumn {
  /**
   * @param {import("./component.js").Builder} builder
   * @param {import("./component.js").Block} block
   * @param {number} index
   */
  constructor(builder, block, index) {
    const { strings, words, input, columns } = builder.data;
    this.block = block;
    const look = describe(block, words);
    const isSelected = builder.selected === index;
    const isBroken = builder.problem?.index === index;
    const row = columns[index];
    const face = make(
      "button",
      {
        type: "button",
        class: "face",
        "data-paper": true,
        "data-index": index,
        "data-kind": block.kind,
        tabindex: isSelected || (builder.selected === null && index === 0) ? "0" : "-1",
        "aria-pressed": String(isSelected),
        "aria-label": fillSlots(strings.block_spoken, {
          n: index + 1,
          total: builder.blocks.length,
          name: look.name,
          note: look.note,
          shape: shapeText(row?.shape),
        }),
        "aria-describedby": isBroken ? "problem" : null,
        onclick: () => builder.select(index),
      },
      blockPicture(block, row?.shape ?? builder.shapeBefore(index), input.shape[1]),
      make("span", { class: "block-name" }, look.name),
      make("span", { class: "block-note" }, isBroken ? builder.problem.note : look.note),
    );
    this.node = make(
      "div",
      {
        class: "column block",
        "data-selected": isSelected,
        "data-broken": isBroken,
        "data-new": builder.fresh === block,
      },
      joint(builder, index),
      face,
    );
    if (isSelected) this.addHandles(builder, index, look);
    this.addStepper(builder, index);
  }

  addHandles(builder, index, look) {
    const { strings } = builder.data;
    this.node.append(
      make(
        "span",
        { class: "handle", title: strings.drag, "data-handle": index, "aria-hidden": "true" },
        "\u22ee\u22ee",
      ),
      make(
        "button",
        {
          type: "button",
          class: "remove",
          tabindex: "-1",
          "data-action": "remove",
          "aria-label": fillSlots(strings.remove, { name: look.name }),
          onclick: () => builder.remove(index),
        },
        MINUS,
      ),
    );
  }

  addStepper(builder, index) {
    const field = WITH_CHANNELS[this.block.kind];
    if (!field || (builder.selected !== index && this.block.kind !== "conv")) return;
    if (this.block.kind === "linear" && this.block[field] === 0) return;
    const { strings, words } = builder.data;
    const { name } = describe(this.block, words);
    const key = (sign, label) =>
      make(
        "button",
        {
          type: "button",
          tabindex: "-1",
          "aria-label": label,
          onclick: (event) => {
            event.stopPropagation();
            builder.moreChannels(index, sign);
          },
        },
        sign > 0 ? "+" : MINUS,
      );
    this.node.append(
      make(
        "span",
        { class: "channels", role: "group", "aria-label": `${index + 1} \u00b7 ${name} \u00b7 ${strings.channels}` },
        key(-1, strings.fewer),
        make("b", {}, String(this.block[field])),
        key(1, strings.more),
      ),
    );
  }
}

/** Name and the one line of settings under it, such as 3x3, s2, p1.
 * @param {import("./component.js").Block} block
 * @param {import("./component.js").BuilderData["words"]} words
 * @returns {{name: string, note: string}}
 */
export function describe(block, words) {
  const name =
    words.kinds[
      block.kind === "pool"
        ? `pool_${block.mode}`
        : block.kind === "activation"
          ? `activation_${block.name}`
          : block.kind
    ];
  const square = (k) => `${k}\u00d7${k}`;
  const parts = [];
  if (block.kind === "conv") {
    parts.push(square(block.kernel_size));
    if (block.stride > 1) parts.push(`s${block.stride}`);
    if (block.padding > 0) parts.push(`p${block.padding}`);
    if (block.dilation > 1) parts.push(`d${block.dilation}`);
    if (block.groups > 1) parts.push(`g${block.groups}`);
    if (block.frozen) parts.push(words.frozen);
  } else if (block.kind === "pool" && block.mode !== "global_avg") {
    parts.push(square(block.kernel_size), `s${block.stride ?? block.kernel_size}`);
  } else if (block.kind === "dropout") {
    parts.push(`p = ${block.p}`);
  } else if (block.kind === "linear") {
    parts.push(block.out_features === 0 ? "softmax" : String(block.out_features));
  } else if (block.kind === "residual" || block.kind === "depthwise") {
    parts.push(String(block.out_channels));
    if (block.stride > 1) parts.push(`s${block.stride}`);
    if (block.kind === "residual" && !block.skip) parts.push(words.plain);
  } else if (block.kind === "inception") {
    parts.push(String(block.b1x1 + block.b3x3 + block.b5x5 + block.pool_proj));
  }
  return { name, note: parts.join(" \u00b7 ") };
}

/** The + before a block, which opens the menu.
 * @param {import("./component.js").Builder} builder
 * @param {number} index Of the place that is offered.
 * @returns {HTMLElement}
 */
export function joint(builder, index) {
  return make(
    "button",
    {
      type: "button",
      class: "joint",
      tabindex: "-1",
      "data-joint": index,
      "aria-haspopup": "menu",
      "aria-label": fillSlots(builder.data.strings.add_here, { n: index + 1 }),
      onclick: (event) => builder.menu.open(index, event.currentTarget),
    },
    "+",
  );
}

/** What goes into the first block, in a column of its own.
 * @param {import("./component.js").Builder} builder
 * @returns {HTMLElement}
 */
export function inputColumn(builder) {
  const { strings, input } = builder.data;
  const [channels, height, width] = input.shape;
  return make(
    "div",
    { class: "column input-column" },
    make(
      "span",
      { class: "face" },
      blockPicture({ kind: "input" }, input.shape, height),
      make("span", { class: "block-name" }, strings.input),
      make("span", { class: "block-note" }, `${height}\u00d7${width}${channels === 3 ? " RGB" : ""}`),
    ),
  );
}

/** The ledger: shape, parameters, multiply-adds and receptive field, in the columns of the blocks.
 * @param {import("./component.js").Builder} builder
 * @returns {HTMLElement[]} A row each.
 */
export function ledgerRows(builder) {
  const { strings, input, columns, totals } = builder.data;
  const rows = [{ shape: input.shape, params: 0, mult_adds: 0, receptive_field: 1 }, ...columns];
  const line = (name, cells, total) =>
    make(
      "div",
      { role: "row", class: "line", "data-line": name },
      make("span", { role: "rowheader", class: "head" }, strings[name]),
      ...cells,
      make("span", { role: "cell", class: "total" }, total ?? ""),
    );
  const plain = (text, stale) => make("span", { role: "cell", class: "entry", "data-stale": stale }, text);
  const share = (value, whole, stale) => {
    const cell = make(
      "span",
      { role: "cell", class: "entry", "data-none": value === 0, "data-stale": stale },
      value === undefined ? "\u2013" : shortCount(value),
    );
    if (value) cell.append(meter(value / whole));
    return cell;
  };
  const field = (value) => (value === null || value === undefined ? "\u2013" : grouped(value));
  return [
    line(
      "shape",
      rows.map((row) => plain(shapeText(row?.shape), !row)),
      null,
    ),
    line(
      "params",
      rows.map((row) => share(row?.params, totals.params, !row)),
      shortCount(totals.params),
    ),
    line(
      "mult_adds",
      rows.map((row) => share(row?.mult_adds, totals.mult_adds, !row)),
      shortCount(totals.mult_adds),
    ),
    line(
      "receptive_field",
      rows.map((row) => plain(field(row?.receptive_field), !row)),
      field(totals.receptive_field),
    ),
  ];
}

function meter(part) {
  const bar = make("i", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--part", `${(100 * part).toFixed(1)}%`);
  return bar;
}

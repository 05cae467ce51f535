// The grids on the stage: input, kernel, terms, output, the sum, and the line into the output cell.

import { formatNumber, MINUS } from "../shared/pure/numbers.js";
import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { readAlong, windowTerms } from "./compute.js";
import { Formula, Ruler } from "./formula.js";
import { chooseLayout, termColumns } from "./layout.js";
import { SumView, TermsView } from "./sum.js";

export class Stage {
  constructor(stepper) {
    this.stepper = stepper;
    const hover = (role) => ({
      hover: (row, col) => stepper.point({ role, row, col }),
      leave: () => stepper.point(null),
      pick: (row, col) => role === "output" && stepper.pick(row, col),
      edit: (row, col, _value, text) => {
        const { padding } = stepper.settings;
        if (role === "input") stepper.edit("input", row - padding, col - padding, text);
        else stepper.edit("kernel", row, col, text);
      },
      refuse: (text) => stepper.refuse(text),
    });
    this.input = new Block("input", hover("input"));
    this.kernel = new Block("kernel", hover("kernel"));
    this.output = new Block("output", hover("output"));
    this.terms = new TermsView();
    this.sum = new SumView();
    this.ruler = new Ruler();
    this.formula = new Formula();
    this.legend = make("ul", { class: "legend" });
    this.times = make("span", { class: "operator", "aria-hidden": "true" }, "\u2299");
    this.arrow = make("span", { class: "arrow", "aria-hidden": "true" }, "\u2192");
    this.wire = draw("path", { class: "wire" });
    this.wires = draw("svg", { class: "wires", "aria-hidden": "true" }, this.wire);
    this.input.node.append(this.ruler.node);
    this.node = make(
      "div",
      { class: "stage" },
      this.input.node,
      this.times,
      this.kernel.node,
      this.arrow,
      this.terms.node,
      this.output.node,
      this.sum.node,
      this.formula.node,
      this.legend,
      this.wires,
    );
  }

  update() {
    const { stepper } = this;
    const { view, data } = stepper;
    const { shape, settings } = view;
    const sized = data.variant === "stride_padding";
    const out = shape.out ?? 0;
    view.columns ??= sized ? [] : termColumns(view); // the same for every window
    const layout = chooseLayout(stepper.width || 960, view.padded.length, settings.kernel_size, out, view.columns);
    setAttribute(stepper.node, "data-layout", layout.kind);
    setAttribute(this.node, "data-wraps", layout.wraps);
    this.node.classList.toggle("animated", Boolean(stepper.animate));
    // On a phone the sum stays with the buttons, under the thumb.
    const sumHome = layout.kind === "phone" ? stepper.dock : this.node;
    if (this.sum.node.parentNode !== sumHome) sumHome.prepend(this.sum.node);
    const shown = this.shownStep(out);
    this.place = shown === null ? null : { row: Math.floor(shown / out), col: shown % out };
    const lines = this.place ? windowTerms(view, this.place.row, this.place.col) : [];
    const total =
      this.place && !stepper.isMasked(this.place.row, this.place.col) ? view.out[this.place.row][this.place.col] : null;
    this.drawInput(layout, lines);
    this.drawKernel(layout);
    this.drawOutput(layout, out);
    this.terms.update(data.strings, lines, layout.small, shape.problem ? 0 : layout.font);
    setAttribute(this.arrow, "hidden", Boolean(shape.problem));
    this.sum.update(data.strings, this.place, lines, total);
    this.ringTerms();
    setAttribute(this.formula.node, "hidden", !sized);
    setAttribute(this.ruler.node, "hidden", !sized);
    setAttribute(this.legend, "hidden", !sized);
    if (sized) {
      this.ruler.update(data.strings, view, this.place?.col ?? 0, layout.cell);
      this.formula.update(data.strings, view);
      this.drawLegend();
    }
    this.drawWire(layout, sized);
  }

  /** The window on screen: the pointed-at output cell, else the current step. */
  shownStep(out) {
    const { hover, settings, view } = this.stepper;
    if (view.shape.problem) return null;
    if (hover?.role === "output" && hover.row < out && hover.col < out) return hover.row * out + hover.col;
    return settings.step;
  }

  drawInput(layout, lines) {
    const { stepper } = this;
    const { view, data, hover } = stepper;
    const { padding, size } = view.settings;
    const edge = view.shape.problem === "reflect" ? 0 : padding;
    const scale = colourScale(view.input);
    const active = new Map(lines.flat().map((term) => [`${term.row},${term.col}`, term]));
    const pointed = this.partners();
    const legal = !view.shape.problem;
    const inside = (row, col) => row >= edge && col >= edge && row < edge + size && col < edge + size;
    const label = edge
      ? fillSlots(data.strings.size_padded, { size, padded: view.padded.length })
      : `${size}\u00d7${size}`;
    this.input.update(
      data.strings.input,
      "x",
      label,
      view.padded.length,
      view.padded.length,
      (row, col) => {
        const term = active.get(`${row},${col}`);
        const unread = legal && !(view.read.has(row) && view.read.has(col));
        return {
          value: view.padded[row][col],
          padding: !inside(row, col),
          active: Boolean(term),
          zero: term?.w === 0,
          weight: term && layout.cell >= 34 ? formatNumber(term.w) : null,
          unread,
          ring: pointed.input?.(row, col),
        };
      },
      { size: layout.cell, scale, editable: inside },
    );
    this.frameWindow(edge, size);
    if (hover?.role === "input") stepper.node.dataset.feeds = String(this.fedBy(hover.row, hover.col).length);
  }

  frameWindow(edge, size) {
    const { stepper } = this;
    const { view } = stepper;
    const { stride } = view.settings;
    const { effective } = view.shape;
    const box = (place) =>
      place && { row: place.row * stride, col: place.col * stride, rows: effective, cols: effective };
    this.input.grid.frame("window", box(this.place));
    this.input.grid.frame("image", edge ? { row: edge, col: edge, rows: size, cols: size } : null);
    const { band } = stepper.data;
    const target = band?.state === "open" && !view.shape.problem && band.target;
    const isThere = this.place && target && target[0] === this.place.row && target[1] === this.place.col;
    const exists = target && target[0] < view.shape.out && target[1] < view.shape.out;
    this.input.grid.frame("next", exists && !isThere ? box({ row: target[0], col: target[1] }) : null);
  }

  drawKernel(layout) {
    const { view, data } = this.stepper;
    const k = view.settings.kernel_size;
    const pointed = this.partners();
    const name = view.settings.flip ? data.strings.kernel_flipped : data.strings.kernel;
    this.kernel.update(
      name,
      "weight",
      `${k}\u00d7${k}`,
      k,
      k,
      (row, col) => ({
        value: view.weight[row][col],
        ring: pointed.kernel?.(row, col),
      }),
      { size: layout.small, scale: colourScale(view.weight), editable: () => true },
    );
  }

  drawOutput(layout, out) {
    const { stepper } = this;
    const { view, data, settings } = stepper;
    const pointed = this.partners();
    const label = out ? `${out}\u00d7${out}` : "";
    this.output.update(
      data.strings.output,
      "out",
      label,
      out,
      out,
      (row, col) => {
        const index = row * out + col;
        const masked = stepper.isMasked(row, col);
        return {
          value: view.out[row][col],
          masked,
          empty: index > settings.step,
          current: index === settings.step,
          ring: pointed.output?.(row, col),
        };
      },
      { size: layout.small, scale: colourScale(view.out), editable: () => false },
    );
    this.output.node.style.setProperty("--blank", `${layout.small}px`);
    setAttribute(this.output.node, "data-none", out === 0);
    this.output.node.style.setProperty("--none", JSON.stringify(data.strings.no_output));
  }

  /** Which cells of each grid belong to the pointed-at cell. */
  partners() {
    const { hover, view } = this.stepper;
    if (!hover || view.shape.problem) return {};
    const { row, col } = hover;
    if (hover.role === "output") {
      const cells = new Set(
        windowTerms(view, row, col)
          .flat()
          .map((term) => `${term.row},${term.col}`),
      );
      return { input: (r, c) => cells.has(`${r},${c}`), output: (r, c) => r === row && c === col };
    }
    if (hover.role === "input") {
      const fed = new Set(this.fedBy(row, col).map((place) => place.join()));
      return { input: (r, c) => r === row && c === col, output: (r, c) => fed.has(`${r},${c}`) };
    }
    if (!this.place) return {};
    const term = windowTerms(view, this.place.row, this.place.col)[row]?.[col];
    return {
      kernel: (r, c) => r === row && c === col,
      input: (r, c) => r === term?.row && c === term?.col,
    };
  }

  /** Every output cell that padded input cell (row, col) feeds. */
  fedBy(row, col) {
    const { view } = this.stepper;
    if (view.shape.problem) return [];
    const along = (position) =>
      Array.from({ length: view.shape.out }, (_, i) => i).filter((i) => readAlong(i, view.settings).includes(position));
    return along(row).flatMap((i) => along(col).map((j) => [i, j]));
  }

  ringTerms() {
    const { hover } = this.stepper;
    const wanted = hover?.role === "kernel" ? [hover.row, hover.col] : this.termUnderInput();
    for (const node of [...this.terms.body.querySelectorAll(".term"), ...this.sum.text.querySelectorAll(".term")]) {
      const hit = wanted && Number(node.dataset.u) === wanted[0] && Number(node.dataset.v) === wanted[1];
      setAttribute(node, "data-ring", Boolean(hit));
    }
  }

  termUnderInput() {
    const { hover, view } = this.stepper;
    if (hover?.role !== "input" || !this.place) return null;
    const term = windowTerms(view, this.place.row, this.place.col)
      .flat()
      .find((t) => t.row === hover.row && t.col === hover.col);
    return term ? [term.u, term.v] : null;
  }

  drawLegend() {
    const { view, data } = this.stepper;
    const unread = !view.shape.problem && view.read.size < view.padded.length;
    const items = [
      ["padding", view.settings.padding > 0],
      ["unread", unread],
      ["window", !view.shape.problem],
    ];
    this.legend.replaceChildren(
      ...items
        .filter(([, show]) => show)
        .map(([name]) => make("li", {}, make("i", { class: `key-${name}` }), data.strings[`legend_${name}`])),
    );
  }

  /**
   * From the result of the sum up into its output cell; only where both stand side by side. Placed
   * in the frame that shows the rest, which lays everything out anyway: no gesture waits for it.
   */
  drawWire(layout, sized) {
    const usable = layout.kind === "row" && !sized && this.place?.col === 0;
    const cell = usable ? this.output.grid.cellNode(this.place.row, this.place.col) : null;
    cancelAnimationFrame(this.wireFrame);
    if (cell) this.wireFrame = requestAnimationFrame(() => this.placeWire(cell));
    else setAttribute(this.wires, "hidden", true);
  }

  placeWire(cell) {
    const home = this.node.getBoundingClientRect();
    const text = this.sum.text.getBoundingClientRect();
    const from = this.sum.result.getBoundingClientRect();
    const grid = this.output.grid.node.getBoundingClientRect();
    const to = cell.getBoundingClientRect();
    const [x0, y0] = [from.right - home.left + 12, from.top - home.top + from.height / 2];
    const x1 = grid.left - home.left - 20;
    const y1 = to.top - home.top + to.height / 2;
    // Where the sum takes two lines, the way up would lead through its first.
    const isOneLine = from.top - text.top < from.height / 2;
    const isClear = x0 < x1 && y0 > y1 && isOneLine;
    setAttribute(this.wires, "hidden", !isClear);
    if (!isClear) return;
    const end = to.left - home.left - 5;
    const bend = 8;
    setAttribute(
      this.wire,
      "d",
      `M${x0} ${y0}H${x1 - bend}q${bend} 0 ${bend} ${-bend}V${y1 + bend}q0 ${-bend} ${bend} ${-bend}H${end}m-7 -6l7 6l-7 6`,
    );
  }
}

/** A grid with its name, symbol and size above it, and a legend once it is signed. */
class Block {
  constructor(role, handlers) {
    this.role = role;
    this.grid = new GridView(role, handlers);
    this.name = make("span", { class: "name-word" });
    this.symbol = make("code", {});
    this.size = make("span", { class: "name-size" });
    this.scale = make("div", { class: "scale-legend", "aria-hidden": "true" });
    this.node = make(
      "section",
      { class: `block block-${role}` },
      make("div", { class: "name" }, this.name, this.symbol, this.size),
      this.grid.wrap,
      this.scale,
    );
  }

  update(name, symbol, size, rows, cols, cellAt, options) {
    setText(this.name, name);
    setText(this.symbol, symbol);
    setText(this.size, size);
    this.grid.update(rows, cols, cellAt, { ...options, label: `${name} ${size}` });
    const { signed, largest } = options.scale;
    setAttribute(this.scale, "hidden", !signed || rows === 0);
    const bound = formatNumber(largest);
    const text = `${MINUS}${bound}|0|+${bound}`;
    if (signed && this.scale.dataset.text !== text) {
      this.scale.dataset.text = text;
      this.scale.replaceChildren(make("span", {}, `${MINUS}${bound}`), make("i", {}), make("span", {}, `+${bound}`));
    }
  }
}

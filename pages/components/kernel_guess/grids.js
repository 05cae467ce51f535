// Input, kernel, output, target and their difference, linked by hover.

import { cellId } from "../shared/pure/cells.js";
import { formatNumber } from "../shared/pure/numbers.js";
import { colourScale } from "../shared/pure/scale.js";
import { Sliding } from "../shared/pure/sliding.js";
import { make, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { compare, EXACT, SIDE } from "./compare.js";

/** Only the kernel takes numbers. */
export class GuessGrids {
  /**
   * @param {{edit: (row: number, col: number, text: string) => void, refuse: (text: string) => void}} handlers
   *   refuse: what was typed is no number.
   */
  constructor({ edit, refuse }) {
    this.pointed = null; // id of the cell under the pointer or the keyboard
    const look = (id) => ({ hover: (row, col) => this.look(cellId(id, row, col)), leave: () => this.look(null) });
    const editing = { edit: (row, col, _value, text) => edit(row, col, text), refuse };
    this.grids = {
      input: new GridView("input", look("x"), "x"),
      kernel: new GridView("kernel", { ...look("weight"), ...editing }, "weight"),
      // Output, target and difference are one place: they light up together.
      output: new GridView("output", look("out"), "out"),
      target: new GridView("output", look("out"), "target"),
      difference: new GridView("output", look("out"), "difference"),
    };
    this.words = {};
    const part = (name, role, code) => {
      this.words[name] = make("span", {});
      const label = make("span", { class: `name of-${role}` }, this.words[name], code ? make("code", {}, code) : null);
      const draws = name === "kernel" ? "guess_cells" : null;
      return make(
        "div",
        { class: `matrix ${name}`, "data-part": name, "data-draws": draws },
        label,
        this.grids[name].wrap,
      );
    };
    this.note = make("span", { class: "caption" });
    const difference = part("difference", "output");
    difference.append(this.note);
    this.node = make(
      "div",
      { class: "grids" },
      part("input", "input", "x"),
      part("kernel", "kernel", "weight"),
      part("output", "output", "out"),
      part("target", "output"),
      difference,
    );
  }

  look(pointed) {
    this.pointed = pointed;
    if (this.last) this.update(...this.last);
  }

  /**
   * @param {number[][]} x
   * @param {number[][]} weight
   * @param {number[][]} target
   * @param {Record<string, string>} strings
   * @param {number} width Of the board, in pixels.
   */
  update(x, weight, target, strings, width) {
    this.last = [x, weight, target, strings, width];
    const { out, difference } = compare(x, weight, target);
    const { grids, pointed } = this;
    const sliding = new Sliding(x, weight);
    const shown = pointed && sliding.stepOf(pointed);
    const rings = sliding.link.rings(pointed, shown);
    const weights = sliding.weightsMet(shown);
    const cells = (id, values) => (row, col) => {
      const cell = cellId(id, row, col);
      return { value: values[row][col], ring: rings.cells.has(cell), met: rings.met.has(cell) };
    };
    const inputCell = (row, col) => {
      const met = weights.get(cellId("x", row, col));
      const read = met === undefined ? {} : { active: true, zero: met === 0, corner: `\u00d7${formatNumber(met)}` };
      return { ...cells("x", x)(row, col), ...read };
    };
    // Five grids stand in a row from 1070 on at full size, from 950 at the smallest.
    const size = width >= 1070 ? 52 : 44;
    grids.input.update(x.length, x[0].length, inputCell, { label: strings.input, size, scale: colourScale(x) });
    grids.input.frame("window", shown && sliding.place(shown));
    grids.kernel.update(SIDE, SIDE, cells("weight", weight), {
      label: strings.kernel_label,
      size: width < 600 ? 48 : 52,
      scale: colourScale(weight),
      editable: () => true,
    });
    // One scale for output and target, so that equal numbers have equal fills.
    const scale = colourScale(out, target);
    grids.output.update(SIDE, SIDE, cells("out", out), { label: strings.output, size, scale });
    grids.target.update(SIDE, SIDE, cells("out", target), { label: strings.target, size, scale });
    const largest = Math.max(...difference.flat().map(Math.abs), EXACT);
    grids.difference.update(SIDE, SIDE, cells("out", difference), {
      label: strings.difference,
      size,
      scale: { signed: true, largest, strength: (value) => (Math.abs(value) < EXACT ? 0 : value / largest) },
    });
    for (const [name, word] of Object.entries(this.words)) setText(word, strings[name]);
    setText(this.note, strings.difference_note);
  }
}

// Input, kernel, output, target and their difference, linked by hover.

import { formatNumber } from "../shared/pure/numbers.js";
import { partners, reads, SIDE } from "../shared/pure/partners.js";
import { colourScale } from "../shared/pure/scale.js";
import { make, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { compare, EXACT } from "./compare.js";

export class GuessGrids {
  constructor({ edit, refuse }) {
    this.pointed = null; // {role, row, col}: the cell under the pointer or the keyboard
    const look = (role) => ({ hover: (row, col) => this.look({ role, row, col }), leave: () => this.look(null) });
    this.grids = {
      input: new GridView("input", look("input")),
      kernel: new GridView("kernel", {
        ...look("kernel"),
        edit: (row, col, _value, text) => edit(row, col, text),
        refuse,
      }),
      output: new GridView("output", look("output")),
      target: new GridView("output", look("output")),
      difference: new GridView("output", look("output")),
    };
    this.words = {};
    const part = (name, role, code) => {
      this.words[name] = make("span", {});
      const label = make("span", { class: `name of-${role}` }, this.words[name], code ? make("code", {}, code) : null);
      return make("div", { class: `matrix ${name}`, "data-part": name }, label, this.grids[name].wrap);
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

  update(x, weight, target, strings, width) {
    this.last = [x, weight, target, strings, width];
    const { out, difference } = compare(x, weight, target);
    const { grids, pointed } = this;
    const place = pointed?.role === "output" ? [pointed.row, pointed.col] : null;
    const isRinged = partners(pointed, place);
    // Five grids stand in a row from 1070 on at full size, from 950 at the smallest.
    const size = width >= 1070 ? 52 : 44;
    grids.input.update(
      x.length,
      x.length,
      (row, col) => {
        const cell = { value: x[row][col], ring: isRinged("input", row, col) };
        if (place === null || !reads(place, row, col)) return cell;
        const used = weight[row - place[0]][col - place[1]];
        return { ...cell, active: true, zero: used === 0, weight: formatNumber(used) };
      },
      { label: strings.input, size, scale: colourScale(x) },
    );
    grids.input.frame("window", place && { row: place[0], col: place[1], rows: SIDE, cols: SIDE });
    grids.kernel.update(SIDE, SIDE, (row, col) => ({ value: weight[row][col], ring: isRinged("kernel", row, col) }), {
      label: strings.kernel_label,
      size: width < 600 ? 48 : 52,
      scale: colourScale(weight),
      editable: () => true,
    });
    // One scale for output and target, so that equal numbers have equal fills.
    const scale = colourScale([...out, ...target]);
    const cells = (values) => (row, col) => ({ value: values[row][col], ring: isRinged("output", row, col) });
    grids.output.update(SIDE, SIDE, cells(out), { label: strings.output, size, scale });
    grids.target.update(SIDE, SIDE, cells(target), { label: strings.target, size, scale });
    const largest = Math.max(...difference.flat().map(Math.abs), EXACT);
    grids.difference.update(SIDE, SIDE, cells(difference), {
      label: strings.difference,
      size,
      scale: { signed: true, largest, strength: (value) => (Math.abs(value) < EXACT ? 0 : value / largest) },
    });
    for (const [name, word] of Object.entries(this.words)) setText(word, strings[name]);
    setText(this.note, strings.difference_note);
  }
}

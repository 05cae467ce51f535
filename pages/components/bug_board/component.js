// Find the bug: click the wrong cell, then name the slip. The server judges; this shows.

import { formatNumber } from "../shared/pure/numbers.js";
import { partners, reads, SIDE } from "../shared/pure/partners.js";
import { colourScale } from "../shared/pure/scale.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { GridView } from "../shared/view/grid.js";
import { mount } from "../shared/view/mount.js";
import { sumNodes } from "../shared/view/sum.js";
import sheet from "./component.css.js";

class BugBoard {
  constructor(root, data, send) {
    this.send = send;
    this.node = make("div", { class: "board bug", "data-testid": "bug-board" });
    this.pointed = null; // {role, row, col}: the cell under the pointer or the keyboard
    const look = (role) => ({ hover: (row, col) => this.look({ role, row, col }), leave: () => this.look(null) });
    this.input = new GridView("input", look("input"));
    this.kernel = new GridView("kernel", look("kernel"));
    this.output = new GridView("output", {
      ...look("output"),
      pick: (row, col) => this.move({ kind: "cell", row, col }),
    });
    this.title = make("h3", {});
    this.ask = make("p", {});
    this.number = make("span", { class: "caption" });
    this.next = make("button", { class: "button", type: "button", "data-action": "next-board" });
    this.next.addEventListener("click", () => this.move({ kind: "next" }));
    this.names = {};
    this.slips = make("div", { class: "row-of", role: "group" });
    this.slipsTitle = make("h3", {});
    this.slipsPart = make("div", { class: "slips" }, this.slipsTitle, this.slips);
    this.status = make("div", { class: "status", role: "status" });
    this.node.append(
      make(
        "section",
        { class: "band" },
        make("div", { class: "words" }, this.title, this.ask),
        make("div", { class: "row-of" }, this.number, this.next),
      ),
      make(
        "div",
        { class: "inner" },
        make(
          "div",
          { class: "grids" },
          this.part("input", "x", this.input),
          make("span", { class: "symbol", "aria-hidden": "true" }, "⊙"),
          this.part("kernel", "weight", this.kernel),
          make("span", { class: "symbol", "aria-hidden": "true" }, "→"),
          this.part("output", "out", this.output),
        ),
        this.slipsPart,
        this.status,
      ),
    );
    root.append(this.node);
    this.receive(data);
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.node);
  }

  part(role, code, grid) {
    const word = make("span", {});
    this.names[role] = word;
    const name = make("span", { class: `name of-${role}` }, word, make("code", {}, code));
    return make("div", { class: "matrix" }, name, grid.wrap);
  }

  destroy() {
    this.watcher.disconnect();
  }

  receive(data) {
    this.data = data;
    this.draw();
    this.write();
    setAttribute(this.node, "data-ready", "true");
  }

  move(move) {
    const { found, seed } = this.data;
    if (move.kind === "cell" && found !== null) return;
    // The count makes two equal moves two events.
    this.count = (this.count ?? 0) + 1;
    this.send.trigger("move", { ...move, seed, count: this.count });
  }

  look(pointed) {
    this.pointed = pointed;
    this.draw();
  }

  /** The window that is read: of the cell looked at, else of the wrong cell or the last one tried. */
  get place() {
    const { pointed, data } = this;
    if (pointed?.role === "output") return [pointed.row, pointed.col];
    return data.found ?? data.cells_tried.at(-1) ?? null;
  }

  draw() {
    const { data, place, pointed } = this;
    const isNarrow = this.node.clientWidth < 600;
    const size = isNarrow ? 44 : 52;
    const isRinged = partners(pointed, place);
    this.input.update(
      data.x.length,
      data.x.length,
      (row, col) => {
        const cell = { value: data.x[row][col], ring: isRinged("input", row, col) };
        if (place === null || !reads(place, row, col)) return cell;
        const weight = data.weight[row - place[0]][col - place[1]];
        return { ...cell, active: true, zero: weight === 0, weight: formatNumber(weight) };
      },
      { label: data.strings.input, size, scale: colourScale(data.x) },
    );
    this.kernel.update(
      SIDE,
      SIDE,
      (row, col) => ({ value: data.weight[row][col], ring: isRinged("kernel", row, col) }),
      {
        label: data.strings.kernel,
        size,
        scale: colourScale(data.weight),
      },
    );
    const same = (spot, row, col) => spot !== null && spot[0] === row && spot[1] === col;
    this.output.update(
      SIDE,
      SIDE,
      (row, col) => ({
        value: data.out[row][col],
        current: pointed?.role === "output" && same(place, row, col),
        picked: same(data.found, row, col),
        ring: pointed?.role === "input" && isRinged("output", row, col),
      }),
      { label: data.strings.output, size, scale: colourScale(data.out) },
    );
    for (let row = 0; row < SIDE; row += 1) {
      for (let col = 0; col < SIDE; col += 1) {
        const isTried = data.cells_tried.some((spot) => same(spot, row, col));
        setAttribute(this.output.cellNode(row, col), "data-cleared", isTried && !same(data.found, row, col));
      }
    }
    const box = (corner) => ({ row: corner[0], col: corner[1], rows: SIDE, cols: SIDE });
    this.input.frame("window", place && box(place));
    const sums = data.solved && pointed?.role !== "output" ? data.diagnosis.sums : [];
    const misread = sums.length === 2 && sums[0].corner.join() !== sums[1].corner.join() ? sums[1].corner : null;
    this.input.frame("next", misread && box(misread));
    setAttribute(this.node, "data-step", place ? place[0] * SIDE + place[1] : -1);
    this.ringTerms();
  }

  /** The product of the cell pointed at, in every sum that is written out. */
  ringTerms() {
    const isRinged = partners(this.pointed, this.place);
    for (const term of this.status.querySelectorAll("[data-spot]")) {
      const [row, col] = term.dataset.spot.split(",").map(Number);
      setAttribute(term, "data-ring", this.pointed?.role !== "output" && isRinged("kernel", row, col));
    }
  }

  write() {
    const { data } = this;
    setText(this.title, data.strings.title);
    setText(this.ask, data.ask);
    setText(this.number, data.board);
    setText(this.next, data.strings.next);
    setAttribute(this.next, "class", data.solved ? "button filled" : "button");
    for (const [role, word] of Object.entries(this.names)) setText(word, data.strings[role]);
    setAttribute(this.node, "data-state", data.solved ? "solved" : data.found ? "slip" : "cell");
    setAttribute(this.slipsPart, "hidden", data.found === null);
    setText(this.slipsTitle, data.strings.options);
    setAttribute(this.slips, "aria-label", data.strings.options);
    this.writeSlips();
    const note = JSON.stringify(data.diagnosis);
    if (note === this.note) return;
    this.note = note;
    this.status.replaceChildren(...this.diagnosis());
    this.ringTerms();
  }

  writeSlips() {
    const { options, slips_tried: tried, solved } = this.data;
    const key = JSON.stringify(options);
    if (key !== this.shownOptions) {
      this.shownOptions = key;
      this.chips = options.map(({ id, text }) => {
        const chip = make("button", { class: "chip", type: "button", "data-slip": id }, text);
        chip.addEventListener("click", () => this.move({ kind: "slip", slip: id }));
        return chip;
      });
      this.slips.replaceChildren(...this.chips);
    }
    options.forEach(({ id, text }, i) => {
      const isLast = tried.at(-1) === id;
      setAttribute(this.chips[i], "aria-pressed", isLast ? "true" : "false");
      setAttribute(this.chips[i], "data-tried", tried.includes(id) && !isLast);
      setAttribute(this.chips[i], "disabled", solved);
      setText(this.chips[i], solved && isLast ? `✓ ${text}` : text);
    });
  }

  diagnosis() {
    const { diagnosis } = this.data;
    if (diagnosis === null) return [];
    const { kind, lead, why, sums } = diagnosis;
    const lines = make(
      "div",
      { class: "sums", "data-pair": sums.length > 1 },
      ...sums.map(({ label, terms, total }, i) =>
        make(
          "div",
          {},
          label ? make("span", { class: "caption" }, label) : null,
          make(
            "div",
            { class: kind === "solved" && i === 1 ? "sum made" : "sum" },
            ...sumNodes(terms, total, { dropZeros: !terms.some((term) => term.operator === "+") }),
          ),
        ),
      ),
    );
    if (kind === "wrong") {
      return [make("div", { class: "diagnosis" }, make("b", {}, lead), make("span", {}, why), lines)];
    }
    return [
      make("div", { class: "row-of" }, make("span", { class: "verdict-chip" }, lead)),
      lines,
      why ? make("p", { class: "quiet" }, why) : "",
    ];
  }
}

export default mount(BugBoard, gridSheet, boardSheet, sheet);

// Find the bug: click the wrong cell, then name the slip. The server judges; this shows.

import { cellId, cellOf } from "../shared/pure/cells.js";
import { NO_RINGS } from "../shared/pure/link.js";
import { formatNumber } from "../shared/pure/numbers.js";
import { colourScale } from "../shared/pure/scale.js";
import { Sliding } from "../shared/pure/sliding.js";
import { sumTokens } from "../shared/pure/sum.js";

import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { GridView } from "../shared/view/grid.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import { ringTerms, sumNodes } from "../shared/view/sum.js";
import sheet from "./component.css.js";

/**
 * @typedef {object} BugData
 * @property {number} seed Of the board; each move tells it.
 * @property {number[][]} x
 * @property {number[][]} weight
 * @property {number[][]} out As printed, with one wrong cell.
 * @property {string} ask What is to be done now.
 * @property {string} board Which one it is.
 * @property {{id: string, text: string}[]} options The slips to choose from.
 * @property {[number, number][]} cells_tried
 * @property {string[]} slips_tried
 * @property {[number, number] | null} found The wrong cell, once it is found.
 * @property {boolean} solved
 * @property {{kind: "wrong" | "found" | "solved", lead: string, why: string, sums: {label: string,
 *   terms: object[], total: number, corner: [number, number]}[]} | null} diagnosis Of the last move; corner: where
 *   the window of that sum begins.
 * @property {Record<string, string>} strings
 */
class BugBoard {
  constructor(root, data, send) {
    this.send = send;
    this.node = make("div", { class: "board bug", role: "group", "data-testid": "bug-board" });
    this.pointed = null; // id of the cell under the pointer or the keyboard
    const look = (id) => ({ hover: (row, col) => this.look(cellId(id, row, col)), leave: () => this.look(null) });
    this.input = new GridView("input", look("x"), "x");
    this.kernel = new GridView("kernel", look("weight"), "weight");
    const pick = (row, col) => this.move({ kind: "cell", row, col });
    this.output = new GridView("output", { ...look("out"), pick }, "out");
    this.title = make("h3", {});
    this.ask = make("p", {});
    this.number = make("span", { class: "caption" });
    this.next = make("button", {
      class: "button",
      type: "button",
      "data-action": "next-board",
      "data-sets": "bug_seed",
    });
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
    this.watcher = new Room(() => this.draw());
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
    this.sliding = new Sliding(data.x, data.weight);
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

  /** The step of the window that is read: of the cell looked at, else of the wrong cell or the last one tried. */
  get shown() {
    const { pointed, data } = this;
    const place = data.found ?? data.cells_tried.at(-1);
    const cells = [pointed, place && cellId("out", ...place)].filter(Boolean);
    return cells.map((cell) => this.sliding.stepOf(cell)).find(Boolean) ?? null;
  }

  draw() {
    const { data, pointed, shown } = this;
    const size = this.node.clientWidth < 600 ? 44 : 52;
    const rings = this.sliding.link.rings(pointed, shown);
    this.rings = rings;
    const weights = this.sliding.weightsMet(shown);
    const cells =
      (id, values, look = () => ({})) =>
      (row, col) => {
        const cell = cellId(id, row, col);
        return {
          value: values[row][col],
          ring: rings.cells.has(cell),
          met: rings.met.has(cell),
          ...look(row, col, cell),
        };
      };
    const show = (grid, values, label, cellAt) =>
      grid.update(values.length, values[0].length, cellAt, { label, size, scale: colourScale(values) });
    const read = (_row, _col, cell) => {
      if (!weights.has(cell)) return {};
      return { active: true, zero: weights.get(cell) === 0, corner: `\u00d7${formatNumber(weights.get(cell))}` };
    };
    show(this.input, data.x, data.strings.input, cells("x", data.x, read));
    show(this.kernel, data.weight, data.strings.kernel, cells("weight", data.weight));
    const isPointed = pointed !== null && pointed === shown?.target;
    const answer = (row, col, cell) => ({
      current: isPointed && cell === pointed,
      picked: data.found?.join() === `${row},${col}`,
      ring: !isPointed && rings.cells.has(cell),
    });
    show(this.output, data.out, data.strings.output, cells("out", data.out, answer));
    this.markCleared();
    this.frame(shown, isPointed);
    setAttribute(this.node, "data-step", shown?.index ?? -1);
    this.ringTerms();
  }

  markCleared() {
    const { found, cells_tried: tried, out } = this.data;
    const names = tried.map((spot) => spot.join());
    out.forEach((line, row) =>
      line.forEach((_, col) => {
        const isCleared = names.includes(`${row},${col}`) && found?.join() !== `${row},${col}`;
        setAttribute(this.output.cellNode(row, col), "data-cleared", isCleared);
      }),
    );
  }

  frame(shown, isPointed) {
    const { solved, diagnosis } = this.data;
    this.input.frame("window", shown && this.sliding.place(shown));
    const sums = solved && !isPointed ? diagnosis.sums : [];
    const misread = sums.length === 2 && sums[0].corner.join() !== sums[1].corner.join() ? sums[1].corner : null;
    const misreadStep = misread && this.sliding.stepOf(cellId("out", ...misread));
    this.input.frame("next", misreadStep && this.sliding.place(misreadStep));
  }

  /** In every sum that is written out. */
  ringTerms() {
    const isOutput = this.pointed && cellOf(this.pointed).grid === "out";
    ringTerms(this.status, isOutput ? NO_RINGS : this.rings);
  }

  write() {
    const { data } = this;
    setText(this.title, data.strings.title);
    setAttribute(this.node, "aria-label", data.strings.title);
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
            ...sumNodes(sumTokens(terms.map(asProduct), total, { zeros: terms.some((term) => term.operator === "+") })),
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

/** A term as the server writes it; a slip has left it out, added it or changed its weight. */
const asProduct = ({ x, weight, operator, spot, is_left_out: isLeftOut, changed }) => ({
  id: spot.join(),
  numbers: [x, weight],
  operator,
  mark: isLeftOut ? "left_out" : changed ? "changed" : operator === "×" && x === 0 ? "nothing" : null,
});

/**
 * Tells a `move`, each with `seed` and a growing `count`: {kind: "cell", row, col}, {kind: "slip", slip} or
 * {kind: "next"}.
 * @type {import("../shared/view/mount.js").Component<BugData>}
 */
export default mount(BugBoard, gridSheet, boardSheet, sheet);

// Guess the kernel: the learner's cells are computed here at once; each change is told to the
// server, which keeps the address and confirms a solution.

import { parseNumber } from "../shared/pure/numbers.js";
import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { GridView } from "../shared/view/grid.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import { compare, SIDE } from "./compare.js";
import sheet from "./component.css.js";
import { Descent } from "./descent.js";
import { GuessGrids } from "./grids.js";
import { logShare, lossText } from "./losses.js";

/**
 * @typedef {object} GuessData
 * @property {{level: string, seed: number, edits: Record<string, string>, hints: number, descending: boolean}} settings
 *   edits: "row.col" -> text.
 * @property {number} heard The count of the last change that the server has heard of.
 * @property {string[]} hints Those that were asked for.
 * @property {{id: string, name: string}[]} levels
 * @property {number} largest_seed
 * @property {(string | number)[]} case Which one the numbers are of.
 * @property {number[][]} x
 * @property {number[][]} target
 * @property {number[]} losses Of each change so far, the beginning first.
 * @property {{rate: string, weights: number[][], losses: number[]}} descent
 * @property {{text: string, hidden: number[][] | null, why: string} | null} solved
 * @property {Record<string, string>} strings
 */
class KernelGuess {
  constructor(root, data, send) {
    this.send = send;
    this.node = make("div", { class: "board guess", role: "group", "data-testid": "kernel-guess" });
    this.sent = 0;
    this.settings = null;
    this.grids = new GuessGrids({
      edit: (row, col, text) => this.edit(row, col, text),
      refuse: (text) => setText(this.refusal, fillSlots(this.data.strings.refused, { text })),
    });
    this.descent = new Descent(() => this.change({ descending: true }));
    this.title = make("h3", {});
    this.ask = make("p", {});
    this.levels = make("div", { class: "row-of levels", role: "group", "data-sets": "guess" });
    this.lossName = make("span", { class: "caption" });
    this.loss = make("b", { class: "number", "data-loss": "yours" });
    this.bar = make("div", { class: "log-bar", "aria-hidden": "true" }, make("i", {}));
    this.status = make("p", { class: "status-line" });
    this.refusal = make("p", { class: "refusal", role: "alert" });
    const button = (action, run) => {
      const node = make("button", { class: "button", type: "button", "data-action": action });
      node.addEventListener("click", run);
      return node;
    };
    this.hint = button("hint", () => this.change({ hints: Math.min(this.settings.hints + 1, 3) }));
    this.reset = button("reset", () => this.edits({}));
    this.another = button("another", () =>
      this.newCase({ seed: (this.settings.seed + 1) % (this.data.largest_seed + 1) }),
    );
    setAttribute(this.reset, "data-sets", "guess_cells");
    setAttribute(this.another, "data-sets", "guess_seed");
    this.hints = make("ol", { class: "hints" });
    this.hidden = new GridView("kernel");
    this.hiddenName = make("span", { class: "name of-kernel" });
    this.hiddenPart = make("div", { class: "matrix" }, this.hiddenName, this.hidden.wrap);
    this.solvedText = make("p", {});
    this.whyTitle = make("b", {});
    this.why = make("span", {});
    this.chip = make("span", { class: "verdict-chip" });
    this.reveal = make(
      "div",
      { class: "reveal" },
      make("div", { class: "row-of" }, this.chip, this.solvedText),
      make("div", { class: "because" }, this.hiddenPart, make("p", { class: "quiet" }, this.whyTitle, " ", this.why)),
    );
    this.node.append(
      make("section", { class: "band" }, make("div", { class: "words" }, this.title, this.ask), this.levels),
      make(
        "div",
        { class: "inner" },
        this.grids.node,
        this.refusal,
        make(
          "div",
          { class: "score" },
          make(
            "div",
            { role: "status", class: "status" },
            this.lossName,
            make("div", { class: "row-of" }, this.loss, this.bar),
            this.status,
          ),
          make("div", { class: "row-of" }, this.hint, this.reset, this.another),
        ),
        this.hints,
        this.reveal,
        this.descent.node,
      ),
    );
    root.append(this.node);
    this.receive(data);
    this.watcher = new Room(() => this.show());
    this.watcher.observe(this.node);
  }

  destroy() {
    this.watcher.disconnect();
    this.descent.pause();
  }

  receive(data) {
    // An answer to an older event must not undo what was done since.
    if (data.heard >= this.sent || this.settings === null) {
      this.settings = data.settings;
      this.losses = [...data.losses];
      this.sent = data.heard;
      this.data = data;
      this.show();
    }
  }

  change(changes) {
    this.settings = { ...this.settings, ...changes };
    this.sent += 1;
    setText(this.refusal, "");
    this.show();
    this.send.state("settings", { ...this.settings, n: this.sent });
  }

  newCase(changes) {
    this.change({ ...changes, edits: {}, hints: 0, descending: false });
  }

  edit(row, col, text) {
    this.edits({ ...this.settings.edits, [`${row}.${col}`]: text });
  }

  edits(edits) {
    const { x, target } = this.data;
    this.losses = [...this.losses, compare(x, this.weightOf(edits), target).loss];
    this.change({ edits });
  }

  weightOf(edits) {
    return Array.from({ length: SIDE }, (_, row) =>
      Array.from({ length: SIDE }, (_, col) => parseNumber(edits[`${row}.${col}`] ?? "0") ?? 0),
    );
  }

  show() {
    const { data, settings } = this;
    const { strings, x, target } = data;
    const weight = this.weightOf(settings.edits);
    const { loss, wrong } = compare(x, weight, target);
    this.grids.update(x, weight, target, strings, this.node.clientWidth);
    setText(this.title, strings.title);
    setAttribute(this.node, "aria-label", strings.title);
    setText(this.ask, strings.ask);
    setText(this.lossName, `${strings.your_loss} · ${strings.loss_note}`);
    setText(this.loss, lossText(loss));
    const top = data.descent.losses[0];
    this.bar.firstChild.style.width = `${100 * logShare(loss, top)}%`;
    setText(this.hint, strings.hint);
    setText(this.reset, strings.reset);
    setText(this.another, strings.another);
    setAttribute(this.hint, "disabled", settings.hints >= 3);
    setAttribute(this.another, "hidden", settings.level === "ramp"); // there is only one ramp
    setText(this.status, wrong ? fillSlots(strings.status, { count: wrong }) : strings.solved_word);
    this.hints.replaceChildren(...data.hints.map((hint) => make("li", {}, hint)));
    this.showLevels();
    this.showReveal(wrong);
    this.descent.update({
      descent: data.descent,
      losses: this.losses.slice(-data.descent.losses.length),
      isShown: settings.descending,
      caseKey: data.case.join(),
      strings,
    });
    setAttribute(this.node, "data-step", this.losses.length - 1);
    setAttribute(this.node, "data-wrong", wrong);
    setAttribute(this.node, "data-ready", "true");
  }

  showLevels() {
    const { levels, strings } = this.data;
    setAttribute(this.levels, "aria-label", strings.levels);
    if (this.levels.children.length !== levels.length) {
      this.levels.replaceChildren(
        ...levels.map(({ id }) => {
          const chip = make("button", { class: "chip", type: "button", "data-level": id });
          chip.addEventListener("click", () => this.newCase({ level: id }));
          return chip;
        }),
      );
    }
    levels.forEach(({ id, name }, i) => {
      setText(this.levels.children[i], name);
      setAttribute(this.levels.children[i], "aria-pressed", id === this.settings.level ? "true" : "false");
    });
  }

  showReveal(wrong) {
    const { solved, strings } = this.data;
    setAttribute(this.reveal, "hidden", wrong > 0);
    if (wrong) return;
    setText(this.chip, strings.exact);
    setText(this.solvedText, solved ? fillSlots(solved.text, { changes: this.losses.length - 1 }) : "");
    setText(this.why, solved?.why ?? "");
    setText(this.whyTitle, solved?.hidden ? strings.why : "");
    setAttribute(this.hiddenPart, "hidden", !solved?.hidden);
    if (!solved?.hidden) return;
    const { hidden } = solved;
    const scale = colourScale(hidden);
    setText(this.hiddenName, strings.hidden_kernel);
    this.hidden.update(SIDE, SIDE, (row, col) => ({ value: hidden[row][col] }), {
      label: solved.text,
      size: 44,
      scale,
    });
  }
}

/**
 * Keeps the state `settings`, those of its data with their count `n`.
 * @type {import("../shared/view/mount.js").Component<GuessData>}
 */
export default mount(KernelGuess, gridSheet, boardSheet, sheet);

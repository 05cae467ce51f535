// Kernels one after the other: reach a field, and watch what each way of doing it weighs.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { isClass } from "../shared/view/view.js";
import sheet from "./component.css.js";
import { Cone } from "./cone.js";
import { kernelsOf, spent, textOf, verdict } from "./spend.js";
import { Tries } from "./tries.js";

const square = (side) => `${side}\u00d7${side}`;

class KernelBudget {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.tried = new Set();
    this.add = make("span", { class: "quiet" });
    this.pieces = data.pieces.map((piece) =>
      make("button", { type: "button", class: "chip", "data-piece": piece, onclick: () => this.push(piece) }),
    );
    this.clear = make("button", { type: "button", class: "button text", onclick: () => this.set([]) });
    this.goal = this.select("goal", data.goals);
    this.width = this.select("channels", data.widths);
    this.stack = make("div", { class: "layers", role: "group", "data-draws": "kernels" });
    this.one = new Cone();
    this.yours = new Cone();
    this.status = make("p", { class: "said", role: "status" });
    this.tries = new Tries((text) => this.set(kernelsOf(text)));
    this.note = make("p", { class: "caption" });
    const stacking = make("div", { class: "row-of", "data-sets": "kernels" }, this.add, ...this.pieces, this.clear);
    const drawings = make("div", { class: "cones" }, this.one.node, this.yours.node, this.stack);
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "kernel-budget" },
      make(
        "div",
        { class: "inner" },
        make("div", { class: "row-of" }, stacking, this.goal.node, this.width.node),
        make(
          "div",
          { class: "halves" },
          drawings,
          make("div", {}, make("div", { "data-draws": "kernels" }, this.tries.node), this.status),
        ),
        this.note,
      ),
    );
    this.node.addEventListener("keydown", (event) => this.key(event));
    root.append(this.node);
    if (isClass()) hearKeys(this.node, (key) => this.press(key));
    this.receive(data);
  }

  destroy() {
    stopHearing(this.node);
  }

  /** A list for one of the settings. */
  select(name, choices) {
    const list = make(
      "select",
      { "data-setting": name },
      ...choices.map((c) => make("option", { value: c }, String(c))),
    );
    list.addEventListener("change", () => this.settle({ [name]: Number(list.value) }));
    const word = make("span", { class: "quiet" });
    return { list, word, node: make("label", { class: "row-of setting", "data-sets": name }, word, list) };
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    for (const text of data.tries) this.tried.add(text);
    this.show();
  }

  get kernels() {
    return kernelsOf(this.told.settings.kernels);
  }

  settle(patch) {
    this.told.change(patch);
    this.told.tell();
    this.show();
  }

  set(kernels) {
    this.settle({ kernels: textOf(kernels) });
  }

  push(piece) {
    if (this.kernels.length < this.data.most) this.set([...this.kernels, piece]);
  }

  key(event) {
    if (event.defaultPrevented || event.target.closest?.("select")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !this.press(event.key)) return;
    event.preventDefault();
  }

  /** A piece comes by its number, the last one goes.
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    const piece = Number(key);
    const isTaken = key === "Delete" || key === "Backspace";
    if (!isTaken && !this.data.pieces.includes(piece)) return false;
    if (isTaken) this.set(this.kernels.slice(0, -1));
    else this.push(piece);
    return true;
  }

  show() {
    const { data, kernels } = this;
    const { words, pieces, most } = data;
    const { goal, channels } = this.told.settings;
    setAttribute(this.node, "aria-label", words.board);
    setText(this.add, words.add);
    for (const chip of this.pieces) {
      setText(chip, square(chip.dataset.piece));
      setAttribute(chip, "aria-label", `${words.add} ${square(chip.dataset.piece)}`);
      chip.disabled = kernels.length >= most;
    }
    setText(this.clear, words.clear);
    this.clear.disabled = kernels.length === 0;
    setText(this.goal.word, words.goal);
    this.goal.list.value = goal;
    setText(this.width.word, words.channels);
    this.width.list.value = channels;
    setText(this.note, words.note);
    this.one.update({ kernels: [goal], goal, caption: fillSlots(words.one_layer, { kernel: square(goal) }) });
    this.yours.update({ kernels, goal, caption: fillSlots(words.yours, { count: kernels.length }) });
    const held = this.node.getRootNode().activeElement;
    this.list(kernels);
    this.judge(kernels, goal, pieces);
    this.tries.update({ tried: [...this.tried], goal, channels, now: textOf(kernels), words });
    // The button that was pressed has been drawn anew: the keys stay on the board.
    if (held && !held.isConnected) this.pieces[0].focus();
    setAttribute(this.node, "data-ready", "true");
  }

  /** The layers as buttons, the top one first as in the drawing. */
  list(kernels) {
    const { words } = this.data;
    const buttons = kernels.map((kernel, at) => {
      const label = fillSlots(words.remove, { number: at + 1, kernel: square(kernel) });
      return make(
        "button",
        {
          type: "button",
          class: "layer",
          title: label,
          "aria-label": label,
          onclick: () => this.set(kernels.toSpliced(at, 1)),
        },
        square(kernel),
        make("span", { class: "gone", "aria-hidden": "true" }, "\u2715"),
      );
    });
    this.stack.replaceChildren(...buttons.reverse());
  }

  judge(kernels, goal, pieces) {
    const { words } = this.data;
    const { field, squares, relus } = spent(kernels);
    const found = verdict(kernels, goal, pieces);
    const whole = goal ** 2;
    const saved = ((100 * (whole - squares)) / whole).toFixed(1);
    const slots = { field, goal, squares, saved, count: relus, off: Math.abs(field - goal), one: square(goal) };
    setText(this.status, fillSlots(words[found], slots));
    setAttribute(this.status, "data-verdict", found);
    if (found === "dear" || found === "fewest") this.tried.add(textOf(kernels));
  }
}

/**
 * The data are `BudgetData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(KernelBudget, boardSheet, sheet);

// The network as a stack of blocks. The picture follows the hand at once; sizes and costs come from
// cnncore.network on the server, one round trip later, with the echo number of the edit they answer.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { Press } from "../shared/view/press.js";
import { BlockColumn, inputColumn, joint, ledgerRows, WITH_CHANNELS } from "./columns.js";
import sheet from "./component.css.js";
import { startDrag } from "./drag.js";
import { BlockForm } from "./form.js";
import { onKey } from "./keys.js";
import { AddMenu } from "./menu.js";
import { problemParts } from "./problem.js";

const MOST_BLOCKS = 60;
const MOST_UNDO = 40;

/**
 * @typedef {{kind: string} & Record<string, any>} Block With PyTorch's names of its parameters.
 *
 * @typedef {object} BuilderData
 * @property {Block[]} blocks
 * @property {({shape: number[], params: number, mult_adds: number, receptive_field: number | null} | null)[]} columns
 *   The ledger, a block each; null from the first that cannot work.
 * @property {{params: number, mult_adds: number, receptive_field: number | null}} totals
 * @property {{shape: [number, number, number]}} input
 * @property {string} summary As it is said.
 * @property {{index: number | null, note: string, sentence: string, ways: string,
 *   fixes: {label: string, blocks: Block[]}[]} | null} problem
 * @property {string} preset Its id; "" for a network of one's own.
 * @property {{id: string, label: string}[]} presets
 * @property {Record<string, {name: string, type: "int" | "real" | "flag" | "choice", low?: number, high?: number,
 *   step?: number, choices?: {id: string, label: string}[]}[]>} fields Of each kind of block.
 * @property {{id: string, label: string, block: Block}[]} additions What can be added.
 * @property {{kernel: string, name: string} | null} passport A kernel that comes from a lesson.
 * @property {number} echo The number of the last edit that the server has heard of.
 * @property {number} revision Counts the changes that it has made itself.
 * @property {{kinds: Record<string, string>, fields: Record<string, string>, frozen: string, plain: string}} words
 * @property {Record<string, string>} strings
 *
 * @typedef {NetworkBuilder} Builder What its parts ask for blocks, and tell of edits.
 */
class NetworkBuilder {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.selected = null;
    this.fresh = null;
    this.past = [];
    this.running = false;
    this.build();
    this.take(data);
    this.listen();
  }

  build() {
    this.title = make("h2", {});
    this.hint = make("span", { class: "quiet" });
    this.presetWord = make("span", { class: "quiet" });
    this.presets = make("select", {
      "data-action": "preset",
      "data-sets": "network",
      onchange: () => this.choosePreset(this.presets.value),
    });
    this.undoKey = make("button", { type: "button", class: "key", "data-action": "undo", onclick: () => this.undo() });
    this.addKey = make("button", {
      type: "button",
      class: "key",
      "data-action": "add",
      "aria-haspopup": "menu",
      onclick: () => this.menu.open(this.placeToAdd(), this.addKey),
    });
    this.stack = make("div", { class: "line stack", role: "group" });
    this.ledger = make("div", { class: "ledger", role: "table" });
    this.table = make("div", { class: "table" }, this.stack, this.ledger);
    this.scroller = make("div", { class: "scroller" }, this.table);
    this.problemBox = make("div", { class: "problem", role: "alert", hidden: true });
    this.form = new BlockForm(this);
    this.menu = new AddMenu(this);
    this.status = make("p", { class: "sr", role: "status" });
    this.node = make(
      "section",
      { class: "builder", "data-testid": "network-builder", "data-draws": "network" },
      make(
        "header",
        {},
        this.title,
        this.hint,
        make("span", { class: "spring" }),
        this.undoKey,
        make("label", { class: "preset" }, this.presetWord, this.presets),
        this.addKey,
      ),
      this.scroller,
      this.problemBox,
      this.form.node,
      this.menu.node,
      this.status,
    );
    this.root.append(this.node);
  }

  listen() {
    this.node.addEventListener("keydown", (event) => onKey(this, event));
    this.node.addEventListener("pointerdown", (event) => startDrag(this, event));
    this.press = new Press(this.node, () => this.waiting && this.receive(this.waiting));
    this.closeMenu = (event) => {
      if (!event.composedPath().includes(this.menu.node)) this.menu.hide();
    };
    document.addEventListener("pointerdown", this.closeMenu);
    this.onRun = (event) => {
      this.running = event.detail.state === "running" || event.detail.state === "paused";
      this.writeHint();
    };
    window.addEventListener("cnn-run", this.onRun);
  }

  destroy() {
    document.removeEventListener("pointerdown", this.closeMenu);
    window.removeEventListener("cnn-run", this.onRun);
  }

  /** Words and ledger always; the blocks only from an answer that knows our last edit. */
  receive(data) {
    this.waiting = this.press.isHeld ? data : null;
    if (this.waiting) return;
    if (data.echo >= (this.echo ?? 0) || data.revision !== this.data.revision) this.take(data);
    else this.data = { ...data, columns: this.data.columns, blocks: this.data.blocks };
    this.render();
  }

  take(data) {
    const rebuilt = JSON.stringify(data.blocks) !== JSON.stringify(this.blocks);
    this.data = data;
    this.echo = Math.max(this.echo ?? 0, data.echo);
    this.problem = data.problem;
    if (rebuilt) {
      this.blocks = data.blocks;
      if (this.selected !== null)
        this.selected = this.blocks.length ? Math.min(this.selected, this.blocks.length - 1) : null;
    }
    this.render();
    this.status.textContent = data.problem ? `${data.problem.sentence} ${data.problem.ways}` : data.summary;
  }

  shapeBefore(index) {
    for (let i = index - 1; i >= 0; i -= 1) if (this.data.columns[i]?.shape) return this.data.columns[i].shape;
    return this.data.input.shape;
  }

  /** Every edit goes through here: remember, show at once, ask the server for the ledger. */
  edit(blocks, columns, selected, fresh = null) {
    this.past = [...this.past.slice(1 - MOST_UNDO), this.blocks];
    this.blocks = blocks;
    this.selected = blocks.length ? selected : null;
    this.fresh = fresh;
    this.problem = null;
    this.data = { ...this.data, columns, preset: "" };
    this.render();
    this.commit();
    this.fresh = null;
  }

  commit() {
    this.echo += 1;
    this.send.state("network", { blocks: this.blocks, echo: this.echo });
  }

  select(index) {
    this.selected = this.selected === index ? null : index;
    this.render();
    this.focusFace(index);
  }

  change(index, patch) {
    const block = { ...this.blocks[index], ...patch };
    // A kernel from a lesson has its own size: with another size it is no longer that kernel.
    if (block.kernel && block.kernel.split(";").length !== block.kernel_size)
      Object.assign(block, { kernel: null, frozen: false });
    this.edit(
      this.blocks.with(index, block),
      this.data.columns.map((row, i) => (i < index ? row : null)),
      index,
    );
  }

  moreChannels(index, sign) {
    const block = this.blocks[index];
    const field = WITH_CHANNELS[block.kind];
    if (!field || (block.kind === "linear" && block[field] === 0)) return;
    const now = block[field];
    const step = now + sign <= 4 ? 1 : now + sign <= 16 ? 2 : now + sign <= 64 ? 4 : 16;
    this.change(index, { [field]: Math.max(1, Math.min(512, now + sign * step)) });
  }

  insert(index, block) {
    if (this.blocks.length >= MOST_BLOCKS) return;
    const added = structuredClone(block);
    this.edit(
      this.blocks.toSpliced(index, 0, added),
      this.data.columns.slice(0, index).concat(Array(this.blocks.length + 1 - index).fill(null)),
      index,
      added,
    );
    this.focusFace(index);
  }

  remove(index) {
    const next = Math.min(index, this.blocks.length - 2);
    this.edit(this.blocks.toSpliced(index, 1), this.data.columns.toSpliced(index, 1), next);
    if (next >= 0) this.focusFace(next);
    else this.addKey.focus();
  }

  move(from, to, settled = true) {
    if (to < 0 || to >= this.blocks.length || to === from) return;
    const shift = (list) => list.toSpliced(from, 1).toSpliced(to, 0, list[from]);
    if (settled) {
      this.edit(shift(this.blocks), shift(this.data.columns), to);
      this.focusFace(to);
    } else {
      this.blocks = shift(this.blocks);
      this.data = { ...this.data, columns: shift(this.data.columns) };
      this.selected = to;
      this.render();
    }
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.blocks = before;
    this.selected = null;
    this.data = { ...this.data, columns: before.map(() => null) };
    this.render();
    this.commit();
  }

  choosePreset(id) {
    if (!id) return;
    this.past = [...this.past.slice(1 - MOST_UNDO), this.blocks];
    this.selected = null;
    this.echo += 1;
    this.send.state("network", { preset: id, echo: this.echo });
  }

  placeToAdd() {
    if (this.selected !== null) return this.selected + 1;
    const flat = this.blocks.findIndex((block) => block.kind === "flatten");
    return flat >= 0 ? flat : this.blocks.length;
  }

  /** A new block takes over the number of channels that arrives. */
  fitted(block, index) {
    const shape = this.shapeBefore(index);
    return "out_channels" in block && shape.length === 3 && index > 0 && shape[0] > 3
      ? { ...block, out_channels: shape[0] }
      : block;
  }

  focusFace(index) {
    this.stack.querySelector(`[data-index="${index}"]`)?.focus({ preventScroll: false });
  }

  render() {
    const { strings, presets } = this.data;
    setText(this.title, strings.title);
    this.writeHint();
    setText(this.presetWord, strings.presets);
    setText(this.undoKey, strings.undo);
    setAttribute(this.undoKey, "hidden", this.past.length === 0);
    setText(this.addKey, `+ ${strings.add}`);
    const chosen = this.data.preset;
    this.presets.replaceChildren(
      ...(chosen ? [] : [make("option", { value: "", selected: true }, strings.own)]),
      ...presets.map((preset) => make("option", { value: preset.id, selected: preset.id === chosen }, preset.label)),
    );
    this.drawColumns();
    setAttribute(this.problemBox, "hidden", !this.problem);
    this.problemBox.replaceChildren(
      ...problemParts(this.problem, (blocks) => this.edit(blocks, Array(blocks.length).fill(null), null)),
    );
    this.form.update();
    setAttribute(this.node, "data-echo", this.data.echo);
    setAttribute(this.node, "data-blocks", this.blocks.length);
    setAttribute(this.node, "data-ready", "true");
  }

  writeHint() {
    const { strings } = this.data;
    const byHand = matchMedia("(pointer: coarse)").matches ? strings.hint_touch : strings.hint;
    setText(this.hint, this.running ? strings.after_reset : byHand);
  }

  drawColumns() {
    const { strings } = this.data;
    const focused = this.root.activeElement?.dataset?.index;
    this.table.style.setProperty("--columns", this.blocks.length + 1);
    setAttribute(this.stack, "aria-label", strings.stack);
    setAttribute(this.ledger, "aria-label", strings.ledger);
    const columns = this.blocks.map((block, index) => new BlockColumn(this, block, index).node);
    this.stack.replaceChildren(
      make("span", { class: "head" }),
      inputColumn(this),
      ...columns,
      make("span", { class: "total last" }, joint(this, this.blocks.length)),
    );
    this.ledger.replaceChildren(...ledgerRows(this));
    if (focused !== undefined) this.focusFace(focused);
  }
}

/**
 * Keeps the state `network`: {blocks, echo}, or {preset, echo} where one was chosen.
 * @type {import("../shared/view/mount.js").Component<BuilderData>}
 */
export default mount(NetworkBuilder, sheet);

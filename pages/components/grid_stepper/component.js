// The grid stepper: one component for convolution, stride and padding.
// The browser owns the gesture; the server owns the truth. Settings travel to the server when a
// gesture ends and come back with an echo number, so that an older answer never undoes a newer hand.

import PRESETS from "../generated/presets.js";
import { LARGEST } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { mount } from "../shared/view/mount.js";
import { Band } from "./band.js";
import sheet from "./component.css.js";
import { caseKey, evaluate, withRandom } from "./compute.js";
import { Controls } from "./controls.js";
import { Stage } from "./stage.js";
import { Transport } from "./transport.js";

const COMMIT_STEP_AFTER_MS = 400;

class Stepper {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.take(data);
    this.settings = structuredClone(data.settings);
    this.echo = data.echo;
    this.hover = null;
    this.dragging = false;
    this.refusal = "";
    this.build();
    this.listen();
    this.recompute();
  }

  take(data) {
    this.data = data;
    this.presets = withRandom(PRESETS, data.random);
  }

  build() {
    const { data } = this;
    this.band = new Band({
      answer: (text) => this.send.trigger("answer", { text, key: this.data.band.key }),
      skip: () => this.send.trigger("skip", { key: this.data.band.key }),
      again: () => this.send.trigger("again", { key: this.data.band.key }),
    });
    this.scenarios = make("div", { class: "scenarios", role: "group" });
    this.stage = new Stage(this);
    this.message = make("p", { class: "message", role: "alert" });
    this.transport = new Transport({
      step: () => this.settings.step,
      count: () => this.count,
      go: (step, { animate }) => this.go(step, animate),
      settle: () => this.commit(),
      refresh: () => this.render(),
    });
    this.dock = make("div", { class: "dock" }, this.transport.node);
    this.controls = new Controls(data.limits, data.names, {
      change: (patch) => this.change(patch),
      commit: () => this.commit(),
      grab: (held) => this.grab(held),
      set: (patch) => this.settle(patch),
      pickInput: (name) => this.pickInput(name),
      pickKernel: (name) => this.settle({ kernel: name, kernel_edits: [] }),
      clearEdits: () => this.settle({ input_edits: [], kernel_edits: [] }),
    });
    this.node = make(
      "div",
      { class: "stepper", "data-testid": "grid-stepper", "data-variant": data.variant },
      this.band.node,
      this.scenarios,
      this.stage.node,
      this.message,
      this.dock,
      this.controls.node,
    );
    this.root.append(this.node);
  }

  listen() {
    this.node.addEventListener("keydown", (event) => this.onKey(event));
    this.resize = new ResizeObserver(() => {
      if (this.node.clientWidth !== this.width) this.render();
    });
    this.resize.observe(this.node);
    this.answerRequest = (event) => {
      if (event.detail.channel === this.data.channel) this.announce();
    };
    window.addEventListener("cnn-step-request", this.answerRequest);
  }

  destroy() {
    this.transport.stop();
    clearTimeout(this.stepTimer);
    clearTimeout(this.wordsTimer);
    this.resize.disconnect();
    window.removeEventListener("cnn-step-request", this.answerRequest);
  }

  /**
   * New data from the server: words and questions always; settings only if it knows our last ones.
   * An echo ahead of ours answers a gesture that a stepper before us sent from this place.
   */
  receive(data) {
    const serverChanged = data.echo > this.echo || (data.echo === this.echo && data.revision !== this.data.revision);
    const isNews = serverChanged || withoutEcho(data) !== withoutEcho(this.data);
    this.take(data);
    this.echo = Math.max(this.echo, data.echo);
    if (serverChanged && !this.dragging) {
      this.transport.stop();
      this.settings = structuredClone(data.settings);
    }
    if (serverChanged) this.recompute();
    else if (isNews) this.recomputeSoon();
  }

  /** Only words are new: the rest of the answer, such as the code beside the grid, comes first. */
  recomputeSoon() {
    clearTimeout(this.wordsTimer);
    this.wordsTimer = setTimeout(() => this.recompute());
  }

  get count() {
    return this.view.shape.problem ? 0 : this.view.shape.out ** 2;
  }

  /** While a gesture lasts. */
  change(patch) {
    this.assign(patch);
    this.draw();
  }

  /** A gesture that is over at once. Streamlit sends in a task of its own; drawn after that one, the server computes meanwhile. */
  settle(patch) {
    this.assign(patch);
    this.commit();
    setTimeout(() => this.draw());
  }

  assign(patch) {
    this.transport.stop();
    Object.assign(this.settings, patch);
    this.refusal = "";
    this.evaluate();
  }

  pickInput(name) {
    const patch = { image: name, input_edits: [] };
    if (name === "random" && this.settings.image === "random")
      patch.seed = (this.settings.seed + 1) % (this.data.limits.seed[1] + 1);
    // The numbers of a new seed come from NumPy: they are drawn when the server answers.
    this.settle(patch);
  }

  grab(held) {
    this.dragging = held;
    // The slider must not move away under the finger: the stage keeps its height while it is held.
    this.stage.node.style.minHeight = held ? `${this.stage.node.offsetHeight}px` : "";
  }

  edit(which, row, col, text) {
    const key = `${which}_edits`;
    const last = this.settings.kernel_size - 1;
    const [r, c] = which === "kernel" && this.settings.flip ? [last - row, last - col] : [row, col];
    const others = this.settings[key].filter(([i, j]) => i !== r || j !== c);
    const sorted = [...others, [r, c, text]].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.settle({ [key]: sorted });
  }

  refuse(text) {
    this.refusal = fillSlots(this.data.strings.not_a_number, { text: text.slice(0, 14), largest: LARGEST });
    this.render();
    this.message.scrollIntoView({ block: "nearest" });
  }

  go(step, animate) {
    this.settings.step = step;
    this.hover = null;
    this.animate = animate && !prefersReducedMotion();
    this.render();
    this.announce();
    clearTimeout(this.stepTimer);
    if (!this.transport.timer) this.stepTimer = setTimeout(() => this.commit(), COMMIT_STEP_AFTER_MS);
  }

  commit() {
    clearTimeout(this.stepTimer);
    const wanted = JSON.stringify(this.settings);
    if (wanted === this.sent) return;
    this.sent = wanted;
    this.echo += 1;
    this.send.state("settings", { ...structuredClone(this.settings), echo: this.echo });
  }

  pick(row, col) {
    const { band } = this.data;
    if (band?.kind === "cell" && band.state === "open") {
      this.send.trigger("answer", { text: `${row},${col}`, key: band.key });
      return;
    }
    this.transport.stop();
    this.go(row * this.view.shape.out + col, true);
  }

  point(hover) {
    this.hover = hover;
    this.animate = false;
    this.stage.update(); // nothing outside the stage depends on the pointer
  }

  recompute() {
    this.evaluate();
    this.draw();
  }

  evaluate() {
    this.view = evaluate(this.settings, this.presets);
    this.settings.step = Math.max(0, Math.min(this.settings.step, this.count - 1));
  }

  draw() {
    this.animate = false;
    this.render();
    this.announce();
  }

  isMasked(row, col) {
    const { band } = this.data;
    return Boolean(band && band.state === "open" && band.target && band.target[0] === row && band.target[1] === col);
  }

  render() {
    const { strings } = this.data;
    this.width = this.node.clientWidth;
    this.band.update(this.view.shape.problem ? null : this.data.band);
    this.drawScenarios();
    this.stage.update();
    this.writeMessage();
    this.transport.update(strings, this.settings.step, this.count, this.view.shape.out ?? 0);
    this.controls.update(strings, this.settings, this.presets);
    setAttribute(this.node, "data-step", this.settings.step);
    setAttribute(this.node, "data-case", caseKey(this.settings));
    setAttribute(this.node, "data-ready", "true");
  }

  drawScenarios() {
    const list = this.data.scenarios ?? [];
    setAttribute(this.scenarios, "hidden", list.length === 0);
    if (this.scenarios.children.length !== list.length) {
      this.scenarios.replaceChildren(
        ...list.map((item) =>
          make(
            "button",
            { type: "button", "data-scenario": item.id, onclick: () => this.settle({ ...item.settings, step: 0 }) },
            "",
          ),
        ),
      );
    }
    list.forEach((item, i) => {
      const chosen = Object.entries(item.settings).every(([name, value]) => this.settings[name] === value);
      setText(this.scenarios.children[i], item.label);
      setAttribute(this.scenarios.children[i], "aria-pressed", chosen ? "true" : "false");
    });
  }

  writeMessage() {
    const { shape } = this.view;
    const { strings } = this.data;
    let text = this.refusal;
    if (shape.problem === "kernel") {
      const ways = [];
      if (shape.largestKernel >= 1) ways.push(fillSlots(strings.fit_kernel, { kernel: shape.largestKernel }));
      if (shape.smallestPadding <= this.data.limits.padding[1])
        ways.push(fillSlots(strings.fit_padding, { padding: shape.smallestPadding }));
      text = `${fillSlots(strings.kernel_too_large, { effective: shape.effective, padded: shape.padded })} ${ways.join(strings.or)}${strings.stop}`;
    } else if (shape.problem === "reflect") {
      text = fillSlots(strings.reflect_too_large, {
        padding: this.settings.padding,
        size: this.settings.size,
        largest: shape.largest,
      });
    }
    setText(this.message, text);
    setAttribute(this.message, "hidden", !text);
  }

  onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (event.key === "Escape") {
      this.transport.stop();
      this.refusal = "";
      this.point(null);
      return;
    }
    const isField = target.matches("input, summary");
    const isButton = target.matches("button");
    if (isField || (isButton && event.key === " ")) return;
    if (this.transport.onKey(event.key)) event.preventDefault();
  }

  /** Tell the other components of the page (the code beside the grid) where we are. */
  announce() {
    const { shape, out, padded, weight } = this.view;
    const columns = shape.out ?? 0;
    const masked = [];
    for (let i = 0; i < this.count; i += 1) {
      if (this.isMasked(Math.floor(i / columns), i % columns)) masked.push(i);
    }
    const detail = {
      channel: this.data.channel,
      step: this.settings.step,
      caseKey: caseKey(this.settings),
      columns,
      out,
      padded,
      weight,
      masked,
      settings: this.settings,
    };
    window.dispatchEvent(new CustomEvent("cnn-step", { detail }));
  }
}

/** What the screen shows of the data: most answers repeat the settings that were sent, and nothing else is new. */
const withoutEcho = (data) => JSON.stringify({ ...data, settings: null, echo: 0 });

export default mount(Stepper, gridSheet, sheet);

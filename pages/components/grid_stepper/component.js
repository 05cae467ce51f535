// The grid stepper: composes the parts that a lesson names and knows no lesson.
// The browser owns the gesture; the server owns the truth (exchange.js).

import presets from "../generated/presets.js";
import { cellOf } from "../shared/pure/cells.js";
import { Link } from "../shared/pure/link.js";
import { LARGEST } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { goTo, isPlaying, press, standing, stopped, tick, withSteps } from "../shared/pure/steps.js";
import { Clock } from "../shared/view/clock.js";
import { headingOf, prefersReducedMotion, setAttribute } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import sheet from "./component.css.js";
import { compose } from "./compose.js";
import { Exchange } from "./exchange.js";
import { wouldChange } from "./fixed.js";
import classSheet from "./in_class.css.js";
import { leave, takeUp } from "./left.js";
import { cellwise } from "./operators/cellwise.js";
import { channels } from "./operators/channels.js";
import { conv_transpose2d } from "./operators/conv_transpose2d.js";
import { conv2d } from "./operators/conv2d.js";
import { conv2d_backward, conv2d_backward_input } from "./operators/conv2d_backward.js";
import { dropout } from "./operators/dropout.js";
import { layers } from "./operators/layers.js";
import { linear } from "./operators/linear.js";
import { pool2d } from "./operators/pool2d.js";
import { pool2d_backward } from "./operators/pool2d_backward.js";
import { through } from "./operators/through.js";
import { weight_matrix } from "./operators/weight_matrix.js";
import { loadParts } from "./parts.js";
import { screenOf, stepEvent } from "./screen.js";
import { SettingsPanel } from "./settings_panel.js";

const OPERATORS = {
  cellwise,
  channels,
  conv2d,
  conv2d_backward,
  conv2d_backward_input,
  conv_transpose2d,
  dropout,
  layers,
  linear,
  pool2d,
  pool2d_backward,
  through,
  weight_matrix,
};
const PACE = { first: 1000, later: 400 };
const COMMIT_STEP_AFTER_MS = 400;
const KEYS = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last", " ": "play" };

class Stepper {
  constructor(root, data, send) {
    this.send = send;
    this.data = data;
    this.exchange = new Exchange(data);
    this.player = standing(data.settings.step);
    this.isTakenUp = takeUp(this);
    this.clock = new Clock((now) => this.wake(now));
    Object.assign(this, { pointed: null, refusal: "" });
    loadParts(data.parts).then((classes) => {
      if (root.figure === this) this.begin(root, classes);
    });
  }

  begin(root, classes) {
    this.evaluate();
    Object.assign(this, compose(this, classes));
    this.panel = new SettingsPanel(this.node, (key) => this.onKey(key));
    root.append(this.node);
    this.listen();
    this.draw();
    if (this.isTakenUp && !isPlaying(this.player)) this.commit();
  }

  get settings() {
    return this.exchange.settings;
  }

  listen() {
    hearKeys(this.node, (key) => this.onKey(key));
    this.resize = new Room(() => {
      if (this.node.clientWidth !== this.width) this.render();
      this.node.style.setProperty("--above", `${this.stage.node.offsetHeight}px`);
    });
    this.resize.observe(this.node);
    this.resize.observe(this.stage.node);
    this.answerRequest = (event) => {
      if (event.detail.channel === this.data.channel) this.announce();
    };
    window.addEventListener("cnn-step-request", this.answerRequest);
  }

  destroy() {
    leave(this);
    this.clock.stop();
    if (this.node) stopHearing(this.node);
    globalThis.cancelIdleCallback?.(this.idle);
    clearTimeout(this.stepTimer);
    clearTimeout(this.wordsTimer);
    this.resize?.disconnect();
    this.panel?.destroy();
    window.removeEventListener("cnn-step-request", this.answerRequest);
    for (const part of this.parts ?? []) part?.destroy?.();
  }

  /** New data from the server: words and questions always; settings by the rules of the exchange. */
  receive(data) {
    const isNews = withoutEcho(data) !== withoutEcho(this.data);
    const outcome = this.exchange.receive(data);
    const isToPlay = data.plays > this.data.plays;
    this.data = data;
    if (outcome === "taken") this.follow(stopped({ ...this.player, step: data.settings.step }));
    if (!this.node) return;
    clearTimeout(this.wordsTimer);
    if (outcome) this.recompute();
    if (outcome && isToPlay) this.press("play");
    // Only words are new: the rest of the answer, such as the code beside the grid, comes first.
    else if (isNews) this.wordsTimer = setTimeout(() => this.recompute());
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
    this.player = stopped(this.player);
    const { names, message } = this.data.fixed;
    const isRefused = wouldChange(names, this.settings, patch);
    if (!isRefused) this.exchange.change(patch);
    this.refusal = isRefused ? message : "";
    this.evaluate();
  }

  commit() {
    clearTimeout(this.stepTimer);
    const message = this.exchange.message();
    if (message) this.send.state("settings", message);
  }

  grab(held) {
    this.exchange.isHeld = held;
    // The slider must not move away under the finger: the stage keeps its height while it is held.
    const { node } = this.stage;
    node.style.minHeight = held ? `${node.offsetHeight}px` : "";
  }

  /** What is set when a cell gets another number. */
  edited(grid, row, col, text) {
    const { setting, at } = this.scene.grids[grid].edits;
    const [r, c] = at(row, col);
    const others = this.settings[setting].filter(([i, j]) => i !== r || j !== c);
    const sorted = [...others, [r, c, text]].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return { [setting]: sorted };
  }

  edit(grid, row, col, text) {
    this.settle(this.edited(grid, row, col, text));
  }

  /** @param {boolean} strange Whether NaN would have been a number here. */
  refuse(text, strange) {
    const word = this.data.words[strange ? "not_a_number_nor_nan" : "not_a_number"];
    this.refusal = fillSlots(word, { text: text.slice(0, 14), largest: LARGEST });
    this.render();
    this.message.node.scrollIntoView({ block: "nearest" });
  }

  /** The player goes on: its step is a setting, its clock is ours. */
  follow(player) {
    this.player = player;
    this.exchange.change({ step: player.step });
    this.clock.follow(player);
  }

  /** @param {{animate?: boolean}} options */
  show(player, { animate = false } = {}) {
    const moved = player.step !== this.player.step;
    this.follow(player);
    this.animate = animate && !prefersReducedMotion();
    if (moved) this.pointed = null;
    this.render();
    if (!moved) return;
    this.announce();
    clearTimeout(this.stepTimer);
    if (!isPlaying(player)) this.stepTimer = setTimeout(() => this.commit(), COMMIT_STEP_AFTER_MS);
  }

  press(action) {
    const player = press(this.player, action, this.clock.now, PACE);
    if (player === this.player) return;
    this.show(player, { animate: action === "next" || action === "back" });
    if (!isPlaying(player)) this.commit();
  }

  wake(now) {
    const player = tick(this.player, now, PACE);
    this.show(player, { animate: true });
    if (!isPlaying(player)) this.commit();
  }

  /** A cell that cannot be edited was chosen: an answer, the step that computes it, or what it stands for. */
  pick(cell) {
    const chosen = this.scene.chosen?.(cell);
    if (chosen) return this.settle(chosen);
    const step = this.scene.stepOf(cell);
    if (step === null) return;
    const { band } = this.data;
    const { row, col } = cellOf(cell);
    if (band?.kind === "cell" && band.state === "open") {
      if (row < 0 || col < 0) return; // drawn, but cut off
      this.send.trigger("answer", { text: `${row},${col}`, key: band.key });
    } else {
      this.show(goTo(this.player, step), { animate: true });
    }
  }

  point(cell) {
    this.pointed = cell;
    this.animate = false;
    const before = this.now;
    const screen = screenOf(this);
    const moved = screen.now !== before;
    this.stage.point(screen, moved);
    for (const part of this.parts) part?.point?.(screen, moved);
    if (screen.fed !== null) setAttribute(this.node, "data-feeds", screen.fed);
  }

  recompute() {
    this.evaluate();
    this.draw();
  }

  evaluate() {
    this.scene = OPERATORS[this.data.operator](this.settings, presets, this.data.given);
    const { count, at, ...options } = this.scene.sums;
    this.link = new Link(count, at, options);
    this.now = null;
    // Ready before the first cell is pointed at; where a browser cannot say when, it is built then.
    globalThis.cancelIdleCallback?.(this.idle);
    this.idle = globalThis.requestIdleCallback?.(() => this.link.build());
    this.follow(withSteps(this.player, this.scene.count, this.settings.step));
  }

  draw() {
    this.animate = false;
    // A page may have two figures: the one in another section has another name.
    setAttribute(this.node, "aria-label", headingOf(this.node));
    this.render();
    this.announce();
  }

  render() {
    this.width = this.node.clientWidth;
    this.arrangement = this.stage.arrange(this.width || 960, this.scene, this.data.words);
    const screen = screenOf(this);
    setAttribute(this.node, "data-layout", this.arrangement.kind);
    setAttribute(this.node, "data-roomy", this.arrangement.roomy);
    setAttribute(this.node, "data-tall", this.arrangement.isTall);
    setAttribute(this.node, "data-large", this.arrangement.isLarge);
    setAttribute(this.node, "data-shows", this.data.shows);
    this.place(this.arrangement);
    this.stage.update(screen);
    this.parts.forEach((part, i) => part?.update(screen, this.data.parts[i][1]));
    this.message.update(screen);
    setAttribute(this.node, "data-step", screen.player.step);
    setAttribute(this.node, "data-case", screen.caseKey);
    setAttribute(this.node, "data-ready", "true");
  }

  /** @returns {boolean} Whether the key was of use. */
  onKey(key) {
    if ([this.panel, this.stage, ...this.parts].some((each) => each?.press?.(key))) return true;
    if (key === "Escape") {
      Object.assign(this, { refusal: "", pointed: null });
      this.follow(stopped(this.player));
      this.render();
    }
    if (key.toLowerCase() === "e") return this.takeAlong();
    const action = KEYS[key];
    if (!action || this.player.count === 0) return false;
    this.press(action);
    return true;
  }

  /** @returns {boolean} Whether there is a panel to take the figure along by. */
  takeAlong() {
    const { channel } = this.data;
    return !window.dispatchEvent(new CustomEvent("cnn-take", { cancelable: true, detail: { channel } }));
  }

  /** Tell the other components of the page (the code beside the grid) where we are. */
  announce() {
    window.dispatchEvent(new CustomEvent("cnn-step", { detail: stepEvent(this) }));
  }
}

/** What the screen shows of the data: most answers repeat the settings that were sent, and nothing else is new. */
const withoutEcho = (data) => JSON.stringify({ ...data, settings: null, echo: 0 });

/**
 * The data are `FigureData` of `__init__.py`. Told: the state `settings`, all of them with their `echo`, and as
 * triggers `answer` {text, key}, `skip` {key} and `again` {key}.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(Stepper, gridSheet, sheet, classSheet);

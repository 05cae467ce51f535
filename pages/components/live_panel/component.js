// The live panel: everything that moves while a network trains, without one script rerun.
// Mounted as "transport", as "panels", or both in one ("all"); parts of one page share the job.

import { newRun } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { Before } from "../shared/view/before.js";
import { whenVisible } from "../shared/view/chart.js";
import { CurvePanel } from "../shared/view/curves.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { watchJob } from "../shared/view/live_job.js";
import { readMosaicPalette } from "../shared/view/mosaic.js";
import { mount } from "../shared/view/mount.js";
import { colourProbe } from "../shared/view/pixels.js";
import { isForPaper, Room } from "../shared/view/room.js";
import runsSheet from "../shared/view/runs.css.js";
import sheet from "./component.css.js";
import { ConfusionPanel } from "./confusion.js";
import { EmbeddingPanel } from "./embedding.js";
import { GradientPanel } from "./gradients.js";
import { MistakePanel } from "./mistakes.js";
import { plainState, stateOf } from "./states.js";
import { KernelPanel, MapPanel } from "./tiles.js";
import { Transport } from "./transport.js";

const CURVES_MS = 100;
const NUMBERS_MS = 250;

/**
 * @typedef {import("../shared/pure/run_record.js").Run} Run
 *
 * @typedef {object} PanelData
 * @property {"transport" | "panels" | "all"} part What is drawn.
 * @property {string} job "" before the first run.
 * @property {string} path
 * @property {{job: string, path: string, step: number}[]} [before] The runs that it goes on from.
 * @property {{layers: object[], snapshot: object} | null} preview What a run will begin with.
 * @property {number} [plannedSteps] Where the axes end before there is a run.
 * @property {string[]} classes
 * @property {number} chance The share that guessing gets right.
 * @property {import("./judgement.js").Known} known
 * @property {boolean} known_ended Whether the page knows that the run is over.
 * @property {number} limitSeconds
 * @property {string} colour Of CSS.
 * @property {string} problem Why no run can begin; "" if one can.
 * @property {string} [detail] A second sentence to that.
 * @property {{id: string, label: string}[]} [fixes] Ways out of it.
 * @property {Record<string, string>} [failures] Sentences for settings that are refused.
 * @property {string[]} [choices] The ways on that the page can go.
 * @property {{text: string, options: {id: string, label: string}[], value: string} | null} [keeps] Where the next
 *   run will be kept.
 * @property {string} [startsFrom] What it starts from; "" for fresh weights.
 * @property {string} [shows] Name of the file whose weights it only shows.
 * @property {string} [old] Settings of the run in words, where the page is set otherwise by now.
 * @property {{job: string, index: number, map: object | null} | null} [why] The first maps of the mistake that was
 *   asked about.
 * @property {Record<string, string>} strings
 *
 * @typedef {object} Context What all panels are drawn with.
 * @property {number} width In pixels.
 * @property {import("../shared/view/mosaic.js").MosaicPalette} palette
 * @property {{wrong: string, axis: string, page: string, name: string, font: string}} colours For a canvas.
 * @property {number | null} chosen Index of a kernel of the first layer, and of its map.
 * @property {[number, number] | null} filter Truth and answer of the mistakes that are shown.
 * @property {() => void} redraw Something was chosen.
 *
 * @typedef {object} Panel
 * @property {HTMLElement} node
 * @property {(run: Run | null, data: PanelData, context: Context) => void} update null: there is no run yet.
 */
class LivePanel {
  constructor(root, data, send) {
    this.send = send;
    this.chosen = null;
    this.filter = null;
    this.sent = new Set();
    this.problem = null;
    this.before = new Before(() => this.redraw());
    this.node = make("div", {
      class: "live",
      "data-part": data.part,
      "data-testid": data.part === "transport" ? "live-transport" : "live-panel",
    });
    root.append(this.node);
    if (data.part !== "panels") this.buildTransport();
    if (data.part !== "transport") this.buildPanels();
    this.probe = colourProbe(this.node, () => this.redraw());
    this.resize = new Room(
      () => this.redraw(),
      () => {
        this.redraw();
        this.paint();
      },
    );
    this.resize.observe(this.node);
    this.onProblem = (event) => {
      this.problem = event.detail?.sentence ?? "";
      this.redraw();
    };
    window.addEventListener("cnn-lab-problem", this.onProblem);
    this.receive(data);
  }

  buildTransport() {
    this.transport = new Transport({
      act: (action) => this.act(action),
      choose: (name, value) => this.choose(name, value),
    });
    this.node.append(this.transport.node);
    this.onKey = (event) => {
      if (event.defaultPrevented || event.repeat || !this.transport.onKey(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // Streamlit has an R of its own
    };
    window.addEventListener("keydown", this.onKey, true);
  }

  buildPanels() {
    const choose = (index) => {
      this.chosen = this.chosen === index ? null : index;
      this.redraw();
    };
    const filter = (truth, answer) => {
      const isSame = this.filter?.[0] === truth && this.filter?.[1] === answer;
      this.filter = isSame || truth === answer ? null : [truth, answer];
      this.redraw();
    };
    const panels = [
      new CurvePanel("loss"),
      new CurvePanel("accuracy"),
      new KernelPanel(choose),
      new MapPanel(choose, () => this.anotherSample()),
      new GradientPanel(),
      new ConfusionPanel(filter),
      new MistakePanel({
        clear: () => {
          this.filter = null;
          this.redraw();
        },
        ask: (index) => this.send.trigger("why", { job: this.job, index }),
      }),
      new EmbeddingPanel(),
    ];
    const grid = make("div", { class: "panels" }, ...panels.map((panel) => panel.node));
    this.old = make("p", { class: "old", hidden: true });
    this.node.append(this.old, grid);
    this.panels = panels.map((panel) => ({
      panel,
      drawn: null,
      sight: whenVisible(panel.node, () => this.schedule()),
    }));
  }

  receive(data) {
    this.data = data;
    if (data.preview) this.untrained = untrainedRun(data.preview, data.plannedSteps);
    else if (data.job !== this.job && this.job) this.untrained = null; // it was not of this run
    if (data.job !== this.job) this.follow(data.job, data.path);
    this.before.follow(data.before ?? []);
    // What the page says now is newer than what an event said before.
    this.problem = null;
    this.redraw();
  }

  follow(job, path) {
    this.leave?.();
    this.leave = null;
    this.live = null;
    this.job = job;
    this.filter = null;
    if (!job) return;
    ({ live: this.live, leave: this.leave } = watchJob(job, path, () => this.schedule()));
  }

  get effective() {
    const problem = this.problem === null ? this.data.problem : this.problem;
    return { ...this.data, problem, fixes: this.problem === null ? this.data.fixes : [] };
  }

  get state() {
    return stateOf(this.live, this.effective.problem);
  }

  act(action) {
    const { state } = this;
    const has = ["running", "paused", "worker_lost", "queued", "waiting"].includes(state);
    this.transport.refuse("");
    if (action === "reset") this.send.trigger("reset", { job: this.job });
    else if (action === "stop") this.order({ do: "stop" });
    else if (action === "start" && has) this.order({ do: state === "paused" ? "resume" : "pause" });
    else if (has) this.order({ do: action });
    // "One step" on a fresh network: the page starts a run that waits after it.
    else this.send.trigger("start", { mode: action === "start" ? "run" : action, nonce: Date.now() });
  }

  async order(command) {
    const taken = await this.live.command(command);
    this.transport.refuse(taken ? "" : this.data.strings.refused);
  }

  choose(name, value) {
    if (name === "leave") this.order({ do: "stop" });
    else this.send.trigger("choice", { name, value: value ?? null, job: this.job, nonce: Date.now() });
  }

  anotherSample() {
    const now = this.live?.run.snapshots.at(-1)?.sample?.index ?? 0;
    this.live?.command({ do: "sample", value: now + 1 });
  }

  redraw() {
    this.turn = (this.turn ?? 0) + 1;
    this.schedule(true);
  }

  schedule(now = false) {
    if (this.timer && !now) return;
    clearTimeout(this.timer);
    const wait = now ? 0 : Math.max(0, CURVES_MS - (performance.now() - (this.paintedAt ?? -CURVES_MS)));
    this.timer = setTimeout(() => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => {
        this.timer = null;
        this.paint();
      });
    }, wait);
  }

  paint() {
    if (!this.data) return;
    this.paintedAt = performance.now();
    const data = this.effective;
    const { state, live } = this;
    const run = live?.run ?? null;
    setAttribute(this.node, "data-state", state);
    setAttribute(this.node, "data-step", run?.step ?? 0);
    if (this.transport) this.paintNumbers(state, live, data);
    setAttribute(this.node, "data-old", Boolean(data.old) && run?.phase === "ended");
    if (this.panels) this.paintPanels(this.begun(run), data);
    setAttribute(this.node, "data-ready", "true");
    if (this.transport) this.announce(state, run);
    // The word of a finished gap goes by itself.
    if (live?.gap && state === "running") this.schedule();
  }

  /** The run; until it has a first snapshot, its weights are those that were on show before it. */
  begun(run) {
    const { untrained } = this;
    if (!run || !untrained || run.snapshots.length) return run ?? untrained;
    return { ...run, started: run.started ?? untrained.started, snapshots: untrained.snapshots };
  }

  paintNumbers(state, live, data) {
    const now = performance.now();
    const isOld = now - (this.numbersAt ?? -NUMBERS_MS) >= NUMBERS_MS;
    const key = `${state} ${this.turn} ${live?.run.note?.what}`;
    if (!isOld && key === this.numbersKey) {
      clearTimeout(this.numbersTimer);
      this.numbersTimer = setTimeout(() => this.schedule(), NUMBERS_MS);
      return;
    }
    this.numbersAt = now;
    this.numbersKey = key;
    this.transport.update(state, live, data);
  }

  paintPanels(run, data) {
    const version = `${run?.job} ${run?.version} ${this.turn} ${data.colour}`;
    let context = null;
    this.drawOld(run, data);
    const curves = this.before.joined(run);
    for (const slot of this.panels) {
      // Drawn once even out of sight: its name and words are read before it is scrolled to.
      if (slot.drawn === version || (slot.drawn !== null && !slot.sight.visible && !isForPaper())) continue;
      slot.drawn = version;
      context ??= this.context();
      slot.panel.update(slot.panel instanceof CurvePanel ? curves : run, data, {
        ...context,
        width: Math.max(200, slot.panel.node.clientWidth - 36),
      });
    }
  }

  /** Results of other settings than those that stand on the page say so. */
  drawOld(run, data) {
    const isOld = Boolean(data.old) && run?.phase === "ended";
    setText(this.old, isOld ? fillSlots(data.strings.old, { what: data.old }) : "");
    setAttribute(this.old, "hidden", !isOld);
  }

  context() {
    const resolve = (name) => {
      this.probe.style.color = `var(${name})`;
      return getComputedStyle(this.probe).color;
    };
    const colours = {
      wrong: resolve("--kernel-text"),
      axis: resolve("--axis"),
      page: resolve("--page"),
      name: resolve("--ink"),
      font: getComputedStyle(this.node).fontFamily,
    };
    return {
      palette: readMosaicPalette(this.probe),
      colours,
      chosen: this.chosen,
      filter: this.filter,
      redraw: () => this.redraw(),
    };
  }

  /** Tell the page: by an event at once, and the script when the run is over. */
  announce(state, run) {
    const detail = {
      job: this.job ?? "",
      state: plainState(state),
      step: run?.step ?? 0,
      total: run?.total ?? 0,
      learning_rate: run?.rate ?? null,
    };
    const key = `${detail.job} ${detail.state}`;
    if (key !== this.announced || detail.step !== this.announcedStep) {
      this.announced = key;
      this.announcedStep = detail.step;
      window.dispatchEvent(new CustomEvent("cnn-run", { detail }));
    }
    if (run?.phase === "ended" && !this.sent.has(this.job) && !this.data.known_ended) {
      this.sent.add(this.job);
      const { reason } = run.finished;
      this.send.trigger("finished", { job: this.job, reason, began: run.started !== null });
    }
  }

  destroy() {
    this.leave?.();
    this.before.follow([]);
    clearTimeout(this.timer);
    clearTimeout(this.numbersTimer);
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
    for (const slot of this.panels ?? []) slot.sight.observer.disconnect();
    window.removeEventListener("cnn-lab-problem", this.onProblem);
    if (this.onKey) window.removeEventListener("keydown", this.onKey, true);
  }
}

/** A run that has not begun: its first snapshot is known, for it follows from the settings. */
function untrainedRun({ layers, snapshot }, total) {
  return { ...newRun(""), started: { layers }, total, snapshots: [snapshot] };
}

/**
 * Tells `start` {mode: "run" | "step" | "epoch"}, `reset` {job}, `choice` {name, value, job} and, once a run,
 * `finished` {job, reason, began}. The rest of the page hears of each step by the window event `cnn-run`:
 * {job, state, step, total, learning_rate}.
 * @type {import("../shared/view/mount.js").Component<PanelData>}
 */
export default mount(LivePanel, runsSheet, sheet);

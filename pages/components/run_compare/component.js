// Up to six runs on one plot. The crosshair stands on steps that were really evaluated;
// the read-out beside it is sorted there and covers no curve.

import { fillSlots } from "../shared/pure/slots.js";
import { Before } from "../shared/view/before.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { chartsPng, download } from "../shared/view/export.js";
import { watchJob } from "../shared/view/live_job.js";
import { mount } from "../shared/view/mount.js";
import { colourProbe } from "../shared/view/pixels.js";
import { Room } from "../shared/view/room.js";
import runsSheet from "../shared/view/runs.css.js";
import { drawSwitch } from "../shared/view/switch.js";
import sheet from "./component.css.js";
import { curvesCsv } from "./csv.js";
import { isPinned, namedGhosts, pinnedGhosts, takePinned, togglePin, unpinAll } from "./ghosts.js";
import { RunNames } from "./names.js";
import { Plot } from "./plot.js";
import { placesOf } from "./readings.js";
import { Readout } from "./readout.js";
import { RunTable } from "./table.js";

/**
 * @typedef {import("../shared/pure/run_record.js").Run} Run
 *
 * @typedef {object} Kept A run as the page knows it.
 * @property {string} letter
 * @property {string} job
 * @property {string} path
 * @property {number} seed
 * @property {string} label The learner's name for it.
 * @property {number | null} params
 * @property {Record<string, string>} settings In words, by the names of the columns.
 * @property {{job: string, path: string, step: number}[]} before The runs that it goes on from.
 * @property {{seed: number, job: string, path: string}[]} repeats With other seeds.
 *
 * @typedef {object} CompareData
 * @property {Kept[]} runs
 * @property {import("./ghosts.js").Ghost[]} ghosts Of the address.
 * @property {{name: string, label: string}[]} columns Settings in which the runs differ.
 * @property {string} shared Those in which they do not, in words.
 * @property {boolean} locked Whether all began with the same weights.
 * @property {number | null} chance The share that guessing gets right.
 * @property {number} seeds How many make a mean.
 * @property {{letter: string, seed: number, job: string, number: number, count: number} | null} repeating
 * @property {string} refused Key of why no repeat could begin.
 * @property {Record<string, string>} strings
 */
class RunCompare {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.shown = { measure: "accuracy", side: "test", across: "steps" };
    this.solo = null;
    this.cross = null;
    this.follows = new Map();
    this.befores = new Map(); // what each run goes on from
    this.build();
    root.append(this.node);
    this.probe = colourProbe(this.node, () => this.schedule());
    this.resize = new Room(
      () => this.schedule(),
      () => this.paint(),
    );
    this.resize.observe(this.node);
    this.listen();
    this.receive(data);
  }

  build() {
    this.title = make("h3", { class: "panel-title" });
    this.switches = Object.fromEntries(
      ["measure", "side", "across"].map((name) => [name, make("div", { class: "switch", role: "group" })]),
    );
    this.plot = new Plot();
    this.readout = new Readout({
      solo: (letter) => this.setSolo(letter),
      pin: (one) => this.pinGhost(one),
      unpinAll: () => {
        unpinAll();
        this.pinsChanged();
      },
      redraw: () => this.schedule(),
    });
    this.exports = ["png", "csv"].map((kind) =>
      make("button", { type: "button", class: "outlined", "data-action": kind, onclick: () => this.export(kind) }),
    );
    this.keys = make("p", { class: "caption" });
    this.empty = make("div", { class: "empty" }, make("b", {}), make("p", { class: "caption" }));
    this.panel = make(
      "section",
      { class: "panel" },
      make(
        "div",
        { class: "panel-head" },
        this.title,
        make("div", { class: "switches" }, ...Object.values(this.switches)),
      ),
      make("div", { class: "body" }, this.plot.node, this.readout.node),
      make("div", { class: "foot" }, this.keys, make("div", { class: "exports" }, ...this.exports)),
    );
    this.table = new RunTable((what) => this.repeat(what), new RunNames((what) => this.keep(what)));
    this.node = make(
      "div",
      { class: "compare", "data-testid": "run-compare" },
      this.empty,
      this.panel,
      this.table.node,
    );
  }

  receive(data) {
    this.data = data;
    takePinned(data.ghosts);
    const all = data.runs.flatMap((run) => [run, ...run.repeats]);
    const jobs = new Set(all.map((run) => run.job));
    for (const [job, { leave }] of this.follows) {
      if (!jobs.has(job) && !isPinned(job)) {
        leave();
        this.follows.delete(job);
      }
    }
    for (const [job, before] of this.befores) {
      if (jobs.has(job)) continue;
      before.leave();
      this.befores.delete(job);
    }
    all.forEach((one) => this.follow(one));
    for (const { job, before } of data.runs) {
      if (!this.befores.has(job)) this.befores.set(job, new Before(() => this.schedule()));
      this.befores.get(job).follow(before);
    }
    this.schedule();
  }

  follow({ job, path }) {
    if (this.follows.has(job)) return;
    this.follows.set(
      job,
      watchJob(job, path, () => this.schedule()),
    );
  }

  listen() {
    this.plot.node.addEventListener("pointermove", (event) => this.point(this.plot.placeAt(event.clientX)));
    this.plot.node.addEventListener("pointerleave", () => this.point(null));
    this.onKey = (event) => {
      const target = event.composedPath()[0];
      if (event.ctrlKey || event.metaKey || event.altKey || !this.node.offsetParent) return;
      if (
        target instanceof Element &&
        target.matches("input, textarea, select, [contenteditable], [role=slider], [role=combobox]")
      )
        return;
      if (this.act(event.key, target)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener("keydown", this.onKey, true);
  }

  act(key, target) {
    const letter = "123456".includes(key) ? this.data.runs[Number(key) - 1]?.letter : null;
    if (letter) this.setSolo(letter);
    else if (key.toLowerCase() === "p" && this.data.runs.length) this.pinGhost();
    else if ((key === "ArrowLeft" || key === "ArrowRight") && target === this.plot.node)
      this.walk(key === "ArrowLeft" ? -1 : 1);
    else return false;
    return true;
  }

  setSolo(letter) {
    this.solo = this.solo === letter ? null : letter;
    this.schedule();
  }

  /** The run that P pins: the one alone on show, else the first. */
  pinnable() {
    return this.data.runs.find((run) => run.letter === this.solo) ?? this.data.runs[0];
  }

  pinGhost(one = this.pinnable()) {
    togglePin(one);
    this.pinsChanged();
  }

  /** The script keeps the pins in the address. */
  pinsChanged() {
    const pins = pinnedGhosts().map(({ letter, job }) => ({ letter, job }));
    this.send.trigger("ghosts", { pins, nonce: Date.now() });
    this.schedule();
  }

  walk(by) {
    const places = placesOf(this.runs(), this.shown);
    const now = this.cross === null ? places.length - 1 : places.findIndex((x) => x >= this.cross - 1e-9);
    this.cross = places[Math.max(0, Math.min(places.length - 1, now + by))] ?? null;
    this.schedule();
  }

  point(x) {
    const places = placesOf(this.runs(), this.shown);
    const near =
      x === null || !places.length
        ? null
        : places.reduce((best, place) => (Math.abs(place - x) < Math.abs(best - x) ? place : best));
    if (near === this.cross) return;
    this.cross = near;
    this.schedule();
  }

  /** The runs with their events, what they go on from among them; the ghosts last. */
  runs() {
    const list = this.data.runs.map((one) => ({
      ...one,
      run: this.runOf(one.job, one.job),
      gone: this.follows.get(one.job)?.live.link === "gone",
      repeats: one.repeats.map((repeat) => ({ ...repeat, run: this.runOf(repeat.job, one.job) })),
    }));
    const ghosts = namedGhosts();
    ghosts.forEach((ghost) => this.follow(ghost));
    return [...list, ...ghosts.map((ghost) => ({ ...ghost, run: this.runOf(ghost.job, ghost.job), repeats: [] }))];
  }

  /** A repeat with another seed begins where its run began. */
  runOf(job, kept) {
    const live = this.follows.get(job)?.live;
    if (!live || live.run.version === 0) return null;
    return this.befores.get(kept)?.joined(live.run) ?? live.run;
  }

  schedule() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
    const { data } = this;
    if (!data) return;
    const { strings } = data;
    const runs = this.runs();
    for (const part of [this.panel, this.table.node]) setAttribute(part, "hidden", data.runs.length === 0);
    setAttribute(this.empty, "hidden", data.runs.length > 0);
    setText(this.empty.firstChild, strings.empty_title);
    setText(this.empty.lastChild, strings.empty_text);
    if (data.runs.length) {
      this.drawHead(data, strings);
      const at = { data, solo: this.solo, cross: this.cross };
      this.plot.update(runs, this.shown, at);
      this.readout.update(runs, this.shown, { ...at, pinned: this.pinnable() });
      this.table.update(
        runs.filter((one) => one.run || one.gone),
        data,
        this.solo,
      );
      this.tell(data);
    }
    setAttribute(this.node, "data-runs", runs.filter((one) => one.run).length);
    setAttribute(this.node, "data-solo", this.solo);
    setAttribute(this.node, "data-step", this.cross === null ? null : Math.round(this.cross));
    setAttribute(this.node, "data-ready", "true");
  }

  /** A repeat that is over makes room for the next; the script hears of it once. */
  tell({ repeating }) {
    const follow = repeating && this.follows.get(repeating.job);
    const isOver = follow && (follow.live.run.phase === "ended" || follow.live.link === "gone");
    if (!isOver || this.told === repeating.job) return;
    this.told = repeating.job;
    this.send.trigger("repeated", { job: repeating.job });
  }

  repeat(what) {
    this.send.trigger("repeat", { do: what, letter: this.solo ?? "", nonce: Date.now() });
  }

  keep(what) {
    this.send.trigger("keep", { ...what, nonce: Date.now() });
  }

  drawHead(data, strings) {
    this.title.replaceChildren(
      fillSlots(data.locked ? strings.title_locked : data.runs.length === 1 ? strings.title_one : strings.title, {
        count: data.runs.length,
      }),
      make("small", {}, data.locked ? strings.locked_note : ""),
    );
    const choices = { measure: ["accuracy", "loss"], side: ["test", "train", "both"], across: ["steps", "seconds"] };
    for (const [name, values] of Object.entries(choices)) {
      drawSwitch(
        this.switches[name],
        strings[name],
        values.map((value) => strings[value]),
        values.indexOf(this.shown[name]),
        (i) => {
          this.shown[name] = values[i];
          this.cross = null;
          this.schedule();
        },
      );
    }
    setText(this.keys, strings.keys);
    this.exports.forEach((button) => setText(button, strings[button.dataset.action]));
  }

  async export(kind) {
    const runs = this.runs().filter((one) => one.run && !one.ghost);
    if (kind === "csv") {
      download("curves.csv", new Blob([curvesCsv(runs)], { type: "text/csv" }));
      return;
    }
    this.probe.style.color = "var(--page)";
    download(
      "curves.png",
      await chartsPng([{ svg: this.plot.chart.node }], { page: getComputedStyle(this.probe).color, ink: "black" }),
    );
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    for (const one of [...this.follows.values(), ...this.befores.values()]) one.leave();
    this.resize.disconnect();
    window.removeEventListener("keydown", this.onKey, true);
  }
}

/**
 * Tells `ghosts` {pins: [{letter, job}]}, `repeat` {do: "start" | "stop", letter}, where "" means all runs, `keep`
 * {do: "name" | "remove", letter, label}, each with a `nonce`; and once a repeat `repeated` {job}.
 * @type {import("../shared/view/mount.js").Component<CompareData>}
 */
export default mount(RunCompare, runsSheet, sheet);

// Up to six runs on one plot. The crosshair stands on steps that were really evaluated;
// the read-out beside it is sorted there and covers no curve.

import { evenTicks, niceCeil } from "../shared/pure/axis.js";
import { countText, percentText } from "../shared/pure/readouts.js";
import { secondsAt, testPoints } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { LineChart } from "../shared/view/chart.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { chartsPng, download } from "../shared/view/export.js";
import { watchJob } from "../shared/view/live_job.js";
import { mount } from "../shared/view/mount.js";
import { Press } from "../shared/view/press.js";
import runsSheet from "../shared/view/runs.css.js";
import { colourOf, dashOf, strokeSample } from "../shared/view/strokes.js";
import { drawSwitch } from "../shared/view/switch.js";
import sheet from "./component.css.js";
import { curvesCsv } from "./csv.js";
import { ghostRow, isPinned, namedGhosts, pinnedGhosts, takePinned, togglePin, unpinAll } from "./ghosts.js";
import { RunNames } from "./names.js";
import { endedOf, spreadOf } from "./repeats.js";
import { RunTable } from "./table.js";

class RunCompare {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.shown = { measure: "accuracy", side: "test", across: "steps" };
    this.solo = null;
    this.cross = null;
    this.follows = new Map();
    this.build();
    root.append(this.node);
    this.witness.addEventListener("transitionend", () => this.schedule());
    this.resize = new ResizeObserver(() => this.schedule());
    this.resize.observe(this.node);
    this.listen();
    this.receive(data);
  }

  build() {
    this.title = make("h3", { class: "panel-title" });
    this.switches = Object.fromEntries(
      ["measure", "side", "across"].map((name) => [name, make("div", { class: "switch", role: "group" })]),
    );
    this.chart = new LineChart({ height: 330, right: 74, left: 42 });
    this.plot = make("div", { class: "plot", tabindex: "0", role: "group" }, this.chart.node);
    this.at = make("b", { class: "at" });
    this.unit = make("span", { class: "caption" });
    this.rows = make("div", { class: "rows" });
    this.press = new Press(this.rows, () => this.schedule());
    this.pin = make("button", {
      type: "button",
      class: "key small",
      "data-action": "pin",
      onclick: () => this.pinGhost(),
    });
    this.unpin = make("button", {
      type: "button",
      class: "link",
      "data-action": "unpin-all",
      onclick: () => {
        unpinAll();
        this.pinsChanged();
      },
    });
    this.readout = make(
      "div",
      { class: "readout", role: "status" },
      this.at,
      this.unit,
      this.rows,
      this.pin,
      this.unpin,
    );
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
      make("div", { class: "body" }, this.plot, this.readout),
      make("div", { class: "foot" }, this.keys, make("div", { class: "exports" }, ...this.exports)),
    );
    this.table = new RunTable((what) => this.repeat(what), new RunNames((what) => this.keep(what)));
    this.probe = make("i", { class: "probe", "aria-hidden": "true" });
    this.witness = make("i", { class: "witness", "aria-hidden": "true" });
    this.node = make(
      "div",
      { class: "compare", "data-testid": "run-compare" },
      this.empty,
      this.panel,
      this.table.node,
      this.probe,
      this.witness,
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
    for (const { job, path } of all) {
      if (!this.follows.has(job))
        this.follows.set(
          job,
          watchJob(job, path, () => this.schedule()),
        );
    }
    this.schedule();
  }

  listen() {
    this.plot.addEventListener("pointermove", (event) =>
      this.point(this.chart.view ? this.chart.valueAt(event.clientX) : null),
    );
    this.plot.addEventListener("pointerleave", () => this.point(null));
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
    else if ((key === "ArrowLeft" || key === "ArrowRight") && target === this.plot)
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
    const places = this.places();
    const now = this.cross === null ? places.length - 1 : places.findIndex((x) => x >= this.cross - 1e-9);
    this.cross = places[Math.max(0, Math.min(places.length - 1, now + by))] ?? null;
    this.schedule();
  }

  point(x) {
    const places = this.places();
    const near =
      x === null || !places.length
        ? null
        : places.reduce((best, place) => (Math.abs(place - x) < Math.abs(best - x) ? place : best));
    if (near === this.cross) return;
    this.cross = near;
    this.schedule();
  }

  /** The runs with their events, the ghosts last. */
  runs() {
    const list = this.data.runs.map((one) => ({
      ...one,
      run: this.runOf(one.job),
      gone: this.follows.get(one.job)?.live.link === "gone",
      repeats: one.repeats.map((repeat) => ({ ...repeat, run: this.runOf(repeat.job) })),
    }));
    const ghosts = namedGhosts();
    for (const { job, path } of ghosts) {
      if (!this.follows.has(job))
        this.follows.set(
          job,
          watchJob(job, path, () => this.schedule()),
        );
    }
    return [...list, ...ghosts.map((ghost) => ({ ...ghost, run: this.runOf(ghost.job), repeats: [] }))];
  }

  runOf(job) {
    const live = this.follows.get(job)?.live;
    return live && live.run.version > 0 ? live.run : null;
  }

  places() {
    const xs = this.runs()
      .filter((one) => one.run)
      .flatMap((one) => this.curve(one, "test").points.map(([x]) => x));
    return [...new Set(xs)].sort((a, b) => a - b);
  }

  points(run, side) {
    const scale = this.shown.measure === "accuracy" ? 100 : 1;
    const across = this.shown.across === "seconds" ? (step) => secondsAt(run, step) : (step) => step;
    return testPoints(run, `${side}_${this.shown.measure}`).map(([step, value]) => [across(step), scale * value, step]);
  }

  /** What is drawn of a run: its curve, or with several seeds their mean and their range. */
  curve(one, side) {
    const ended = endedOf(one);
    if (ended.length < 2) return { points: this.points(one.run, side), range: [] };
    return spreadOf(ended.map((run) => this.points(run, side)));
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
      this.drawChart(runs, strings);
      this.drawReadout(runs, strings);
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

  drawChart(runs, strings) {
    const isAccuracy = this.shown.measure === "accuracy";
    const series = runs.filter((one) => one.run).flatMap((one) => this.lines(one));
    const ends = series.flatMap((one) => one.points.map(([x]) => x));
    const tops = series
      .flatMap((one) => [...one.points.map(([, y]) => y), ...one.range.map(([, , high]) => high)])
      .filter((y) => y < 1e4);
    const yMax = isAccuracy ? 100 : niceCeil(Math.max(0.5, ...tops));
    this.plot.setAttribute("aria-label", strings.measure);
    this.chart.update({
      width: Math.max(240, this.plot.clientWidth),
      xMax: Math.max(1, ...ends),
      yMax,
      yTicks: isAccuracy ? [0, 20, 40, 60, 80, 100] : evenTicks(yMax),
      xUnit: this.shown.across === "seconds" ? "s" : "",
      chance:
        isAccuracy && this.data.chance
          ? { value: 100 * this.data.chance, text: fillSlots(strings.chance, { value: percentText(this.data.chance) }) }
          : null,
      series,
      label: fillSlots(strings.title, { count: this.data.runs.length }),
    });
    this.drawCross(runs);
  }

  lines(one) {
    const faded = this.solo && this.solo !== one.letter && !one.ghost;
    const look = one.ghost
      ? { colour: "var(--ink-3)", ghost: true, width: 1, dash: dashOf(one.letter) }
      : { colour: faded ? "var(--track)" : colourOf(one.letter), dash: dashOf(one.letter), opacity: faded ? 0.5 : 1 };
    const test = this.curve(one, "test");
    const train = this.curve(one, "train");
    const name = `${one.ghost ? "ghost" : "run"}-${one.name ?? one.letter}`;
    const word = (points) => {
      if (faded || !points.length) return null;
      if (one.ghost) return fillSlots(this.data.strings.ghost, { name: one.name });
      return `${one.letter} ${points.at(-1)[1].toFixed(this.shown.measure === "accuracy" ? 1 : 2)}`;
    };
    const lines = [];
    const isTrainOnly = this.shown.side === "train";
    if (this.shown.side !== "test")
      lines.push({
        ...look,
        id: `${name}-train`,
        ...train,
        range: isTrainOnly ? train.range : [],
        width: 1.3,
        opacity: (look.opacity ?? 1) * 0.75,
        text: isTrainOnly ? word(train.points) : null,
      });
    if (!isTrainOnly) lines.push({ ...look, id: `${name}-test`, ...test, text: word(test.points) });
    return [...lines, ...this.repeatNow(one, look, name)];
  }

  /** The repeat that trains at this moment, thin: it joins the mean when it is over. */
  repeatNow(one, look, name) {
    const now = one.repeats.find(({ run }) => run && run.phase !== "ended");
    if (!now || one.ghost) return [];
    const points = this.points(now.run, this.shown.side === "train" ? "train" : "test");
    return [
      { ...look, id: `${name}-repeat`, points, range: [], width: 1, opacity: 0.6 * (look.opacity ?? 1), text: null },
    ];
  }

  drawCross(runs) {
    const { chart } = this;
    if (this.cross === null) {
      chart.over.replaceChildren();
      return;
    }
    const x = chart.x(this.cross);
    const { top, bottom, height } = chart.box;
    const dots = this.readings(runs)
      .filter(({ value }) => value !== null)
      .map(({ one, value }) =>
        draw("circle", {
          cx: x,
          cy: chart.y(value),
          r: 5,
          style: `fill:${one.ghost ? "var(--ink-3)" : colourOf(one.letter)};stroke:var(--page);stroke-width:2px`,
        }),
      );
    chart.over.replaceChildren(
      draw("line", { class: "crosshair", x1: x, x2: x, y1: top, y2: height - bottom }),
      ...dots,
    );
  }

  /** The value of each run at the crosshair, the best first. */
  readings(runs) {
    const side = this.shown.side === "train" ? "train" : "test";
    const at = this.cross ?? Infinity;
    const list = runs
      .filter((one) => one.run && (!this.solo || one.letter === this.solo || one.ghost))
      .map((one) => ({ one, ...this.valueAt(one, side, at) }));
    const order = this.shown.measure === "accuracy" ? -1 : 1;
    return list.sort(
      (a, b) =>
        Number(a.one.ghost ?? false) - Number(b.one.ghost ?? false) ||
        order * ((a.value ?? -order * Infinity) - (b.value ?? -order * Infinity)),
    );
  }

  /** {value, spread}: the spread is null for a run with one seed. */
  valueAt(one, side, at) {
    const { points, range } = this.curve(one, side);
    const value = valueAt(points, at);
    if (!range.length || value === null) return { value, spread: null };
    const [low, high] = [1, 2].map((k) =>
      valueAt(
        range.map((row) => [row[0], row[k]]),
        at,
      ),
    );
    return { value, spread: Math.max(high - value, value - low) };
  }

  drawReadout(runs, strings) {
    const places = this.places();
    const at = this.cross ?? places.at(-1) ?? 0;
    setText(
      this.at,
      this.shown.across === "seconds"
        ? fillSlots(strings.at_second, { second: at.toFixed(1) })
        : fillSlots(strings.at_step, { step: countText(at) }),
    );
    const side = strings[this.shown.side === "train" ? "train" : "test"];
    setText(this.unit, fillSlots(strings[`reading_${this.shown.measure}`], { side }));
    const list = this.readings(runs);
    const largest = this.shown.measure === "accuracy" ? 100 : Math.max(...list.map(({ value }) => value ?? 0), 1e-9);
    setAttribute(
      this.rows,
      "data-spread",
      list.some(({ spread }) => spread !== null),
    );
    if (!this.press.isHeld) this.drawRows(list.map((reading) => this.readoutRow(reading, largest, strings)));
    const { job, letter } = this.pinnable();
    const ghost = namedGhosts().find((one) => one.job === job);
    setText(this.pin, ghost ? fillSlots(strings.unpin, { name: ghost.name }) : fillSlots(strings.pin, { letter }));
    setText(this.unpin, strings.unpin_all);
    setAttribute(this.unpin, "hidden", pinnedGhosts().length < 2);
  }

  /** The order changes with the readings; the keyboard stays with its run. */
  drawRows(rows) {
    const focused = this.root.activeElement?.dataset?.letter;
    this.rows.replaceChildren(...rows);
    if (focused) rows.find((row) => row.dataset.letter === focused && !row.dataset.ghost)?.focus();
  }

  readoutRow({ one, value, spread }, largest, strings) {
    const digits = this.shown.measure === "accuracy" ? 1 : 2;
    const number = value === null ? "\u2013" : value.toFixed(digits);
    if (one.ghost) return ghostRow(one, number, strings, () => this.pinGhost(one));
    const bar = make("i", {});
    bar.style.width = `${(100 * (value ?? 0)) / largest}%`;
    bar.style.background = colourOf(one.letter);
    return make(
      "button",
      {
        type: "button",
        class: "reading",
        "data-letter": one.letter,
        "aria-pressed": this.solo === one.letter ? "true" : "false",
        title: fillSlots(strings.solo, { letter: one.letter }),
        onclick: () => this.setSolo(one.letter),
      },
      strokeSample(one.letter),
      make("b", {}, one.letter),
      make("span", { class: "reading-track" }, bar),
      make(
        "span",
        { class: "value" },
        number,
        spread === null ? null : make("small", {}, ` \u00b1 ${spread.toFixed(digits)}`),
      ),
    );
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
      await chartsPng([{ svg: this.chart.node }], { page: getComputedStyle(this.probe).color, ink: "black" }),
    );
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    for (const { leave } of this.follows.values()) leave();
    this.resize.disconnect();
    window.removeEventListener("keydown", this.onKey, true);
  }
}

/** On the drawn line: between two evaluations the straight piece, outside of the run nothing. */
function valueAt(points, x) {
  if (!points.length || x < points[0][0]) return null;
  if (x === Infinity) return points.at(-1)[1];
  const after = points.findIndex(([place]) => place >= x);
  if (after < 0) return null;
  const [right, high] = points[after];
  if (right === x || after === 0) return high;
  const [left, low] = points[after - 1];
  return low + ((x - left) / (right - left)) * (high - low);
}

export default mount(RunCompare, runsSheet, sheet);

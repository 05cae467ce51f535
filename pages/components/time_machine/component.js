// The time machine: any kept moment of any run. Kernels, maps and the answer move together.

import { oneDigitCeil } from "../shared/pure/axis.js";
import { layerName } from "../shared/pure/layers.js";
import { mapPlanes } from "../shared/pure/planes.js";
import { countText, percentText } from "../shared/pure/readouts.js";
import { accuracyAt } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { goTo, isPlaying, press, standing, stopped, tick, withSteps } from "../shared/pure/steps.js";
import { Clock } from "../shared/view/clock.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { KernelTiles } from "../shared/view/kernels.js";
import { watchJob } from "../shared/view/live_job.js";
import { Mosaic, readMosaicPalette } from "../shared/view/mosaic.js";
import { mount } from "../shared/view/mount.js";
import { colourProbe } from "../shared/view/pixels.js";
import { Room } from "../shared/view/room.js";
import runsSheet from "../shared/view/runs.css.js";
import { drawSwitch } from "../shared/view/switch.js";
import { AnswerView } from "./answer.js";
import sheet from "./component.css.js";
import { Film } from "./film.js";
import { Scrubber } from "./scrubber.js";

const PACE = { first: 450, later: 450 };
const STEPS_ICONS = {
  first: "M5 5h3v14H5zM19 5v14l-10-7z",
  back: "M16 5v14l-10-7z",
  play: "M6 4l13 8-13 8z",
  pause: "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z",
  next: "M8 5v14l10-7z",
  last: "M16 5h3v14h-3zM5 5v14l10-7z",
};

/**
 * @typedef {object} TimeData
 * @property {{letter: string, job: string, path: string, classes: string[]}[]} runs
 * @property {string} letter Of the run that is shown first.
 * @property {Record<string, string>} strings
 */
class TimeMachine {
  constructor(root, data) {
    this.player = standing();
    this.isLatest = true; // until somebody goes to a moment, the newest is on show
    this.clock = new Clock((now) => this.take(tick(this.steps, now, PACE)));
    this.layer = 0;
    this.chosen = null;
    this.build();
    root.append(this.node);
    this.probe = colourProbe(this.node, () => this.schedule());
    this.resize = new Room(
      () => this.schedule(),
      () => this.paint(),
    );
    this.resize.observe(this.node);
    this.node.addEventListener("keydown", (event) => this.onKey(event));
    this.receive(data);
  }

  build() {
    const key = (name) =>
      make(
        "button",
        {
          type: "button",
          "data-action": name,
          class: name === "play" ? "primary" : "key",
          onclick: () => this.press(name),
        },
        draw(
          "svg",
          { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
          draw("path", { d: STEPS_ICONS[name] }),
        ),
        name === "play" ? make("span", { class: "label" }) : null,
      );
    this.buttons = Object.fromEntries(["first", "back", "play", "next", "last"].map((name) => [name, key(name)]));
    this.title = make("h3", { class: "panel-title" });
    this.runs = make("div", { class: "switch", role: "group" });
    this.scrubber = new Scrubber((index) => this.go(index));
    this.at = make("b", {});
    this.of = make("span", {});
    const choose = (index) => {
      this.chosen = this.chosen === index ? null : index;
      this.schedule();
    };
    this.kernels = new KernelTiles(choose);
    this.maps = new Mosaic("maps", { pick: choose });
    this.kernelTitle = make("h4", { class: "part-title" });
    this.mapTitle = make("h4", { class: "part-title" });
    this.layers = make("div", { class: "switch", role: "group" });
    this.answer = new AnswerView();
    this.film = new Film((index) => this.go(index));
    this.status = make("p", { class: "sr", role: "status" });
    this.note = make("div", { class: "empty" }, make("b", {}), make("p", { class: "caption" }));
    const { switch: switchOfKernels, mosaic: tiles, legend } = this.kernels;
    this.body = make(
      "div",
      { class: "time-body" },
      make(
        "div",
        { class: "time-row" },
        make("div", { class: "keys" }, ...Object.values(this.buttons)),
        this.scrubber.node,
        make("div", { class: "at" }, this.at, this.of),
      ),
      make(
        "div",
        { class: "parts" },
        make("section", { class: "part" }, this.kernelTitle, switchOfKernels, tiles.node, legend),
        make("section", { class: "part" }, this.mapTitle, this.layers, this.maps.node),
        this.answer.node,
      ),
      this.film.node,
      this.status,
    );
    this.node = make(
      "section",
      { class: "panel time", "data-testid": "time-machine" },
      make("div", { class: "panel-head" }, this.title, this.runs),
      this.note,
      this.body,
    );
  }

  receive(data) {
    this.data = data;
    const known = data.runs.find((one) => one.letter === (this.letter ?? data.letter)) ?? data.runs[0];
    this.choose(known ?? null);
    this.schedule();
  }

  choose(one) {
    if (one?.job === this.job) return;
    this.leave?.();
    this.stop();
    [this.letter, this.job, this.isLatest] = [one?.letter, one?.job, true];
    this.leave = null;
    this.live = null;
    if (one) ({ live: this.live, leave: this.leave } = watchJob(one.job, one.path, () => this.schedule()));
  }

  get shots() {
    return this.live?.run.snapshots ?? [];
  }

  get index() {
    return this.isLatest ? this.shots.length - 1 : Math.min(this.player.step, this.shots.length - 1);
  }

  /** The player over all moments that are kept by now. */
  get steps() {
    return withSteps(this.player, this.shots.length, this.index);
  }

  take(player) {
    this.player = player;
    this.isLatest = false;
    this.clock.follow(player);
    this.schedule();
  }

  press(name) {
    this.take(press(this.steps, name, this.clock.now, PACE));
  }

  go(index) {
    this.take(goTo(this.steps, index));
  }

  stop() {
    this.player = stopped(this.player);
    this.clock.stop();
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.shots.length) return;
    const target = event.target;
    if (event.key === " " && target.matches("button")) return;
    const name = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last", " ": "play" }[event.key];
    if (!name) return;
    this.press(name);
    event.preventDefault();
    event.stopPropagation();
  }

  schedule() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
    const { data } = this;
    if (!data) return;
    const { strings } = data;
    const one = data.runs.find((run) => run.job === this.job);
    const { shots } = this;
    setText(this.title, one ? fillSlots(strings.title, { letter: one.letter }) : "");
    setAttribute(this.runs, "hidden", data.runs.length < 2);
    drawSwitch(
      this.runs,
      strings.run,
      data.runs.map((run) => run.letter),
      data.runs.indexOf(one),
      (i) => {
        this.choose(data.runs[i]);
        this.schedule();
      },
    );
    setAttribute(this.body, "hidden", !shots.length);
    this.drawNote(one, shots, strings);
    if (shots.length && this.node.offsetParent) this.drawMoment(one, shots, strings);
    setAttribute(this.node, "data-ready", "true");
  }

  drawNote(one, shots, strings) {
    setAttribute(this.note, "hidden", shots.length > 0);
    const state = !one ? "empty" : this.live?.link === "gone" ? "gone" : "loading";
    setText(this.note.firstChild, state === "empty" ? strings.empty_title : strings[state]);
    setText(this.note.lastChild, state === "empty" ? strings.empty_text : "");
  }

  drawMoment(one, shots, strings) {
    const { run } = this.live;
    const { index } = this;
    const shot = shots[index];
    const palette = readMosaicPalette(this.probe);
    const step = countText(shot.step);
    setAttribute(this.node, "data-step", shot.step);
    setText(this.at, fillSlots(strings.step, { step }));
    setText(this.of, fillSlots(strings.of, { total: countText(run.total) }));
    this.drawButtons(index, shots.length, strings);
    this.scrubber.update(run, index, { label: strings.scrub, text: fillSlots(strings.step, { step }) });
    this.drawKernels(run, shot, palette, strings);
    this.drawMaps(run, shot, palette, strings);
    this.answer.update(run, shot, one.classes, strings);
    this.film.update(run, index, { palette, strings, channel: this.kernels.channel, range: this.range });
    const best = shot.sample.probs.indexOf(Math.max(...shot.sample.probs));
    const share = percentText(Math.max(...shot.sample.probs));
    if (!isPlaying(this.player))
      setText(
        this.status,
        fillSlots(strings.said, {
          step,
          answer: one.classes[best],
          share,
          accuracy: percentText(accuracyAt(run, shot.step)),
        }),
      );
  }

  drawButtons(index, count, strings) {
    const isOn = isPlaying(this.player);
    for (const [name, button] of Object.entries(this.buttons)) {
      const word = name === "play" && isOn ? strings.pause : strings[name];
      setAttribute(button, "aria-label", word);
      button.disabled =
        count < 2 ||
        ((name === "first" || name === "back") && index === 0) ||
        ((name === "next" || name === "last") && index === count - 1);
    }
    setText(this.buttons.play.querySelector(".label"), isOn ? strings.pause : strings.play);
    setAttribute(this.buttons.play.querySelector("path"), "d", STEPS_ICONS[isOn ? "pause" : "play"]);
  }

  /** All moments are known, so the scale is that of the whole run. */
  drawKernels(run, { kernels }, palette, strings) {
    this.range = oneDigitCeil(Math.max(...run.snapshots.map((one) => one.kernels?.scale ?? 0), 1e-6));
    setText(this.kernelTitle, strings.kernels);
    this.kernels.hide(!kernels);
    const how = { palette, chosen: this.chosen, redraw: () => this.schedule() };
    if (kernels) this.kernels.update(kernels, this.range, how, strings, strings.fixed);
  }

  drawMaps(run, shot, palette, strings) {
    this.layer = Math.min(this.layer, Math.max(0, shot.maps.length - 1));
    const map = shot.maps[this.layer];
    setAttribute(this.maps.node, "hidden", !map);
    const names = shot.maps.map((one) => layerName(one.layer, run, strings));
    setText(this.mapTitle, map ? fillSlots(strings.maps, { layer: names[this.layer] }) : "");
    setAttribute(this.layers, "hidden", names.length < 2);
    drawSwitch(this.layers, strings.layer, names, this.layer, (i) => {
      this.layer = i;
      this.schedule();
    });
    if (!map) return;
    this.maps.update({
      ...mapPlanes(map),
      palette,
      fade: true,
      chosen: this.layer === 0 ? this.chosen : null,
      label: names[this.layer],
      nameOf: (i) => fillSlots(strings.map_name, { number: i + 1 }),
    });
  }

  destroy() {
    this.leave?.();
    this.stop();
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
  }
}

/** @type {import("../shared/view/mount.js").Component<TimeData>} */
export default mount(TimeMachine, runsSheet, sheet);

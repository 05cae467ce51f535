// First, back, play, next, last; the scrubber; the speed.

import { draw, make, setAttribute, setText } from "../shared/view/dom.js";

const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7z",
  back: "M15 5l-7 7 7 7",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  next: "M9 5l7 7-7 7",
  last: "M18 5v14M5 5l9 7-9 7z",
};
const FILLED = new Set(["first", "play", "last"]);
const SPEEDS = [0.5, 1, 2, 4];
const FIRST_SWEEP_MS = 1000;
const LATER_SWEEP_MS = 400;
const BARS_AT_MOST = 64;

export class Transport {
  /** player: {step(), count(), go(step, {animate}), settle()} */
  constructor(player) {
    this.player = player;
    this.speed = 1;
    this.swept = false;
    this.timer = null;
    this.buttons = Object.fromEntries(
      ["first", "back", "play", "next", "last"].map((action) => [action, this.button(action)]),
    );
    this.playLabel = make("span", {});
    this.buttons.play.append(this.playLabel);
    this.bars = make("div", { class: "bars", "aria-hidden": "true" });
    this.scrubber = make("div", { class: "scrubber", role: "slider", tabindex: "0", "aria-valuemin": "1" }, this.bars);
    this.counter = make("span", { class: "counter" });
    this.speeds = make("div", { class: "speeds", role: "group" });
    for (const speed of SPEEDS) {
      this.speeds.append(
        make("button", { type: "button", "data-speed": speed, onclick: () => this.setSpeed(speed) }, `${speed}\u00d7`),
      );
    }
    this.node = make(
      "div",
      { class: "transport" },
      make("div", { class: "keys" }, ...Object.values(this.buttons)),
      make("div", { class: "scrub-line" }, this.scrubber, this.counter),
      this.speeds,
    );
    this.listen();
  }

  button(action) {
    const icon = draw(
      "svg",
      { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
      draw("path", { d: ICONS[action] }),
    );
    setAttribute(icon, "class", FILLED.has(action) ? "icon filled" : "icon");
    return make(
      "button",
      {
        type: "button",
        "data-action": action,
        class: action === "play" ? "primary" : "key",
        onclick: () => this.press(action),
      },
      icon,
    );
  }

  press(action) {
    if (this.buttons[action].getAttribute("aria-disabled")) return undefined;
    const last = this.player.count() - 1;
    const step = this.player.step();
    if (action === "play") return this.toggle();
    this.stop();
    const target = { first: 0, back: step - 1, next: step + 1, last }[action];
    this.player.go(Math.max(0, Math.min(last, target)), { animate: action === "next" || action === "back" });
    this.player.settle();
    return undefined;
  }

  toggle() {
    if (this.timer) {
      this.stop();
      this.player.settle();
      return;
    }
    if (this.player.step() >= this.player.count() - 1) this.player.go(0, { animate: false });
    this.tick();
    this.player.refresh();
  }

  get interval() {
    return (this.swept ? LATER_SWEEP_MS : FIRST_SWEEP_MS) / this.speed;
  }

  tick() {
    this.timer = setTimeout(() => {
      const next = this.player.step() + 1;
      if (next >= this.player.count()) {
        this.swept = true;
        this.stop();
        this.player.settle();
        return;
      }
      this.player.go(next, { animate: true });
      this.tick();
    }, this.interval);
  }

  stop() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.player.refresh();
  }

  setSpeed(speed) {
    this.speed = speed;
    this.player.refresh();
  }

  /** rowLength: windows per output row, for the gaps between the bars. */
  update(strings, step, count, rowLength) {
    const playing = this.timer !== null;
    for (const [action, button] of Object.entries(this.buttons)) {
      const label = action === "play" && playing ? strings.pause : strings[action];
      setAttribute(button, "aria-label", label);
      setAttribute(button, "title", label);
      const atEnd = action === "first" || action === "back" ? step <= 0 : action !== "play" && step >= count - 1;
      // aria-disabled, not disabled: a disabled button would drop the focus and with it the keys.
      setAttribute(button, "aria-disabled", count === 0 || atEnd || (action === "play" && count < 2));
    }
    setText(this.playLabel, playing ? strings.pause : strings.play);
    setAttribute(this.buttons.play.querySelector("path"), "d", ICONS[playing ? "pause" : "play"]);
    setAttribute(this.buttons.play.querySelector("svg"), "class", playing ? "icon" : "icon filled");
    setAttribute(this.scrubber, "aria-label", strings.scrub);
    setAttribute(this.scrubber, "aria-valuemax", count);
    setAttribute(this.scrubber, "aria-valuenow", step + 1);
    setAttribute(this.speeds, "aria-label", strings.speed);
    for (const button of this.speeds.children)
      setAttribute(button, "aria-pressed", Number(button.dataset.speed) === this.speed ? "true" : "false");
    this.counter.replaceChildren(make("b", {}, String(count ? step + 1 : 0)), ` / ${count}`);
    this.drawBars(step, count, rowLength);
  }

  drawBars(step, count, rowLength) {
    const many = count > BARS_AT_MOST;
    const wanted = many ? 1 : count;
    setAttribute(this.bars, "data-many", many);
    if (this.bars.children.length !== wanted || this.rowLength !== rowLength) {
      this.rowLength = rowLength;
      this.bars.replaceChildren(
        ...Array.from({ length: wanted }, (_, i) =>
          make("i", { class: !many && i > 0 && i % rowLength === 0 ? "bar new-row" : "bar" }),
        ),
      );
    }
    if (many) {
      this.bars.firstChild.style.setProperty("--done", `${((step + 1) / count) * 100}%`);
      return;
    }
    for (let i = 0; i < wanted; i += 1) {
      setAttribute(this.bars.children[i], "data-state", i < step ? "done" : i === step ? "now" : null);
    }
  }

  listen() {
    const scrubTo = (event) => {
      const box = this.bars.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      const step = Math.floor(Math.max(0, Math.min(0.9999, part)) * this.player.count());
      if (step !== this.player.step()) this.player.go(step, { animate: false });
    };
    this.scrubber.addEventListener("pointerdown", (event) => {
      if (this.player.count() === 0) return;
      this.stop();
      this.scrubber.setPointerCapture(event.pointerId);
      scrubTo(event);
    });
    this.scrubber.addEventListener("pointermove", (event) => {
      if (this.scrubber.hasPointerCapture(event.pointerId)) scrubTo(event);
    });
    this.scrubber.addEventListener("pointerup", () => this.player.settle());
  }

  /** Keys that work wherever the focus is inside the component; true if the key was one of them. */
  onKey(key) {
    const action = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last", " ": "play" }[key];
    if (!action || this.player.count() === 0) return false;
    this.press(action);
    return true;
  }
}

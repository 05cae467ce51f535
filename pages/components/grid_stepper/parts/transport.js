// First, back, play, next, last; the scrubber; the speed.

import { canPress, isPlaying, scrub } from "../../shared/pure/steps.js";
import { draw, make, setAttribute, setText } from "../../shared/view/dom.js";
import { slide } from "../../shared/view/swipe.js";

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
const BARS_AT_MOST = 64;

/** Moves the figure's player. @implements {import("../parts.js").Part} */
export class Transport {
  static place = "dock";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const keys = ["first", "back", "play", "next", "last"];
    this.buttons = Object.fromEntries(keys.map((action) => [action, this.button(action)]));
    this.playLabel = make("span", {});
    this.buttons.play.append(this.playLabel);
    this.bars = make("div", { class: "bars", "aria-hidden": "true" });
    this.scrubber = make("div", { class: "scrubber", role: "slider", tabindex: "0", "aria-valuemin": "1" }, this.bars);
    this.counter = make("span", { class: "counter" });
    this.speeds = make("div", { class: "speeds", role: "group" });
    for (const speed of SPEEDS) {
      this.speeds.append(
        make(
          "button",
          { type: "button", "data-speed": speed, onclick: () => figure.show({ ...figure.player, speed }) },
          `${speed}\u00d7`,
        ),
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
        onclick: () => this.figure.press(action),
      },
      icon,
    );
  }

  update({ words, player, scene }) {
    const { step, count, speed } = player;
    const playing = isPlaying(player);
    for (const [action, button] of Object.entries(this.buttons)) {
      const label = action === "play" && playing ? words.pause : words[action];
      setAttribute(button, "aria-label", label);
      setAttribute(button, "title", label);
      // aria-disabled, not disabled: a disabled button would drop the focus and with it the keys.
      setAttribute(button, "aria-disabled", !canPress(player, action));
    }
    setText(this.playLabel, playing ? words.pause : words.play);
    setAttribute(this.buttons.play.querySelector("path"), "d", ICONS[playing ? "pause" : "play"]);
    setAttribute(this.buttons.play.querySelector("svg"), "class", playing ? "icon" : "icon filled");
    setAttribute(this.scrubber, "aria-label", words.scrub);
    setAttribute(this.scrubber, "aria-valuemax", count);
    setAttribute(this.scrubber, "aria-valuenow", step + 1);
    setAttribute(this.speeds, "aria-label", words.speed);
    for (const button of this.speeds.children)
      setAttribute(button, "aria-pressed", Number(button.dataset.speed) === speed ? "true" : "false");
    this.counter.replaceChildren(make("b", {}, String(count ? step + 1 : 0)), ` / ${count}`);
    this.drawBars(step, count, scene.rowLength);
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
    const { figure } = this;
    const go = (event) => {
      if (figure.player.count === 0) return;
      const box = this.bars.getBoundingClientRect();
      const player = scrub(figure.player, (event.clientX - box.left) / box.width);
      if (player.step !== figure.player.step || isPlaying(figure.player)) figure.show(player);
    };
    slide(this.scrubber, { go, end: () => figure.commit() });
  }
}

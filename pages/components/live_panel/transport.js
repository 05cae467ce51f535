// Buttons, progress and words: the bar that starts a run and says what just happened.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { Aside } from "./aside.js";
import { messageOf, sentenceOf } from "./states.js";

const ICON_PATHS = {
  start: "M6 4l13 8-13 8z",
  pause: "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z",
  step: "M5 4l9 8-9 8zM15.5 4H19v16h-3.5z",
  epoch: "M3 5l7.5 7L3 19zM10.5 5l7.5 7-7.5 7zM18.5 5H21v14h-2.5z",
  stop: "M6 6h12v12H6z",
  reset: "M12 5V1L6.5 6 12 11V7.5a5.2 5.2 0 1 1-5.2 5.2H4.2A7.8 7.8 0 1 0 12 5z",
};
const KEYS = { " ": "start", s: "step", e: "epoch", r: "reset" };
const MOST_SEGMENTS = 24;
const SENTENCE_MS = 900;

/** Which buttons can be pressed in which state. */
const ENABLED = {
  empty: ["start", "step", "epoch", "reset"],
  blocked: ["reset"],
  waiting: ["stop"],
  queued: ["stop"],
  running: ["start", "stop", "reset"],
  worker_lost: ["start", "stop", "reset"],
  lost: ["reset"],
  paused: ["start", "step", "epoch", "stop", "reset"],
  done: ["start", "step", "epoch", "reset"],
  fault: ["start", "step", "epoch", "reset"],
  gone: ["start", "step", "epoch", "reset"],
};

/** `refuse(text)` says below it what the server did not take. */
export class Transport {
  /** @param {{act: (action: string) => void, choose: (name: string, value?: any) => void}} handlers act: of the
   *   buttons; choose: of the ways on. */
  constructor(handlers) {
    this.handlers = handlers;
    this.buttons = Object.fromEntries(
      Object.keys(ICON_PATHS)
        .filter((name) => name !== "pause")
        .map((name) => [name, this.button(name)]),
    );
    this.counters = make("dl", { class: "counters" });
    this.track = make("div", { class: "track", role: "progressbar", "aria-valuemin": "0" });
    this.sentence = make("p", { class: "sentence", role: "status" });
    this.title = make("b", {});
    this.text = make("span", {});
    this.band = make("div", { class: "band" }, make("div", { class: "band-words" }, this.title, this.text));
    this.actions = make("div", { class: "actions" });
    this.aside = new Aside((name, value) => handlers.choose(name, value));
    this.refusal = make("p", { class: "caption", hidden: true });
    this.row = make("div", { class: "buttons", role: "group" }, ...Object.values(this.buttons));
    this.node = make(
      "div",
      { class: "transport" },
      make("div", { class: "row" }, this.row, this.counters),
      this.aside.node,
      this.track,
      this.sentence,
      this.band,
      this.actions,
      this.refusal,
    );
  }

  button(name) {
    const path = draw("path", { d: ICON_PATHS[name] });
    const icon = draw("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, path);
    const label = make("span", { class: "label" });
    const node = make(
      "button",
      {
        type: "button",
        "data-action": name,
        class: name === "start" ? "primary" : "key",
        onclick: () => this.handlers.act(name),
      },
      icon,
      label,
    );
    node.label = label;
    node.path = path;
    return node;
  }

  /**
   * @param {string} state See `stateOf`.
   * @param {import("../shared/view/live_job.js").Live | null} live
   * @param {import("./component.js").PanelData} data
   */
  update(state, live, data) {
    const { strings } = data;
    const run = live?.run;
    const isMoving = state === "running" || state === "worker_lost";
    const startName = isMoving ? "pause" : state === "paused" ? "resume" : "start";
    for (const [name, node] of Object.entries(this.buttons)) {
      const word = name === "start" ? startName : name;
      setText(node.label, strings[word]);
      setAttribute(node, "aria-label", strings[word]);
      node.disabled = !ENABLED[state].includes(name);
    }
    setAttribute(this.buttons.start.path, "d", ICON_PATHS[isMoving ? "pause" : "start"]);
    setAttribute(this.buttons.start, "title", state === "blocked" ? data.problem : strings.keys);
    setAttribute(this.row, "aria-label", strings.transport);
    this.aside.update(state, data);
    this.count(state, run, data);
    this.progress(state, run, strings);
    this.speak(sentenceOf(state, live, data), state);
    this.show(messageOf(state, live, data), data.choices);
  }

  /** Read-outs at the right: numbers that stand still keep their nodes. */
  count(state, run, { strings, limitSeconds }) {
    let pairs = [];
    if (state === "queued") pairs = [["", fillSlots(strings.place, { position: run.queue?.position ?? 1 })]];
    else if (run?.started) {
      const epoch = Math.min(run.epochs, run.step / run.perEpoch);
      const whole = state === "running" ? Math.ceil(epoch) : Math.floor(epoch + 1e-9);
      pairs = [
        [strings.epochs, `${whole} / ${run.epochs}`],
        [strings.steps, `${countText(run.step)} / ${countText(run.total)}`],
      ];
      if (run.speed) pairs.push([strings.speed, countText(run.speed)]);
      const left = run.phase === "ended" ? null : run.left;
      if (left !== null) pairs.push([strings.left, fillSlots(strings.seconds, { count: countText(Math.ceil(left)) })]);
      else if (run.phase === "ended")
        pairs.push([
          strings.took,
          fillSlots(strings.seconds, {
            count: run.finished.reason === "limit_seconds" ? Math.round(limitSeconds) : countText(run.seconds),
          }),
        ]);
    }
    while (this.counters.children.length > pairs.length) this.counters.lastChild.remove();
    pairs.forEach(([name, value], i) => {
      if (!this.counters.children[i]) this.counters.append(make("div", {}, make("dt", {}), make("dd", {})));
      setText(this.counters.children[i].firstChild, name);
      setText(this.counters.children[i].lastChild, value);
    });
  }

  progress(state, run, strings) {
    const segments = run?.epochs && run.epochs <= MOST_SEGMENTS ? run.epochs : 1;
    if (this.track.children.length !== segments) {
      this.track.replaceChildren(...Array.from({ length: segments }, () => make("i", {}, make("b", {}))));
    }
    setAttribute(this.track, "data-waiting", state === "queued" || state === "waiting");
    setAttribute(this.track, "aria-label", strings.progress);
    setAttribute(this.track, "aria-valuemax", run?.total || 1);
    setAttribute(this.track, "aria-valuenow", run?.step ?? 0);
    const done = run?.total ? (run.step / run.total) * segments : 0;
    [...this.track.children].forEach((segment, i) => {
      segment.firstChild.style.width = `${100 * Math.max(0, Math.min(1, done - i))}%`;
    });
  }

  /** A screen reader must be able to follow: while it runs, a new sentence at most once a second. */
  speak(sentence, state) {
    const now = performance.now();
    if (state === this.spokenState && now - (this.spokenAt ?? 0) < SENTENCE_MS) return;
    this.spokenState = state;
    this.spokenAt = now;
    setText(this.sentence, sentence);
  }

  show(message, choices) {
    setAttribute(this.band, "hidden", message === null);
    const actions = (message?.actions ?? []).filter(
      (action) => action.name === "leave" || choices.includes(action.name),
    );
    setAttribute(this.actions, "hidden", actions.length === 0);
    if (!message) {
      this.shown = null;
      return;
    }
    setAttribute(this.band, "data-tone", message.tone);
    setText(this.title, message.title);
    setText(this.text, message.text);
    const key = JSON.stringify(actions);
    if (key === this.shown) return;
    this.shown = key;
    this.actions.replaceChildren(
      ...actions.map((action, i) =>
        make(
          "button",
          {
            type: "button",
            "data-choice": action.name,
            class: i === 0 ? "primary" : "outlined",
            onclick: () => this.handlers.choose(action.name, action.value),
          },
          action.label,
        ),
      ),
    );
  }

  refuse(text) {
    setText(this.refusal, text);
    setAttribute(this.refusal, "hidden", !text);
  }

  /** A key pressed anywhere on the page; true if it was one of ours. */
  onKey(event) {
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return false;
    const target = event.composedPath()[0];
    if (
      target instanceof Element &&
      target.matches(
        "input, textarea, select, [contenteditable], [role=slider], [role=radio], [role=combobox], [role=tab]",
      )
    )
      return false;
    if (event.key === " " && target instanceof Element && target.closest("button, a, summary, [role=button]"))
      return false;
    if (!this.node.offsetParent || this.buttons[action].disabled) return false;
    this.handlers.act(action);
    return true;
  }
}

// The teacher's own window: what the class sees, what comes next, what to say, and how late it is. It is
// in step with the class window of the same browser (`shared/pure/class_pair.js`), without the server.

import { ordinaryAddress, viewAddress } from "../shared/pure/class_address.js";
import { act, begin, told } from "../shared/pure/class_keys.js";
import { alone, asking, heard, pressed, wanted } from "../shared/pure/class_pair.js";
import { comeTo, paused, planned, rowsOf, started } from "../shared/pure/class_plan.js";
import { openChannel } from "../shared/view/class_channel.js";
import { helpNode, toggleFull } from "../shared/view/class_screen.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { clockOf, keepClock } from "./clock.js";
import sheet from "./component.css.js";
import { noteNodes } from "./notes.js";
import { nextNodes, nowNodes } from "./now.js";
import { PlanBar } from "./plan.js";

const ASK_MS = 2000;
const TICK_MS = 250;
const TIGHTEST = 3;
const UNKNOWN = { kind: "text", section: "", title: "", says: "", asks: "", options: [] };
const PRESSED = "button, a, summary";

class ClassPresenter {
  constructor(root, data) {
    this.pair = alone(data.at);
    this.name = make("h1", {});
    this.where = make("span", { class: "where" });
    this.dark = make("span", { class: "dark", hidden: true });
    this.timer = make("span", { class: "timer", role: "timer", hidden: true });
    this.state = make("span", { class: "pair", role: "status" });
    this.open = make("button", { type: "button", class: "open", onclick: () => this.openClass() });
    this.plan = new PlanBar(
      (section) => this.goTo(section),
      () => this.setClock(paused(this.clock, Date.now())),
      () => this.setClock(started(this.row?.section ?? "", Date.now())),
    );
    this.now = make("section", { class: "now", "data-testid": "presenter-now" });
    this.next = make("section", { class: "next", "data-testid": "presenter-next" });
    this.notes = make("section", { class: "notes", tabindex: "0", "data-testid": "presenter-notes" });
    this.keys = make("button", { type: "button", class: "keys", onclick: () => this.does.help() }, "?");
    this.help = make("div", { class: "help", role: "dialog", "aria-modal": "true", hidden: true });
    const head = make("header", {}, this.name, this.where, this.dark, this.timer, this.state, this.open, this.keys);
    const slides = make("div", { class: "slides" }, this.now, this.next);
    this.node = make(
      "main",
      { class: "presenter", "data-testid": "class-presenter" },
      head, this.plan.node, slides, this.notes, this.help,
    ); // biome-ignore format: one line for what stands in it
    root.append(this.node);
    this.listen(data);
    this.receive(data);
    this.channel.tell({ kind: "ask" });
  }

  listen(data) {
    this.channel = openChannel(data.page, data.slides, (message) => this.hear(message));
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey, true);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.node);
    this.timers = [setInterval(() => this.ask(), ASK_MS), setInterval(() => this.tick(), TICK_MS)];
  }

  destroy() {
    document.removeEventListener("keydown", this.onKey, true);
    this.timers.forEach(clearInterval);
    this.sizes.disconnect();
    this.channel.close();
  }

  receive(data) {
    const { slides, plan, words } = data;
    this.data = data;
    this.slides = slides.map((slide) => ({ ...slide }));
    this.kept = planned(slides, plan);
    this.rows = rowsOf(slides, this.kept);
    this.clock ??= clockOf(this.channel.name, this.row?.section ?? "", Date.now());
    this.plan.receive(this.kept, words);
    setText(this.name, data.title);
    setText(this.dark, words.dark);
    setText(this.open, words.open);
    setAttribute(this.notes, "aria-label", words.notes);
    setAttribute(this.keys, "aria-label", words.help);
    this.help.replaceChildren(helpNode(words.help, `${words.all_keys}\n${words.presenter_keys}`));
    this.draw();
    setAttribute(this.node, "data-ready", "true");
  }

  get slide() {
    return this.slides[this.pair.at.slide - 1] ?? UNKNOWN;
  }

  get row() {
    return this.rows[this.pair.at.slide - 1] ?? this.rows.at(-1);
  }

  get count() {
    return Math.max(this.slides.length, this.pair.slides);
  }

  hear(message) {
    if (!message.who) return; // what another window like this one tells a class
    const [pair, answer] = heard(this.pair, message);
    this.settle(pair, answer);
  }

  ask() {
    this.settle(asking(this.pair, Date.now()), { kind: "ask" });
    keepClock(this.channel.name, this.clock, Date.now());
  }

  /** @param {import("../shared/pure/class_pair.js").Pair} pair @param {object | null} message */
  settle(pair, message) {
    this.pair = pair;
    // With the numbers that the class sees; a run that is over may have brought more slides.
    if (pair.slide) this.slides[pair.at.slide - 1] = { ...this.slide, ...pair.slide };
    if (message) this.channel.tell(message);
    this.draw();
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key } = event;
    const target = event.composedPath()[0];
    if ((key === "Enter" || key === " ") && target instanceof Element && target.matches(PRESSED)) return;
    if (!this.take(key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key was of use. */
  take(key) {
    if (!this.help.hidden) {
      this.help.hidden = true;
      return true;
    }
    const own = this.does[act(key)];
    if (own) {
      own();
      return true;
    }
    const options = this.slide.options.length;
    const around = { slides: this.count, options, levels: options ? 2 : 0 };
    const outcome = pressed(this.pair, key, around, Date.now());
    if (outcome) this.settle(...outcome);
    return outcome !== null;
  }

  does = {
    full: () => toggleFull(),
    help: () => {
      this.help.hidden = false;
    },
    notes: () => this.pair.lead ?? this.openClass(),
    leave: () => this.settle(...wanted(this.pair, { until: null })),
  };

  /** It opens where it likes, and finds the state of this window. */
  openClass() {
    window.open(viewAddress(new URL(ordinaryAddress(location)), "class"), "_blank");
  }

  goTo(section) {
    const slide = this.slides.findIndex((each) => each?.section === section) + 1;
    this.settle(...wanted(this.pair, { at: begin(slide) }));
  }

  setClock(clock) {
    this.clock = clock;
    keepClock(this.channel.name, clock, Date.now());
    this.tick();
  }

  draw() {
    const { at, parts, lead, black, step } = this.pair;
    const { words } = this.data;
    this.clock = comeTo(this.clock, this.row?.section ?? "", Date.now());
    this.tick();
    const drawn = JSON.stringify([this.slide, at, parts, Boolean(lead), black, step]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    setText(this.where, `${at.slide} / ${this.count}${parts > 1 ? ` \u00b7 ${at.part}/${parts}` : ""}`);
    this.dark.hidden = !black;
    setText(this.state, lead ? words.paired : words.closed);
    setAttribute(this.state, "data-closed", !lead);
    this.open.hidden = Boolean(lead);
    this.now.replaceChildren(...nowNodes(this.slide, this.pair, words, (letter) => this.take(letter)));
    this.next.replaceChildren(...nextNodes(at.slide < this.count ? (this.slides[at.slide] ?? UNKNOWN) : null, words));
    for (const name of ["slide", "part", "shown"]) setAttribute(this.node, `data-${name}`, at[name]);
    setAttribute(this.node, "data-paired", Boolean(lead));
    document.title = `${at.slide} \u00b7 ${words.name}`;
    if (this.noted !== at.slide) this.drawNotes();
    this.noted = at.slide;
    this.fit();
  }

  /** The slide gets room from what stands around it, until all its options are in sight. */
  fit() {
    for (let level = 0; level <= TIGHTEST; level += 1) {
      setAttribute(this.node, "data-tight", level);
      if (this.now.scrollHeight <= this.now.clientHeight) return;
    }
  }

  drawNotes() {
    this.notes.replaceChildren(...noteNodes(this.slide, this.row, this.data.notes, this.data.words));
    this.notes.scrollTop = 0;
    this.now.scrollTop = 0;
  }

  tick() {
    const { until } = this.pair;
    const now = Date.now();
    this.plan.draw(this.row, this.clock, now);
    this.timer.hidden = until === null;
    if (until === null) return;
    setText(this.timer, told(until, now));
    setAttribute(this.timer, "data-over", now >= until);
  }
}

/**
 * Data: see `PresenterData` in `__init__.py`.
 * @type {import("../shared/view/mount.js").Component<any>}
 */
export default mount(ClassPresenter, sheet);

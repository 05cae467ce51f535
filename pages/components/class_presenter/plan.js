// The plan of the lesson as a bar to scale: where the class is, and where the clock is.

import { shownTime } from "../shared/pure/class_keys.js";
import { behind, total, used } from "../shared/pure/class_plan.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

const MINUTE = 60_000;

/** Its node is drawn once; what changes with every second is written into it. */
export class PlanBar {
  /**
   * @param {(section: string) => void} go To the first slide of a section.
   * @param {() => void} pause The clock stands or goes on.
   * @param {() => void} restart The clock begins anew.
   */
  constructor(go, pause, restart) {
    this.go = go;
    this.rows = make("ol", { class: "rows" });
    this.hand = make("div", { class: "hand" });
    this.here = make("span", { class: "here" });
    this.all = make("span", { class: "all" });
    this.pace = make("span", { class: "pace" });
    this.pause = make("button", { type: "button", class: "pause", onclick: pause });
    this.restart = make("button", { type: "button", class: "restart", onclick: restart });
    const line = make("p", { class: "times" }, this.here, this.all, this.pace, this.pause, this.restart);
    this.bar = make("div", { class: "bar" }, this.rows, this.hand);
    this.node = make("div", { class: "plan" }, this.bar, line);
  }

  /** @param {import("../shared/pure/class_plan.js").Row[]} plan @param {Record<string, string>} words */
  receive(plan, words) {
    this.plan = plan;
    this.words = words;
    const segments = plan.map(({ section, name, minutes }) => {
      const label = `${name}, ${fillSlots(words.minutes, { minutes })}`;
      const attributes = { type: "button", title: label, "aria-label": label, onclick: () => this.go(section) };
      return make("li", { style: `flex-grow: ${minutes}` }, make("button", attributes, String(minutes)));
    });
    this.rows.replaceChildren(...segments);
    this.bar.hidden = plan.length === 0;
    setText(this.restart, words.restart);
  }

  /** @param {import("../shared/pure/class_plan.js").Row | null} row Where the class is.
   * @param {import("../shared/pure/class_plan.js").Clock} clock
   * @param {number} now
   */
  draw(row, clock, now) {
    const { plan, words } = this;
    const { here, all } = used(clock, now);
    const minutes = total(plan);
    const at = plan.indexOf(row);
    [...this.rows.children].forEach((node, i) => {
      setAttribute(node, "data-state", i < at ? "done" : i === at ? "on" : "coming");
    });
    const time = (milliseconds) => shownTime(Math.floor(milliseconds / 1000));
    const late = row ? behind(plan, row, all) : 0;
    const pace = late > 0 ? words.behind : late < 0 ? words.ahead : words.on_time;
    setText(this.here, row ? fillSlots(words.used_here, { time: time(here), minutes: row.minutes }) : "");
    setText(this.all, fillSlots(minutes ? words.used : words.used_alone, { time: time(all), minutes }));
    setText(this.pace, row ? fillSlots(pace, { minutes: Math.abs(late) }) : "");
    setAttribute(this.pace, "data-late", late > 0);
    setText(this.pause, clock.since === null ? words.go_on : words.pause);
    this.hand.style.left = `${minutes ? Math.min(100, (100 * all) / MINUTE / minutes).toFixed(2) : 0}%`;
  }
}

// Beside Start, before a run: the weights it starts from, and where it will be kept.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { plainState } from "./states.js";

/** Hidden while a run is under way. */
export class Aside {
  /** @param {(name: "fresh" | "replace", value?: string) => void} choose "fresh" lets the loaded weights go,
   *   "replace" names a kept run. */
  constructor(choose) {
    this.from = make("span", {});
    this.fresh = make(
      "button",
      { type: "button", class: "drop", "data-choice": "fresh", onclick: () => choose("fresh") },
      "\u00d7",
    );
    this.start = make("span", { class: "starts" }, this.from, this.fresh);
    this.place = make("span", {});
    this.select = make("select", { "data-choice": "replace" });
    this.select.addEventListener("change", () => choose("replace", this.select.value));
    this.keep = make("label", { class: "keeps" }, this.place, this.select);
    this.node = make("div", { class: "aside" }, this.start, this.keep);
  }

  /**
   * @param {string} state See `stateOf`.
   * @param {import("./component.js").PanelData} data
   */
  update(state, { startsFrom, keeps, strings }) {
    const isBefore = ["empty", "ended"].includes(plainState(state));
    setAttribute(this.node, "hidden", !isBefore || !(startsFrom || keeps));
    setAttribute(this.start, "hidden", !startsFrom);
    setText(this.from, startsFrom ?? "");
    setAttribute(this.fresh, "aria-label", strings.start_fresh);
    setAttribute(this.fresh, "title", strings.start_fresh);
    setAttribute(this.keep, "hidden", !keeps);
    setText(this.place, keeps?.text ?? "");
    const options = keeps?.options ?? [];
    setAttribute(this.select, "hidden", !options.length);
    const key = JSON.stringify(options);
    if (key !== this.drawn) {
      this.drawn = key;
      this.select.replaceChildren(...options.map(({ id, label }) => make("option", { value: id }, label)));
    }
    if (options.length) this.select.value = keeps.value;
  }
}

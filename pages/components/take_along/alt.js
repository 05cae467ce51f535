// The description of a figure: from the sentence of its step, and the learner's to change.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setText } from "../shared/view/dom.js";

/** A text that begins as the server says it. */
export class AltText {
  constructor() {
    this.own = null;
    this.word = make("label", { class: "row-name", for: "alt" });
    this.field = make("textarea", {
      id: "alt",
      rows: 6,
      oninput: () => {
        this.own = this.field.value;
        this.count();
      },
    });
    this.counted = make("span", { class: "note" });
    this.reset = make("button", { type: "button", class: "text", hidden: true, onclick: () => this.forget() });
    this.node = make(
      "div",
      { class: "row alt" },
      this.word,
      make("div", {}, this.field, make("div", { class: "below" }, this.counted, this.reset)),
    );
  }

  get text() {
    return this.field.value;
  }

  /** What was changed by hand, or "". */
  get changed() {
    return this.own === null || this.own === this.given ? "" : this.own.trim();
  }

  /** Another step, or another language: what was changed by hand was about the one before.
   * @param {string} text
   * @param {Record<string, string>} words
   */
  update(text, words) {
    this.words = words;
    setText(this.word, words.alt);
    setText(this.reset, words.reset);
    if (text !== this.given) {
      this.given = text;
      this.own = null;
    }
    if (this.field.value !== (this.own ?? text)) this.field.value = this.own ?? text;
    this.count();
  }

  forget() {
    this.own = null;
    this.field.value = this.given;
    this.count();
    this.field.focus();
  }

  count() {
    const isOwn = this.own !== null && this.own !== this.given;
    const count = [...this.field.value].length;
    setText(this.counted, fillSlots(isOwn ? this.words.alt_own : this.words.alt_counted, { count }));
    this.reset.hidden = !isOwn;
  }
}

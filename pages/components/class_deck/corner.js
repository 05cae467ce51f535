// The corner of a slide: the countdown, and the code that opens the same state on a phone.

import { given, told } from "../shared/pure/class_keys.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

const TICK_MS = 250;

/** Always in the same place. */
export class Corner {
  /**
   * @param {(query: string) => Promise<{svg: string, address: string, said: string}>} ask For the code of an address.
   * @param {() => void} changed The countdown was set.
   */
  constructor(ask, changed) {
    this.ask = ask;
    this.changed = changed;
    this.until = null;
    this.clock = make("div", { class: "clock", role: "timer", hidden: true });
    this.code = make("button", {
      type: "button",
      class: "code",
      "data-testid": "class-code",
      onclick: () => this.grow(),
    });
    this.words = make("p", { class: "scan" });
    this.address = make("p", { class: "address" });
    this.said = make("p", { class: "said" });
    this.sheet = make("div", { class: "code-words" }, this.words, this.address, this.said);
    this.node = make("div", { class: "corner" }, this.clock, this.sheet, this.code);
  }

  stop() {
    clearInterval(this.timer);
  }

  receive(words) {
    setText(this.words, words.scan);
    setAttribute(this.code, "aria-label", words.scan_label);
  }

  /** The address of the page has changed: the code follows. */
  async follow(address) {
    if (address === this.shown) return;
    this.shown = address;
    const told = await this.ask(address);
    if (address !== this.shown || !told) return;
    this.code.innerHTML = told.svg; // the server's own drawing
    setText(this.address, told.address);
    setText(this.said, told.said);
  }

  grow(wanted = !this.node.hasAttribute("data-grown")) {
    setAttribute(this.node, "data-grown", wanted);
    return wanted;
  }

  /** Half a minute, or half a minute more. */
  give() {
    this.set(given(this.until, Date.now()));
    this.changed();
  }

  clear() {
    this.set(null);
    this.changed();
  }

  set(until) {
    this.until = until;
    clearInterval(this.timer);
    if (until !== null) this.timer = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  tick() {
    const now = Date.now();
    this.clock.hidden = this.until === null;
    if (this.until === null) return;
    setText(this.clock, told(this.until, now));
    setAttribute(this.clock, "data-over", now >= this.until);
    if (now >= this.until) clearInterval(this.timer);
  }
}

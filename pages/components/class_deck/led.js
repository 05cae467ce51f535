// A class window and the teacher's own: it tells where it is, and does what is asked of it there.

import { namesSlide } from "../shared/pure/class_address.js";
import { openChannel } from "../shared/view/class_channel.js";

/** The class window's end of the channel. */
export class Led {
  /**
   * @param {{page: string, slides: {kind: string, section: string}[]}} data
   * @param {() => object} state What it tells: see `Told` in `../shared/pure/class_pair.js`.
   * @param {(wanted: {at?: object, black?: boolean, until?: number | null}) => void} go
   */
  constructor(data, state, go) {
    this.state = state;
    this.go = go;
    this.who = Math.random().toString(36).slice(2);
    this.called = 0;
    // After a reload, too, it looks where the teacher's window is.
    const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
    this.named = namesSlide(location) && !isReload;
    this.channel = openChannel(data.page, data.slides, (message) => this.hear(message));
    this.onLeave = () => this.say("bye");
    window.addEventListener("pagehide", this.onLeave);
  }

  stop() {
    this.say("bye");
    window.removeEventListener("pagehide", this.onLeave);
    this.channel.close();
  }

  /** The teacher's window is called here: it leads this one. */
  call() {
    this.called = Date.now();
    this.tell();
  }

  hear(message) {
    if (message.kind === "ask") this.say("state");
    if (message.to !== this.who) return;
    // As if it were pressed here: the figure on the slide hears it, too.
    if (message.kind === "key")
      document.dispatchEvent(new KeyboardEvent("keydown", { key: message.key, cancelable: true }));
    if (message.kind === "go") this.go(message);
  }

  /** Whatever is new. */
  tell() {
    const known = JSON.stringify([this.called, this.state()]);
    if (known === this.known) return;
    this.say(this.known ? "state" : "here");
    this.known = known;
  }

  say(kind) {
    const { who, called, named } = this;
    this.channel.tell({ kind, who, called, named, ...this.state() });
  }
}

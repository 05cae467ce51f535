// "Take this figure along": a button at the foot of a figure, and the panel that opens below it.

import { headingOf, make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";
import { Panel } from "./panel.js";

const OPENING_MS = 240;

/**
 * @typedef {object} Data `TakeData` of `__init__.py`.
 * @property {string} channel
 * @property {string} page
 * @property {string} figure
 * @property {string} step
 * @property {"zh" | "en"} reader
 * @property {string[]} hidden
 * @property {{step: number, caseKey: string, settings: Record<string, string>} | null} seen
 * @property {Record<string, string>} papers
 * @property {Record<string, string>} words
 */

class TakeAlong {
  constructor(root, data) {
    this.data = data;
    this.button = make("button", {
      type: "button",
      class: "take",
      "aria-expanded": "false",
      "aria-keyshortcuts": "E",
      onclick: () => (this.panel ? this.close() : this.open()),
    });
    this.fold = make("div", { class: "fold" });
    this.node = make(
      "div",
      { class: "take-along", "data-testid": "take-along" },
      make("div", { class: "foot" }, this.button),
      this.fold,
    );
    this.node.addEventListener("keydown", (event) => this.onKey(event));
    root.append(this.node);
    this.onStep = ({ detail }) => this.follow(detail);
    this.onAsked = (event) => {
      if (event.detail.channel !== this.data.channel) return;
      event.preventDefault();
      if (!this.panel) this.open();
    };
    window.addEventListener("cnn-step", this.onStep);
    window.addEventListener("cnn-take", this.onAsked);
    this.receive(data);
  }

  destroy() {
    clearTimeout(this.timer);
    this.panel?.destroy();
    window.removeEventListener("cnn-step", this.onStep);
    window.removeEventListener("cnn-take", this.onAsked);
  }

  receive(data) {
    this.data = data;
    this.figure = data.seen ?? this.figure;
    setText(this.button, data.words.open);
    // A page may have several: each is named after the part of the page in which it stands.
    setAttribute(this.button, "aria-label", `${data.words.open}: ${headingOf(this.node)}`);
    setAttribute(this.node, "data-ready", "true");
    if (this.panel && this.figure) this.panel.follow(data, this.figure);
  }

  follow({ channel, step, caseKey, written }) {
    if (channel !== this.data.channel) return;
    this.figure = { step, caseKey, settings: written };
    this.panel?.follow(this.data, this.figure);
  }

  open() {
    clearTimeout(this.timer);
    this.fold.replaceChildren();
    this.panel = new Panel(this.data, () => this.close());
    this.fold.append(this.panel.node);
    setAttribute(this.button, "aria-expanded", "true");
    // The figure tells where it stands: there may have been no step since this was drawn.
    if (this.figure && this.data.seen) this.panel.follow(this.data, this.figure);
    window.dispatchEvent(new CustomEvent("cnn-step-request", { detail: { channel: this.data.channel } }));
    this.panel.opened();
    requestAnimationFrame(() => setAttribute(this.fold, "data-open", true));
    this.timer = setTimeout(
      () => this.panel?.node.scrollIntoView({ block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth" }),
      OPENING_MS,
    );
  }

  close() {
    clearTimeout(this.timer);
    this.panel.destroy();
    this.panel = null;
    setAttribute(this.fold, "data-open", null);
    setAttribute(this.button, "aria-expanded", "false");
    this.timer = setTimeout(() => this.fold.replaceChildren(), OPENING_MS);
    this.button.focus();
  }

  onKey(event) {
    if (event.key !== "Escape" || !this.panel || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }
}

/** @type {import("../shared/view/mount.js").Component<Data>} */
export default mount(TakeAlong, sheet);

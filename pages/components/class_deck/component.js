// Class view: the frame around a slide. The slide itself is a container of the page beside it; what of
// it is on the screen `fit.js` decides. A key moves at once, the server follows.

import { ordinaryAddress, viewAddress } from "../shared/pure/class_address.js";
import { act, LAST, moved } from "../shared/pure/class_keys.js";
import { isSamePlace } from "../shared/pure/class_pair.js";
import { helpNode, keyNode, toggleFull } from "../shared/view/class_screen.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { BOARDS } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { reached } from "../shared/view/reach.js";
import sheet from "./component.css.js";
import { Corner } from "./corner.js";
import { Fitter } from "./fit.js";
import { keysShown } from "./keys.js";
import { isTooSmall } from "./least.js";
import { Led } from "./led.js";
import { areShort, optionNode, place, placing } from "./options.js";
import { shown } from "./shown.js";
import { fitTitle } from "./title.js";

const SCREEN = { width: 1280, height: 720 };
/** What the options take of a slide's width, with the space between. */
const BESIDE = { narrow: 236, wide: 424 };
const FIELDS = "input, textarea, select, [contenteditable], [role=slider]";
/** What arrows walk: the steps of a figure, or what says so. */
const WALKS = "[data-action=next], [data-walks]";
const SETTINGS = "[data-testid=grid-stepper] .controls";
const PLAYS = "[data-action=play], [data-plays]";
const PRESSED = "button, a, summary, [role=button]";

class ClassDeck {
  constructor(root, data, send) {
    this.send = send;
    this.echo = 0;
    this.parts = 1;
    this.step = null;
    this.title = make("h1", { class: "title" });
    this.options = make("ol", { class: "options" });
    this.small = make("p", { class: "small", role: "status", hidden: true });
    this.where = make("span", { class: "where" });
    this.keys = make("ul", { class: "keys" });
    this.help = make("div", { class: "help", role: "dialog", "aria-modal": "true", hidden: true });
    this.black = make("button", { type: "button", class: "black", hidden: true, onclick: () => this.darken(false) });
    this.corner = new Corner(
      (address) => reached(address, document.documentElement.lang),
      () => this.tell(),
    );
    this.foot = make("footer", { class: "foot" }, this.where, this.keys);
    this.node = make(
      "section",
      { class: "deck", "data-testid": "class-deck" },
      this.title, this.options, this.small, this.foot, this.corner.node, this.help, this.black,
    ); // biome-ignore format: one line for what stands on it
    root.append(this.node);
    this.onKey = (event) => this.press(event);
    this.onSize = () => this.measure();
    document.addEventListener("keydown", this.onKey, true);
    window.addEventListener("resize", this.onSize);
    this.watcher = setInterval(() => this.corner.follow(ordinaryAddress(location)), 500);
    this.nodes = new MutationObserver(() => this.find());
    this.nodes.observe(document.querySelector(".stMain"), { childList: true, subtree: true });
    this.sizes = new ResizeObserver(() => this.room());
    this.sizes.observe(this.title);
    this.sizes.observe(this.options);
    this.onStep = ({ detail }) => this.stepped(detail);
    window.addEventListener("cnn-step", this.onStep);
    this.led = new Led(
      data,
      () => this.state(),
      (wanted) => this.follow(wanted),
    );
    this.receive(data);
    this.measure();
  }

  destroy() {
    document.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("resize", this.onSize);
    clearInterval(this.watcher);
    this.sizes.disconnect();
    this.nodes.disconnect();
    this.fitter?.stop();
    this.corner.stop();
    window.removeEventListener("cnn-step", this.onStep);
    this.led.stop();
  }

  receive(data) {
    this.data = data;
    if (data.echo >= this.echo || !this.at) {
      const isNew = this.at?.slide !== data.at.slide;
      this.at = { ...data.at };
      this.echo = data.echo;
      this.isComing = false;
      this.adopt(isNew);
    }
    this.corner.receive(data.words);
    this.draw();
    setAttribute(this.node, "data-ready", "true");
    this.tell();
  }

  /** The slide that the server has drawn. */
  adopt(isNew) {
    this.find();
    if (!this.fitter) {
      this.parts = 1;
      requestAnimationFrame(() => this.settleAlone());
    } else if (isNew || this.at.part !== this.fitter.part) this.fitter.show(this.at.part);
    else this.fitter.later();
  }

  /** A question without a figure has no slide beside the deck; the next one has a new one. */
  find() {
    const slide = document.querySelector(".st-key-slide");
    if (slide === this.slide) return;
    this.fitter?.stop();
    this.slide = slide;
    const heard = (parts, part) => this.heardParts(parts, part);
    this.fitter = slide && new Fitter(slide, heard, () => this.settle());
    this.fitter?.show(this.at.part);
    if (!slide) requestAnimationFrame(() => this.settleAlone());
    if (this.node.dataset.ready) this.draw();
  }

  heardParts(parts, part) {
    if (this.isComing) return;
    this.parts = parts;
    if (part !== this.at.part) this.go({ ...this.at, part });
    this.draw();
    this.tell();
  }

  /** Without a slide beside the deck nothing else says that there is one part. */
  settleAlone() {
    if (!this.fitter && this.at.part === LAST) this.heardParts(1, 1);
    this.settle();
  }

  /** What is on the screen stays as it is: the server has answered the last key, too. */
  settle() {
    const { words } = this.data;
    this.small.hidden = !(this.slide && isTooSmall(this.slide));
    setText(this.small, this.small.hidden ? "" : this.within(SETTINGS) ? words.too_small_set : words.too_small);
    if (this.data.echo >= this.echo)
      setAttribute(this.node, "data-settled", `${this.at.slide}.${this.at.part}.${this.at.shown}`);
  }

  around() {
    const { slides, options } = this.data;
    const levels = options.length ? (this.placed === "list" ? 1 : 2) : 0;
    return {
      slides: slides.length,
      parts: this.parts,
      options: options.length,
      levels,
      steps: this.within(WALKS) !== null,
      plays: this.within(PLAYS) !== null,
      starts: this.starter() !== null,
      example: this.within("[data-example]")?.dataset.example ?? null,
    };
  }

  /** The first such node in a component that is on the screen; null where there is none. */
  within(what) {
    const roots = this.slide ? shown(this.slide, "*").map(({ shadowRoot }) => shadowRoot) : [];
    return roots.map((root) => root?.querySelector(what)).find(Boolean) ?? null;
  }

  /** A run that Space starts and stops: the page puts its button into the container `slide-space`. */
  starter() {
    return (this.slide && shown(this.slide, ".st-key-slide-space button:not(:disabled)")[0]) ?? null;
  }

  /** A board that asks by itself: its letter takes the focus to an option, Enter presses that. */
  pointAt(key) {
    if (!/^[a-h]$/i.test(key)) return false;
    const option = this.within(`[data-letter="${key.toLowerCase()}"]:not(:disabled)`);
    option?.focus();
    return option !== null;
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    const { key } = event;
    const turnsPages = key === "PageDown" || key === "PageUp" || key === "Escape";
    if (!turnsPages && target instanceof Element) {
      if (target.matches(FIELDS)) return;
      if (key.startsWith("Arrow") && target.matches(BOARDS)) return;
      if (key === "Enter" && target.matches(PRESSED) && !this.node.contains(target)) return;
    }
    if (!this.take(key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key was of use. */
  take(key) {
    if (!this.black.hidden || !this.help.hidden) {
      this.darken(false);
      this.showHelp(false);
      if (key !== "PageDown" && key !== "PageUp") return true;
    }
    const place = moved(key, this.at, this.around());
    if (place) {
      if (place !== this.at) this.go(place);
      return true;
    }
    const starter = key === " " ? this.starter() : null;
    if (starter) {
      starter.click();
      return true;
    }
    if (this.pointAt(key)) return true;
    const what = act(key);
    if (!what) return false;
    this.does[what]();
    return true;
  }

  does = {
    black: () => this.darken(true),
    full: () => toggleFull(),
    timer: () => this.corner.give(),
    help: () => this.showHelp(true),
    code: () => this.corner.grow(),
    notes: () => this.showNotes(),
    vary: () => this.data.varies && this.send.trigger("vary", true),
    leave: () => this.leave(),
  };

  showNotes() {
    this.led.call();
    if (this.notes && !this.notes.closed) return this.notes.focus();
    const name = `cnn-presenter-${this.data.page}`;
    this.notes = window.open(viewAddress(location, "presenter"), name, "popup,width=1000,height=720");
  }

  leave() {
    const isOpen = !document.dispatchEvent(new CustomEvent("cnn-class-leave", { cancelable: true }));
    if (isOpen) return; // what lay over a figure has gone
    if (this.corner.node.hasAttribute("data-grown")) this.corner.grow(false);
    else if (this.corner.until !== null) this.corner.clear();
    else location.assign(ordinaryAddress(location, this.data.slides[this.at.slide - 1].section));
  }

  darken(isDark) {
    this.black.hidden = !isDark;
    this.tell();
  }

  showHelp(isShown) {
    this.help.hidden = !isShown;
  }

  go(place) {
    this.isComing = place.slide !== this.at.slide;
    const isOther = this.isComing || place.part !== this.at.part;
    this.at = place;
    if (this.isComing) Object.assign(this, { parts: 1, step: null });
    else if (isOther) this.fitter?.show(place.part);
    this.echo += 1;
    this.send.trigger("at", { ...place, echo: this.echo });
    this.draw();
    this.tell();
  }

  /** What the teacher's window wants; what it does not name stays. */
  follow({ at = this.at, black = !this.black.hidden, until = this.corner.until }) {
    this.black.hidden = !black;
    this.corner.set(until);
    if (at.slide <= this.data.slides.length && !isSamePlace(at, this.at)) this.go(at);
    this.tell();
  }

  stepped({ step, count }) {
    this.step = { step, count };
    this.drawKeys();
    this.tell();
  }

  state() {
    const { at, parts, isComing, step, title, data } = this;
    const known = data.slides[at.slide - 1];
    const slide = isComing ? null : { ...known, title: title.innerHTML, options: data.options };
    const black = !this.black.hidden;
    return { at, slides: data.slides.length, parts, black, until: this.corner.until, slide, step };
  }

  tell() {
    if (this.node.dataset.ready) this.led.tell();
  }

  draw() {
    const { at, data } = this;
    const { words } = data;
    const slide = data.slides[at.slide - 1];
    this.title.innerHTML = slide.title; // the course's own text, rendered by the server
    document.title = `${at.slide} \u00b7 ${this.title.textContent}`;
    document.documentElement.toggleAttribute("data-slide-coming", this.isComing);
    const options = this.isComing ? [] : data.options;
    this.placed = placing(options, this.slide !== null && this.slide?.childElementCount > 0);
    const nodes = options.map((option) => {
      const choose = () => this.take(option.letter);
      return optionNode(option, { shown: at.shown, choice: at.choice, words, choose });
    });
    this.options.replaceChildren(...nodes);
    setAttribute(this.options, "data-short", areShort(options));
    const part = this.parts > 1 ? ` \u00b7 ${at.part}/${this.parts}` : "";
    setText(this.where, `${at.slide} / ${data.slides.length}${part}`);
    this.drawKeys();
    this.help.replaceChildren(helpNode(words.help, `${words.all_keys}\n${words.class_keys}`));
    setAttribute(this.black, "aria-label", words.black);
    for (const name of ["slide", "part", "shown"]) setAttribute(this.node, `data-${name}`, at[name]);
    setAttribute(this.node, "data-parts", this.parts);
    setAttribute(this.node, "data-slides", data.slides.length);
    setAttribute(this.node, "data-levels", this.around().levels);
    setAttribute(this.node, "data-coming", this.isComing);
    this.room();
  }

  drawKeys() {
    const named = keysShown(this.around(), this.at, this.data.words);
    this.keys.replaceChildren(...named.map(([keys, word]) => keyNode(keys, word)));
  }

  /** The screen is 1280 by 720, enlarged to what there is. */
  measure() {
    const zoom = Math.min(window.innerWidth / SCREEN.width, window.innerHeight / SCREEN.height);
    document.documentElement.style.setProperty("--z", zoom.toFixed(4));
    this.room();
    this.fitter?.show(this.at.part);
  }

  /** Where the slide may stand: below the title, beside the options, above the foot. */
  room() {
    const zoom = Number(document.documentElement.style.getPropertyValue("--z")) || 1;
    const style = document.documentElement.style;
    fitTitle(this.title, this.placed === "list");
    const bottomOf = (node) => node.getBoundingClientRect().bottom / zoom;
    style.setProperty("--slide-top", `${Math.ceil(bottomOf(this.title)) + 14}px`);
    place(this.options, this.placed, this.at.shown, () => this.optionsFit());
    style.setProperty("--slide-beside", `${BESIDE[this.placed] ?? 0}px`);
  }

  optionsFit() {
    const { top } = this.foot.getBoundingClientRect();
    return [...this.options.children].every((item) => item.getBoundingClientRect().bottom <= top);
  }
}

/**
 * Data: see `DeckData` in `__init__.py`.
 * @type {import("../shared/view/mount.js").Component<any>}
 */
export default mount(ClassDeck, sheet);

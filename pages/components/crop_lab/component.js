// A picture, the crop that training draws from it, and the ten that testing averages.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { steady } from "../shared/view/swipe.js";
import { added, count, tint, within } from "./augment.js";
import sheet from "./component.css.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAST = 8; // pixels of a step with Shift
const UNIT = 100; // parts of an alpha that a setting counts
const MOST = 200;
/** What a draw decides, as it stands in the address. */
const DRAWN = "crop_top crop_left crop_flip crop_alpha1 crop_alpha2 crop_alpha3";

class CropLab {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.picture = make("img", { alt: "" });
    this.frame = make("i", { class: "frame" });
    this.whole = make("div", { class: "whole", role: "img", tabindex: 0 }, this.picture, this.frame);
    this.canvas = make("canvas", { class: "crop", role: "img" });
    this.place = make("p", { class: "caption" });
    this.colour = make("p", { class: "caption" });
    this.draw = make("button", { class: "button filled", type: "button", onclick: () => this.random() });
    this.flip = make("button", { class: "chip", type: "button", onclick: () => this.turn() });
    this.sliders = [0, 1, 2].map((i) => this.slider(i));
    this.ten = make("div", { class: "ten" });
    this.tenWord = make("p", { class: "quiet" });
    setAttribute(this.draw, "data-sets", DRAWN);
    const actions = make("div", { class: "row-of" }, this.draw, make("span", { "data-sets": "crop_flip" }, this.flip));
    const sliders = make("div", { class: "sliders" }, ...this.sliders.map(({ node }) => node));
    const left = make("div", { "data-draws": "crop_top crop_left" }, this.whole, this.place);
    const right = make("div", {}, this.canvas, this.colour);
    const body = make("div", { class: "body" }, left, right);
    const inner = make("div", { class: "inner" }, actions, body, sliders, this.tenWord, this.ten);
    this.node = make("div", { class: "board crops", "data-testid": "crop-lab" }, inner);
    this.listen();
    root.append(this.node);
    this.receive(data);
  }

  listen() {
    this.whole.addEventListener("keydown", (event) => this.press(event));
    this.whole.addEventListener("pointerdown", (event) => {
      this.whole.setPointerCapture(event.pointerId);
      this.from = { x: event.clientX, y: event.clientY, ...this.told.settings };
    });
    this.whole.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.whole.addEventListener(name, () => this.letGo());
  }

  slider(index) {
    const input = make("input", { type: "range", min: -MOST, max: MOST, step: 1, "data-axis": index });
    const word = make("span", {});
    steady(input);
    input.addEventListener("input", () => {
      const shift = this.told.settings.shift.map((old, i) => (i === index ? Number(input.value) : old));
      this.change({ shift });
    });
    input.addEventListener("change", () => this.told.tell());
    return {
      input,
      word,
      node: make("label", { class: "slider", "data-sets": `crop_alpha${index + 1}` }, word, input),
    };
  }

  receive(data) {
    const isNew = data.image !== this.data?.image;
    this.data = data;
    this.told.receive(data);
    if (isNew) {
      this.picture.onload = () => this.show();
      this.picture.src = data.image;
    } else this.show();
  }

  change(patch) {
    this.told.change(patch);
    this.show();
  }

  press(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? FAST : 1;
    this.move(this.told.settings.top + far * step[0], this.told.settings.left + far * step[1]);
    this.told.tell();
  }

  drag(event) {
    if (!this.from) return;
    const scale = this.data.size / this.whole.clientWidth;
    const { x, y, top, left } = this.from;
    this.move(top + (event.clientY - y) * scale, left + (event.clientX - x) * scale);
  }

  letGo() {
    if (this.from) this.told.tell();
    this.from = null;
  }

  move(top, left) {
    this.change({ top: within(top, this.data), left: within(left, this.data) });
  }

  turn() {
    this.change({ flip: this.told.settings.flip === "1" ? "0" : "1" });
    this.told.tell();
  }

  /** What training draws: a place, a side, and three numbers with a standard deviation of 0.1. */
  random() {
    const free = this.data.size - this.data.crop + 1;
    const whole = () => Math.floor(Math.random() * free);
    const bell = () => Math.max(-MOST, Math.min(MOST, Math.round(normal() * 0.1 * UNIT)));
    const shift = [bell(), bell(), bell()];
    this.change({ top: whole(), left: whole(), flip: Math.random() < 0.5 ? "1" : "0", shift });
    this.told.tell();
  }

  show() {
    const { data } = this;
    const { words, size, crop } = data;
    const { top, left, flip, shift } = this.told.settings;
    const part = (pixels) => `${(100 * pixels) / size}%`;
    this.frame.style.cssText = `top: ${part(top)}; left: ${part(left)}; width: ${part(crop)}; height: ${part(crop)}`;
    const alphas = shift.map((parts) => parts / UNIT);
    const plus = added(data.axes, alphas);
    this.paint(top, left, flip === "1", plus);
    setText(this.draw, words.draw);
    setText(this.flip, words.flip);
    setAttribute(this.flip, "aria-pressed", String(flip === "1"));
    setAttribute(this.whole, "aria-label", fillSlots(words.whole, { size, crop }));
    setAttribute(this.canvas, "aria-label", fillSlots(words.crop, { crop }));
    setText(this.place, fillSlots(words.place, { top, left, crop, size, count: count(data), free: size - crop + 1 }));
    const signed = (number, places = 1) => `${number < 0 ? "\u2212" : "+"}${Math.abs(number).toFixed(places)}`;
    setText(this.colour, fillSlots(words.added, { r: signed(plus[0]), g: signed(plus[1]), b: signed(plus[2]) }));
    this.sliders.forEach(({ input, word }, i) => {
      input.value = shift[i];
      const share = fillSlots(words.axis, { number: i + 1, alpha: signed(alphas[i], 2) });
      setText(word, share);
      setAttribute(input, "aria-valuetext", String(alphas[i]));
    });
    this.showTen();
    setAttribute(this.node, "data-ready", "true");
  }

  paint(top, left, isFlipped, plus) {
    const { crop } = this.data;
    setAttribute(this.canvas, "width", crop);
    setAttribute(this.canvas, "height", crop);
    if (!this.picture.complete || !this.picture.naturalWidth) return;
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    context.setTransform(isFlipped ? -1 : 1, 0, 0, 1, isFlipped ? crop : 0, 0);
    context.drawImage(this.picture, -left, -top);
    const pixels = context.getImageData(0, 0, crop, crop);
    tint(pixels.data, plus);
    context.putImageData(pixels, 0, 0);
  }

  /** The same every time: drawn once. */
  showTen() {
    const { words, tested, size, crop, image } = this.data;
    setText(this.tenWord, fillSlots(words.ten, { count: tested.length }));
    if (this.ten.childElementCount) return;
    const shown = tested.map(([top, left, isFlipped]) => {
      const part = (pixels) => (size === crop ? 0 : (100 * pixels) / (size - crop));
      const style = `background-image: url(${image}); background-size: ${(100 * size) / crop}%; background-position: ${part(left)}% ${part(top)}%; transform: scaleX(${isFlipped ? -1 : 1})`;
      return make("i", { style });
    });
    this.ten.append(...shown);
  }
}

/** A number with mean 0 and standard deviation 1, by Box and Muller. */
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/**
 * The data are `CropData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(CropLab, boardSheet, sheet);

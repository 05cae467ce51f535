// A drawing board: draw with pointer or keys, or bring a photograph. What is sent is a small PNG;
// the server makes of it what the network sees, and answers.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";
import { History } from "./history.js";

const SIZE = 256;
const KEY_STEP = 8;
const ASK_AFTER_MS = 250;

/**
 * @typedef {object} PadData
 * @property {string} paper A colour; another one wipes the board.
 * @property {string[]} inks Colours.
 * @property {string[]} ink_names As they are said.
 * @property {number} brush Its width, in pixels of the board.
 * @property {{label: string, can: boolean}} action The button that hands the picture over.
 * @property {boolean} asks_by_itself Whether a lifted brush hands it over too.
 * @property {boolean} [clears] Whether the board is wiped then.
 * @property {string} note What stands where there is no answer.
 * @property {{sentence: string, bars: {name: string, share: number, percent: string, best: boolean}[],
 *   best?: string, seen?: string, seen_text?: string} | null} result seen: what the network sees, as an address.
 * @property {number} [echo]
 * @property {Record<string, string>} strings
 */
class DrawPad {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.data = data;
    this.cursor = [SIZE / 2, SIZE / 2];
    this.penDown = false;
    this.isEmpty = true;
    this.echo = data.echo ?? 0;
    this.build();
    this.wipe();
    this.render();
  }

  build() {
    this.canvas = make("canvas", { width: SIZE, height: SIZE, tabindex: "0", role: "application" });
    this.marker = make("span", { class: "marker", "aria-hidden": "true", hidden: true });
    this.title = make("h3", {});
    this.hint = make("p", { class: "quiet" });
    this.swatches = make("div", { class: "swatches", role: "group" });
    const key = (action, onclick) => make("button", { type: "button", class: "key", "data-action": action, onclick });
    this.undo = key("undo", () => this.takeBack());
    this.eraser = key("eraser", () => {
      this.erases = !this.erases;
      this.render();
    });
    this.clear = key("clear", () => this.rubOut());
    this.photoWord = make("span", {});
    this.file = make("input", {
      type: "file",
      accept: "image/png,image/jpeg,image/webp,image/bmp",
      class: "file",
      onchange: () => this.takePhoto(),
    });
    this.photo = make("label", { class: "key photo" }, this.photoWord, this.file);
    this.ask = make("button", { type: "button", class: "primary", "data-action": "ask", onclick: () => this.submit() });
    this.answer = make("p", { class: "answer", role: "status" });
    this.seen = make("img", { class: "seen", alt: "" });
    this.seenWord = make("span", { class: "quiet" });
    this.bars = make("ol", { class: "bars" });
    this.node = make(
      "section",
      { class: "pad", "data-testid": "draw-pad" },
      make("header", {}, this.title, this.hint),
      make(
        "div",
        { class: "body" },
        make(
          "div",
          { class: "board" },
          make("div", { class: "frame" }, this.canvas, this.marker),
          make("div", { class: "tools" }, this.swatches, this.undo, this.eraser, this.clear, this.photo, this.ask),
        ),
        make(
          "div",
          { class: "result" },
          this.answer,
          make("div", { class: "view" }, this.seen, this.seenWord),
          this.bars,
        ),
      ),
    );
    this.root.append(this.node);
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
    this.history = new History(this.pen, SIZE);
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.lift());
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
    this.canvas.addEventListener("focus", () => this.showMarker());
    this.canvas.addEventListener("blur", () => {
      this.penDown = false;
      setAttribute(this.marker, "hidden", true);
    });
  }

  destroy() {
    clearTimeout(this.timer);
  }

  receive(data) {
    const isOther = data.paper !== this.data.paper;
    this.data = data;
    if (isOther) this.wipe();
    this.render();
  }

  wipe() {
    this.pen.fillStyle = this.data.paper;
    this.pen.fillRect(0, 0, SIZE, SIZE);
    this.colour ??= this.data.inks[0];
    if (!this.data.inks.includes(this.colour)) this.colour = this.data.inks[0];
    this.isEmpty = true;
    this.asked = false;
    this.erases = false;
    this.history.forget();
  }

  /** A press on "Clear" can be taken back, unlike a board that was handed over. */
  rubOut() {
    if (this.isEmpty) return;
    this.history.remember(this.isEmpty);
    const { past } = this.history;
    this.wipe();
    this.history.past = past;
    this.render();
  }

  takeBack() {
    if (this.history.isEmpty) return;
    clearTimeout(this.timer);
    this.isEmpty = this.history.back();
    this.asked = false;
    if (this.isEmpty) this.render();
    else this.askSoon();
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * SIZE) / box.width, ((event.clientY - box.top) * SIZE) / box.height];
  }

  begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    clearTimeout(this.timer);
    this.isDrawing = true;
    this.history.remember(this.isEmpty);
    this.cursor = this.place(event);
    this.line(this.cursor, this.cursor);
  }

  follow(event) {
    if (!this.isDrawing) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const next = this.place(part);
      this.line(this.cursor, next);
      this.cursor = next;
    }
  }

  lift() {
    if (!this.isDrawing) return;
    this.isDrawing = false;
    this.askSoon();
  }

  line(from, to) {
    this.pen.strokeStyle = this.erases ? this.data.paper : this.colour;
    this.pen.lineWidth = this.data.brush;
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.pen.beginPath();
    this.pen.moveTo(...from);
    this.pen.lineTo(to[0] + 0.01, to[1]);
    this.pen.stroke();
    this.isEmpty = false;
    this.showMarker();
  }

  /** Arrow keys move the brush, Enter puts it down and lifts it. */
  onKey(event) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Enter") {
      this.penDown = !this.penDown;
      if (this.penDown) this.history.remember(this.isEmpty);
      if (this.penDown) this.line(this.cursor, this.cursor);
      else this.askSoon();
    } else if (event.key === "Escape" || event.key === "Delete") this.rubOut();
    else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) this.takeBack();
    else if (move) {
      const next = this.cursor.map((at, i) => Math.max(0, Math.min(SIZE, at + KEY_STEP * move[i])));
      if (this.penDown) this.line(this.cursor, next);
      this.cursor = next;
    } else return;
    this.showMarker();
    event.preventDefault();
    event.stopPropagation();
  }

  showMarker() {
    setAttribute(this.marker, "hidden", this.getFocus() !== this.canvas || !this.canvas.matches(":focus-visible"));
    this.marker.style.left = `${(100 * this.cursor[0]) / SIZE}%`;
    this.marker.style.top = `${(100 * this.cursor[1]) / SIZE}%`;
    setAttribute(this.marker, "data-down", this.penDown);
  }

  getFocus() {
    return this.canvas.getRootNode().activeElement;
  }

  /** The middle square of a photograph; the file itself never leaves the browser. */
  async takePhoto() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    try {
      const photo = await createImageBitmap(file);
      const side = Math.min(photo.width, photo.height);
      this.history.remember(this.isEmpty);
      this.pen.drawImage(photo, (photo.width - side) / 2, (photo.height - side) / 2, side, side, 0, 0, SIZE, SIZE);
      this.isEmpty = false;
      this.askSoon();
    } catch {
      setText(this.answer, this.data.strings.unreadable);
    }
  }

  askSoon() {
    this.render();
    clearTimeout(this.timer);
    if (this.data.asks_by_itself) this.timer = setTimeout(() => this.submit(), ASK_AFTER_MS);
  }

  submit() {
    clearTimeout(this.timer);
    if (this.isEmpty) {
      setText(this.answer, this.data.strings.empty);
      return;
    }
    this.echo += 1;
    this.asked = true;
    this.send.trigger("picture", { image: this.canvas.toDataURL("image/png"), echo: this.echo });
    if (this.data.clears) this.wipe(); // it is collected: the next one, please
  }

  render() {
    const { strings, inks, action, result } = this.data;
    setText(this.title, strings.title);
    setText(this.hint, strings.hint);
    setAttribute(this.canvas, "aria-label", strings.canvas);
    setText(this.undo, strings.undo);
    setAttribute(this.undo, "disabled", this.history.isEmpty);
    setText(this.eraser, strings.eraser);
    setAttribute(this.eraser, "aria-pressed", String(this.erases));
    setText(this.clear, strings.clear);
    setText(this.photoWord, strings.photo);
    setText(this.ask, action.label);
    setAttribute(this.ask, "disabled", !action.can);
    this.drawSwatches(inks);
    const shown = this.asked ? result : null;
    setText(this.answer, shown?.sentence ?? this.data.note);
    setAttribute(this.seen, "hidden", !shown?.seen);
    if (shown?.seen) this.seen.src = shown.seen;
    setText(this.seenWord, shown?.seen ? shown.seen_text : "");
    this.drawBars(shown?.bars ?? []);
    setAttribute(this.node, "data-result", shown ? (shown.best ?? "") : null);
    setAttribute(this.node, "data-ready", "true");
  }

  drawSwatches(inks) {
    setAttribute(this.swatches, "hidden", inks.length < 2);
    setAttribute(this.swatches, "aria-label", this.data.strings.brush);
    if (this.swatches.children.length !== inks.length) {
      this.swatches.replaceChildren(
        ...inks.map((ink) => {
          const swatch = make("button", {
            type: "button",
            class: "swatch",
            onclick: () => {
              this.colour = ink;
              this.erases = false;
              this.render();
            },
          });
          swatch.style.setProperty("--ink-colour", ink);
          return swatch;
        }),
      );
    }
    [...this.swatches.children].forEach((swatch, i) => {
      setAttribute(swatch, "aria-label", this.data.ink_names[i]);
      setAttribute(swatch, "aria-pressed", String(inks[i] === this.colour && !this.erases));
    });
  }

  drawBars(bars) {
    setAttribute(this.bars, "aria-label", this.data.strings.probabilities);
    if (this.bars.children.length !== bars.length) {
      this.bars.replaceChildren(
        ...bars.map(() =>
          make(
            "li",
            {},
            make("span", { class: "bar-name" }),
            make("i", { "aria-hidden": "true" }),
            make("span", { class: "percent" }),
          ),
        ),
      );
    }
    bars.forEach((bar, i) => {
      const [name, line, percent] = this.bars.children[i].children;
      setText(name, bar.name);
      setText(percent, bar.percent);
      line.style.setProperty("--part", `${(100 * bar.share).toFixed(1)}%`);
      setAttribute(this.bars.children[i], "data-best", bar.best);
    });
  }
}

/**
 * Tells a `picture` {image, echo}: a PNG of 256x256 as a data address.
 * @type {import("../shared/view/mount.js").Component<PadData>}
 */
export default mount(DrawPad, sheet);

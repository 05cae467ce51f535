// The panel below a figure: how it is to be drawn, the drawing itself, and the ways to take it.

import { fillSlots } from "../shared/pure/slots.js";
import { copyText } from "../shared/view/copy.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { download } from "../shared/view/export.js";
import { AltText } from "./alt.js";
import { canShare, copyPicture, share } from "./deliver.js";
import { OptionRows } from "./options.js";
import { beginning, fileName, holdsAll, nameIn, previewKind, queryOf } from "./order.js";
import { drawSteps, factsAt, fileAt, Refused } from "./server.js";
import { Strip } from "./strip.js";

const AFTER_MS = 150;
const SAID_FOR_MS = 3000;
/** Narrower than this, the drawing comes first and the settings are folded. */
const ROOM = 720;

/** One panel, from its opening until it is closed. */
export class Panel {
  /**
   * @param {import("./component.js").Data} data
   * @param {() => void} close
   */
  constructor(data, close) {
    this.data = data;
    this.close = close;
    this.options = beginning(data.reader);
    this.rows = new OptionRows((changes) => this.set(changes));
    this.alt = new AltText();
    this.strip = new Strip((step) => this.choose(step));
    this.build();
  }

  build() {
    const button = (name, act, kind = "button") =>
      make("button", { type: "button", class: kind, "data-action": name, onclick: act });
    this.title = make("strong", { id: "title" });
    this.lead = make("p", { class: "note" });
    this.closing = button("close", () => this.close(), "text");
    this.picture = make("img", { class: "picture", alt: "", onload: () => this.shown() });
    this.waiting = make("p", { class: "note waiting" });
    this.frame = make("div", { class: "frame" }, this.picture, this.waiting);
    this.problem = make("p", { class: "problem", role: "alert", hidden: true });
    this.caption = make("p", { class: "note" });
    this.stripSaid = make("p", { class: "note" });
    this.take = button("download", () => this.download(), "button filled");
    this.copy = button("copy", () => this.copyOrShare());
    this.copyAlt = button("copy-alt", () => this.copyDescription());
    this.name = make("p", { class: "note name" });
    this.status = make("span", { class: "note", role: "status" });
    this.font = make("p", { class: "note", hidden: true });
    this.notices = make("p", { class: "note", hidden: true });
    this.summary = make("summary", {});
    this.folded = make("details", {}, this.summary, this.rows.node, this.font, this.alt.node);
    const seen = make("div", { class: "seen" }, this.frame, this.problem, this.caption);
    const ways = make("div", { class: "ways" }, this.take, this.copy, this.copyAlt, this.status);
    seen.append(this.strip.node, this.stripSaid, ways, this.name, this.notices);
    const head = make("header", {}, make("div", {}, this.title, this.lead), this.closing);
    this.node = make("section", { class: "panel", "aria-labelledby": "title" }, head);
    this.node.append(make("div", { class: "columns" }, this.folded, seen));
  }

  /** What the figure shows now. */
  follow(data, figure) {
    const isElsewhere = figure.step !== this.figure?.step || figure.caseKey !== this.figure?.caseKey;
    Object.assign(this, { data, figure });
    if (isElsewhere) this.step = figure.step;
    this.render();
    this.ask();
  }

  set(changes) {
    Object.assign(this.options, changes);
    this.render();
    this.ask();
  }

  choose(step) {
    this.step = step;
    this.render();
    this.ask();
  }

  /** @param {{all?: boolean, alt?: string}} [asked] A preview needs no description. */
  query(asked = {}) {
    const { reader, hidden, step: stepName } = this.data;
    const seen = { settings: this.figure.settings, step: this.step, hidden };
    return queryOf(seen, this.options, { reader, stepName, address: location.href, ...asked });
  }

  path(kind) {
    return `figures/${this.data.page}/${this.data.figure}.${kind}`;
  }

  /** The drawing follows, a moment after the last change; an older one is not waited for. */
  ask() {
    const wanted = `${previewKind(this.options)}?${this.query()}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    clearTimeout(this.timer);
    this.asked?.abort();
    setAttribute(this.node, "data-ready", null);
    this.timer = setTimeout(() => this.load(), this.begun ? AFTER_MS : 0);
    this.begun = true;
  }

  async load() {
    this.asked = new AbortController();
    const { signal } = this.asked;
    setAttribute(this.frame, "aria-busy", "true");
    try {
      const kind = previewKind(this.options);
      const known = this.factsOf(signal);
      // Neither waits for the other; what is wrong with both is said once.
      const drawn = fileAt(`${this.path(kind)}?${this.query()}`, signal);
      drawn.catch(() => {});
      this.facts = await known;
      this.render();
      const answer = await drawn;
      this.previewName = nameIn(answer.headers.get("content-disposition"));
      this.show(await answer.blob());
      this.sayProblem("");
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  /** What there is to know of these numbers; asked once for each. */
  factsOf(signal) {
    const asked = new URLSearchParams(this.query());
    asked.delete("step");
    const query = asked.toString();
    if (this.knownFor === query) return this.known;
    const known = factsAt(`${this.path("json")}?${query}`, signal);
    known.then(() => Object.assign(this, { knownFor: query, known })).catch(() => {});
    return known;
  }

  show(blob) {
    URL.revokeObjectURL(this.picture.src);
    this.preview = blob;
    this.picture.src = URL.createObjectURL(blob);
    this.render();
  }

  shown() {
    setAttribute(this.frame, "aria-busy", null);
    setAttribute(this.node, "data-ready", "true");
  }

  fail(error) {
    this.wanted = null;
    setAttribute(this.frame, "aria-busy", null);
    this.sayProblem((error instanceof Refused && error.message) || this.data.words.failed);
  }

  sayProblem(text) {
    setText(this.problem, text);
    this.problem.hidden = !text;
    setAttribute(this.node, "data-failed", Boolean(text));
  }

  render() {
    const { data, options, facts } = this;
    const { words } = data;
    const format = options.format.toUpperCase();
    setText(this.title, words.open);
    setText(this.lead, words.lead);
    setText(this.closing, words.close);
    setText(this.summary, words.options);
    setText(this.waiting, words.drawing);
    this.rows.update(options, facts, words);
    this.alt.update(facts?.alts[Math.min(this.step, facts.count - 1)] ?? "", words);
    setAttribute(this.picture, "alt", this.alt.text);
    setAttribute(this.frame, "data-paper", options.paper);
    // A GIF always has a background.
    setAttribute(
      this.frame,
      "data-theme",
      options.format === "gif" && options.theme === "none" ? "light" : options.theme,
    );
    setText(this.caption, this.captionOf());
    if (facts) this.strip.fill(facts.sketches, words);
    for (const part of [this.strip.node, this.stripSaid]) part.hidden = facts?.count === 1;
    this.strip.mark(this.step);
    setText(this.stripSaid, options.format === "gif" ? words.strip_gif : words.strip_build);
    if (!this.drawing) setText(this.take, fillSlots(words.download, { format }));
    setText(this.copy, canShare() ? words.share : fillSlots(words.copy, { format: this.copied }));
    setText(this.copyAlt, words.copy_alt);
    for (const way of [this.take, this.copy]) way.disabled = !this.previewName;
    setText(this.name, this.previewName ? fileName(this.previewName, options) : "");
    setText(this.font, words.no_font);
    this.font.hidden = facts?.hasChinese !== false || options.lang === "en";
    setText(this.notices, facts?.notices.join(" ") ?? "");
    this.notices.hidden = !facts?.notices.length;
  }

  /** What the clipboard takes: an SVG as its text, all else as a picture. */
  get copied() {
    return this.options.format === "svg" ? "SVG" : "PNG";
  }

  captionOf() {
    const { words, papers, reader } = this.data;
    const { format, paper } = this.options;
    if (format === "gif") return words.caption_gif;
    const size = fillSlots(words[`caption_${paper}`], { size: papers[paper] });
    return format === "png" ? size : [size, words.caption_vector].join(reader === "zh" ? "" : " ");
  }

  async download() {
    if (this.drawing) return;
    try {
      const file = await this.file();
      download(file.name, file);
      this.say(this.data.words.downloaded);
    } catch (error) {
      if (error.name !== "AbortError") this.fail(error);
    } finally {
      this.drawing = null;
      setAttribute(this.take, "aria-busy", null);
      this.render();
    }
  }

  /** The file that the settings describe. */
  async file() {
    const { options } = this;
    const name = fileName(this.previewName, options);
    const alt = this.alt.changed;
    const isSeen = options.format === previewKind(options) && this.node.dataset.ready;
    if (!holdsAll(options) && isSeen && !alt) return new File([this.preview], name, { type: this.preview.type });
    this.drawing = new AbortController();
    const { signal } = this.drawing;
    const { words } = this.data;
    setAttribute(this.take, "aria-busy", "true");
    setText(this.take, words.drawing);
    const [path, query] = [this.path(options.format), this.query({ all: options.all, alt })];
    if (holdsAll(options)) {
      await drawSteps(path, query, signal, (step, count) => {
        setText(this.take, fillSlots(words.drawing_step, { step, count }));
      });
    }
    const content = await (await fileAt(`${path}?${query}`, signal)).blob();
    return new File([content], name, { type: content.type });
  }

  async copyOrShare() {
    const { words } = this.data;
    if (canShare()) {
      const isDone = await share(new File([await this.still("png")], fileName(this.previewName, { format: "png" })));
      if (!isDone) this.say(words.share_failed);
      return;
    }
    const isText = this.copied === "SVG";
    const isDone = isText
      ? await copyText(await (await this.still("svg")).text())
      : await copyPicture(this.still("png"));
    this.say(isDone ? words.copied : words.copy_failed);
  }

  /** The step as a picture, whatever the format. */
  async still(kind) {
    const alt = this.alt.changed;
    if (previewKind(this.options) === kind && !alt) return this.preview;
    return (await fileAt(`${this.path(kind)}?${this.query({ alt })}`, this.asked.signal)).blob();
  }

  async copyDescription() {
    const { words } = this.data;
    this.say((await copyText(this.alt.text, this.alt.field)) ? words.copied : words.copy_failed);
  }

  say(text) {
    clearTimeout(this.saying);
    setText(this.status, text);
    this.saying = setTimeout(() => setText(this.status, ""), SAID_FOR_MS);
  }

  /** It stands on the page: settings in sight where there is room for them. */
  opened() {
    this.folded.open = this.node.clientWidth >= ROOM;
    if (this.folded.open) this.rows.focus();
    else this.take.focus({ preventScroll: true });
  }

  destroy() {
    clearTimeout(this.timer);
    clearTimeout(this.saying);
    this.asked?.abort();
    this.drawing?.abort();
    URL.revokeObjectURL(this.picture.src);
  }
}

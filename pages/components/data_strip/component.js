// The data strip: which pictures, six of each class, how many, and what is done to them.
// Pixels are never smoothed.

import { fillSlots } from "../shared/pure/slots.js";
import { CONTROLS, plainNumber } from "../shared/view/controls.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

const GLANCE = 6;

/**
 * @typedef {object} StripData
 * @property {Record<string, any>} values By the names of the settings.
 * @property {{label: string, choices: {id: string, label: string}[]}[]} groups Of data sets.
 * @property {string} about
 * @property {string} split
 * @property {{name: string, count: number}[]} classes
 * @property {{source: string, size: number} | null} pictures One picture: a row of six squares for each class.
 * @property {import("../shared/view/controls.js").Spec[]} options Each with its `label`.
 * @property {import("../shared/view/controls.js").Spec[]} augments
 * @property {string} augment_text
 * @property {boolean} own_open Whether the place for pictures of one's own is open.
 * @property {{source: string, size: number, columns: number} | null} preview Two rows: before, after.
 * @property {{sentence: string, ways: string, choices: {id: string, label: string}[]} | null} fault
 * @property {number} echo The number of the last change that the server has heard of.
 * @property {number} revision Counts the changes that it has made itself.
 * @property {string} after_reset
 * @property {Record<string, string>} strings
 */
class DataStrip {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.data = data;
    this.values = { ...data.values };
    this.echo = data.echo;
    this.panel = "";
    this.controls = new Map();
    this.build();
    this.onRun = (event) => {
      this.isRunning = ["running", "paused"].includes(event.detail.state);
      this.sayWhen();
    };
    window.addEventListener("cnn-run", this.onRun);
    this.render();
  }

  destroy() {
    window.removeEventListener("cnn-run", this.onRun);
  }

  build() {
    this.word = make("label", { class: "quiet", for: "dataset" });
    this.list = make("select", {
      id: "dataset",
      class: "dataset",
      "data-param": "data",
      onchange: () => this.change("data", this.list.value, true),
    });
    this.about = make("p", { class: "quiet" });
    this.split = make("p", { class: "split" });
    const chip = (panel) =>
      make("button", {
        type: "button",
        class: "chip",
        "data-panel": panel,
        "aria-expanded": "false",
        onclick: () => this.toggle(panel),
      });
    this.chips = ["options", "augment", "own"].map(chip);
    this.classes = make("ul", { class: "classes" });
    this.fault = make("div", { class: "fault", role: "alert", hidden: true });
    this.options = make("div", { class: "panel", role: "group", hidden: true });
    this.augment = make("div", { class: "panel", role: "group", hidden: true });
    this.node = make(
      "section",
      { class: "strip", "data-testid": "data-strip" },
      make(
        "div",
        { class: "top" },
        make(
          "div",
          { class: "facts" },
          this.word,
          this.list,
          this.about,
          this.split,
          make("div", { class: "chips" }, ...this.chips),
        ),
        this.classes,
        this.fault,
      ),
      this.options,
      this.augment,
    );
    this.root.append(this.node);
  }

  receive(data) {
    const isNews = data.echo >= this.echo || data.revision !== this.data.revision;
    this.data = data;
    this.echo = Math.max(this.echo, data.echo);
    if (isNews) this.values = { ...data.values };
    this.render();
  }

  toggle(panel) {
    if (panel === "own") return this.send.trigger("own", !this.data.own_open);
    this.panel = this.panel === panel ? "" : panel;
    this.render();
    // The preview is only made while someone looks at it.
    if (panel === "augment") this.commit();
  }

  change(name, value, settled) {
    this.values = { ...this.values, [name]: value };
    this.render();
    if (settled) this.commit();
  }

  commit() {
    this.echo += 1;
    setAttribute(this.node, "data-busy", true);
    this.send.state("settings", {
      ...this.values,
      preview: this.panel === "augment",
      draw: this.draw ?? 0,
      echo: this.echo,
    });
  }

  render() {
    const { data } = this;
    const { strings } = data;
    setText(this.word, strings.title);
    this.drawList();
    setText(this.about, data.about);
    setText(this.split, data.split);
    const labels = {
      options: strings.options,
      augment: fillSlots(strings.augment, { what: data.augment_text }),
      own: strings.own,
    };
    for (const chip of this.chips) {
      const open = chip.dataset.panel === "own" ? data.own_open : this.panel === chip.dataset.panel;
      setText(chip, labels[chip.dataset.panel]);
      setAttribute(chip, "aria-expanded", String(Boolean(open)));
    }
    this.drawClasses();
    this.drawFault();
    this.drawOptions();
    this.drawAugment();
    setAttribute(this.node, "data-busy", this.echo > data.echo);
    setAttribute(this.node, "data-echo", data.echo);
    setAttribute(this.node, "data-ready", "true");
  }

  drawList() {
    const { groups } = this.data;
    const key = JSON.stringify(groups);
    if (key !== this.listed) {
      this.listed = key;
      this.list.replaceChildren(
        ...groups.map((group) =>
          make(
            "optgroup",
            { label: group.label },
            ...group.choices.map((choice) => make("option", { value: choice.id }, choice.label)),
          ),
        ),
      );
    }
    if (this.list.value !== this.values.data) this.list.value = this.values.data;
    this.sayWhen();
  }

  sayWhen() {
    setAttribute(this.list, "title", this.isRunning ? this.data.after_reset : this.data.strings.choose);
  }

  /** Six pictures and the count of each class, a bar for its share. */
  drawClasses() {
    const { classes, pictures, strings } = this.data;
    setAttribute(this.classes, "hidden", classes.length === 0);
    const key = JSON.stringify([classes, pictures?.source?.length, pictures?.source?.slice(-80)]);
    if (key === this.drawn) return;
    this.drawn = key;
    const most = Math.max(1, ...classes.map((c) => c.count));
    setAttribute(this.classes, "data-many", classes.length > 6);
    this.classes.replaceChildren(
      ...classes.map((one) => {
        const bar = make("i", { class: "share", "aria-hidden": "true" });
        bar.style.setProperty("--part", `${((100 * one.count) / most).toFixed(1)}%`);
        const canvases = Array.from({ length: GLANCE }, () =>
          make("canvas", { width: pictures.size, height: pictures.size, "aria-hidden": "true" }),
        );
        return Object.assign(
          make(
            "li",
            { "aria-label": fillSlots(strings.sample, { name: one.name, count: one.count }) },
            make("span", { class: "thumbs" }, ...canvases),
            make(
              "span",
              { class: "count", "aria-hidden": "true" },
              make("b", {}, one.name),
              bar,
              make("span", {}, String(one.count)),
            ),
          ),
          { canvases },
        );
      }),
    );
    const rows = [...this.classes.children].map((item) => item.canvases);
    if (pictures) paintMosaic(pictures, rows);
  }

  drawFault() {
    const { fault } = this.data;
    setAttribute(this.fault, "hidden", !fault);
    if (!fault) return this.fault.replaceChildren();
    this.fault.replaceChildren(
      make("p", {}, make("b", {}, fault.sentence), make("span", {}, fault.ways)),
      make(
        "div",
        { class: "chips" },
        ...fault.choices.map((choice, i) =>
          make(
            "button",
            {
              type: "button",
              class: i === 0 ? "primary" : "key",
              "data-instead": choice.id,
              onclick: () => this.change("data", choice.id, true),
            },
            choice.label,
          ),
        ),
      ),
    );
  }

  drawOptions() {
    setAttribute(this.options, "hidden", this.panel !== "options");
    setAttribute(this.options, "aria-label", this.data.strings.options);
    if (this.panel === "options") this.drawControls(this.options, this.data.options);
  }

  drawControls(panel, specs) {
    const key = specs.map((spec) => spec.name).join();
    if (panel.key !== key) {
      panel.key = key;
      panel.replaceChildren(...specs.map((spec) => this.control(spec)));
    }
    for (const spec of specs) {
      const { inner, name, value } = this.controls.get(spec.name);
      setText(name, spec.label);
      setText(value, spec.type === "slide" ? plainNumber(this.values[spec.name]) : "");
      if (spec.type === "words") setAttribute(inner.node, "aria-label", spec.label);
      inner.update(this.values[spec.name], spec, null);
    }
  }

  control(spec) {
    const inner = new CONTROLS[spec.type](
      spec,
      (value, settled) => this.change(spec.name, value, settled),
      this.data.strings,
    );
    const [name, value] = [make("span", { class: "name" }), make("output", { class: "value" })];
    const head = make("span", { class: "head" }, name, ...(spec.type === "slide" ? [value] : []));
    const node = make(inner.label ? "label" : "div", { class: "setting", "data-type": spec.type }, head, inner.node);
    this.controls.set(spec.name, { inner, name, value });
    return node;
  }

  drawAugment() {
    const { strings, preview } = this.data;
    setAttribute(this.augment, "hidden", this.panel !== "augment");
    setAttribute(this.augment, "aria-label", strings.augment_title);
    if (this.panel !== "augment") return;
    if (!this.augmentControls) {
      this.augmentControls = make("div", { class: "inner" });
      this.augmentTitle = make("b", {});
      this.previewWord = make("span", { class: "quiet" });
      this.again = make("button", {
        type: "button",
        class: "key",
        onclick: () => {
          this.draw = (this.draw ?? 0) + 1;
          this.commit();
        },
      });
      this.before = make("div", { class: "film", "aria-hidden": "true" });
      this.after = make("div", { class: "film", "aria-hidden": "true" });
      this.augment.replaceChildren(
        this.augmentTitle,
        this.augmentControls,
        make(
          "div",
          { class: "previews" },
          make("div", { class: "preview-head" }, this.previewWord, this.again),
          this.before,
          this.after,
        ),
      );
    }
    setText(this.augmentTitle, strings.augment_title);
    setText(this.previewWord, strings.preview);
    setText(this.again, strings.again);
    this.drawControls(this.augmentControls, this.data.augments);
    if (preview) {
      for (const [film, at] of [
        [this.before, 0],
        [this.after, 1],
      ]) {
        if (film.children.length !== preview.columns || film.size !== preview.size) {
          film.size = preview.size;
          film.replaceChildren(
            ...Array.from({ length: preview.columns }, () =>
              make("canvas", { width: preview.size, height: preview.size }),
            ),
          );
        }
        paintMosaic(preview, at === 0 ? [[...film.children]] : [[], [...film.children]]);
      }
    }
  }
}

/** Cut a mosaic (one picture, rows of squares) onto canvases of the pictures' own size. */
function paintMosaic(mosaic, rows) {
  const image = new Image();
  image.onload = () =>
    rows.forEach((canvases, row) =>
      canvases.forEach((canvas, col) => {
        const context = canvas.getContext("2d");
        context.imageSmoothingEnabled = false;
        context.drawImage(
          image,
          col * mosaic.size,
          row * mosaic.size,
          mosaic.size,
          mosaic.size,
          0,
          0,
          mosaic.size,
          mosaic.size,
        );
      }),
    );
  image.src = mosaic.source;
}

/**
 * Keeps the state `settings`: the values, with `preview` (whether somebody looks at it), `draw` (which one) and the
 * `echo`. Tells as `own` whether that place is to be open.
 * @type {import("../shared/view/mount.js").Component<StripData>}
 */
export default mount(DataStrip, sheet);

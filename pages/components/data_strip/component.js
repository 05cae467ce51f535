// The data strip: which pictures, six of each class, how many, and what is done to them.
// Pixels are never smoothed.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { AugmentPanel } from "./augment.js";
import { ClassRow } from "./classes.js";
import sheet from "./component.css.js";
import { SettingList } from "./setting_list.js";

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
    this.draw = 0; // how many previews were asked for
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
      "data-sets": "data",
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
    this.classes = new ClassRow();
    this.fault = make("div", { class: "fault", role: "alert", hidden: true });
    const change = (...told) => this.change(...told);
    this.options = new SettingList(make("div", { class: "panel", role: "group", hidden: true }), change);
    this.augment = new AugmentPanel(change, () => {
      this.draw += 1;
      this.commit();
    });
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
        this.classes.node,
        this.fault,
      ),
      this.options.node,
      this.augment.node,
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
      draw: this.draw,
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
    this.classes.update(data);
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
    const { strings, options } = this.data;
    setAttribute(this.options.node, "hidden", this.panel !== "options");
    setAttribute(this.options.node, "aria-label", strings.options);
    if (this.panel === "options") this.options.update(options, this.values, strings);
  }

  drawAugment() {
    const { strings, preview, augments } = this.data;
    const isOpen = this.panel === "augment";
    setAttribute(this.augment.node, "hidden", !isOpen);
    setAttribute(this.augment.node, "aria-label", strings.augment_title);
    if (isOpen) this.augment.update(augments, this.values, preview, strings);
  }
}

/**
 * Keeps the state `settings`: the values, with `preview` (whether somebody looks at it), `draw` (which one) and the
 * `echo`. Tells as `own` whether that place is to be open.
 * @type {import("../shared/view/mount.js").Component<StripData>}
 */
export default mount(DataStrip, sheet);

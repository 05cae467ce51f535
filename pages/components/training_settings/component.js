// The settings column. Learning rate and schedule reach a running training at once, by a POST and
// without a rerun; the others wait for a reset and say so while a run is on.

import { plainNumber, SettingRow } from "../shared/view/controls.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { serverAddress } from "../shared/view/server.js";
import sheet from "./component.css.js";

const LIVE_PAUSE_MS = 120;

/**
 * @typedef {object} SettingsData
 * @property {Record<string, any>} values By the names of the settings.
 * @property {import("../shared/view/controls.js").Spec[]} specs
 * @property {string[]} live Names of those that reach a run under way.
 * @property {string} live_path Where runs hear of them.
 * @property {Record<string, string>} unused Why one has no effect now.
 * @property {number} echo The number of the last change that the server has heard of.
 * @property {number} revision Counts the changes that it has made itself.
 * @property {Record<string, string>} strings
 */
class TrainingSettings {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.data = data;
    this.values = { ...data.values };
    this.echo = data.echo;
    this.isRunning = false;
    this.rows = data.specs.map((spec) => {
      const row = new SettingRow(spec, (...told) => this.change(...told), data.strings);
      row.node.title = spec.name;
      return row;
    });
    this.title = make("h3", {});
    this.status = make("p", { class: "quiet", role: "status" });
    this.drawerName = make("b", {});
    this.summary = make("span", { class: "summary" });
    this.drawer = make(
      "button",
      {
        type: "button",
        class: "drawer",
        "data-action": "drawer",
        onclick: () => {
          this.isOpen = !this.isOpen;
          this.render();
        },
      },
      this.drawerName,
      this.summary,
    );
    this.node = make(
      "section",
      { class: "settings", "data-testid": "training-settings" },
      this.title,
      this.drawer,
      ...this.rows.map((row) => row.node),
      this.status,
    );
    this.root.append(this.node);
    this.onRun = (event) => this.follow(event.detail);
    window.addEventListener("cnn-run", this.onRun);
    this.render();
  }

  destroy() {
    window.removeEventListener("cnn-run", this.onRun);
    clearTimeout(this.liveTimer);
  }

  receive(data) {
    const isNews = data.echo >= this.echo || data.revision !== this.data.revision;
    this.data = data;
    this.echo = Math.max(this.echo, data.echo);
    if (isNews) this.values = { ...data.values };
    this.render();
  }

  follow({ job, state }) {
    this.job = job;
    const isRunning = state === "running" || state === "paused";
    if (isRunning === this.isRunning) return;
    this.isRunning = isRunning;
    this.render();
  }

  change(name, value, settled) {
    this.values = { ...this.values, [name]: value };
    this.render();
    if (!settled) return;
    if (this.isRunning && this.data.live.includes(name)) this.tellRun(name, value);
    this.echo += 1;
    this.send.state("settings", { ...this.values, echo: this.echo });
  }

  tellRun(name, value) {
    clearTimeout(this.liveTimer);
    this.liveTimer = setTimeout(async () => {
      let reached = false;
      try {
        const reply = await fetch(serverAddress(`${this.data.live_path}/${encodeURIComponent(this.job)}/command`), {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ do: name, value }),
        });
        reached = reply.ok;
      } catch {
        /* said below */
      }
      setText(this.status, reached ? "" : this.data.strings.lost);
    }, LIVE_PAUSE_MS);
  }

  /** Optimizer, learning rate, batch size: what the folded drawer says. */
  inShort() {
    const optimizer = this.data.specs.find((spec) => spec.name === "optimizer");
    const name = optimizer.choices.find((choice) => choice.id === this.values.optimizer)?.label;
    return [name, plainNumber(this.values.learning_rate), this.values.batch_size].join(" \u00b7 ");
  }

  render() {
    const { strings, live, unused } = this.data;
    setText(this.title, strings.title);
    setText(this.drawerName, strings.title);
    setText(this.summary, this.inShort());
    setAttribute(this.drawer, "aria-expanded", String(Boolean(this.isOpen)));
    setAttribute(this.node, "data-open", this.isOpen);
    this.data.specs.forEach((spec, i) => {
      const isLive = live.includes(spec.name);
      const waits = this.isRunning && !isLive;
      const note = waits ? strings.after_reset : unused[spec.name];
      const inside = isLive ? strings.live : null;
      this.rows[i].update(this.values[spec.name], spec, strings[spec.name], { note, inside });
      setAttribute(this.rows[i].node, "data-waits", waits || spec.name in unused);
    });
    setAttribute(this.node, "data-echo", this.data.echo);
    setAttribute(this.node, "data-ready", "true");
  }
}

/**
 * Keeps the state `settings`: the values with the `echo`.
 * @type {import("../shared/view/mount.js").Component<SettingsData>}
 */
export default mount(TrainingSettings, sheet);

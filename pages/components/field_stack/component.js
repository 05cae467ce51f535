// A stack of layers over its picture: point at any unit, and what it sees lights up map by map.

import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import { isClass } from "../shared/view/view.js";
import sheet from "./component.css.js";
import { Editor } from "./editor.js";
import { fields, lit, patchOf, place, shown, sizes, unitAt, view, weights } from "./field.js";
import { Level } from "./level.js";
import { Square } from "./square.js";
import { changed, FRESH, names, recurrence, stackText } from "./stack.js";

/** So many layers have room for how their numbers follow; in front of a class everything stands on one screen. */
const ROOMY = { page: 8, class: 5 };
const COMMIT_AFTER_MS = 400; // of keys of the whole page: nobody hears them come up
const HEADS = ["kernel_size", "stride", "padding", "dilation", "size", "jump", "start"];

class FieldStack {
  constructor(root, data, send) {
    this.send = send;
    this.sent = 0;
    this.settings = null;
    this.pointed = null;
    this.levels = [];
    this.presets = make("div", { class: "row-of presets", role: "group", "data-sets": "stack picture layer unit" });
    this.note = make("p", { class: "quiet note" });
    this.heads = make("div", { class: "level heads", "aria-hidden": "true" });
    this.rows = make("div", { class: "rows", role: "group", "data-draws": "layer unit" });
    this.status = make("p", { class: "said", role: "status" });
    this.cost = make("p", { class: "caption" });
    this.patches = make("div", { class: "row-of patches", role: "group", "data-sets": "patch" });
    this.square = new Square();
    this.editor = new Editor(this.hands(), data.limits);
    const below = make("div", { class: "below" }, this.square.node, this.editor.node);
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "field-stack" },
      make(
        "div",
        { class: "inner" },
        this.presets,
        this.note,
        this.heads,
        this.rows,
        this.status,
        this.patches,
        below,
        this.cost,
      ),
    );
    this.listen();
    root.append(this.node);
    this.watch = new Room(() => this.show());
    this.watch.observe(this.rows);
    this.receive(data);
  }

  destroy() {
    this.watch.disconnect();
    clearTimeout(this.later);
    stopHearing(this.node);
  }

  receive(data) {
    this.data = data;
    // An answer to an older gesture must not undo what was done since.
    if (this.settings === null || data.heard >= this.sent) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    this.show();
  }

  /** What the editor's keys do to the picked layer. */
  hands() {
    const edit = (patch) => {
      const { layers, layer } = this.settings;
      const next = layers.map((each, i) => (i === layer - 1 ? changed(each, patch(each), this.data.limits) : each));
      this.settle({ layers: next });
    };
    return {
      change: (name, by) => edit((layer) => ({ [name]: layer[name] + by })),
      kind: (kind) => edit(() => ({ kind })),
      resize: (by) => this.settle({ picture: this.settings.picture + by }),
      add: () => {
        const { layers, layer } = this.settings;
        this.settle({ layers: layers.toSpliced(layer, 0, FRESH), layer: layer + 1 });
      },
      remove: () => {
        const { layers, layer } = this.settings;
        this.settle({ layers: layers.toSpliced(layer - 1, 1), layer: Math.max(layer - 1, 1) });
      },
    };
  }

  listen() {
    const under = (event) => {
      const track = event.target.closest?.(".track");
      if (!track) return null;
      const level = Number(track.dataset.level);
      if (!this.counts[level]) return null;
      const box = track.getBoundingClientRect();
      const [from, to] = this.span;
      const at = from + ((event.clientX - box.left) / box.width) * (to - from);
      return { level, unit: unitAt(this.found[level], this.counts[level], at) };
    };
    this.rows.addEventListener("pointermove", (event) => this.point(under(event)));
    this.rows.addEventListener("pointerleave", () => this.point(null));
    this.rows.addEventListener("click", (event) => {
      const hit = under(event);
      if (hit) this.settle({ layer: hit.level, unit: hit.unit });
    });
    this.rows.addEventListener("keydown", (event) => {
      if (!this.walk(event.key)) return;
      event.preventDefault();
      this.isMoved = true;
      this.levels[this.picked().layer].track.focus();
    });
    this.rows.addEventListener("keyup", (event) => {
      if (this.isMoved && event.target.closest?.(".track")) this.commit();
      this.isMoved = false;
    });
    if (!isClass()) return;
    setAttribute(this.node, "data-walks", "true");
    hearKeys(this.node, (key) => {
      if (!this.walk(key)) return false;
      clearTimeout(this.later);
      this.later = setTimeout(() => this.commit(), COMMIT_AFTER_MS);
      return true;
    });
  }

  /** Arrows sideways go along the map, up and down to the next one.
   * @returns {boolean} Whether the key was of use.
   */
  walk(key) {
    const { layer, unit } = this.picked();
    const last = this.counts[layer] - 1;
    const sideways = { ArrowLeft: unit - 1, ArrowRight: unit + 1, Home: 0, End: last }[key];
    const by = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (sideways === undefined && by === undefined) return false;
    if (by === undefined) {
      this.change({ layer, unit: Math.min(Math.max(sideways, 0), last) });
      return true;
    }
    const next = Math.min(Math.max(layer + by, 0), this.settings.layers.length);
    if (!this.counts[next]) return true;
    const middle = place(this.found[layer], unit) + this.found[layer].jump / 2;
    this.change({ layer: next, unit: unitAt(this.found[next], this.counts[next], middle) });
    return true;
  }

  point(hit) {
    if (hit?.level === this.pointed?.level && hit?.unit === this.pointed?.unit) return;
    this.pointed = hit;
    this.light();
  }

  change(patch) {
    this.settings = { ...this.settings, ...patch };
    this.pointed = null;
    this.show();
  }

  settle(patch) {
    this.change(patch);
    this.commit();
  }

  commit() {
    this.sent += 1;
    const { layers, ...settings } = this.settings;
    this.send.state("settings", { ...settings, ...this.picked(), stack: stackText(layers), n: this.sent });
  }

  /** The picked unit; one that an address or a change has left without a place goes to the nearest. */
  picked() {
    let layer = Math.min(this.settings.layer, this.settings.layers.length);
    while (layer && !this.counts[layer]) layer -= 1;
    return { layer, unit: Math.min(this.settings.unit, this.counts[layer] - 1) };
  }

  show() {
    const { data, settings } = this;
    const { layers, picture } = settings;
    this.found = fields(layers);
    this.counts = sizes(layers, picture);
    this.span = shown(this.found, picture);
    this.names = names(layers, data.words);
    const isAsked = data.masked !== null && stackText(layers) === data.maskedStack;
    this.masked = isAsked ? data.masked : layers.length + 1;
    setAttribute(this.node, "data-builds", data.presets.length === 0);
    setAttribute(this.node, "data-compact", layers.length > ROOMY[isClass() ? "class" : "page"]);
    this.node.style.setProperty("--levels", layers.length + 1);
    setAttribute(this.node, "aria-label", data.words.board);
    setAttribute(this.rows, "aria-label", data.words.figure);
    this.fill();
    const width = this.levels[0].track.clientWidth || 1;
    for (const level of this.levels) {
      level.update({
        layers,
        field: this.found[level.level],
        count: this.counts[level.level],
        span: this.span,
        name: this.names[level.level],
        words: data.words,
        isMasked: level.level >= this.masked,
        width,
      });
    }
    this.choose();
    this.edit();
    this.light();
    setAttribute(this.node, "data-ready", "true");
  }

  /** As many rows as there are maps, the last on top. */
  fill() {
    const wanted = this.settings.layers.length + 1;
    while (this.levels.length > wanted) this.levels.pop().node.remove();
    while (this.levels.length < wanted) {
      this.levels.push(new Level(this.levels.length));
      this.rows.prepend(this.levels.at(-1).node);
    }
    const { words } = this.data;
    const cells = HEADS.map((name) => make("span", { "data-name": name }, words[`short_${name}`]));
    this.heads.replaceChildren(
      make("span"),
      make("span", { class: "axis" }, words.axis),
      make("div", { class: "numbers" }, ...cells),
    );
  }

  choose() {
    const { data, settings } = this;
    const now = stackText(settings.layers);
    const current = data.presets.find(({ stack, size }) => stack === now && size === settings.picture);
    this.presets.hidden = data.presets.length === 0;
    setAttribute(this.presets, "aria-label", data.words.presets);
    chips(
      this.presets,
      data.presets.map((preset) => ({
        label: preset.label,
        isOn: preset === current,
        pick: () => {
          const layer = preset.layers.length;
          const unit = Math.floor(sizes(preset.layers, preset.size).at(-1) / 2);
          this.settle({ layers: preset.layers, picture: preset.size, layer, unit });
        },
      })),
    );
    setText(this.note, current?.note ?? "");
    this.note.hidden = !current?.note;
    setAttribute(this.patches, "aria-label", data.words.patch);
    chips(
      this.patches,
      ["1", "3"].map((patch) => ({
        label: data.words[`patch_${patch}`],
        isOn: settings.patch === patch,
        pick: () => this.settle({ patch }),
      })),
    );
  }

  edit() {
    const { data, settings } = this;
    const { layer } = this.picked();
    this.editor.update({
      layer: settings.layers[layer - 1],
      name: this.names[layer],
      size: settings.picture,
      sizes: data.sizes,
      limits: data.limits,
      words: data.words,
      isFull: settings.layers.length >= data.most,
      isLast: settings.layers.length === 1,
    });
    setText(this.cost, fillSlots(data.words.weights, { count: weights(settings.layers) }));
  }

  /** What the unit that is pointed at, else the picked one, sees of each map below it. */
  light() {
    const { layers, patch } = this.settings;
    const picked = this.picked();
    const at = this.pointed ?? { level: picked.layer, unit: picked.unit };
    const isMasked = at.level >= this.masked;
    const units = patchOf(at.unit, Number(patch), this.counts[at.level]);
    const found = isMasked ? [] : lit(layers, this.counts, at.level, units);
    let hull = [units[0], units.at(-1)];
    for (let level = this.levels.length - 1; level >= 0; level -= 1) {
      const row = this.levels[level];
      setAttribute(row.track, "tabindex", level === picked.layer ? 0 : -1);
      setAttribute(row.node, "data-picked", level === picked.layer);
      const isBelow = level <= at.level && !isMasked;
      const layer = layers[level - 1];
      const next = layer && [
        hull[0] * layer.stride - layer.padding,
        hull[1] * layer.stride - layer.padding + layer.dilation * (layer.kernel_size - 1),
      ];
      row.light(isBelow ? found[level] : NONE, {
        isPicked: level === at.level && !isMasked,
        hull: isBelow ? { field: this.found[level], units: hull } : null,
        below: isBelow && layer ? { field: this.found[level - 1], units: next } : null,
      });
      if (isBelow && layer) hull = next;
    }
    this.say(at, units, found[0]?.inside ?? [], isMasked);
  }

  /** The unit and what it sees, in a sentence; the same on the picture. */
  say(at, units, pixels, isMasked) {
    const { words, image } = this.data;
    const { layers, picture } = this.settings;
    const seen = view(this.found[at.level], units[0], units.length);
    const [first, behind] = seen;
    const inside = Math.max(Math.min(behind, picture) - Math.max(first, 0), 0);
    const slots = {
      map: this.names[at.level],
      unit: units.map((unit) => unit + 1).join(words.separator),
      first: Math.max(first, 0) + 1,
      last: Math.min(behind, picture),
      size: behind - first,
      outside: behind - first - inside,
      read: pixels.length,
      how: units.length === 1 ? recurrence(layers, at.level).size : "",
    };
    const parts = [fillSlots(words[units.length > 1 ? "sees_patch" : "sees"], slots)];
    if (slots.outside) parts.push(fillSlots(words.outside, slots));
    if (pixels.length < inside) parts.push(fillSlots(words.holes, slots));
    if (at.level && units.length === 1) parts.push(fillSlots(words.recurrence, slots));
    const empty = this.counts.indexOf(0);
    if (empty > 0) parts.push(fillSlots(words.nothing_fits, { map: this.names[empty] }));
    const told = isMasked ? words.predict_first : parts.join(words.sentence);
    setText(this.status, told);
    const { track } = this.levels[at.level];
    setAttribute(track, "aria-valuenow", at.unit + 1);
    setAttribute(track, "aria-valuetext", told);
    const caption = isMasked ? words.predict_first : fillSlots(words.on_picture, slots);
    this.square.update({ image, size: picture, span: this.span, view: isMasked ? null : seen, pixels, caption });
  }
}

const NONE = { inside: [], padding: [] };

/** Chips that say which of several is chosen; built anew only when their number changes. */
function chips(node, wanted) {
  if (node.children.length !== wanted.length) {
    node.replaceChildren(...wanted.map(() => make("button", { type: "button", class: "chip" })));
  }
  wanted.forEach(({ label, isOn, pick }, i) => {
    const button = node.children[i];
    setText(button, label);
    setAttribute(button, "aria-pressed", String(isOn));
    button.onclick = pick;
  });
}

/**
 * The data are `FieldData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(FieldStack, boardSheet, sheet);

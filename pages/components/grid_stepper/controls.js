// Sliders that redraw while they are dragged, pictures of inputs and kernels, and "more".
// Every control calls change(patch) during a gesture and commit() when it ends.

import { colourScale } from "../shared/pure/scale.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

const MAIN_SLIDERS = ["kernel_size", "stride", "padding"];
const MORE_SLIDERS = ["dilation", "size"];

class Slider {
  constructor(name, [low, high], { change, commit, grab }) {
    this.name = name;
    this.input = make("input", { type: "range", min: low, max: high, step: 1, "data-param": name });
    this.input.addEventListener("input", () => change({ [name]: Number(this.input.value) }));
    this.input.addEventListener("change", () => commit());
    this.input.addEventListener("pointerdown", () => grab(true));
    for (const end of ["pointerup", "pointercancel"]) this.input.addEventListener(end, () => grab(false));
    this.word = make("span", {});
    this.value = make("span", { class: "value" });
    const ticks = make("span", { class: "ticks", "aria-hidden": "true" });
    ticks.style.setProperty("--steps", high - low);
    this.track = make("span", { class: "track" }, ticks, this.input);
    this.node = make(
      "label",
      { class: "slider" },
      make("span", { class: "slider-head" }, this.word, make("code", {}, name), this.value),
      this.track,
    );
    this.low = low;
    this.high = high;
  }

  update(strings, value) {
    setText(this.word, strings[this.name]);
    setText(this.value, String(value));
    if (this.input.value !== String(value)) this.input.value = value;
    setAttribute(this.input, "aria-label", strings[this.name]);
    this.track.style.setProperty("--part", (value - this.low) / (this.high - this.low));
  }
}

/** A row of tiny pictures, each drawn from the numbers it sets. */
class PresetRow {
  constructor(kind, names, onPick) {
    this.kind = kind;
    this.heading = make("div", { class: "presets-head" });
    this.buttons = Object.fromEntries(names.map((name) => [name, this.button(name, onPick)]));
    this.node = make(
      "div",
      { class: "presets", role: "group", "data-presets": kind },
      this.heading,
      make("div", { class: "preset-row" }, ...Object.values(this.buttons)),
    );
  }

  button(name, onPick) {
    const picture = make("span", { class: "thumb", "aria-hidden": "true" });
    const label = make("span", { class: "thumb-label" });
    const node = make(
      "button",
      { type: "button", class: "preset", "data-preset": name, onclick: () => onPick(name) },
      picture,
      label,
    );
    return Object.assign(node, { picture, label });
  }

  update(strings, grids, chosen, edited) {
    setText(this.heading, strings[`choose_${this.kind}`]);
    setAttribute(this.node, "aria-label", strings[`choose_${this.kind}`]);
    for (const [name, node] of Object.entries(this.buttons)) {
      setText(node.label, strings[`${this.kind}_${name}`] + (name === chosen && edited ? " *" : ""));
      setAttribute(node, "aria-pressed", name === chosen ? "true" : "false");
      paintThumb(node.picture, grids[name]);
    }
  }
}

/** One small square per number; colours are CSS, so the theme needs no repainting. */
function paintThumb(node, grid) {
  const key = JSON.stringify(grid);
  if (node.gridKey === key) return;
  node.gridKey = key;
  const scale = colourScale(grid);
  node.style.setProperty("--cols", grid.length);
  node.replaceChildren(
    ...grid.flat().map((value) => {
      const strength = scale.signed ? scale.strength(value) : value / scale.largest;
      const pixel = make("i", { "data-sign": strength < 0 ? "minus" : null });
      pixel.style.setProperty("--t", Math.abs(strength).toFixed(3));
      return pixel;
    }),
  );
}

export class Controls {
  /** limits: {kernel_size: [1, 7], ...}; names: {inputs: [...], kernels: [...], modes: [...]} */
  constructor(limits, names, actions) {
    const slider = (name) => new Slider(name, limits[name], actions);
    this.sliders = [...MAIN_SLIDERS, ...MORE_SLIDERS].map(slider);
    const [main, more] = [this.sliders.slice(0, 3), this.sliders.slice(3)];
    this.inputs = new PresetRow("input", names.inputs, (name) => actions.pickInput(name));
    this.kernels = new PresetRow("kernel", names.kernels, (name) => actions.pickKernel(name));
    this.modeWord = make("span", {});
    this.modes = make(
      "span",
      { class: "modes", role: "group" },
      ...names.modes.map((mode) =>
        make("button", { type: "button", "data-mode": mode, onclick: () => actions.set({ padding_mode: mode }) }, ""),
      ),
    );
    this.flip = make("input", { type: "checkbox", role: "switch", "data-param": "flip" });
    this.flip.addEventListener("change", () => actions.set({ flip: this.flip.checked }));
    this.flipWord = make("span", {});
    this.hint = make("span", { class: "hint" });
    this.undo = make("button", {
      type: "button",
      class: "quiet",
      "data-action": "undo-edits",
      onclick: () => actions.clearEdits(),
    });
    this.summary = make("summary", {});
    this.more = make(
      "details",
      { class: "more" },
      this.summary,
      make(
        "div",
        { class: "sliders" },
        ...more.map((s) => s.node),
        make(
          "div",
          { class: "slider" },
          make("span", { class: "slider-head" }, this.modeWord, make("code", {}, "padding_mode")),
          this.modes,
        ),
      ),
    );
    this.node = make(
      "div",
      { class: "controls" },
      make("div", { class: "sliders" }, ...main.map((s) => s.node)),
      this.more,
      make(
        "div",
        { class: "pictures" },
        this.inputs.node,
        this.kernels.node,
        make(
          "div",
          { class: "side" },
          make("label", { class: "switch" }, this.flipWord, this.flip),
          this.hint,
          this.undo,
        ),
      ),
    );
  }

  update(strings, settings, presets) {
    for (const slider of this.sliders) slider.update(strings, settings[slider.name]);
    setText(this.summary, strings.more);
    if (settings.dilation > 1 || settings.padding_mode !== "zeros") this.more.open = true;
    setText(this.modeWord, strings.padding_mode);
    for (const button of this.modes.children) {
      setText(button, strings[`mode_${button.dataset.mode}`]);
      setAttribute(button, "aria-pressed", button.dataset.mode === settings.padding_mode ? "true" : "false");
    }
    setAttribute(this.modes, "aria-label", strings.padding_mode);
    this.flip.checked = settings.flip;
    setText(this.flipWord, strings.flip);
    setText(this.hint, strings.edit_hint);
    const edited = settings.input_edits.length + settings.kernel_edits.length > 0;
    setText(this.undo, strings.undo_edits);
    setAttribute(this.undo, "hidden", !edited);
    const small = (sizes, size) =>
      Object.fromEntries(Object.entries(sizes).map(([name, grids]) => [name, grids[size]]));
    this.inputs.update(strings, small(presets.inputs, 5), settings.image, settings.input_edits.length > 0);
    this.kernels.update(strings, small(presets.kernels, 3), settings.kernel, settings.kernel_edits.length > 0);
  }
}

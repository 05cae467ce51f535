// The settings of the selected block: one field a parameter, by PyTorch's names.

import { heldNumber } from "../shared/pure/held.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { describe } from "./columns.js";

/** One field for each of the builder's `fields` of that kind of block. */
export class BlockForm {
  /** @param {import("./component.js").Builder} builder */
  constructor(builder) {
    this.builder = builder;
    this.node = make("div", { class: "form", role: "group", hidden: true });
  }

  update() {
    const { builder } = this;
    const block = builder.blocks[builder.selected];
    setAttribute(this.node, "hidden", !block);
    // Built anew only for something new: an answer that comes while a number is typed must not eat it.
    const { kernel } = builder.data.passport ?? {};
    const key = JSON.stringify([builder.selected, block, kernel, builder.data.strings, builder.data.words]);
    if (!block || key === this.key) return;
    this.key = key;
    const focused = builder.root.activeElement?.dataset?.field;
    const { strings, words, fields } = builder.data;
    setAttribute(this.node, "aria-label", strings.settings);
    const shown = fields[block.kind].filter((field) => this.applies(field, block));
    this.node.replaceChildren(
      make(
        "b",
        { class: "form-title" },
        fillSlots(strings.form_title, { n: builder.selected + 1, name: describe(block, words).name }),
      ),
      ...(shown.length
        ? shown.map((field) => this.field(field, block))
        : [make("span", { class: "quiet" }, strings.no_settings)]),
      ...this.passport(block),
    );
    this.sayLimit();
    if (focused) this.node.querySelector(`[data-field="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A global pooling has no window; a frozen kernel only exists where a kernel was dropped in. */
  applies(field, block) {
    if (block.kind === "pool" && block.mode === "global_avg") return field.name === "mode";
    if (field.name === "frozen") return Boolean(block.kernel) || block.frozen;
    return true;
  }

  field(field, block) {
    const { words } = this.builder.data;
    const word = words.fields[field.name];
    return make(
      "label",
      { class: "field", "data-type": field.type },
      make("span", { class: "field-name" }, ...(word ? [make("span", {}, word)] : []), make("code", {}, field.name)),
      this.control(field, block[field.name]),
      make("span", { class: "limit", role: "status", "data-limit": field.name }),
    );
  }

  /** A number that was held at the end of its range says so until the next one. */
  sayLimit() {
    const { data, selected } = this.builder;
    const { field, block, key, at } = this.beyond ?? {};
    for (const place of this.node.querySelectorAll("[data-limit]")) {
      const isHere = field === place.dataset.limit && block === selected;
      place.textContent = isHere ? fillSlots(data.strings[key], { limit: at }) : "";
    }
  }

  control(field, value) {
    const change = (next) => this.builder.change(this.builder.selected, { [field.name]: next });
    if (field.type === "flag") {
      const box = make("input", { type: "checkbox", role: "switch", "data-field": field.name });
      box.checked = Boolean(value);
      box.addEventListener("change", () => change(box.checked));
      return box;
    }
    if (field.type === "choice") {
      const list = make(
        "select",
        { "data-field": field.name },
        ...field.choices.map((choice) =>
          make("option", { value: choice.id, selected: choice.id === value }, choice.label),
        ),
      );
      list.value = value;
      list.addEventListener("change", () => change(list.value));
      return list;
    }
    return this.number(field, value, change);
  }

  number(field, value, change) {
    const box = make("input", {
      type: "number",
      min: field.low,
      max: field.high,
      step: field.step ?? 1,
      "data-field": field.name,
      inputmode: "decimal",
    });
    box.value = value ?? "";
    if (field.placeholder) box.placeholder = this.builder.blocks[this.builder.selected][field.placeholder];
    box.addEventListener("change", () => {
      this.beyond = null;
      if (box.value === "" && field.placeholder) return change(null);
      const held = heldNumber(box.value, { ...field, isWhole: field.type === "int" });
      box.value = held?.value ?? value ?? "";
      if (!held) return;
      this.beyond = held.limit && { ...held.limit, field: field.name, block: this.builder.selected };
      change(held.value);
      if (this.beyond && held.value === value) this.sayLimit();
    });
    return box;
  }

  /** The kernel a learner built in a lesson, offered to the first convolution. */
  passport(block) {
    const { builder } = this;
    const { strings, passport } = builder.data;
    if (block.kind !== "conv" || builder.blocks.findIndex((b) => b.kind === "conv") !== builder.selected) return [];
    const grid = block.kernel ?? passport?.kernel;
    if (!grid) return [];
    const picture = kernelPicture(grid);
    const label = block.kernel ? strings.kernel_inside : fillSlots(strings.kernel_offer, { name: passport.name });
    const button = block.kernel
      ? make(
          "button",
          {
            type: "button",
            class: "key",
            "data-action": "kernel-out",
            onclick: () => builder.change(builder.selected, { kernel: null, frozen: false }),
          },
          strings.kernel_out,
        )
      : make(
          "button",
          {
            type: "button",
            class: "key",
            "data-action": "kernel-in",
            onclick: () => this.dropKernel(block, passport.kernel),
          },
          strings.kernel_in,
        );
    return [make("span", { class: "passport" }, picture, make("span", {}, label), button)];
  }

  /** The lesson's kernel has a size of its own; a padding that kept the map's size still does. */
  dropKernel(block, kernel) {
    const size = kernel.split(";").length;
    const keptSize = 2 * block.padding === block.kernel_size - 1;
    const padding = keptSize ? Math.floor((size - 1) / 2) : block.padding;
    this.builder.change(this.builder.selected, { kernel, kernel_size: size, dilation: 1, padding });
  }
}

/** "1,0,1;0,1,0;1,0,1" as a small signed picture. */
function kernelPicture(text) {
  const rows = text.split(";").map((row) => row.split(",").map(asNumber));
  const largest = Math.max(...rows.flat().map(Math.abs)) || 1;
  const picture = make(
    "span",
    { class: "kernel-picture", "aria-hidden": "true" },
    ...rows.flat().map((value) => {
      const cell = make("i", { "data-sign": value < 0 ? "minus" : null });
      cell.style.setProperty("--t", (Math.abs(value) / largest).toFixed(3));
      return cell;
    }),
  );
  picture.style.setProperty("--cols", rows[0].length);
  return picture;
}

function asNumber(text) {
  const [over, under] = text.split("/");
  return Number(over) / Number(under ?? 1);
}

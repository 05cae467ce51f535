// A row of tiny pictures of what each one sets.

import { make, setAttribute, setText } from "./dom.js";

/** Buttons with a picture and a name; one of them may be chosen. */
export class Tiles {
  /**
   * @param {string} kind What is chosen here, as `data-kind`.
   * @param {(id: string) => void} choose
   */
  constructor(kind, choose) {
    this.choose = choose;
    this.caption = make("span", { class: "caption" });
    this.row = make("div", { class: "tiles", role: "group", "data-kind": kind });
    this.node = make("div", { class: "picker" }, this.caption, this.row);
    this.ids = "";
    this.buttons = [];
  }

  /**
   * @param {string} label
   * @param {{id: string, name: string}[]} items
   * @param {string | null} chosen
   * @param {(canvas: HTMLCanvasElement, item: any) => void} paintTile
   */
  update(label, items, chosen, paintTile) {
    setText(this.caption, label);
    setAttribute(this.row, "aria-label", label);
    const ids = items.map(({ id }) => id).join();
    if (this.ids !== ids) this.build(items);
    this.ids = ids;
    items.forEach((item, i) => {
      const { node, canvas, name } = this.buttons[i];
      paintTile(canvas, item);
      setText(name, item.name);
      setAttribute(node, "aria-pressed", item.id === chosen ? "true" : "false");
    });
  }

  build(items) {
    this.buttons = items.map((item) => {
      const canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
      const name = make("span", {});
      const node = make("button", { class: "tile", type: "button", "data-value": item.id }, canvas, name);
      node.addEventListener("click", () => this.choose(item.id));
      return { node, canvas, name };
    });
    this.row.replaceChildren(...this.buttons.map((button) => button.node));
  }
}

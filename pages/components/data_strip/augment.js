// How pictures are changed while a network learns from them, and a few of them before and after.

import { make, setText } from "../shared/view/dom.js";
import { cutMosaic } from "./cut.js";
import { SettingList } from "./setting_list.js";

/** `node` is the panel, hidden at first. */
export class AugmentPanel {
  /**
   * @param {(name: string, value: any, isSettled: boolean) => void} change
   * @param {() => void} again Other pictures are asked for.
   */
  constructor(change, again) {
    this.settings = new SettingList(make("div", { class: "inner", "data-sets": "augment" }), change);
    this.title = make("b", {});
    this.word = make("span", { class: "quiet" });
    this.again = make("button", { type: "button", class: "key", onclick: again });
    this.films = ["before", "after"].map(() => make("div", { class: "film", "aria-hidden": "true" }));
    this.node = make(
      "div",
      { class: "panel", role: "group", hidden: true },
      this.title,
      this.settings.node,
      make("div", { class: "previews" }, make("div", { class: "preview-head" }, this.word, this.again), ...this.films),
    );
  }

  /**
   * @param {(import("../shared/view/controls.js").Spec & {label: string})[]} specs
   * @param {Record<string, any>} values By their names.
   * @param {import("./component.js").StripData["preview"]} preview
   * @param {Record<string, string>} strings
   */
  update(specs, values, preview, strings) {
    setText(this.title, strings.augment_title);
    setText(this.word, strings.preview);
    setText(this.again, strings.again);
    this.settings.update(specs, values, strings);
    if (preview) this.show(preview);
  }

  show({ source, size, columns }) {
    const key = `${size} ${columns}`;
    if (key !== this.shown) {
      this.shown = key;
      for (const film of this.films)
        film.replaceChildren(...Array.from({ length: columns }, () => make("canvas", { width: size, height: size })));
    }
    cutMosaic(
      { source, size },
      this.films.map((film) => [...film.children]),
    );
  }
}

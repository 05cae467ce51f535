// The question before the tour: which of four maps does this kernel draw?

import { convolve } from "../shared/pure/convolve.js";
import { colourScale, mapScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { paintGrey, paintMap } from "../shared/view/pixels.js";
import { isClass } from "../shared/view/view.js";

const LETTERS = ["A", "B", "C", "D", "E", "F"];

/** Once it is answered the band says what is right and why. */
export class MapQuestion {
  /** @param {(choice: string) => void} commit Gets the id of an option, or "skipped". */
  constructor(commit) {
    this.kernel = new GridView("kernel");
    this.picture = make("canvas", { class: "pixels asked", role: "img" });
    this.title = make("h3", {});
    this.ask = make("p", {});
    this.skip = make("button", { class: "button text", type: "button", "data-action": "skip" });
    this.skip
      .addEventListener("click", () => commit("skipped"));
    this.options = make("div", { class: "options", role: "group" });
    this.verdict = make("div", { class: "verdict", role: "alert" });
    this.kernelName = make("span", { class: "name of-kernel" });
    this.pictureName = make("span", { class: "name of-input" });
    this.node = make(
      "section",
      { class: "band" },
      make("div", { class: "heading" }, make("div", {}, this.title, this.ask), this.skip),
      make(
        "div",
        { class: "asked-row" },
        make("div", { class: "matrix" }, this.pictureName, this.picture),
        make("div", { class: "matrix" }, this.kernelName, this.kernel.wrap),
        this.options,
      ),
      this.verdict,
    );
    this.commit = commit;
    this.buttons = [];
  }

  /**
   * @param {object} view
   * @param {import("../shared/pure/convolve.js").Plane} view.image
   * @param {Record<string, {weights: number[]}>} view.maps Nine weights for each option.
   * @param {string[]} view.options Ids in the order of their letters.
   * @param {string} view.answer The right id.
   * @param {string | null} view.chosen
   * @param {Record<string, string>} view.strings
   * @param {import("../shared/view/pixels.js").Palette} view.palette
   */
  update({ image, maps, options, answer, chosen, strings, palette }) {
    setText(this.title, strings.predict_title);
    setText(this.ask, strings.question);
    setText(this.skip, strings.skip);
    setText(this.pictureName, strings.picture);
    setText(this.kernelName, strings.kernel);
    setAttribute(this.picture, "aria-label", strings.picture_said);
    setAttribute(this.options, "aria-label", strings.options);
    paintGrey(this.picture, image, 255);
    const weights = maps[answer].weights;
    const rows = [0, 3, 6].map((start) => weights.slice(start, start + 3));
    this.kernel.update(3, 3, (row, col) => ({ value: rows[row][col] }), {
      label: strings.kernel,
      size: isClass() ? 51.2 : 44,
      scale: colourScale(rows),
    });
    if (this.buttons.length !== options.length) this.build(options.length);
    options.forEach((id, index) => {
      const { node, canvas, letter } = this.buttons[index];
      const map = convolve(image, maps[id].weights);
      paintMap(canvas, map, mapScale(map), palette);
      const isShown = chosen !== null && (id === answer || id === chosen);
      setText(letter, chosen !== null && id === answer ? `${LETTERS[index]} ✓` : LETTERS[index]);
      setAttribute(node, "data-option", id);
      setAttribute(node, "aria-pressed", chosen === id);
      setAttribute(node, "data-faded", chosen !== null && !isShown);
      setAttribute(node, "disabled", chosen !== null);
      setAttribute(
        node,
        "aria-label",
        fillSlots(strings.option, { letter: LETTERS[index], said: strings[`map_said.${id}`] }),
      );
    });
    setAttribute(this.skip, "hidden", chosen !== null);
    this.say(options, answer, chosen, strings);
  }

  say(options, answer, chosen, strings) {
    if (chosen === null) return this.verdict.replaceChildren();
    const letter = (id) => LETTERS[options.indexOf(id)];
    const isRight = chosen === answer;
    const lead = make("b", {}, fillSlots(strings[`diagnosis.${chosen}.lead`], { letter: letter(chosen) }));
    const why = make("span", {}, strings[`diagnosis.${chosen}.why`]);
    const truth = fillSlots(strings.truth, { letter: letter(answer) });
    this.verdict.replaceChildren(
      isRight
        ? make("div", { class: "row-of" }, make("span", { class: "verdict-chip" }, strings.right), why)
        : make("div", { class: "diagnosis" }, lead, why, make("span", {}, ` ${truth}`)),
    );
  }

  build(count) {
    this.buttons = Array.from({ length: count }, (_, index) => {
      const canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
      const letter = make("span", { class: "letter" });
      const node = make(
        "button",
        { class: "option", type: "button", "data-paper": true, "data-letter": LETTERS[index].toLowerCase() },
        canvas,
        letter,
      );
      node.addEventListener("click", () => this.commit(node.dataset.option));
      return { node, canvas, letter };
    });
    this.options.replaceChildren(...this.buttons.map((button) => button.node));
  }
}

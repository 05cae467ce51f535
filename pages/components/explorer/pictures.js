// Which picture goes through the network: none, one of the course's, or the learner's own.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

/** The row of pictures, how far the network has come, and why a picture was not taken. */
export class Pictures {
  /** @param {{choose: (id: string) => void, own: (file: File) => void, draw: () => void}} hands */
  constructor(hands) {
    this.hands = hands;
    this.label = make("span", { class: "quiet" });
    this.chips = make("div", { class: "row-of", role: "group" });
    this.ownWord = make("span");
    this.file = make("input", { type: "file", class: "file" });
    this.own = make("label", { class: "chip" }, this.ownWord, this.file);
    this.again = make("button", {
      type: "button",
      class: "button text",
      "data-action": "weights",
      "data-sets": "seed",
      onclick: hands.draw,
    });
    this.busy = make("span", { class: "caption", "aria-live": "polite" });
    this.refusal = make("p", { class: "refusal", role: "alert" });
    const choices = make("div", { class: "row-of", "data-sets": "picture" }, this.chips, this.own);
    const row = make("div", { class: "row-of" }, this.label, choices, this.again, this.busy);
    this.node = make("div", { class: "pictures" }, row, this.refusal);
    this.file.addEventListener("change", () => {
      const [file] = this.file.files;
      if (file) this.take(file);
      this.file.value = ""; // the same file may be chosen again
    });
  }

  take(file) {
    if (file.size > this.mostBytes) setText(this.refusal, this.words.file_too_large);
    else this.hands.own(file);
  }

  /** Everything but how far it is.
   * @param {{data: any, chosen: string, seed: number}} shown
   */
  update({ data, chosen, seed }) {
    const { words, pictures } = data;
    Object.assign(this, { words, mostBytes: data.mostBytes });
    setText(this.label, words.picture);
    setAttribute(this.chips, "aria-label", words.picture);
    if (this.chips.children.length !== pictures.length) {
      this.chips.replaceChildren(
        ...pictures.map(({ id }) =>
          make("button", { type: "button", class: "chip", "data-value": id, onclick: () => this.hands.choose(id) }),
        ),
      );
    }
    pictures.forEach(({ id, label }, i) => {
      setText(this.chips.children[i], label);
      setAttribute(this.chips.children[i], "aria-pressed", String(id === chosen));
    });
    setText(this.ownWord, words.own);
    setAttribute(this.own, "data-chosen", chosen === "own");
    setAttribute(this.file, "accept", data.accept);
    setText(this.again, fillSlots(words.other_weights, { seed }));
    this.again.hidden = chosen === "none";
  }

  /** How far it is.
   * @param {{done: number, all: number, isRunning: boolean, isShown: boolean, problem: any}} state
   */
  tell({ done, all, isRunning, isShown, problem }) {
    const { words } = this;
    const text = !isShown ? "" : isRunning ? fillSlots(words.maps_running, { done, all }) : words.maps_done;
    setText(this.busy, problem ? "" : text);
    setText(this.refusal, problem ? fillSlots(words[problem.code] ?? words.maps_lost, problem.values ?? {}) : "");
  }
}

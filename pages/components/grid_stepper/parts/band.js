// The question on top of the grid: what awaits the learner.
// The server judges and words everything; the band only shows and sends.

import { fillSlots } from "../../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../../shared/view/dom.js";
import { signKey } from "../../shared/view/sign.js";

/**
 * Shows `data.band`, worded by `pages/ui/lesson/band.py`: a question of `kind` "number" has a field here, one of
 * "cell" is answered in the output. Tells `answer`, `skip` and `again`.
 * @implements {import("../parts.js").Part}
 */
export class Band {
  static place = "top";

  /** @param {import("../parts.js").Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const tell = (name, more = {}) => figure.send.trigger(name, { ...more, key: figure.data.band.key });
    this.title = make("strong", { class: "band-title" });
    this.prompt = make("span", { class: "band-prompt" });
    this.field = make("input", {
      class: "field",
      inputmode: "text",
      autocomplete: "off",
      maxlength: "12",
      "data-testid": "band-answer",
    });
    this.sign = signKey(this.field, (text) => {
      this.field.value = text;
    });
    this.submit = make("button", { type: "submit", class: "primary", "data-action": "answer" });
    this.skip = make("button", {
      type: "button",
      class: "quiet",
      "data-action": "skip",
      onclick: () => tell("skip"),
    });
    this.again = make("button", {
      type: "button",
      class: "key wide",
      "data-action": "again",
      onclick: () => {
        this.isAskedAgain = true;
        tell("again");
      },
    });
    this.back = make("button", {
      type: "button",
      class: "key wide",
      "data-action": "back-to-question",
      onclick: () => goTo(figure.data.band.back),
    });
    this.verdict = make("div", { class: "verdict", "aria-live": "polite" });
    this.node = make(
      "form",
      { class: "band", "data-testid": "band" },
      make("div", { class: "band-text" }, this.title, this.prompt, this.verdict),
      make("div", { class: "band-answer" }, this.field, this.sign, this.submit, this.skip, this.back, this.again),
    );
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.field.value.trim()) tell("answer", { text: this.field.value });
      else this.field.focus();
    });
    // The page hears of no key that is typed here: Streamlit has shortcuts of one letter.
    this.field.addEventListener("keydown", (event) => event.stopPropagation());
  }

  update({ data, scene }) {
    const band = scene.problem ? null : data.band;
    setAttribute(this.node, "hidden", !band);
    if (!band) return;
    const open = band.state === "open";
    setAttribute(this.node, "data-state", band.state);
    setText(this.title, band.title);
    this.writePrompt(band.prompt);
    const isTyped = open && band.kind === "number";
    for (const node of [this.field, this.submit]) setAttribute(node, "hidden", !isTyped);
    setAttribute(this.sign, "hidden", !(isTyped && band.keyboard === "signed"));
    setAttribute(this.skip, "hidden", !open);
    setAttribute(this.again, "hidden", open);
    setAttribute(this.field, "aria-label", band.prompt);
    setAttribute(this.field, "inputmode", band.keyboard === "text" ? "text" : "decimal");
    this.writeButtons(band);
    setAttribute(this.back, "hidden", !band.back);
    if (this.key !== band.key) this.begin(band);
    this.writeVerdict(band);
  }

  writeButtons({ labels, prompt }) {
    for (const name of ["submit", "skip", "again"]) setText(this[name], labels[name]);
    setText(this.back, labels.back ?? "");
    for (const name of ["submit", "skip", "again", "sign"]) {
      const words = fillSlots(labels.of_question, { button: labels[name], question: prompt });
      setAttribute(this[name], "aria-label", words);
    }
  }

  /** Another question. One that is answered in the output brings it into sight. */
  begin(band) {
    this.key = band.key;
    this.field.value = "";
    if (this.isAskedAgain && band.kind === "cell") requestAnimationFrame(() => this.figure.stage.showOutput());
    this.isAskedAgain = false;
  }

  /** The question mark of the prompt is the one in the grid: same colour, same weight. */
  writePrompt(prompt) {
    // It stands for a number: no word ends with it.
    const [before, ...after] = prompt.split(/(?<!\p{L})\?(?= )/u);
    if (after.length === 0) return setText(this.prompt, prompt);
    return this.prompt.replaceChildren(before, make("b", { class: "mark" }, "?"), ...after);
  }

  writeVerdict(band) {
    setAttribute(this.verdict, "hidden", !band.headline);
    if (!band.headline) return this.verdict.replaceChildren();
    const chip = band.state === "right" ? make("span", { class: "chip" }, `\u2713 ${band.given}`) : null;
    return this.verdict.replaceChildren(
      ...[chip, make("b", {}, band.headline), make("span", { class: "reason" }, band.reason)].filter(Boolean),
    );
  }
}

/** Back to the container of the page with this key; the keyboard goes on from there. */
function goTo(key) {
  const place = document.querySelector(`.st-key-${CSS.escape(key.replaceAll(".", "-"))}`);
  if (!place) return;
  place.scrollIntoView({ behavior: prefersReducedMotion() ? "auto" : "smooth", block: "center" });
  place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
}

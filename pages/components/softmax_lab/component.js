// Scores, their powers, their shares, and the loss: a row for each class, a term for each row.

import { parseNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";
import { lossOf, sharesOf, targetsOf, written } from "./softmax.js";

const COLUMNS = ["class", "score", "exponent", "power", "share", "bar", "truth", "term", "gradient"];
const TEMPERATURE_STEP = 0.25;
const SMOOTHING_STEP = 0.05;
const ADDED = 5;
/** As they stand in the address. */
const EVERY = "softmax_scores softmax_class softmax_temperature softmax_smoothing softmax_raw";

/** @typedef {{scores: string[], right: number, temperature: number, smoothing: number, raw: boolean}} Settings
 *   temperature in quarters, smoothing in twentieths. */
class SoftmaxLab {
  constructor(root, data, send) {
    this.send = send;
    this.sent = 0;
    this.pointed = null;
    this.heads = COLUMNS.map((name) => make("th", { scope: "col", "data-column": name }));
    this.rows = data.settings.scores.map((_, i) => this.row(i));
    this.total = make("tr", { class: "total" }, ...COLUMNS.map((name) => make("td", { "data-column": name })));
    const body = [...this.rows.map(({ node }) => node), this.total];
    this.table = make("table", {}, make("thead", {}, make("tr", {}, ...this.heads)), make("tbody", {}, ...body));
    this.loss = make("p", { class: "loss", role: "status", "aria-live": "polite" });
    this.said = make("p", { class: "quiet said" });
    this.refusal = make("p", { class: "refusal" });
    this.controls = this.makeControls();
    this.node = make(
      "div",
      { class: "board softmax", "data-testid": "softmax-lab" },
      make(
        "div",
        { class: "inner" },
        this.controls.node,
        make("div", { class: "scroller" }, this.table),
        this.refusal,
        this.loss,
        this.said,
      ),
    );
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    // An answer to an older event must not undo what was done since.
    if (data.heard >= this.sent || !this.settings) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    this.render();
  }

  row(i) {
    const cells = Object.fromEntries(COLUMNS.map((name) => [name, make("td", { "data-column": name })]));
    const choose = make("button", {
      type: "button",
      class: "chip",
      "data-sets": "softmax_class",
      onclick: () => this.settle({ right: i }),
    });
    const score = make("input", {
      type: "text",
      inputmode: "text",
      maxlength: 10,
      autocomplete: "off",
      "data-sets": "softmax_scores",
    });
    // What is being typed stays while an answer to an older change arrives.
    score.addEventListener("input", () => {
      this.typing = i;
    });
    score.addEventListener("change", () => {
      this.typing = null;
      this.type(i, score.value);
    });
    score.addEventListener("blur", () => {
      this.typing = null;
    });
    const bar = make("i", {});
    cells.class.append(choose);
    cells.score.append(score);
    cells.bar.append(make("span", { class: "track" }, bar));
    const node = make("tr", { "data-row": i }, ...Object.values(cells));
    node.addEventListener("pointerenter", () => this.point(i));
    node.addEventListener("pointerleave", () => this.point(null));
    node.addEventListener("focusin", () => this.point(i));
    return { node, cells, choose, score, bar };
  }

  makeControls() {
    const slider = (name, min, max) => {
      const input = make("input", { type: "range", min, max, step: 1, "data-param": name });
      input.addEventListener("input", () => this.change({ [name]: Number(input.value) }));
      input.addEventListener("change", () => this.commit());
      const [word, shown] = [make("span", {}), make("b", {})];
      return {
        input,
        word,
        shown,
        node: make("label", { class: "setting", "data-sets": `softmax_${name}` }, word, shown, input),
      };
    };
    const raw = make("input", { type: "checkbox", onchange: () => this.settle({ raw: !raw.checked }) });
    const rawWord = make("span", {});
    const button = (action, sets, doIt) =>
      make("button", { type: "button", class: "button", "data-action": action, "data-sets": sets, onclick: doIt });
    const buttons = {
      add: button("add", "softmax_scores", () =>
        this.settle({ scores: this.numbers().map((score) => String(score + ADDED)) }),
      ),
      large: button("large", "softmax_scores softmax_raw", () => this.settle({ scores: this.data.large, raw: true })),
      reset: button("reset", EVERY, () => this.settle(structuredClone(this.data.first))),
    };
    const [temperature, smoothing] = [slider("temperature", 1, 16), slider("smoothing", 0, 6)];
    const flag = make("label", { class: "setting flag", "data-sets": "softmax_raw" }, raw, rawWord);
    const node = make(
      "div",
      { class: "settings" },
      temperature.node,
      smoothing.node,
      flag,
      make("div", { class: "row-of" }, ...Object.values(buttons)),
    );
    return { node, temperature, smoothing, raw, rawWord, buttons };
  }

  numbers() {
    return this.settings.scores.map((text) => parseNumber(text) ?? 0);
  }

  type(i, text) {
    const isNumber = parseNumber(text) !== null;
    setText(this.refusal, isNumber ? "" : fillSlots(this.data.words.not_a_number, { text: text.slice(0, 10) }));
    if (!isNumber) return;
    this.settle({ scores: this.settings.scores.map((score, k) => (k === i ? text : score)) });
  }

  /** While a slider is dragged. */
  change(changes) {
    this.settings = { ...this.settings, ...changes };
    this.render();
  }

  settle(changes) {
    setText(this.refusal, "");
    this.change(changes);
    this.commit();
  }

  commit() {
    this.sent += 1;
    this.send.state("settings", { ...structuredClone(this.settings), n: this.sent });
  }

  point(i) {
    this.pointed = i;
    this.rows.forEach(({ node }, k) => {
      setAttribute(node, "data-ring", k === i);
    });
    for (const term of this.loss.querySelectorAll("[data-term]")) {
      setAttribute(term, "data-ring", Number(term.dataset.term) === i);
    }
  }

  render() {
    const { words, names } = this.data;
    const { right, temperature: quarters, smoothing: twentieths, raw: isRaw } = this.settings;
    const [temperature, smoothing] = [quarters * TEMPERATURE_STEP, twentieths * SMOOTHING_STEP];
    const shares = sharesOf(this.numbers(), { temperature, isRaw });
    const targets = targetsOf(names.length, right, smoothing);
    const { terms, loss, gradient } = lossOf(shares, targets, { temperature, isRaw });
    const has = { temperature: temperature !== 1, taken: !isRaw };
    const power = has.taken ? (has.temperature ? "z/T\u2212m" : "z\u2212m") : has.temperature ? "z/T" : "z";
    const slope = has.temperature ? "(p\u2212y)/T" : "p\u2212y";
    this.heads.forEach((head, i) => {
      const word = words[`head_${COLUMNS[i]}`];
      setText(head, fillSlots(word, { power, gradient: slope }));
    });
    this.rows.forEach(({ cells, choose, score, bar }, i) => {
      setText(choose, names[i]);
      setAttribute(choose, "aria-pressed", i === right ? "true" : "false");
      setAttribute(choose, "aria-label", fillSlots(words.choose, { name: names[i] }));
      setAttribute(score, "aria-label", fillSlots(words.score_of, { name: names[i] }));
      const isKept = i === this.typing || score.value === this.settings.scores[i];
      if (!isKept) score.value = this.settings.scores[i];
      setText(cells.exponent, written(shares.exponents[i]));
      setText(cells.power, written(shares.powers[i]));
      setText(cells.share, written(shares.probs[i]));
      setText(cells.truth, written(targets[i]));
      setText(cells.term, written(terms[i]));
      setText(cells.gradient, written(gradient[i]));
      const share = Number.isFinite(shares.probs[i]) ? shares.probs[i] : 0;
      bar.style.width = `${100 * share}%`;
      cells.share.style.setProperty("--share", `${100 * share}%`);
    });
    const sums = {
      class: words.sum,
      power: written(shares.sum),
      share: written(shares.probs.reduce((a, b) => a + b, 0)),
      truth: written(1),
      term: written(loss),
    };
    for (const cell of this.total.children) setText(cell, sums[cell.dataset.column] ?? "");
    this.writeLoss(targets, shares.probs, loss);
    this.renderControls({ temperature, smoothing, isRaw });
    const isBroken = [...shares.powers, ...shares.probs, loss].some((number) => !Number.isFinite(number));
    setText(this.said, isBroken ? words.broken : isRaw ? words.raw_holds : words.taken_off);
    setAttribute(this.node, "data-broken", isBroken);
    this.point(this.pointed);
    setAttribute(this.node, "data-ready", "true");
  }

  /** The loss written out: a class whose truth is 0 adds nothing. */
  writeLoss(targets, probs, loss) {
    const kept = targets.map((target, i) => ({ target, i })).filter(({ target }) => target > 0);
    const term = ({ target, i }, k) => {
      const node = make(
        "span",
        { class: "term", "data-term": i },
        `${k ? " \u2212 " : "\u2212"}${target === 1 ? "" : `${written(target)} \u00b7 `}ln ${written(probs[i])}`,
      );
      node.addEventListener("pointerenter", () => this.point(i));
      node.addEventListener("pointerleave", () => this.point(null));
      return node;
    };
    this.loss.replaceChildren(
      make("b", {}, `${this.data.words.loss} `),
      ...kept.map(term),
      make("b", {}, ` = ${written(loss)}`),
    );
  }

  renderControls({ temperature, smoothing, isRaw }) {
    const { words } = this.data;
    const { controls, settings } = this;
    for (const [name, shown] of Object.entries({ temperature, smoothing })) {
      const { input, word, shown: number } = controls[name];
      setText(word, words[name]);
      setText(number, String(Math.round(shown * 100) / 100));
      if (input.value !== String(settings[name])) input.value = settings[name];
    }
    controls.raw.checked = !isRaw;
    setText(controls.rawWord, words.take_off);
    for (const [name, button] of Object.entries(controls.buttons)) setText(button, words[name]);
  }
}

/**
 * Data: `settings`, those to begin with (`first`), `large` scores, `names` of the classes, all `words`, and `heard`, the
 * count of the last change that the server has heard of. Told: the state `settings`, with the count `n`.
 * @type {import("../shared/view/mount.js").Component<{settings: Settings, first: Settings, large: string[],
 *   names: string[], words: Record<string, string>, heard: number}>}
 */
export default mount(SoftmaxLab, boardSheet, sheet);

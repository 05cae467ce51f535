// The rows of a panel in which a figure is set: format, steps, language, theme, size, and what is on it.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";
import { FORMATS, holdsAll, LANGUAGES, PAPERS, THEMES } from "./order.js";

const ROWS = {
  format: FORMATS,
  all: [false, true],
  lang: LANGUAGES,
  theme: THEMES,
  paper: PAPERS,
};
const SWITCHES = ["sums", "names", "corners", "link"];
/** In their own language, whatever the page's. */
const ENDONYMS = { zh: "\u4e2d\u6587", en: "English" };

/** The settings of a drawing.
 * @param {(changes: object) => void} change Told what was chosen.
 */
export class OptionRows {
  constructor(change) {
    this.change = change;
    this.rows = Object.fromEntries(Object.keys(ROWS).map((name) => [name, row(name)]));
    this.switches = Object.fromEntries(SWITCHES.map((name) => [name, this.toggle(name)]));
    this.onIt = make("span", { class: "row-name" });
    this.reach = make("p", { class: "note", hidden: true });
    this.node = make(
      "div",
      { class: "rows" },
      ...Object.values(this.rows).map(({ node }) => node),
      make(
        "div",
        { class: "row" },
        this.onIt,
        make("div", { class: "toggles" }, ...Object.values(this.switches).map(({ node }) => node)),
      ),
      this.reach,
    );
  }

  toggle(name) {
    const input = make("input", {
      type: "checkbox",
      role: "switch",
      "data-option": name,
      onchange: () => this.change({ [name]: input.checked }),
    });
    const word = make("span", {});
    return { input, word, node: make("label", { class: "toggle" }, input, word) };
  }

  /** @param {import("./order.js").Options} options
   * @param {{count: number, hasSums: boolean, hasWeights: boolean, reach: string} | null} facts
   * @param {Record<string, string>} words
   */
  update(options, facts, words) {
    const isSingle = facts?.count === 1;
    for (const [name, every] of Object.entries(ROWS)) {
      const { node, word, choices } = this.rows[name];
      // A figure of one step neither moves nor is built.
      const values = isSingle ? every.filter((value) => value !== "gif") : every;
      node.hidden = isSingle && name === "all";
      setText(word, words[name === "all" ? "what" : name]);
      const names = values.map((value) => nameOf(name, value, words, facts));
      const shown = name === "all" ? holdsAll(options) : options[name];
      drawSwitch(choices, word.textContent, names, values.indexOf(shown), (i) => this.change({ [name]: values[i] }));
      // A moving picture is of all steps, and a single step is no build.
      if (name === "all") for (const button of choices.children) button.disabled = options.format === "gif";
    }
    setText(this.onIt, words.on_it);
    for (const [name, { node, input, word }] of Object.entries(this.switches)) {
      setText(word, words[name]);
      input.checked = options[name];
      node.hidden = (name === "sums" && facts?.hasSums === false) || (name === "corners" && !facts?.hasWeights);
    }
    setText(this.reach, facts?.reach ?? "");
    this.reach.hidden = !facts?.reach;
  }

  focus() {
    this.rows.format.choices.querySelector("[aria-pressed=true]")?.focus({ preventScroll: true });
  }
}

function row(name) {
  const word = make("span", { class: "row-name" });
  const choices = make("div", { class: "switch", role: "group", "data-option": name });
  return { word, choices, node: make("div", { class: "row" }, word, choices) };
}

function nameOf(name, value, words, facts) {
  if (name === "format") return value.toUpperCase();
  if (name === "all") return value ? fillSlots(words.all_steps, { count: facts?.count ?? "\u2026" }) : words.this_step;
  if (name === "lang") return ENDONYMS[value] ?? words.both;
  return words[value];
}

// Settings, free, fixed or hidden, with their values; where the figure stands; language, theme and view.

import { beside, isValue } from "../shared/pure/prepared_link.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";

/** What a switch offers: words by the value that stands in the link. */
const SWITCHES = {
  lang: { "": "language_browser", zh: "zh", en: "en" },
  theme: { "": "theme_own", light: "light", dark: "dark" },
  view: { "": "view_lesson", class: "view_class" },
};
const NAMES = { lang: "language", theme: "theme", view: "view" };
/** What becomes of a setting's control. */
const KINDS = ["changeable", "fixed", "hidden"];
const OWN_NAMES = { zh: "\u4e2d\u6587", en: "English" };

/** Of the page's figures, and of the link itself. */
export class Settings {
  /** @param {(patch: object) => void} change */
  constructor(change) {
    this.change = change;
    this.title = make("h2", {});
    this.note = make("p", { class: "caption" });
    this.figures = make("div", { class: "figures" });
    this.start = new Line("start");
    this.lines = Object.keys(SWITCHES).map((name) => new Line(name));
    const lines = [this.start, ...this.lines].map((line) => line.node);
    this.node = make("section", { class: "card settings" }, this.title, this.note, this.figures, ...lines);
  }

  update({ data, decided, words, start }) {
    setText(this.title, words.settings);
    setText(this.note, data.figures.length ? words.settings_note : words.no_settings);
    this.groups ??= data.figures.map((figure) => new Group(figure, this, data.figures.length > 1));
    if (this.figures.children.length !== this.groups.length) {
      this.figures.replaceChildren(...this.groups.map((group) => group.node));
    }
    data.figures.forEach((figure, i) => this.groups[i].update(figure, decided, words));
    const starts = ["first", "now", "last"].filter((each) => start[each]);
    const isAt = (each) => JSON.stringify(start[each]) === JSON.stringify({ step: decided.step, rest: decided.rest });
    const startWords = starts.map((each) => words[`start_${each}`]);
    this.start.update(words.start, startWords, starts.findIndex(isAt), (i) => this.change(start[starts[i]]));
    setAttribute(this.start.node, "hidden", starts.length < 2);
    for (const line of this.lines) this.draw(line, decided, words);
  }

  draw(line, decided, words) {
    const { name } = line;
    const values = Object.keys(SWITCHES[name]);
    const labels = Object.values(SWITCHES[name]).map((key) => OWN_NAMES[key] ?? words[key]);
    line.update(words[NAMES[name]], labels, values.indexOf(decided[name]), (i) => this.change({ [name]: values[i] }));
  }

  set(name, value, setting, decided) {
    const { [name]: _before, ...values } = decided.values;
    this.change({ values: value === setting.default ? values : { ...values, [name]: value } });
  }

  hold(name, kind, { fix, conceal }) {
    const held = (list, is) => [...list.filter((each) => each !== name), ...(is ? [name] : [])];
    this.change({ fix: held(fix, kind === "fixed"), conceal: held(conceal, kind === "hidden") });
  }
}

/** A name with a switch beside it. */
class Line {
  constructor(name) {
    this.name = name;
    this.word = make("span", { class: "name" });
    this.seg = make("div", { class: "seg", role: "group", "data-param": name });
    this.node = make("div", { class: "line" }, this.word, this.seg);
  }

  update(word, labels, chosen, choose) {
    setText(this.word, word);
    drawSwitch(this.seg, word, labels, chosen, choose);
  }
}

/** The settings of one figure; those it shows under "more" are folded here, too. */
class Group {
  constructor({ settings }, card, isNamed) {
    this.rows = settings.map((setting) => new SettingRow(setting, card));
    const nodes = (isMain) => this.rows.filter((row) => row.setting.main === isMain).map((row) => row.node);
    this.title = make("h3", { hidden: !isNamed });
    this.summary = make("summary", {});
    const others = nodes(false);
    this.more = make("details", { hidden: others.length === 0 }, this.summary, ...others);
    this.node = make("div", { class: "figure" }, this.title, ...nodes(true), this.more);
  }

  update({ title, settings }, decided, words) {
    setText(this.title, title);
    settings.forEach((setting, i) => this.rows[i].update(setting, decided, words));
    setText(this.summary, fillSlots(words.more_settings, { count: settings.filter(({ main }) => !main).length }));
  }
}

class SettingRow {
  constructor(setting, card) {
    this.setting = setting;
    this.word = make("span", {});
    const name = make("span", { class: "name" }, this.word, make("code", {}, setting.name));
    this.value = VALUES[setting.kind](setting, (value) => card.set(setting.name, value, this.setting, this.decided));
    this.seg = make("div", { class: "seg", role: "group", "data-fix": setting.name });
    this.card = card;
    this.node = make("div", { class: "row", "data-setting": setting.name }, name, this.value.node, this.seg);
  }

  update(setting, decided, words) {
    this.setting = setting;
    this.decided = decided;
    setText(this.word, setting.label);
    this.value.update(decided.values[setting.name] ?? setting.default, setting, words);
    const is = (list) => list.includes(setting.name);
    const kind = is(decided.conceal) ? "hidden" : is(decided.fix) ? "fixed" : "changeable";
    const names = KINDS.map((each) => words[each]);
    const hold = (i) => this.card.hold(setting.name, KINDS[i], decided);
    drawSwitch(this.seg, saidOf(setting), names, KINDS.indexOf(kind), hold);
  }
}

/** Two figures of a page may call their settings alike; their names differ. */
const saidOf = ({ label, name }) => `${label} ${name}`;

/** A number, or two of them as in an address: one less, what is typed, one more. */
function numberField(_setting, change) {
  const field = make("input", { type: "text", inputmode: "text" });
  const keys = [
    [-1, "\u2212", "one_less"],
    [1, "+", "one_more"],
  ].map(([by, sign, word]) => ({ by, word, node: make("button", { type: "button", class: "key" }, sign) }));
  const node = make("span", { class: "number" }, keys[0].node, field, keys[1].node);
  const update = (value, setting, words) => {
    if (field.getRootNode().activeElement !== field) field.value = value;
    setAttribute(field, "aria-label", saidOf(setting));
    for (const { by, word, node: key } of keys) {
      const next = beside(setting, value, by);
      key.disabled = next === null;
      key.onclick = () => change(next);
      setAttribute(key, "aria-label", fillSlots(words[word], { name: saidOf(setting) }));
    }
    field.onchange = () => {
      if (isValue(setting, field.value.trim())) change(field.value.trim());
      else field.value = value;
    };
  };
  return { node, update };
}

/** One of a few, in a list. */
function choiceField({ choices }, change) {
  const list = make("select", {}, ...choices.map(({ id }) => make("option", { value: id })));
  list.addEventListener("change", () => change(list.value));
  const update = (value, setting) => {
    setting.choices.forEach(({ label }, i) => setText(list.options[i], label));
    setAttribute(list, "aria-label", saidOf(setting));
    list.value = value;
  };
  return { node: list, update };
}

function flagField(_setting, change) {
  const box = make("input", { type: "checkbox", role: "switch" });
  box.addEventListener("change", () => change(box.checked ? "1" : "0"));
  const update = (value, setting) => {
    setAttribute(box, "aria-label", saidOf(setting));
    box.checked = value === "1";
  };
  return { node: box, update };
}

const VALUES = { number: numberField, pair: numberField, choice: choiceField, flag: flagField };

// The lesson plan: minutes to scale of the hour, and what students see of each section.

import { changed, filled } from "../shared/pure/lesson_plan.js";
import { sectionsShown } from "../shared/pure/prepared_link.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";

/** Of the page: the sections of the plan, and those it leaves out, folded away. */
export class Plan {
  /**
   * @param {(patch: object) => void} change What was decided.
   * @param {(id: string, minutes: number) => void} give Minutes to a section.
   */
  constructor(change, give) {
    this.change = change;
    this.give = give;
    this.title = make("h2", {});
    this.total = make("p", { class: "total", role: "status" });
    this.bar = make("div", { class: "bar", role: "img" });
    this.heads = ["section", "minutes", "see"].map(() => make("span", {}));
    this.only = make("select", { "data-param": "only" });
    this.onlyName = make("span", {});
    this.only.addEventListener("change", () => change({ only: this.only.value }));
    this.isOnly = make("p", { class: "caption", role: "status" });
    this.list = make("div", { class: "rows" });
    this.beyond = make("summary", {});
    this.others = make("div", { class: "rows" });
    this.rest = make("details", {}, this.beyond, this.others);
    this.node = make(
      "section",
      { class: "card plan" },
      make("div", { class: "head" }, this.title, this.total),
      this.bar,
      make("div", { class: "row heads" }, ...this.heads),
      this.list,
      this.rest,
      make("label", { class: "line" }, this.onlyName, this.only),
      this.isOnly,
    );
  }

  update({ data, known, decided, minutes, words }) {
    const shown = sectionsShown(decided, known);
    const isShown = ({ id, cut }) => !cut || shown.includes(id);
    const rows = data.sections.filter(isShown).map(({ id }) => [id, minutes[id] ?? 0]);
    const hour = filled(rows, data.hour);
    const titles = Object.fromEntries(data.sections.map(({ id, title }) => [id, title]));
    setText(this.title, words.plan);
    setAttribute(this.node, "hidden", data.sections.length === 0);
    setText(
      this.total,
      hour.over
        ? fillSlots(words.over, { minutes: hour.over })
        : fillSlots(words.total, { total: hour.total, hour: data.hour }),
    );
    setAttribute(this.total, "data-over", hour.over > 0);
    this.paint(hour, titles, words);
    [words.section, words.minutes, words.see].forEach((word, i) => setText(this.heads[i], word));
    this.rows ??= data.sections.map((section) => new Row(section, this));
    data.sections.forEach((section, i) => this.rows[i].update(section, decided, minutes, words));
    const put = (place, planned) => {
      const nodes = this.rows.filter((row) => row.section.planned === planned).map((row) => row.node);
      if (place.children.length !== nodes.length) place.replaceChildren(...nodes);
      return nodes.length;
    };
    put(this.list, true);
    const count = put(this.others, false);
    setAttribute(this.rest, "hidden", count === 0);
    setText(this.beyond, fillSlots(words.beyond, { count }));
    const parts = data.sections.filter(({ cut }) => cut);
    this.offer(parts, decided.only, words);
    setAttribute(this.only.parentNode, "hidden", parts.length === 0);
    setAttribute(this.heads[2], "hidden", parts.length === 0);
    setText(this.isOnly, decided.only ? fillSlots(words.is_only, { name: titles[decided.only] }) : "");
  }

  paint(hour, titles, words) {
    this.bar.style.setProperty("--hour", `${100 * hour.hour}%`);
    const part = ({ id, minutes, share }) => {
      const text = share > 0.03 ? String(minutes) : "";
      const node = make("span", { "data-section": id, title: `${titles[id]}: ${minutes}` }, text);
      node.style.flexBasis = `${100 * share}%`;
      return node;
    };
    const free = hour.free ? make("span", { class: "free" }, fillSlots(words.free, { minutes: hour.free })) : null;
    this.bar.replaceChildren(...[...hour.parts.map(part), free].filter(Boolean));
    setAttribute(this.bar, "data-over", hour.over > 0);
    const told = hour.parts.map(({ id, minutes }) => fillSlots(words.bar, { name: titles[id], minutes }));
    setAttribute(this.bar, "aria-label", told.join("; "));
  }

  offer(sections, chosen, words) {
    setText(this.onlyName, words.only);
    const options = [["", words.all_sections], ...sections.map(({ id, title }) => [id, title])];
    if (this.only.options.length !== options.length) {
      this.only.replaceChildren(...options.map(([value]) => make("option", { value })));
    }
    options.forEach(([, title], i) => setText(this.only.options[i], title));
    this.only.value = chosen;
  }
}

class Row {
  constructor(section, plan) {
    this.plan = plan;
    this.section = section;
    this.name = make("span", { class: "name" });
    this.number = make("b", {});
    this.less = make("button", { type: "button", class: "key", onclick: () => this.give(-1) }, "\u2212");
    this.more = make("button", { type: "button", class: "key", onclick: () => this.give(1) }, "+");
    this.see = make("div", { class: "seg", role: "group" });
    const minutes = make("span", { class: "number" }, this.less, this.number, this.more);
    this.node = make("div", { class: "row", "data-section": section.id }, this.name, minutes, this.see);
  }

  give(by) {
    this.plan.give(this.section.id, changed(this.minutes, by));
  }

  update(section, decided, minutes, words) {
    this.section = section;
    const { id, title, fold, cut } = section;
    this.minutes = minutes[id] ?? 0;
    const isShown = !cut || (decided.only ? decided.only === id : !decided.hide.includes(id));
    setAttribute(this.see, "hidden", !cut);
    setText(this.name, title);
    setText(this.number, String(this.minutes));
    setAttribute(this.less, "aria-label", fillSlots(words.less, { name: title }));
    setAttribute(this.more, "aria-label", fillSlots(words.more, { name: title }));
    setAttribute(this.node, "data-hidden", !isShown);
    const states = fold ? ["closed", "open", "hide"] : ["show", "hide"];
    const now = decided.hide.includes(id) ? "hide" : fold && decided.open.includes(id) ? "open" : states[0];
    const names = states.map((state) => words[state]);
    drawSwitch(this.see, title, names, states.indexOf(now), (i) => this.set(states[i], decided));
  }

  set(state, { hide, open, only }) {
    const { id } = this.section;
    const without = (list) => list.filter((each) => each !== id);
    this.plan.change({
      hide: state === "hide" ? [...without(hide), id] : without(hide),
      open: state === "open" ? [...without(open), id] : without(open),
      only: only === id && state === "hide" ? "" : only,
    });
  }
}

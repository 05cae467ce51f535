// The answer key, masked one by one, with what each slip means; and what to ask the class.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

/** Of the lesson's questions. */
export class Answers {
  constructor() {
    this.title = make("h2", {});
    this.all = make("button", { type: "button", class: "button", onclick: () => this.turnAll() });
    this.list = make("div", { class: "key-rows" });
    this.note = make("p", { class: "caption" });
    this.node = make(
      "section",
      { class: "card answers" },
      make("div", { class: "head" }, this.title, this.all),
      this.list,
      this.note,
    );
    this.heading = make("h2", {});
    this.asked = make("div", { class: "discuss" });
    this.discussion = make("section", { class: "card" }, this.heading, this.asked);
  }

  update({ data, words }) {
    this.words = words;
    setText(this.title, words.answers);
    setText(this.note, data.answers.length ? words.answers_note : words.no_answers);
    setText(this.heading, words.discuss);
    setAttribute(this.discussion, "hidden", !data.discussion);
    const told = JSON.stringify([data.answers, data.discussion]);
    if (told !== this.told) {
      this.told = told;
      this.asked.innerHTML = data.discussion; // the course's own texts
      const open = this.rows?.map((row) => row.isOpen) ?? [];
      this.rows = data.answers.map((answer, i) => new KeyRow(answer, words, () => this.draw(), open[i]));
      this.list.replaceChildren(...this.rows.map((row) => row.node));
    }
    this.draw();
  }

  turnAll() {
    const isOpen = !this.rows.every((row) => row.isOpen);
    for (const row of this.rows) row.turn(isOpen);
    this.draw();
  }

  draw() {
    setAttribute(this.all, "hidden", this.rows.length === 0);
    setText(this.all, this.rows.every((row) => row.isOpen) ? this.words.hide_all : this.words.show_all);
  }
}

class KeyRow {
  constructor({ title, prompt, answer, slips }, words, turned, isOpen = false) {
    this.label = fillSlots(words.reveal, { name: title });
    this.shown = make("span", { class: "shown" });
    this.answer = answer;
    const asked = html("span", "asked", prompt);
    const name = make("span", { class: "name" }, title);
    const press = () => {
      this.turn(!this.isOpen);
      turned();
    };
    this.button = make("button", { type: "button", class: "answer-row", onclick: press }, name, asked, this.shown);
    const lines = slips.map(([given, told]) => make("li", {}, html("b", "", given), " ", html("span", "", told)));
    this.slips = make("ul", { class: "slips" }, ...lines);
    this.node = make("div", { class: "key-row" }, this.button, this.slips);
    this.turn(isOpen);
  }

  turn(isOpen) {
    this.isOpen = isOpen;
    if (isOpen)
      this.shown.innerHTML = this.answer; // the course's own texts
    else setText(this.shown, "?");
    setAttribute(this.shown, "data-masked", !isOpen);
    setAttribute(this.button, "aria-expanded", String(isOpen));
    setAttribute(this.button, "title", isOpen ? null : this.label);
    setAttribute(this.slips, "hidden", !isOpen);
  }
}

function html(tag, kind, inner) {
  const node = make(tag, { class: kind || null });
  node.innerHTML = inner; // the course's own texts
  return node;
}

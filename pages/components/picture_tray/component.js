// Collected pictures, class by class. A press takes one out, and it can come back; all of them go only
// after a question.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

class PictureTray {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.asks = false;
    this.sentence = make("p", { class: "quiet", role: "status" });
    this.groups = make("div", { class: "groups" });
    this.question = make("span", { class: "question", role: "alert" });
    this.undo = this.key("undo", () => this.act({ do: "undo" }));
    this.clear = this.key("clear", () => this.ask(true));
    this.yes = this.key("clear_yes", () => this.act({ do: "clear" }));
    this.no = this.key("clear_no", () => this.ask(false));
    const foot = make("div", { class: "foot" }, this.undo, this.clear, this.question, this.yes, this.no);
    this.node = make("section", { class: "tray", "data-testid": "picture-tray" }, this.sentence, this.groups, foot);
    root.append(this.node);
    this.receive(data);
  }

  key(action, onclick) {
    return make("button", { type: "button", class: "key", "data-action": action, onclick });
  }

  receive(data) {
    this.data = data;
    this.asks &&= data.groups.some((group) => group.pictures.length);
    this.render();
  }

  act(what) {
    this.asks = false;
    this.render();
    this.send.trigger("act", { ...what, nonce: Date.now() });
  }

  ask(asks) {
    this.asks = asks;
    this.render();
    (asks ? this.no : this.clear).focus();
  }

  render() {
    const { groups, sentence, can_undo: canUndo, strings } = this.data;
    const count = groups.reduce((sum, group) => sum + group.pictures.length, 0);
    const focused = [...this.groups.querySelectorAll(".picture")].indexOf(this.root.activeElement);
    setText(this.sentence, sentence);
    this.groups.replaceChildren(...groups.map((group) => this.group(group)));
    setText(this.question, this.asks ? fillSlots(strings.clear_ask, { count }) : "");
    for (const name of ["undo", "clear", "clear_yes", "clear_no"]) {
      setText(this.node.querySelector(`[data-action="${name}"]`), strings[name]);
    }
    setAttribute(this.undo, "hidden", !canUndo || this.asks);
    setAttribute(this.clear, "hidden", !count || this.asks);
    for (const part of [this.question, this.yes, this.no]) setAttribute(part, "hidden", !this.asks);
    if (focused >= 0) {
      const left = this.groups.querySelectorAll(".picture");
      (left[Math.min(focused, left.length - 1)] ?? this.undo).focus();
    }
    setAttribute(this.node, "data-count", count);
    setAttribute(this.node, "data-ready", "true");
  }

  group({ name, note, pictures }) {
    const { strings } = this.data;
    return make(
      "div",
      { class: "group", role: "group", "aria-label": name, "data-class": name },
      make("p", { class: "name" }, make("b", {}, name), ` ${note}`),
      ...pictures.map(({ number, source }, i) =>
        make(
          "button",
          {
            type: "button",
            class: "picture",
            "data-number": number,
            "aria-label": fillSlots(strings.remove, { name, number: i + 1 }),
            title: fillSlots(strings.remove, { name, number: i + 1 }),
            onclick: () => this.act({ do: "remove", number }),
          },
          make("img", { src: source, alt: "", width: 48, height: 48 }),
          make("span", { class: "cross", "aria-hidden": "true" }, "\u00d7"),
        ),
      ),
    );
  }
}

/**
 * Tells an `act`: {do: "remove", number}, {do: "clear"} or {do: "undo"}, each with a `nonce`.
 * @type {import("../shared/view/mount.js").Component<{groups: {name: string, note: string,
 *   pictures: {number: number, source: string}[]}[], can_undo: boolean, sentence: string,
 *   strings: Record<string, string>}>}
 */
export default mount(PictureTray, sheet);

// What a teacher has prepared before, in this browser alone: opened, deleted, and the class at hand saved.
// The page's own address restores all that was decided, so that is what is kept.

import { LONGEST_NAME, MOST, planQuery, readPlans, withPlan } from "../shared/pure/saved_plans.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { serverAddress } from "../shared/view/server.js";
import sheet from "./component.css.js";

const PLACE = "cnn_course.plans";

class SavedPlans {
  constructor(root, data) {
    this.title = make("summary", {});
    this.list = make("ul", {});
    this.saved = make("details", {}, this.title, this.list);
    this.name = make("input", { type: "text", maxlength: LONGEST_NAME, autocomplete: "off" });
    this.save = make("button", { type: "submit", class: "button" });
    this.form = make("form", {}, this.name, this.save);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
    });
    this.said = make("span", { role: "status" });
    this.undo = make("button", { type: "button", class: "text" });
    this.undo.addEventListener("click", () => this.write(this.before, ""));
    this.status = make("p", { class: "status" }, this.said, this.undo);
    this.node = make("div", { class: "plans", "data-testid": "saved-plans" }, this.form, this.saved, this.status);
    // Another tab has saved one.
    this.listen = ({ key }) => key === PLACE && this.draw();
    window.addEventListener("storage", this.listen);
    root.append(this.node);
    this.receive(data);
  }

  destroy() {
    window.removeEventListener("storage", this.listen);
  }

  receive(data) {
    this.data = data;
    this.saved.open ||= !data.title;
    setText(this.save, data.words.save);
    setAttribute(this.name, "placeholder", data.title);
    setAttribute(this.name, "aria-label", data.words.name);
    setText(this.undo, data.words.undo);
    setAttribute(this.form, "hidden", !data.title);
    this.draw();
    this.say("");
    setAttribute(this.node, "data-ready", "true");
  }

  get plans() {
    try {
      return readPlans(localStorage.getItem(PLACE));
    } catch {
      return [];
    }
  }

  keep() {
    const { title, words } = this.data;
    const name = this.name.value.trim() || title;
    const before = this.plans;
    const after = withPlan(before, { name, query: planQuery(location.search) });
    if (!after) return this.say(fillSlots(words.full, { most: MOST }));
    const said = after.length > before.length ? words.saved : words.replaced;
    return this.write(after, fillSlots(said, { name }), after.length > before.length ? null : before);
  }

  remove(name) {
    const before = this.plans;
    const after = before.filter((each) => each.name !== name);
    this.write(after, fillSlots(this.data.words.deleted, { name }), before);
    this.title.focus();
  }

  /** @param {object[] | null} before What can be brought back. */
  write(plans, said, before = null) {
    try {
      localStorage.setItem(PLACE, JSON.stringify(plans));
      this.say(said, before);
    } catch {
      this.say(this.data.words.refused);
    }
    this.draw();
  }

  say(said, before = null) {
    this.before = before;
    setText(this.said, said);
    setAttribute(this.undo, "hidden", !before);
  }

  draw() {
    const { words } = this.data;
    const { plans } = this;
    setText(this.title, fillSlots(words.title, { count: plans.length }));
    setAttribute(this.saved, "hidden", plans.length === 0);
    const row = ({ name, query }) => {
      const label = fillSlots(words.delete, { name });
      const remove = {
        type: "button",
        class: "text",
        title: label,
        "aria-label": label,
        onclick: () => this.remove(name),
      };
      return make(
        "li",
        {},
        make("a", { href: serverAddress(`prepare?${query}`) }, name),
        make("button", remove, "\u2715"),
      );
    };
    this.list.replaceChildren(...plans.map(row));
  }
}

/**
 * The data are `PlansData` of `__init__.py`. It tells the server nothing.
 * @type {import("../shared/view/mount.js").Component<{title: string, words: Record<string, string>}>}
 */
export default mount(SavedPlans, sheet);

// Prepare a class: what is decided on the left, what it does on the right. All of it is a link, and the
// link is a function of what was decided (prepared_link.js); the server is asked for the code alone.

import { planText, readPlan } from "../shared/pure/lesson_plan.js";
import { linkOf, readLink } from "../shared/pure/prepared_link.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { serverAddress } from "../shared/view/server.js";
import { drawSwitch } from "../shared/view/switch.js";
import { Answers } from "./answers.js";
import sheet from "./component.css.js";
import { LinkCard } from "./link_card.js";
import { Plan } from "./plan.js";
import { Preview } from "./preview.js";
import { Settings } from "./settings.js";

const FOLLOW_AFTER_MS = 150;

class PrepareBoard {
  constructor(root, data) {
    this.data = data;
    this.known = knownOf(data);
    this.begin(new URLSearchParams(location.search));
    const change = (patch) => this.change(patch);
    this.plan = new Plan(change, (id, minutes) => this.give(id, minutes));
    this.settings = new Settings(change);
    this.answers = new Answers();
    this.link = new LinkCard((text) => this.read(text));
    this.preview = new Preview();
    this.cards = [this.plan, this.settings, this.answers, this.preview, this.link];
    this.tabs = make("div", { class: "seg tabs", role: "group" });
    const column = (name, ...cards) => make("div", { class: "column", "data-column": name }, ...cards);
    this.node = make(
      "div",
      { class: "prepare", "data-testid": "prepare-board", "data-tab": "0" },
      this.tabs,
      column("decide", this.plan.node, this.settings.node, this.answers.discussion),
      column("effect", this.preview.node, this.link.node, this.answers.node),
    );
    root.append(this.node);
    this.draw();
  }

  destroy() {
    clearTimeout(this.timer);
    this.link.stop();
    this.preview.stop();
  }

  /** What the page's address says: a link in the making, or the lesson that the teacher came from. */
  begin(address) {
    const from = readLink(address.get("from") ?? "", this.known);
    this.arrived = from.decided;
    this.minutes = readPlan(address.get("plan") ?? "", this.planned);
    if (address.has("link")) return this.take(readLink(address.get("link"), this.known));
    const planned = this.data.sections.filter((each) => each.fold && each.planned).map((each) => each.id);
    const open = this.known.folds.filter((id) => planned.includes(id) || from.decided.open.includes(id));
    return this.take({ decided: { ...from.decided, open }, problems: [] });
  }

  take({ decided, problems }) {
    this.decided = decided;
    this.problems = problems;
  }

  get planned() {
    return Object.fromEntries(this.data.sections.map(({ id, minutes }) => [id, minutes]));
  }

  /** The same decisions in another language. */
  receive(data) {
    const isOther = data.path !== this.data.path;
    this.data = data;
    this.known = knownOf(data);
    if (isOther) this.begin(new URLSearchParams(location.search));
    this.draw();
  }

  change(patch) {
    this.problems = [];
    this.decided = { ...this.decided, ...patch };
    this.draw();
  }

  give(id, minutes) {
    this.minutes = { ...this.minutes, [id]: minutes };
    this.draw();
  }

  /** The link was written by hand. */
  read(text) {
    this.take(readLink(text, this.known));
    this.draw();
  }

  start() {
    const { arrived } = this;
    const hasNow = arrived.step !== "" || Object.keys(arrived.rest).length > 0;
    const now = { step: arrived.step, rest: arrived.rest };
    const last = this.data.last === null ? null : { step: String(this.data.last), rest: this.decided.rest };
    return { first: { step: "", rest: {} }, now: hasNow ? now : null, last };
  }

  draw() {
    const { data, known, decided, minutes, problems } = this;
    const query = linkOf(decided, known);
    const address = serverAddress(`${data.path}${query ? `?${query}` : ""}`);
    const screen = { data, known, decided, minutes, problems, query, address, words: data.words, start: this.start() };
    for (const card of this.cards) card.update(screen);
    const { words } = data;
    drawSwitch(this.tabs, words.title, [words.decide, words.effect], Number(this.node.dataset.tab), (i) => {
      setAttribute(this.node, "data-tab", i);
      this.draw();
    });
    setAttribute(this.node, "data-link", query);
    setAttribute(this.node, "data-ready", "true");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(screen), FOLLOW_AFTER_MS);
  }

  follow(screen) {
    this.link.follow(screen);
    this.preview.follow(screen);
    this.keep(screen.query);
  }

  /** The page's own address restores all of it. */
  keep(query) {
    const address = new URL(location.href);
    const plan = planText(this.minutes, this.planned);
    address.searchParams.set("link", query);
    if (plan) address.searchParams.set("plan", plan);
    else address.searchParams.delete("plan");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }
}

const knownOf = ({ sections, figures }) => ({
  sections: sections.filter(({ cut }) => cut).map(({ id }) => id),
  folds: sections.filter(({ fold }) => fold).map(({ id }) => id),
  settings: figures.flatMap(({ settings }) => settings),
});

/**
 * The data are `PrepareData` of `__init__.py`. It tells the server nothing.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(PrepareBoard, sheet);

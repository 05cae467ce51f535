// Which step of the lesson is in view; a click goes to a step.
// The sections live outside this component, in the page: they may come later than the rail.

import { make, prefersReducedMotion, setAttribute } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

const READING_LINE = 0.45; // a section is being read once its top is above this part of the window
const MENU_HEIGHT = 48; // at the left of the rail once it sticks
const RAIL_HEIGHT = 80; // a section whose top is behind the rail has been passed

class SectionRail {
  constructor(root, data) {
    this.list = make("ol", {});
    this.where = make("p", { class: "where" });
    this.node = make("nav", { class: "rail", "data-testid": "section-rail" }, this.list, this.where);
    root.append(this.node);
    this.update = () => this.read();
    this.watchSections();
    document.addEventListener("scrollend", this.update, { capture: true, passive: true });
    this.receive(data);
  }

  destroy() {
    this.crossing.disconnect();
    this.arriving.disconnect();
    this.sticking.disconnect();
    cancelAnimationFrame(this.waiting);
    document.removeEventListener("scrollend", this.update, { capture: true });
  }

  receive(data) {
    this.data = data;
    this.current = -1;
    this.pinned = -1; // the step that was asked for, as long as it can be seen
    setAttribute(this.node, "aria-label", data.name);
    this.buttons = data.items.map((item, index) => this.button(item, index));
    this.list.replaceChildren(...this.buttons.map((button) => make("li", {}, button)));
    this.watch();
    this.show(sectionInView(this.sections(), data.items));
    setAttribute(this.node, "data-ready", "true");
  }

  button({ id, label, done }, index) {
    const attributes = {
      type: "button",
      "data-step": id,
      "aria-label": done ? `${label} (${this.data.done})` : label,
      onclick: () => this.choose(index),
    };
    const button = make("button", attributes, make("span", { class: "label" }, label));
    button.toggleAttribute("data-done", done);
    return button;
  }

  sections() {
    return this.data.items.map((item) => findSection(item.id));
  }

  choose(index) {
    const section = findSection(this.data.items[index].id);
    if (!section) return;
    this.pinned = index;
    goTo(section);
    this.show(index);
  }

  show(index) {
    if (index === this.current) return;
    this.current = index;
    this.buttons.forEach((button, i) => {
      setAttribute(button, "aria-current", i === index ? "step" : null);
    });
    this.writeProgress(index);
  }

  writeProgress(index) {
    const { items, progress } = this.data;
    const filled = progress.replace("{n}", index + 1).replace("{total}", items.length);
    const [before, after = ""] = filled.split("{label}");
    this.where.replaceChildren(before, make("b", {}, items[index].label), after);
  }

  read() {
    const now = this.sections();
    if (this.pinned >= 0 && !isInView(now[this.pinned])) this.pinned = -1;
    this.show(this.pinned >= 0 ? this.pinned : sectionInView(now, this.data.items));
  }

  watchSections() {
    this.crossing = new IntersectionObserver(this.update, {
      rootMargin: `0px 0px ${(READING_LINE - 1) * 100}% 0px`,
      threshold: [0, 1],
    });
    this.watched = [];
    this.sticking = new IntersectionObserver(
      ([{ boundingClientRect: box }]) => setAttribute(this.node, "data-stuck", box.top < MENU_HEIGHT),
      { rootMargin: `-${MENU_HEIGHT}px 0px 0px 0px`, threshold: [0, 1] },
    );
    this.sticking.observe(this.node);
    // Streamlit puts sections in and takes them out as the script runs; one look a frame is enough.
    this.waiting = 0;
    this.arriving = new MutationObserver(() => {
      this.waiting ||= requestAnimationFrame(() => {
        this.waiting = 0;
        this.watch();
      });
    });
    this.arriving.observe(document.querySelector(".stMain") ?? document.body, {
      childList: true,
      subtree: true,
    });
  }

  watch() {
    const now = this.sections().filter(Boolean);
    if (now.length === this.watched.length && now.every((section, i) => section === this.watched[i])) return;
    this.crossing.disconnect();
    for (const section of now) this.crossing.observe(section);
    this.watched = now;
  }
}

function findSection(id) {
  const name = CSS.escape(id);
  return document.querySelector(`.stMain #${name}, .stMain .st-key-${name}`);
}

function isInView(section) {
  const top = section?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < window.innerHeight;
}

// Where several short sections are in sight, the first that is not done; else the last whose top
// has passed the reading line; at the very end of the page, the last of all; before them, the first.
function sectionInView(sections, items) {
  const scroller = document.querySelector(".stMain");
  const isAtEnd = scroller?.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
  if (isAtEnd) return Math.max(0, sections.findLastIndex(Boolean));
  const line = window.innerHeight * READING_LINE;
  const tops = sections.map((section) => section?.getBoundingClientRect().top ?? Infinity);
  const waiting = tops.findIndex((top, i) => top > RAIL_HEIGHT && top < line && !items[i].done);
  if (waiting >= 0) return waiting;
  const passed = tops.findLastIndex((top) => top < line);
  return Math.max(0, passed);
}

function goTo(section) {
  section.scrollIntoView({ behavior: prefersReducedMotion() ? "auto" : "smooth", block: "start" });
  // The keyboard goes on from there.
  section.setAttribute("tabindex", "-1");
  section.focus({ preventScroll: true });
}

/**
 * Data: `RailItem` and `RailWords` of `__init__.py`.
 * @type {import("../shared/view/mount.js").Component<{items: {id: string, label: string, done: boolean}[],
 *   name: string, done: string, progress: string}>}
 */
export default mount(SectionRail, sheet);

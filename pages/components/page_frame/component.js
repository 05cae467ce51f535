// The frame belongs to Streamlit: it is always English, its links open only in place, and a tab whose
// server was started anew is not drawn again: every gesture would be told to a fragment that is gone.

import { fillSlots } from "../shared/pure/slots.js";
import { headingOf, make } from "../shared/view/dom.js";
import { tellFixed } from "../shared/view/fixed.js";
import { mount } from "../shared/view/mount.js";
import { nameFiles } from "./files.js";
import { FocusKeeper } from "./focus.js";
import { Entries } from "./history.js";
import { followInPlace } from "./links.js";
import { Menu } from "./menu.js";
import { Paper } from "./paper.js";
import { describeQuestions } from "./questions.js";

const PAGES = '[data-testid="stSidebarNavItems"]';
const CHANGES = { subtree: true, childList: true, attributeFilter: ["disabled", "data-test-script-state"] };

class PageFrame {
  constructor(root, data, send) {
    this.send = send;
    root.append(make("span", { "data-ready": true, hidden: true }));
    document.addEventListener("click", leaveToBrowser, { capture: true });
    document.addEventListener("click", followInPlace);
    this.comeBack = () => this.send.trigger("back", Date.now());
    window.addEventListener("cnn-back", this.comeBack);
    this.paper = new Paper();
    this.parts = [new FocusKeeper(), new Menu(), new Entries(), this.paper];
    this.watcher = new MutationObserver(() => {
      // One look a frame is enough.
      this.waiting ??= requestAnimationFrame(() => this.look());
    });
    this.watcher.observe(document.body, CHANGES);
    this.receive(data);
  }

  destroy() {
    document.removeEventListener("click", leaveToBrowser, { capture: true });
    document.removeEventListener("click", followInPlace);
    window.removeEventListener("cnn-back", this.comeBack);
    this.watcher.disconnect();
    cancelAnimationFrame(this.waiting);
    for (const part of this.parts) part.destroy();
  }

  receive({ language, names, fixed }) {
    tellFixed(fixed);
    document.documentElement.lang = language;
    this.names = names;
    this.paper.receive(language, names);
    this.look();
  }

  look() {
    this.waiting = null;
    this.name();
    for (const part of this.parts) part.look?.();
  }

  /** Streamlit draws some of it later, and anew. */
  name() {
    const name = (selector, words) => {
      for (const element of document.querySelectorAll(selector)) element.setAttribute("aria-label", words);
    };
    const { main, sidebar, pages, open, close } = this.names;
    name('[data-testid="stSkipToContent"]', main);
    const skip = document.querySelector('[data-testid="stSkipToContent"]')?.firstChild;
    if (skip?.nodeType === Node.TEXT_NODE && skip.data !== main) skip.data = main;
    name('[data-testid="stSidebar"]', sidebar);
    name('[data-testid="stSidebarNav"]', pages);
    name('[data-testid="stExpandSidebarButton"]', open);
    name('[data-testid="stSidebarCollapseButton"] button', close);
    describe(this.names);
    describeQuestions(this.names);
    nameFiles(this.names);
  }
}

/** What Streamlit's own controls cannot be told in Python. */
function describe({ less, more, of_question }) {
  // Its list of pages holds what is no item, and items that are in no list: they are links, no more.
  for (const node of document.querySelectorAll(`${PAGES}, ${PAGES} li`)) node.setAttribute("role", "none");
  // The words on this button are painted by a style sheet; with a file, others stand in its place.
  for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"]')) {
    const button = zone.querySelector('[data-testid="stBaseButton-secondary"]');
    const painted = getComputedStyle(zone).getPropertyValue("--upload-word") || '""';
    button?.setAttribute("aria-label", `${JSON.parse(painted)} ${zone.getAttribute("aria-label") ?? ""}`.trim());
  }
  // On a phone a program is wider than the page and is moved.
  for (const program of document.querySelectorAll(".stCode pre")) program.tabIndex = 0;
  for (const field of document.querySelectorAll('[data-testid="stNumberInput"]')) {
    const name = field.querySelector("input")?.getAttribute("aria-label") ?? "";
    for (const [step, words] of [
      ["Down", less],
      ["Up", more],
    ]) {
      const values = { button: fillSlots(words, { name }), question: headingOf(field) };
      const button = field.querySelector(`[data-testid="stNumberInputStep${step}"]`);
      button?.setAttribute("aria-label", fillSlots(of_question, values));
    }
  }
}

// With a key held down a link is meant for a new tab or window.
function leaveToBrowser(event) {
  const isModified = event.ctrlKey || event.metaKey || event.shiftKey;
  const link = event.target.closest?.('[data-testid="stSidebarNavLink"], .stPageLink a');
  if (isModified && link) event.stopPropagation();
}

/**
 * Data: the language of the page, and `FrameNames` and `Fixed` of `__init__.py`. Tells `back` when the server is there again.
 * @type {import("../shared/view/mount.js").Component<{language: "zh" | "en", names: Record<string, string>,
 *   fixed: import("../shared/view/fixed.js").Fixed}>}
 */
export default mount(PageFrame);

// The frame belongs to Streamlit: it is always English, its links open only in place, and a tab whose
// server was started anew is not drawn again: every gesture would be told to a fragment that is gone.

import { make } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";

class PageFrame {
  constructor(root, data, send) {
    this.send = send;
    root.append(make("span", { "data-ready": true, hidden: true }));
    document.addEventListener("click", leaveToBrowser, { capture: true });
    document.addEventListener("click", closeMenu);
    this.comeBack = () => this.send.trigger("back", Date.now());
    window.addEventListener("cnn-back", this.comeBack);
    this.receive(data);
  }

  destroy() {
    document.removeEventListener("click", leaveToBrowser, { capture: true });
    document.removeEventListener("click", closeMenu);
    window.removeEventListener("cnn-back", this.comeBack);
  }

  receive({ language, names }) {
    document.documentElement.lang = language;
    const name = (selector, words) => {
      for (const element of document.querySelectorAll(selector)) element.setAttribute("aria-label", words);
    };
    name('[data-testid="stSkipToContent"]', names.main);
    name('[data-testid="stSidebar"]', names.sidebar);
    name('[data-testid="stSidebarNav"]', names.pages);
    name('[data-testid="stExpandSidebarButton"]', names.open);
    name('[data-testid="stSidebarCollapseButton"] button', names.close);
  }
}

// On a phone the menu lies over the page that was chosen in it.
function closeMenu(event) {
  const isOver = matchMedia("(max-width: 767px)").matches;
  if (isOver && event.target.closest?.('[data-testid="stSidebarNavLink"]')) {
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  }
}

// With a key held down a link is meant for a new tab or window.
function leaveToBrowser(event) {
  const isModified = event.ctrlKey || event.metaKey || event.shiftKey;
  const link = event.target.closest?.('[data-testid="stSidebarNavLink"], .stPageLink a');
  if (isModified && link) event.stopPropagation();
}

export default mount(PageFrame);

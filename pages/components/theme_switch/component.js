// Light, dark, or what the system prefers. The document keeps the choice (`ui/shell/theme.js`):
// it must be there before anything is drawn.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

const THEMES = ["light", "dark", "system"];

class ThemeSwitch {
  constructor(root, data, send) {
    this.send = send;
    this.words = {};
    const choices = THEMES.map((theme) => {
      this.words[theme] = make("span", {});
      const choose = () => {
        dispatchEvent(new CustomEvent("cnn-choose-theme", { detail: theme }));
        if (new URLSearchParams(location.search).has("theme")) this.send.trigger("chosen", theme);
      };
      const radio = make("input", { type: "radio", name: "theme", value: theme, onchange: choose });
      return make("label", {}, radio, this.words[theme]);
    });
    this.node = make("div", { class: "themes", role: "radiogroup", "data-testid": "theme-switch" }, ...choices);
    root.append(this.node);
    this.show = () => {
      const now = document.documentElement.dataset.theme ?? "system";
      this.node.querySelector(`[value="${now}"]`).checked = true;
    };
    window.addEventListener("cnn-theme", this.show);
    this.receive(data);
    this.show();
  }

  destroy() {
    window.removeEventListener("cnn-theme", this.show);
  }

  receive(data) {
    setAttribute(this.node, "aria-label", data.name);
    for (const theme of THEMES) setText(this.words[theme], data[theme]);
    setAttribute(this.node, "data-ready", "true");
  }
}

/**
 * Data: its words. Tells `chosen` where the address asks for a theme: it is to ask no longer.
 * @type {import("../shared/view/mount.js").Component<{name: string, light: string, dark: string, system: string}>}
 */
export default mount(ThemeSwitch, sheet);

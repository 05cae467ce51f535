// Copies location.href: the address is the state of the page.

import { copyText, showSelected } from "../shared/view/copy.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

const SAID_FOR_MS = 3000;

class CopyLink {
  constructor(root, data) {
    this.button = make("button", { type: "button", onclick: () => this.copy() });
    this.status = make("span", { role: "status" });
    this.field = make("input", { type: "text", readonly: true, hidden: true });
    const parts = [this.button, this.status, this.field];
    this.node = make("div", { class: "copy-link", "data-testid": "copy-link" }, ...parts);
    root.append(this.node);
    this.receive(data);
  }

  destroy() {
    clearTimeout(this.timer);
  }

  receive(data) {
    this.data = data;
    setText(this.button, data.label);
    setAttribute(this.field, "aria-label", data.label);
    setAttribute(this.node, "data-ready", "true");
  }

  async copy() {
    const address = window.location.href;
    clearTimeout(this.timer);
    if (await copyText(address, this.field)) {
      this.field.hidden = true;
      setText(this.status, `✓ ${this.data.copied}`);
      this.timer = setTimeout(() => setText(this.status, ""), SAID_FOR_MS);
    } else {
      setText(this.status, this.data.failed);
      showSelected(address, this.field);
    }
  }
}

/**
 * Data: `CopyWords` of `__init__.py`.
 * @type {import("../shared/view/mount.js").Component<{label: string, copied: string, failed: string}>}
 */
export default mount(CopyLink, sheet);

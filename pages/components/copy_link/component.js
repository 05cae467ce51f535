// Copies location.href: the address is the state of the page.

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
    setAttribute(this.node, "data-framed", data.framed);
    setAttribute(this.node, "data-ready", "true");
  }

  async copy() {
    const address = window.location.href;
    clearTimeout(this.timer);
    if ((await copyByClipboard(address)) || copyBySelection(this.field, address)) {
      this.field.hidden = true;
      setText(this.status, `✓ ${this.data.copied}`);
      this.timer = setTimeout(() => setText(this.status, ""), SAID_FOR_MS);
    } else {
      setText(this.status, this.data.failed);
      showSelected(this.field, address);
    }
  }
}

// Browsers offer the clipboard only on https and on this very machine.
async function copyByClipboard(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

function copyBySelection(field, address) {
  const focused = document.activeElement;
  showSelected(field, address);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    focused?.focus?.({ preventScroll: true });
  }
}

function showSelected(field, address) {
  field.hidden = false;
  field.value = address;
  field.focus({ preventScroll: true });
  field.select();
}

/**
 * Data: `CopyWords` of `__init__.py`, and whether it looks like the buttons beside it.
 * @type {import("../shared/view/mount.js").Component<{label: string, copied: string, failed: string, framed: boolean}>}
 */
export default mount(CopyLink, sheet);

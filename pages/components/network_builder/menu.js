// The menu of what can be added.

import { make, setAttribute } from "../shared/view/dom.js";

/** What is chosen goes to where it was opened. */
export class AddMenu {
  /** @param {import("./component.js").Builder} builder */
  constructor(builder) {
    this.builder = builder;
    this.node = make("div", { class: "menu", role: "menu", hidden: true });
  }

  get isOpen() {
    return !this.node.hasAttribute("hidden");
  }

  /** Offer what can stand at a place of the stack, below the button that asked.
   * @param {number} index
   * @param {HTMLElement} anchor
   */
  open(index, anchor) {
    const { builder } = this;
    const { strings, additions } = builder.data;
    this.opener = anchor.dataset;
    setAttribute(this.node, "aria-label", strings.add);
    this.node.replaceChildren(
      ...additions.map((item) =>
        make(
          "button",
          {
            type: "button",
            role: "menuitem",
            tabindex: "-1",
            "data-add": item.id,
            onclick: () => {
              this.hide();
              builder.insert(index, builder.fitted(item.block, index));
            },
          },
          item.label,
        ),
      ),
    );
    this.node.removeAttribute("hidden");
    const [box, here] = [builder.node.getBoundingClientRect(), anchor.getBoundingClientRect()];
    const left = Math.max(8, Math.min(here.left - box.left, box.width - this.node.offsetWidth - 8));
    this.node.style.left = `${left}px`;
    this.node.style.top = `${here.bottom - box.top + 6}px`;
    this.node.firstChild.focus();
  }

  onKey(event) {
    const items = [...this.node.children];
    const at = items.indexOf(event.target);
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === "Tab") this.hide();
    if (next === undefined) return;
    items[(next + items.length) % items.length].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  hide(refocus = false) {
    if (!this.isOpen) return;
    this.node.setAttribute("hidden", "");
    if (!refocus) return;
    const { builder } = this;
    if (this.opener.joint === undefined) builder.addKey.focus();
    else builder.focusFace(Math.min(Number(this.opener.joint), builder.blocks.length - 1));
  }
}

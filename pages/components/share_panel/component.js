// Share what is on the page: its address holds all of it. A panel with the link, its code for phones, a
// frame for other pages, and for teachers the way to prepare a class with it.

import { viewAddress } from "../shared/pure/class_address.js";
import { embedSnippet } from "../shared/pure/prepared_link.js";
import { Copying } from "../shared/view/copy.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { reached } from "../shared/view/reach.js";
import { serverAddress } from "../shared/view/server.js";
import sheet from "./component.css.js";

class SharePanel {
  constructor(root, data) {
    this.open = make("button", {
      type: "button",
      class: "open",
      "aria-haspopup": "dialog",
      onclick: () => this.show(),
    });
    this.title = make("h2", {});
    this.close = make("button", { type: "button", class: "close", onclick: () => this.panel.close() }, "\u00d7");
    this.code = make("div", { class: "code", "data-testid": "share-code" });
    this.said = make("p", { class: "caption" });
    this.field = make("textarea", { rows: 2, readonly: true, "data-testid": "share-link" });
    this.copy = make("button", {
      type: "button",
      class: "filled",
      autofocus: true,
      onclick: () => this.copied(this.field),
    });
    this.embed = make("summary", {});
    this.note = make("p", { class: "caption" });
    this.snippet = make("textarea", { rows: 5, readonly: true, "data-testid": "share-snippet" });
    this.copyEmbed = make("button", { type: "button", class: "button", onclick: () => this.copied(this.snippet) });
    this.prepare = make("a", { class: "button", target: "_blank", "data-testid": "share-prepare" });
    this.slides = make("a", { class: "button", "data-testid": "share-class" });
    this.status = make("p", { class: "status", role: "status" });
    this.copying = new Copying(this.status);
    this.panel = make(
      "dialog",
      { "data-testid": "share-panel", onclick: (event) => event.target === this.panel && this.panel.close() },
      make(
        "div",
        { class: "sheet" },
        make("div", { class: "head" }, this.title, this.close),
        make("div", { class: "with-code" }, this.code, make("div", {}, this.field, this.copy, this.status)),
        this.said,
        make("details", {}, this.embed, this.note, this.snippet, this.copyEmbed),
        make("div", { class: "for-a-class" }, this.slides, this.prepare),
      ),
    );
    this.node = make("div", { class: "share", "data-testid": "share" }, this.open, this.panel);
    root.append(this.node);
    this.receive(data);
  }

  destroy() {
    this.copying.stop();
  }

  receive(data) {
    this.data = data;
    const { words } = data;
    for (const [node, word] of [
      [this.open, "open"],
      [this.title, "open"],
      [this.copy, "copy"],
      [this.embed, "embed"],
      [this.note, "embed_note"],
      [this.copyEmbed, "copy_embed"],
      [this.slides, "slides"],
      [this.prepare, "prepare"],
    ]) {
      setText(node, words[word]);
    }
    setAttribute(this.panel, "aria-label", words.open);
    setAttribute(this.close, "aria-label", words.close);
    setAttribute(this.field, "aria-label", words.address);
    setAttribute(this.snippet, "aria-label", words.embed);
    for (const way of [this.slides, this.prepare]) setAttribute(way, "hidden", !data.prepare);
    setAttribute(this.open, "data-boxed", data.boxed);
    setAttribute(this.node, "data-ready", "true");
  }

  /** The address of this moment. */
  async show() {
    const { language, prepare } = this.data;
    const address = withoutNotes(location.href);
    this.tell(address, "");
    const from = new URLSearchParams({ lesson: prepare, lang: language, from: location.search.slice(1) });
    setAttribute(this.prepare, "href", serverAddress(`prepare?${from}`));
    setAttribute(this.slides, "href", viewAddress(new URL(address), "class"));
    setText(this.status, "");
    this.panel.showModal();
    const told = await reached(address, language);
    this.code.innerHTML = told?.svg ?? ""; // the server's own drawing
    this.tell(told?.address ?? address, told ? told.said : this.data.words.no_code);
  }

  tell(address, said) {
    this.field.value = address;
    this.snippet.value = embedSnippet(address, this.data.title);
    setAttribute(this.code, "data-address", address);
    setText(this.said, said);
  }

  copied(field) {
    this.copying.copy(field.value, field, this.data.words);
  }
}

/** Who is given a link is not given the teacher's notes with it. */
function withoutNotes(href) {
  const address = new URL(href);
  if (address.searchParams.has("for")) address.searchParams.delete("for");
  return address.href;
}

/**
 * Data: what `share_panel` of `__init__.py` is given. It tells the server nothing.
 * @type {import("../shared/view/mount.js").Component<{words: Record<string, string>, language: string, prepare: string, title: string,
 *   boxed: boolean}>}
 */
export default mount(SharePanel, sheet);

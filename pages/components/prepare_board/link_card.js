// The link: its code, its words, the field that shows and takes it, and what to paste into another page.

import { embedSnippet, sectionsShown } from "../shared/pure/prepared_link.js";
import { fillSlots } from "../shared/pure/slots.js";
import { Copying } from "../shared/view/copy.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { reached } from "../shared/view/reach.js";
import { Sheet } from "./sheet.js";

/** Of what was decided. */
export class LinkCard {
  /** @param {(text: string) => void} read Takes a link that was written by hand. */
  constructor(read) {
    this.title = make("h2", {});
    this.code = make("div", { class: "code", "data-testid": "prepared-code" });
    this.words = make("p", { class: "address" });
    this.said = make("p", { class: "caption" });
    this.copy = make("button", {
      type: "button",
      class: "filled",
      onclick: () => this.copied(this.address, this.field),
    });
    this.status = make("span", { class: "status", role: "status" });
    this.copying = new Copying(this.status);
    this.field = make("textarea", {
      rows: 3,
      spellcheck: "false",
      autocapitalize: "off",
      "data-testid": "prepared-link",
    });
    this.field.addEventListener("input", () => read(this.field.value));
    this.field.addEventListener("blur", () => this.write());
    this.problems = make("ul", { class: "problems", role: "status" });
    this.reason = make("p", { class: "reason", role: "status" });
    this.begin = make("a", { class: "button", target: "_blank" });
    this.sheet = new Sheet();
    this.print = make("button", { type: "button", class: "button", onclick: () => this.sheet.print(this.printed()) });
    this.embed = make("summary", {});
    this.snippet = make("textarea", { rows: 6, readonly: true, "data-testid": "prepared-snippet" });
    this.copyEmbed = make("button", {
      type: "button",
      class: "button",
      onclick: () => this.copied(this.snippet.value, this.snippet),
    });
    this.node = make(
      "section",
      { class: "card link" },
      this.title,
      make("div", { class: "with-code" }, this.code, make("div", {}, this.words, this.said)),
      make("div", { class: "keys" }, this.copy, this.begin, this.print),
      this.status,
      this.reason,
      this.field,
      this.problems,
      make("details", {}, this.embed, this.snippet, this.copyEmbed),
      this.sheet.node,
    );
  }

  stop() {
    this.copying.stop();
  }

  update({ data, known, decided, problems, address, query, words }) {
    this.told = words;
    this.page = { title: data.title, language: data.language };
    this.query = `/${data.path}${query ? `?${query}` : ""}`;
    if (this.known !== address) Object.assign(this, { known: address, address });
    this.write();
    setText(this.title, words.link);
    setText(this.copy, words.copy);
    setText(this.begin, words.start_class);
    setText(this.print, words.print_code);
    setText(this.embed, words.embed);
    setText(this.copyEmbed, words.copy_embed);
    setAttribute(this.field, "aria-label", words.link_field);
    setAttribute(this.snippet, "aria-label", words.embed);
    const isEmpty = known.sections.length > 0 && sectionsShown(decided, known).length === 0;
    this.isEmpty = isEmpty;
    for (const button of [this.copy, this.copyEmbed]) button.disabled = isEmpty;
    this.print.disabled = isEmpty || !this.code.childElementCount;
    setText(this.reason, isEmpty ? words.all_hidden : "");
    const inClass = new URL(address);
    inClass.searchParams.set("view", "class");
    setAttribute(this.begin, "href", isEmpty ? null : inClass.href);
    const lines = problems.map((problem) => fillSlots(words[problem.code], problem));
    this.problems.replaceChildren(...lines.map((line) => make("li", {}, line)));
    this.frame(data.title);
  }

  /** What is being typed stays as it is. */
  write() {
    if (this.field.getRootNode().activeElement !== this.field) this.field.value = this.query;
  }

  frame(title) {
    this.snippet.value = embedSnippet(this.address, title);
  }

  /** As others open it. */
  async follow({ address, data, words }) {
    if (this.asked === `${address} ${data.language}`) return;
    this.asked = `${address} ${data.language}`;
    const told = await reached(address, data.language);
    if (this.asked !== `${address} ${data.language}`) return;
    this.code.innerHTML = told?.svg ?? ""; // the server's own drawing
    this.address = told?.address ?? address;
    this.print.disabled = this.isEmpty || !told;
    const { host, pathname } = new URL(this.address);
    this.words.replaceChildren(host, make("wbr"), pathname);
    setText(this.said, told ? told.said : words.no_code);
    setAttribute(this.code, "data-address", this.address);
    this.frame(data.title);
  }

  /** What stands on the sheet for the wall. */
  printed() {
    return { ...this.page, code: this.code.innerHTML, said: this.told.printed, address: this.address };
  }

  async copied(text, field) {
    // The field shows the path alone, and the whole address only while it is needed.
    if (await this.copying.copy(text, field, this.told)) this.write();
  }
}

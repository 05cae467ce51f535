// A sheet of paper with the code of a link, large enough for the wall of a room.

import { make } from "../shared/view/dom.js";

const STYLE = `@page { margin: 18mm; } body { margin: 0; text-align: center; font: 16pt/1.4 sans-serif; color: #000; }
h1 { margin: 0 0 6mm; font-size: 30pt; } svg { display: block; width: 140mm; max-width: 100%; margin: 0 auto 8mm; }
p { margin: 0 0 3mm; } code { font-size: 13pt; overflow-wrap: anywhere; }`;

/** Printed by itself: the page around it stays on the screen. */
export class Sheet {
  constructor() {
    this.node = make("iframe", { class: "sheet", "aria-hidden": "true", tabindex: -1, "data-testid": "code-sheet" });
    // A frame begins with an empty page.
    this.node.addEventListener("load", () => this.isAsked && this.node.contentWindow.print());
  }

  /** @param {{title: string, language: string, code: string, said: string, address: string}} shown code: an SVG. */
  print({ title, language, code, said, address }) {
    const page = document.implementation.createHTMLDocument(title);
    page.documentElement.lang = language;
    const drawn = make("div", {});
    drawn.innerHTML = code; // the server's own drawing
    page.head.append(make("style", {}, STYLE));
    page.body.append(make("h1", {}, title), ...drawn.childNodes, make("p", {}, said), make("code", {}, address));
    this.isAsked = true;
    this.node.srcdoc = page.documentElement.outerHTML;
  }
}

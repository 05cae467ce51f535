// What students get: the page itself in a frame, opened with the link, as large as their screen and scaled down.

import { make, setAttribute, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";

const SCREENS = { phone: [390, 780], laptop: [1280, 800], projector: [1920, 1080] };
const NARROW = 300;
// Until it has heard of its server, Streamlit lets such a turn pass.
const LISTENS = '[data-test-connection-state="CONNECTED"]:not([data-test-script-state="initial"])';

/** It follows the link without being loaded anew, where only the page's own settings differ. */
export class Preview {
  constructor() {
    this.title = make("h2", {});
    this.seg = make("div", { class: "seg", role: "group" });
    this.frame = make("iframe", { "data-testid": "preview", tabindex: "-1" });
    this.frame.addEventListener("load", () => {
      this.isLeaving = false;
    });
    this.box = make("div", { class: "screen" }, this.frame);
    this.note = make("p", { class: "caption" });
    this.node = make(
      "section",
      { class: "card preview" },
      make("div", { class: "head" }, this.title, this.seg),
      this.box,
      this.note,
    );
    this.chosen = "phone";
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.node);
  }

  stop() {
    this.resize.disconnect();
  }

  update({ words }) {
    setText(this.title, words.preview);
    setText(this.note, words.preview_note);
    setAttribute(this.frame, "title", words.preview);
    const names = Object.keys(SCREENS);
    const choose = (i) => {
      this.chosen = names[i];
      this.update({ words });
      this.fit();
    };
    drawSwitch(
      this.seg,
      words.preview,
      names.map((name) => words[name]),
      names.indexOf(this.chosen),
      choose,
    );
  }

  fit() {
    const [width, height] = SCREENS[this.chosen];
    const style = getComputedStyle(this.node);
    const inside = this.node.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const scale = Math.min(inside, width < 500 ? NARROW : inside) / width;
    Object.assign(this.frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` });
    Object.assign(this.box.style, { width: `${width * scale}px`, height: `${height * scale}px` });
    setAttribute(this.box, "data-screen", this.chosen);
  }

  follow({ address, decided }) {
    if (address === this.shown) return;
    this.shown = address;
    // Theme and view are settled before a page is drawn.
    const kind = `${decided.theme} ${decided.view} ${decided.lang}`;
    const isSame = kind === this.kind;
    this.kind = kind;
    if (isSame && this.turn(address)) return;
    this.isLeaving = true;
    this.frame.src = address;
  }

  /** As the browser's Back would: Streamlit runs the page with the other address. */
  turn(address) {
    const inside = this.frame.contentWindow;
    if (this.isLeaving) return false; // the page that is still there would take the turn along
    try {
      if (!inside.document.querySelector(LISTENS)) return false;
      inside.history.replaceState({}, "", address);
      inside.dispatchEvent(new PopStateEvent("popstate"));
      return true;
    } catch {
      return false;
    }
  }
}

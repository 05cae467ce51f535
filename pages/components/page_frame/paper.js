// A page on its way to paper: laid out at the paper's width, and above it where it is to be found on a screen.

import { make, setText } from "../shared/view/dom.js";
import { LAID_OUT } from "../shared/view/room.js";

const REACH = "share/reach";

/** Lays the page out before the browser prints it, and gives it back to the screen afterwards. */
export class Paper {
  constructor() {
    this.code = make("div", { class: "print-code" });
    this.address = make("p");
    this.said = make("p", { class: "print-said" });
    this.name = make("span", { class: "print-line long" });
    this.date = make("span", { class: "print-line" });
    this.course = make("b");
    this.node = make(
      "aside",
      { class: "print-head" },
      make("div", {}, make("div", { class: "print-who" }, this.course, this.name, this.date), this.address, this.said),
      this.code,
    );
    document.body.prepend(this.node);
    this.before = () => this.layOut();
    this.after = () => this.giveBack();
    this.asked = (event) => this.printOnly(event);
    window.addEventListener("beforeprint", this.before);
    window.addEventListener("afterprint", this.after);
    document.addEventListener("click", this.asked);
  }

  destroy() {
    window.removeEventListener("beforeprint", this.before);
    window.removeEventListener("afterprint", this.after);
    document.removeEventListener("click", this.asked);
    this.giveBack();
    this.node.remove();
  }

  /**
   * @param {"zh" | "en"} language
   * @param {Record<string, string>} names `FrameNames` of `__init__.py`.
   */
  receive(language, names) {
    Object.assign(this, { language, names });
    setText(this.course, names.course);
    setText(this.name, names.name);
    setText(this.date, names.date);
  }

  /** Everything here is done when it returns: the browser prints what stands then. */
  layOut() {
    this.tellAddress();
    document.documentElement.dataset.printing = "";
    for (const drawing of charts()) scale(drawing);
    window.dispatchEvent(new Event(LAID_OUT));
  }

  giveBack() {
    const { dataset } = document.documentElement;
    if (!("printing" in dataset)) return;
    delete dataset.printing;
    delete dataset.printOnly;
    for (const drawing of charts()) drawing.removeAttribute("viewBox");
    window.dispatchEvent(new Event(LAID_OUT));
  }

  /** The address changes with each gesture, without the server: it is asked for now, and waited for. */
  tellAddress() {
    const told = reached(location.href, this.language);
    setText(this.address, `${this.names.on_screen} ${told.address}`);
    setText(this.said, told.said);
    this.code.replaceChildren(...told.drawn);
  }

  /** A link that prints the part of the page whose key it names, and nothing else. */
  printOnly(event) {
    const link = event.target.closest?.(".stMain a[data-print]");
    if (!link) return;
    event.preventDefault();
    document.documentElement.dataset.printOnly = link.dataset.print;
    window.print();
  }
}

/** The address as others open it, what is to be known of it, and its code: none where the server is away. */
function reached(address, language) {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ address, lang: language });
  try {
    request.open("GET", new URL(`${REACH}?${query}`, document.baseURI), false);
    request.send();
    if (request.status !== 200) throw new Error(request.statusText);
    const { address: known, said, svg } = JSON.parse(request.responseText);
    return { address: known, said, drawn: [new DOMParser().parseFromString(svg, "image/svg+xml").documentElement] };
  } catch {
    return { address, said: "", drawn: [] };
  }
}

/** The drawings of Plotly, which are as wide as they were on the screen. */
const charts = () => document.querySelectorAll(".js-plotly-plot .main-svg");

function scale(drawing) {
  drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
}

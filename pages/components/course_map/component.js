// Draws the regions; a plain click opens a page in place, any other click follows the link.

import { draw, make } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";
import { pictogram } from "./pictograms.js";

class CourseMap {
  constructor(root, data, send) {
    this.root = root;
    this.send = send;
    this.node = make("div", { class: "map", "data-testid": "course-map", role: "navigation" });
    this.node.addEventListener("click", (event) => this.open(event));
    root.append(this.node);
    this.receive(data);
  }

  receive({ regions, words }) {
    const focused = this.root.activeElement?.dataset.page;
    this.node.setAttribute("aria-label", words.name);
    this.node.replaceChildren(...regions.map((region) => drawRegion(region, words)));
    if (focused) this.node.querySelector(`[data-page="${CSS.escape(focused)}"]`)?.focus();
    this.node.dataset.ready = "true";
    this.root.host.dataset.drawn = ""; // the page sees no further than the host
  }

  open(event) {
    const link = event.target.closest("a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain) return;
    event.preventDefault();
    this.send.trigger("open", link.dataset.page);
  }
}

const span = (name, ...children) => make("span", { class: name }, ...children);

function drawRegion(region, words) {
  const isDone = (place) => place.state === "done";
  const bars = region.places.map((place) => make("i", { class: "bar", "data-done": isDone(place) }));
  const count = span("count", `${region.places.filter(isDone).length} / ${region.places.length}`);
  const title = make("h2", {}, region.title);
  const head = make("header", {}, title, span("note", region.note), span("progress", ...bars, count));
  const places = region.places.map((place) => make("li", {}, drawPlace(place, words)));
  return make("section", {}, head, make("ul", {}, ...places));
}

function drawPlace(place, words) {
  const picture = span("picture", pictogram(place.id));
  const text = span("text", make("b", {}, place.title), span("line", place.line));
  if (place.state === "done") picture.append(tick());
  if (place.state !== "open") text.append(span("spoken", ` (${words[place.state]})`));
  if (place.progress > 0 && place.progress < 1) {
    const track = span("track");
    track.style.setProperty("--part", place.progress);
    text.append(track);
  }
  const looks = { class: "place", href: place.href, "data-page": place.id, "data-state": place.state };
  return make("a", looks, picture, text);
}

function tick() {
  return draw(
    "svg",
    { viewBox: "0 0 20 20", class: "tick", "aria-hidden": "true" },
    draw("circle", { cx: 10, cy: 10, r: 10 }),
    draw("path", { d: "M5.5 10.5 8.7 13.6 14.5 7" }),
  );
}

/**
 * Data: `Region` and `MapWords` of `__init__.py`. Tells the id of a page as `open`.
 * @type {import("../shared/view/mount.js").Component<{regions: object[], words: Record<string, string>}>}
 */
export default mount(CourseMap, sheet);

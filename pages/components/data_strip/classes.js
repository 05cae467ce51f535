// Six pictures and the count of each class, a bar for its share.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { cutMosaic } from "./cut.js";

const GLANCE = 6;
const MANY_FROM = 7;

/** Drawn anew only for other pictures. */
export class ClassRow {
  constructor() {
    this.node = make("ul", { class: "classes" });
  }

  /** @param {import("./component.js").StripData} data */
  update({ classes, pictures, strings }) {
    setAttribute(this.node, "hidden", classes.length === 0);
    const key = JSON.stringify([classes, pictures?.source?.length, pictures?.source?.slice(-80)]);
    if (key === this.drawn) return;
    this.drawn = key;
    const most = Math.max(1, ...classes.map(({ count }) => count));
    setAttribute(this.node, "data-many", classes.length >= MANY_FROM);
    const canvases = classes.map(() =>
      Array.from({ length: GLANCE }, () =>
        make("canvas", { width: pictures.size, height: pictures.size, "aria-hidden": "true" }),
      ),
    );
    this.node.replaceChildren(...classes.map((one, i) => item(one, canvases[i], one.count / most, strings)));
    if (pictures) cutMosaic(pictures, canvases);
  }
}

function item({ name, count }, canvases, part, strings) {
  const bar = make("i", { class: "share", "aria-hidden": "true" });
  bar.style.setProperty("--part", `${(100 * part).toFixed(1)}%`);
  return make(
    "li",
    { "aria-label": fillSlots(strings.sample, { name, count }) },
    make("span", { class: "thumbs" }, ...canvases),
    make("span", { class: "count", "aria-hidden": "true" }, make("b", {}, name), bar, make("span", {}, String(count))),
  );
}

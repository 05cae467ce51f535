// The drawing of a network as SVG: nodes are kept by the id of their part, only what changed is written.

import { draw, setAttribute } from "../shared/view/dom.js";
import { SIZES } from "./labels.js";
import { ENTRY } from "./tree.js";

const short = (number) => Math.round(number * 10) / 10;

/** What a box looks like: by what its part does to a map; without a part it is what enters. */
function lookOf(unit) {
  if (!unit) return "entry";
  if (unit.folded.length) return "fold";
  const { node } = unit;
  if (node.op === "add" || node.op === "concat" || node.op === "pool") return node.op;
  if (node.kind === "op" && !node.params) return "plain";
  return node.shape.length > 1 ? "map" : "vector";
}

/** A box with its sheets, its marks and the place where it is hit. */
class BoxView {
  constructor() {
    this.sheets = draw("path", { class: "sheets" });
    this.front = draw("rect", { class: "front", rx: 2 });
    this.mark = draw("path", { class: "mark" });
    this.image = null;
    this.skip = draw("path", { class: "skip" });
    this.hit = draw("rect", { class: "hit" });
    this.node = draw("g", { class: "box" }, this.hit, this.sheets, this.front, this.mark, this.skip);
  }

  update(box, hit, direction) {
    const { x, y, w, h, depth } = box;
    const look = lookOf(box.unit);
    setAttribute(this.node, "data-look", look);
    setAttribute(this.node, "opacity", box.opacity === 1 ? null : short(box.opacity));
    place(this.front, { x, y, w, h });
    setAttribute(this.sheets, "d", sheets(box));
    setAttribute(this.mark, "d", markOf(look, box, direction));
    setAttribute(this.skip, "d", box.skip || null);
    setAttribute(this.skip, "data-kind", box.unit?.skip);
    setAttribute(this.node, "data-deep", depth > 3);
    if (hit) place(this.hit, hit);
  }

  /** Its map, as an address of a picture; null takes it away.
   * @param {string | null} source
   * @param {{x: number, y: number, w: number, h: number}} at
   */
  picture(source, at) {
    if (!source) {
      this.image?.remove();
      this.image = null;
      return;
    }
    if (!this.image) {
      this.image = draw("image", { class: "map", preserveAspectRatio: "none" });
      this.front.after(this.image);
    }
    setAttribute(this.image, "href", source);
    place(this.image, at);
  }
}

function place(node, { x, y, w, h }) {
  setAttribute(node, "x", short(x));
  setAttribute(node, "y", short(y));
  setAttribute(node, "width", short(Math.max(w, 0)));
  setAttribute(node, "height", short(Math.max(h, 0)));
}

function sheets({ x, y, w, h, depth }) {
  const [right, d] = [x + w, depth];
  return [
    `M${short(x)} ${short(y)}l${short(d)} ${short(-d)}h${short(w)}l${short(-d)} ${short(d)}z`,
    `M${short(right)} ${short(y)}l${short(d)} ${short(-d)}v${short(h)}l${short(-d)} ${short(d)}z`,
  ].join("");
}

function markOf(look, { x, y, w, h, segments, isHalved }, direction) {
  const [cx, cy] = [short(x + w / 2), short(y + h / 2)];
  const arm = Math.min(w, h, 14) * 0.32;
  if (look === "add") return `M${short(cx - arm)} ${cy}h${short(2 * arm)}M${cx} ${short(cy - arm)}v${short(2 * arm)}`;
  if (look === "fold") return [-1, 0, 1].map((i) => `M${short(cx + 4 * i - 1)} ${cy}h2`).join("");
  if (isHalved) return direction === "down" ? `M${cx} ${short(y)}v${short(h)}` : `M${short(x)} ${cy}h${short(w)}`;
  if (look !== "concat") return null;
  return segments
    .map((at) =>
      w > h ? `M${short(x + w * at)} ${short(y)}v${short(h)}` : `M${short(x)} ${short(y + h * at)}h${short(w)}`,
    )
    .join("");
}

/** Writes layouts into one SVG. */
export class Drawing {
  /** @param {(node: import("./tree.js").Node) => string | null} mapOf The picture of a part's maps, if there is one. */
  constructor(mapOf) {
    this.mapOf = mapOf;
    this.frames = draw("g", { class: "frames" });
    this.edges = draw("g", { class: "edges" });
    this.boxes = draw("g", { class: "boxes", role: "group" });
    this.texts = draw("g", { class: "texts" });
    this.lit = draw("rect", { class: "lit", rx: 8 });
    this.node = draw("svg", { class: "drawing" }, this.frames, this.lit, this.edges, this.texts, this.boxes);
    this.views = new Map();
    this.paths = new Map();
    this.written = null;
  }

  /** Draw a layout; `final` is where it is on its way to.
   * @param {import("./place.js").Layout} layout
   * @param {import("./place.js").Layout} final
   */
  show(layout, final) {
    const height = Math.ceil(layout.height);
    setAttribute(this.node, "viewBox", `0 0 ${layout.width} ${height}`);
    setAttribute(this.node, "width", layout.width);
    setAttribute(this.node, "height", height);
    setAttribute(this.node, "data-direction", layout.direction);
    this.showBoxes(layout);
    this.showEdges(layout.edges);
    if (this.written !== final) this.write(final);
    this.written = final;
    for (const node of [this.texts, this.frames])
      setAttribute(node, "opacity", layout.opacity === 1 ? null : short(layout.opacity));
  }

  showBoxes(layout) {
    const seen = new Set();
    for (const box of layout.boxes) {
      seen.add(box.id);
      let view = this.views.get(box.id);
      if (!view) {
        view = new BoxView();
        this.views.set(box.id, view);
        this.boxes.append(view.node);
        setAttribute(view.node, "data-id", box.id);
      }
      const isGone = box.id.endsWith("<") && box.id !== ENTRY;
      view.update(box, isGone ? null : hitOf(box, layout), layout.direction);
    }
    this.showMaps(layout);
    for (const [id, view] of this.views) {
      if (seen.has(id)) continue;
      view.node.remove();
      this.views.delete(id);
    }
  }

  /** The maps that are known by now, on their boxes.
   * @param {import("./place.js").Layout} layout
   */
  showMaps(layout) {
    for (const box of layout.boxes) {
      const source = box.unit && !box.unit.folded.length && !box.id.endsWith("<") ? this.mapOf(box.unit.node) : null;
      this.views.get(box.id)?.picture(source, pictureAt(box, layout));
    }
  }

  showEdges(edges) {
    const seen = new Set();
    for (const edge of edges) {
      const key = `${edge.from} ${edge.to} ${edge.kind}`;
      seen.add(key);
      let path = this.paths.get(key);
      if (!path) {
        path = draw("path", { class: "edge" });
        path.crossing = draw("path", { class: "edge", "data-kind": "crossing" });
        this.paths.set(key, path);
        this.edges.append(path, path.crossing);
      }
      setAttribute(path, "d", edge.d);
      setAttribute(path.crossing, "d", edge.crossing || null);
      setAttribute(
        path.crossing,
        "opacity",
        edge.opacity === undefined || edge.opacity === 1 ? null : short(edge.opacity),
      );
      setAttribute(path, "data-kind", edge.kind);
      setAttribute(path, "opacity", edge.opacity === undefined || edge.opacity === 1 ? null : short(edge.opacity));
      setAttribute(path, "data-band", edge.thick !== null);
      path.style.setProperty("--thick", short(edge.thick ?? 1.5));
    }
    for (const [key, path] of this.paths) {
      if (seen.has(key)) continue;
      path.crossing.remove();
      path.remove();
      this.paths.delete(key);
    }
  }

  write({ texts, frames }) {
    this.texts.replaceChildren(
      ...texts.flatMap(({ x, y, text, anchor, kind, id, share, room }) => {
        const look = { class: `text is-${kind}`, "text-anchor": anchor, "font-size": SIZES[kind], "data-of": id };
        const words = draw("text", { ...look, x: short(x), y: short(y) }, text);
        if (share === undefined) return [words];
        const bar = { y: short(y + 5), height: 3, rx: 1.5, x: short(x - room / 2) };
        const track = draw("rect", { ...bar, class: "track", width: short(room) });
        return [
          words,
          track,
          draw("rect", { ...bar, class: "share", width: short(Math.max(room * share, share ? 1.5 : 0)) }),
        ];
      }),
    );
    this.frames.replaceChildren(
      ...frames.map(({ id, x, y, w, h }) =>
        draw("rect", {
          class: "stage-frame",
          "data-id": id,
          x: short(x),
          y: short(y),
          width: short(w),
          height: short(h),
          rx: 9,
        }),
      ),
    );
  }

  /** The box that is pointed at: its column, what it reads, its words.
   * @param {import("./place.js").Layout} layout
   * @param {string | null} id
   */
  light(layout, id) {
    const box = layout.boxes.find((each) => each.id === id);
    setAttribute(this.lit, "visibility", box ? null : "hidden");
    if (box) {
      const [from, to] = box.slot;
      const rect =
        layout.direction === "right"
          ? { x: from, y: 0, w: to - from, h: layout.height }
          : { x: 0, y: from, w: layout.width, h: to - from };
      place(this.lit, layout.direction === "right" && layout.isLaned ? around(box) : rect);
    }
    const group = box?.unit?.group?.id;
    for (const node of this.texts.children)
      setAttribute(node, "data-lit", Boolean(box) && node.dataset.of && [id, group].includes(node.dataset.of));
    for (const [each, view] of this.views) setAttribute(view.node, "data-lit", each === id);
    layout.edges.forEach((edge) => {
      const path = this.paths.get(`${edge.from} ${edge.to} ${edge.kind}`);
      if (path) setAttribute(path, "data-lit", id !== null && edge.to === id);
    });
  }

  /** What is said of every box, and which of them has the focus.
   * @param {import("./place.js").Layout} layout
   * @param {string | null} current
   * @param {(box: import("./place.js").Box) => string} said
   */
  name(layout, current, said) {
    for (const box of layout.boxes) {
      const { node } = this.views.get(box.id);
      const isPlace = box.id !== ENTRY;
      setAttribute(node, "role", isPlace ? "button" : "img");
      setAttribute(node, "aria-label", said(box));
      setAttribute(node, "tabindex", isPlace ? (box.id === current ? 0 : -1) : null);
    }
  }

  /** The node of a box.
   * @param {string} id
   * @returns {SVGElement | undefined}
   */
  nodeOf(id) {
    return this.views.get(id)?.node;
  }
}

/** A square on the front of a box, as large as its column allows. */
function pictureAt({ x, y, w, h, slot }, { direction, isLaned }) {
  const room = slot[1] - slot[0] - 8;
  const side = direction === "down" ? room : Math.min(room, isLaned ? 44 : Math.max(h, 28), 76);
  return { x: x + (w - side) / 2, y: y + (h - side) / 2, w: side, h: side };
}

const around = ({ x, y, w, h, depth }) => ({ x: x - 8, y: y - depth - 6, w: w + depth + 16, h: h + depth + 12 });

/** Where a box is hit: all of its column, of several in it the part around it. */
function hitOf(box, layout) {
  const [from, to] = box.slot;
  if (layout.direction === "down") return { x: 0, y: from, w: layout.width, h: to - from };
  const [low, high] = layout.isLaned ? [box.y - 10, box.y + box.h + 40] : [0, layout.height];
  return { x: from, y: low, w: to - from, h: high - low };
}

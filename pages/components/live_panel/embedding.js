// The last layer in two dimensions. A point is the name of its class: no meaning rests on hue.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";

export class EmbeddingPanel {
  constructor() {
    this.only = null;
    this.title = make("h3", { class: "panel-title" });
    this.canvas = make("canvas", { class: "embedding", role: "img" });
    this.switch = make("div", { class: "switch", role: "group" });
    this.legend = make("p", { class: "caption" });
    this.empty = make("p", { class: "caption" });
    this.node = make(
      "section",
      { class: "panel wide", "data-panel": "embedding" },
      make("div", { class: "panel-head" }, this.title, this.switch),
      this.canvas,
      this.legend,
      this.empty,
    );
  }

  update(run, data, { width, colours, redraw }) {
    const { strings, classes } = data;
    const points = run?.embedding?.points;
    this.title.replaceChildren(strings.embedding);
    setAttribute(this.switch, "hidden", !points);
    setAttribute(this.empty, "hidden", Boolean(points));
    setText(this.empty, strings.no_embedding);
    setText(this.legend, strings.embedding_legend);
    setAttribute(
      this.canvas,
      "aria-label",
      `${strings.embedding}. ${points ? strings.embedding_legend : strings.no_embedding}`,
    );
    if (!points) {
      paintCross(this.pen(width), width, this.height, colours.axis);
      return;
    }
    this.title.append(make("small", {}, fillSlots(strings.embedding_note, { count: countText(points.length) })));
    drawSwitch(
      this.switch,
      strings.embedding,
      [strings.everything, ...classes],
      this.only === null ? 0 : this.only + 1,
      (i) => {
        this.only = i ? i - 1 : null;
        redraw();
      },
    );
    this.paint(this.turned(run), shortNames(classes), width, colours);
  }

  /** The axes of a projection may turn and flip from one time to the next: here they do not. */
  turned({ job, embedding }) {
    if (this.job !== job) [this.job, this.last, this.lastStep] = [job, null, null];
    if (this.lastStep !== embedding.step) {
      this.last = this.last ? turnOnto(embedding.points, this.last) : embedding.points;
      this.lastStep = embedding.step;
    }
    return this.last;
  }

  /** A clean canvas that is so many CSS pixels wide. */
  pen(width) {
    this.height = Math.round(Math.min(380, Math.max(220, width * 0.42)));
    const density = window.devicePixelRatio || 1;
    this.canvas.width = width * density;
    this.canvas.height = this.height * density;
    this.canvas.style.height = `${this.height}px`;
    const pen = this.canvas.getContext("2d");
    pen.scale(density, density);
    return pen;
  }

  paint(points, names, width, colours) {
    const pen = this.pen(width);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const place = fitPoints(points, width, this.height);
    const isLit = ([, , label]) => this.only === null || label === this.only;
    // Pale ones first, then the right, then the wrong: the mistakes lie on top.
    const order = points.toSorted(
      (a, b) => Number(isLit(a)) - Number(isLit(b)) || Number(a[2] !== a[3]) - Number(b[2] !== b[3]),
    );
    for (const point of order) {
      const [, , label, predicted] = point;
      pen.globalAlpha = isLit(point) ? 1 : 0.18;
      pen.font = `${label === predicted ? 500 : 700} 12px ${colours.font}`;
      pen.fillStyle = label === predicted ? colours.right : colours.wrong;
      pen.fillText(names[label], ...place(point));
    }
  }
}

/** The two directions, before there is a point. */
function paintCross(pen, width, height, colour) {
  pen.strokeStyle = colour;
  pen.setLineDash([2, 4]);
  for (const line of [
    [0, height / 2, width, height / 2],
    [width / 2, 0, width / 2, height],
  ]) {
    pen.beginPath();
    pen.moveTo(line[0], line[1]);
    pen.lineTo(line[2], line[3]);
    pen.stroke();
  }
}

/** The same points, turned or mirrored so that they lie as near as possible to where they lay. */
function turnOnto(points, before) {
  const count = Math.min(points.length, before.length);
  const turns = [1, -1].map((flip) => {
    let [along, across] = [0, 0];
    for (let i = 0; i < count; i += 1) {
      const [x, y, u, v] = [points[i][0], flip * points[i][1], before[i][0], before[i][1]];
      along += x * u + y * v;
      across += x * v - y * u;
    }
    return { flip, along, across, fit: Math.hypot(along, across) };
  });
  const { flip, along, across, fit } = turns[0].fit >= turns[1].fit ? turns[0] : turns[1];
  if (!fit) return points;
  const [cos, sin] = [along / fit, across / fit];
  return points.map(([x, y, ...rest]) => [cos * x - sin * flip * y, sin * x + cos * flip * y, ...rest]);
}

function fitPoints(points, width, height) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return ([x, y]) => [
    16 + ((x - left) / (right - left || 1)) * (width - 32),
    14 + (1 - (y - low) / (high - low || 1)) * (height - 28),
  ];
}

/** The shortest beginnings that still tell the classes apart. */
function shortNames(classes) {
  for (let size = 1; size < 4; size += 1) {
    const names = classes.map((name) => name.slice(0, size));
    if (new Set(names).size === classes.length) return names;
  }
  return classes.map((name) => name.slice(0, 3));
}

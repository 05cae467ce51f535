// The inputs of the last layer in two dimensions. A dot has the hue of its class, and the class is
// named in its middle and where one points: no meaning rests on hue alone.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { drawSwitch } from "../shared/view/switch.js";

/** @implements {import("./component.js").Panel} */
export class EmbeddingPanel {
  constructor() {
    this.only = null;
    this.title = make("h3", { class: "panel-title" });
    this.canvas = make("canvas", { class: "embedding", role: "img" });
    this.switch = make("div", { class: "switch", role: "group" });
    this.pointed = null;
    this.canvas.addEventListener("pointermove", (event) => this.point([event.offsetX, event.offsetY]));
    this.canvas.addEventListener("pointerleave", () => this.point(null));
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

  point(place) {
    this.pointed = place;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.shown && this.paint(...this.shown));
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
      this.shown = null;
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
    this.shown = [this.turned(run), data, width, colours];
    this.paint(...this.shown);
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

  paint(points, data, width, colours) {
    const { classes } = data;
    const pen = this.pen(width);
    const place = fitPoints(points, width, this.height);
    const isLit = ([, , label]) => this.only === null || label === this.only;
    // Pale ones first, then the right, then the wrong: the mistakes lie on top.
    const order = points.toSorted(
      (a, b) => Number(isLit(a)) - Number(isLit(b)) || Number(a[2] !== a[3]) - Number(b[2] !== b[3]),
    );
    for (const point of order) {
      pen.globalAlpha = isLit(point) ? 1 : 0.15;
      paintDot(pen, place(point), point, classes.length, colours);
    }
    pen.globalAlpha = 1;
    classes.forEach((name, label) => {
      const own = points.filter((point) => point[2] === label).map(place);
      if (own.length && (this.only === null || this.only === label))
        paintName(pen, middleOf(own), name, width, colours);
    });
    this.paintPointed(pen, points.filter(isLit), place, data, colours, width);
  }

  /** The name of the dot that is pointed at, and what it was taken for. */
  paintPointed(pen, points, place, { classes, strings }, colours, width) {
    if (!this.pointed) return;
    const away = (point) => Math.hypot(place(point)[0] - this.pointed[0], place(point)[1] - this.pointed[1]);
    const near = points.toSorted((a, b) => away(a) - away(b))[0];
    if (!near || away(near) > REACH) return;
    const [x, y] = place(near);
    const [, , label, predicted] = near;
    const text = label === predicted ? classes[label] : `${classes[label]} ${strings.taken_for} ${classes[predicted]}`;
    paintName(pen, [x, y - 16], text, width, colours);
  }
}

const REACH = 16; // pixels

function paintDot(pen, [x, y], [, , label, predicted], count, colours) {
  pen.beginPath();
  pen.arc(x, y, 3.5, 0, 2 * Math.PI);
  pen.fillStyle = `oklch(0.66 0.14 ${20 + (360 * label) / count})`;
  pen.fill();
  if (label === predicted) return;
  pen.beginPath();
  pen.arc(x, y, 6, 0, 2 * Math.PI);
  pen.strokeStyle = colours.wrong;
  pen.lineWidth = 2;
  pen.stroke();
}

/** A word with the page's colour around it, inside of the canvas. */
function paintName(pen, [x, y], text, width, colours) {
  pen.font = `650 14px ${colours.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const half = pen.measureText(text).width / 2 + 4;
  const at = [Math.max(half, Math.min(width - half, x)), Math.max(10, y)];
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = colours.page;
  pen.strokeText(text, ...at);
  pen.fillStyle = colours.name;
  pen.fillText(text, ...at);
}

/** The middle one of all x, and of all y. */
function middleOf(places) {
  return [0, 1].map((axis) => places.map((place) => place[axis]).sort((a, b) => a - b)[places.length >> 1]);
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

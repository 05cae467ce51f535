// A small line chart for what moves. Nodes are kept; only what changed is written.

import { stepTicks } from "../pure/axis.js";
import { freeHeight, LABEL_GAP, widthOf } from "../pure/labels.js";
import { countText, shortText } from "../pure/readouts.js";
import { draw, setAttribute, setText } from "./dom.js";

/**
 * @typedef {object} Series
 * @property {string} id Keeps its nodes from one drawing to the next.
 * @property {[number, number][]} points A y that is not finite breaks the line.
 * @property {[number, number, number][]} [range] [x, lowest, highest] of a pale area below all lines.
 * @property {string} colour Of CSS.
 * @property {string} [dash] As `stroke-dasharray`.
 * @property {number} [width] In pixels.
 * @property {number} [opacity]
 * @property {boolean} [ghost] Whether it is a reference: a pale band, without a dot.
 * @property {string | null} [text] At its end.
 * @property {string} [textColour]
 *
 * @typedef {object} ChartView
 * @property {number} width In pixels.
 * @property {number} xMax
 * @property {number} [yMin]
 * @property {number} yMax
 * @property {number[]} yTicks
 * @property {(value: number) => string} [yText]
 * @property {number[]} [xTicks]
 * @property {string} [xUnit] Behind the last tick.
 * @property {Series[]} series
 * @property {number} [runUntil] Beyond it the axes are shaded.
 * @property {{value: number, text: string} | null} [chance] A level line.
 * @property {{x: number, text: string}[]} [ticks] Where a hand changed something.
 * @property {{x: number, text: string} | null} [fault] Where a run broke off.
 * @property {string} label As it is said.
 */

/** `over` is for what a caller draws on top, by `x` and `y`: from numbers to pixels of the last view. */
export class LineChart {
  /** @param {{height?: number, left?: number, right?: number, top?: number, bottom?: number}} box In CSS pixels. */
  constructor(box = {}) {
    this.box = { height: 190, left: 38, right: 76, top: 10, bottom: 26, ...box };
    this.frame = draw("g", {});
    this.marks = draw("g", {});
    this.lines = draw("g", {});
    this.labels = draw("g", {});
    this.over = draw("g", {});
    this.node = draw(
      "svg",
      { class: "chart", role: "img" },
      this.frame,
      this.lines,
      this.marks,
      this.labels,
      this.over,
    );
    this.series = new Map();
    this.taken = []; // where the words at the ends of the curves stand
  }

  /** @param {ChartView} view */
  update(view) {
    const { box } = this;
    this.view = view;
    setAttribute(this.node, "viewBox", `0 0 ${view.width} ${box.height}`);
    setAttribute(this.node, "height", box.height);
    setAttribute(this.node, "aria-label", view.label);
    this.drawFrame(view);
    this.drawSeries(view);
    this.drawMarks(view);
  }

  x(value) {
    const { left, right } = this.box;
    return left + (value / this.view.xMax) * (this.view.width - left - right);
  }

  y(value) {
    const { top, bottom, height } = this.box;
    const low = this.view.yMin ?? 0;
    const share = (value - low) / (this.view.yMax - low);
    return top + (1 - Math.max(-0.02, Math.min(1.02, share))) * (height - top - bottom);
  }

  /** The value on the x axis below a pointer, or null outside of the axes. */
  valueAt(clientX) {
    const bounds = this.node.getBoundingClientRect();
    const { left, right } = this.box;
    const share = (clientX - bounds.left - left) / (bounds.width - left - right);
    return share >= -0.02 && share <= 1.02 ? Math.max(0, Math.min(1, share)) * this.view.xMax : null;
  }

  drawFrame(view) {
    const { left, right, top, bottom, height } = this.box;
    const until = view.runUntil === undefined ? null : this.x(view.runUntil).toFixed(0);
    const key = [
      view.width,
      view.xMax,
      view.yMin,
      view.yMax,
      view.xUnit,
      view.yTicks.join(),
      until,
      view.chance?.value,
    ].join("|");
    if (key === this.framed) return;
    this.framed = key;
    const end = view.width - right;
    const nodes = [];
    if (until !== null && until < end) {
      nodes.push(
        draw("rect", {
          class: "unrun",
          x: until,
          y: top,
          width: Math.max(0, end - until),
          height: height - top - bottom,
        }),
      );
    }
    for (const tick of view.yTicks) {
      const y = this.y(tick);
      nodes.push(draw("line", { class: "grid-line", x1: left, x2: end, y1: y, y2: y }));
      nodes.push(
        draw("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, view.yText ? view.yText(tick) : shortText(tick)),
      );
    }
    nodes.push(draw("line", { class: "axis", x1: left, x2: end, y1: height - bottom, y2: height - bottom }));
    const ticks = view.xTicks ?? stepTicks(view.xMax);
    ticks.forEach((tick, i) => {
      const unit = i === ticks.length - 1 && view.xUnit ? ` ${view.xUnit}` : "";
      nodes.push(
        draw(
          "text",
          { x: this.x(tick), y: height - bottom + 18, "text-anchor": "middle" },
          `${countText(tick)}${unit}`,
        ),
      );
    });
    if (view.chance) nodes.push(...this.chanceLine(view.chance, end));
    this.frame.replaceChildren(...nodes);
  }

  /** Its word stands with those of the curves, so that neither covers the other. */
  chanceLine({ value, text }, end) {
    const y = this.y(value);
    this.chanceWord = draw("text", { class: "chance-label", x: end + 8, y: y + 4 }, text);
    return [draw("line", { class: "chance", x1: this.box.left, x2: end, y1: y, y2: y }), this.chanceWord];
  }

  /** Ticks where a hand changed something, and the place where a run broke off. */
  drawMarks(view) {
    const key = JSON.stringify([view.ticks, view.fault, view.width, view.xMax, this.taken]);
    if (key === this.marked) return;
    this.marked = key;
    const { top, bottom, height, right } = this.box;
    const taken = [...this.taken];
    const place = (x, y, text, flip) => freeHeight(taken, { x: flip ? x - widthOf(text) : x, y, text }, top + 12);
    const nodes = (view.ticks ?? []).flatMap(({ x, text }) => {
      const left = this.x(x);
      const flip = left + widthOf(text) > view.width;
      const y = place(left + 4, height - bottom - 5, text, flip);
      return [
        draw("line", { class: "rate-tick", x1: left, x2: left, y1: top, y2: height - bottom }),
        draw(
          "text",
          { class: "rate-label", x: left + (flip ? -4 : 4), y, "text-anchor": flip ? "end" : "start" },
          text,
        ),
      ];
    });
    if (view.fault) {
      const x = this.x(view.fault.x);
      const flip = x > (view.width - right) * 0.6;
      nodes.push(
        draw("line", { class: "fault-mark", x1: x, x2: x, y1: top, y2: height - bottom }),
        draw(
          "text",
          {
            class: "fault-label",
            x: x + (flip ? -8 : 8),
            y: place(x + (flip ? -8 : 8), top + 0.55 * (height - top - bottom), view.fault.text, flip),
            "text-anchor": flip ? "end" : "start",
          },
          view.fault.text,
        ),
      );
    }
    this.marks.replaceChildren(...nodes);
  }

  drawSeries(view) {
    const wanted = new Set(view.series.map((one) => one.id));
    for (const [id, nodes] of this.series) {
      if (wanted.has(id)) continue;
      Object.values(nodes).forEach((node) => node.remove());
      this.series.delete(id);
    }
    for (const one of view.series) this.drawOne(one);
    this.placeLabels(view.series);
  }

  nodesOf(one) {
    let nodes = this.series.get(one.id);
    if (!nodes) {
      nodes = {
        area: draw("path", { class: "range-area" }),
        band: draw("path", { class: "ghost-band" }),
        line: draw("path", { class: "curve" }),
        dot: draw("circle", { r: 4 }),
        text: draw("text", { class: "end-label" }),
      };
      this.series.set(one.id, nodes);
      this.lines.prepend(nodes.area); // below every line
      this.lines.append(nodes.band, nodes.line);
      this.labels.append(nodes.dot, nodes.text);
    }
    return nodes;
  }

  drawOne(one) {
    const { area, band, line, dot, text } = this.nodesOf(one);
    const hasRange = Boolean(one.range?.length);
    setAttribute(area, "d", hasRange ? this.areaOf(one.range) : null);
    setAttribute(area, "data-range", hasRange ? one.id : null);
    setAttribute(area, "style", `fill:${one.colour};opacity:${0.18 * (one.opacity ?? 1)}`);
    const path = this.pathOf(one.points);
    setAttribute(line, "d", path);
    setAttribute(band, "d", one.ghost ? path : null);
    setAttribute(line, "data-series", one.id);
    const style = `stroke:${one.colour};stroke-width:${one.width ?? 2.2}px;stroke-dasharray:${one.dash ?? "none"};opacity:${one.opacity ?? 1}`;
    setAttribute(line, "style", style);
    const last = one.points.at(-1);
    const shown = last && one.text !== undefined && one.text !== null;
    setAttribute(dot, "visibility", shown && !one.ghost ? null : "hidden");
    setAttribute(text, "visibility", shown ? null : "hidden");
    if (!shown) return;
    setAttribute(dot, "cx", this.x(last[0]).toFixed(1));
    setAttribute(dot, "cy", this.y(last[1]).toFixed(1));
    setAttribute(dot, "style", `fill:${one.colour};opacity:${one.opacity ?? 1}`);
    setAttribute(text, "style", `fill:${one.textColour ?? one.colour};opacity:${one.opacity ?? 1}`);
    setText(text, one.text);
  }

  /** Between the lowest and the highest: [x, low, high] at each place. */
  areaOf(range) {
    const at = (x, y) => `${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}`;
    const top = range.map(([x, , high]) => at(x, high));
    const bottom = range.map(([x, low]) => at(x, low)).reverse();
    return `M${[...top, ...bottom].join("L")}Z`;
  }

  pathOf(points) {
    let path = "";
    let pen = "M";
    for (const [x, y] of points) {
      if (!Number.isFinite(y)) {
        pen = "M";
        continue;
      }
      path += `${pen}${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}`;
      pen = "L";
    }
    return path || null;
  }

  /** Names at the ends of their lines, pushed apart so that none covers another. */
  placeLabels(series) {
    const shown = series.filter((one) => one.points.length && one.text !== undefined && one.text !== null);
    const places = shown.map((one) => ({
      one,
      x: this.x(one.points.at(-1)[0]) + 8,
      y: this.y(one.points.at(-1)[1]) + 4,
      node: this.series.get(one.id).text,
      text: one.text,
    }));
    if (this.view.chance) {
      const end = this.view.width - this.box.right;
      places.push({
        x: end + 8,
        y: this.y(this.view.chance.value) + 4,
        node: this.chanceWord,
        text: this.view.chance.text,
      });
    }
    places.sort((a, b) => a.y - b.y);
    const lowest = this.box.height - this.box.bottom + 2;
    for (let i = 1; i < places.length; i += 1) {
      const near = Math.abs(places[i].x - places[i - 1].x) < 80;
      if (near) places[i].y = Math.max(places[i].y, places[i - 1].y + LABEL_GAP);
    }
    for (let i = places.length - 1; i >= 0; i -= 1) {
      const ceiling = i === places.length - 1 ? lowest : places[i + 1].y - LABEL_GAP;
      places[i].y = Math.min(places[i].y, ceiling);
    }
    for (const { node, x, y } of places) {
      setAttribute(node, "x", x.toFixed(1));
      setAttribute(node, "y", y.toFixed(1));
    }
    this.taken = places.map(({ x, y, text }) => ({ x: Math.round(x), y: Math.round(y), text }));
  }
}

/** A drawing that has no width is not in sight: nothing is computed for it.
 * @param {Element} node
 * @param {() => void} wake Called when it comes into sight.
 * @returns {{visible: boolean, observer: IntersectionObserver}}
 */
export function whenVisible(node, wake) {
  const state = { visible: false };
  state.observer = new IntersectionObserver(
    (entries) => {
      state.visible = entries.at(-1).isIntersecting;
      if (state.visible) wake();
    },
    { rootMargin: "80px" },
  );
  state.observer.observe(node);
  return state;
}

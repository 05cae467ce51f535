// The curves of all runs, their means and ranges, and the crosshair.

import { evenTicks, niceCeil } from "../shared/pure/axis.js";
import { countText, percentText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { LineChart } from "../shared/view/chart.js";
import { draw, make } from "../shared/view/dom.js";
import { colourOf, dashOf } from "../shared/view/strokes.js";
import { curveOf, placeOf, pointsOf, readingsAt } from "./readings.js";

const LARGEST_LOSS = 1e4;

/** The axes fit all runs that are shown. */
export class Plot {
  constructor() {
    this.chart = new LineChart({ height: 330, right: 74, left: 42 });
    this.node = make("div", { class: "plot", tabindex: "0", role: "group" }, this.chart.node);
  }

  /** The place on the axis below a pointer; null outside. */
  placeAt(clientX) {
    return this.chart.view ? this.chart.valueAt(clientX) : null;
  }

  /**
   * @param {import("./readings.js").One[]} runs
   * @param {import("./readings.js").Shown} shown
   * @param {{data: import("./component.js").CompareData, solo: string | null, cross: number | null}} at solo: letter
   *   of the one that stands out; cross: the place of the crosshair.
   */
  update(runs, shown, at) {
    const { strings, chance, runs: kept } = at.data;
    const isAccuracy = shown.measure === "accuracy";
    const series = runs.filter((one) => one.run).flatMap((one) => linesOf(one, shown, at));
    const ends = series.flatMap((one) => one.points.map(([x]) => x));
    const tops = series
      .flatMap((one) => [...one.points.map(([, y]) => y), ...one.range.map(([, , high]) => high)])
      .filter((y) => y < LARGEST_LOSS);
    const yMax = isAccuracy ? 100 : niceCeil(Math.max(0.5, ...tops));
    // A run that waits for its turn has an axis too: that of its plan.
    const plans = shown.across === "steps" && !ends.length ? runs.map((one) => one.run?.total ?? 0) : [];
    this.node.setAttribute("aria-label", strings.measure);
    this.chart.update({
      width: Math.max(240, this.node.clientWidth),
      xMax: Math.max(1, ...ends, ...plans),
      yMax,
      yTicks: isAccuracy ? [0, 20, 40, 60, 80, 100] : evenTicks(yMax),
      xUnit: shown.across === "seconds" ? "s" : "",
      chance:
        isAccuracy && chance
          ? { value: 100 * chance, text: fillSlots(strings.chance, { value: percentText(chance) }) }
          : null,
      ticks: runs.flatMap((one) => joinsOf(one, shown, strings)),
      series,
      label: fillSlots(strings.title, { count: kept.length }),
    });
    this.drawCross(runs, shown, at);
  }

  drawCross(runs, shown, at) {
    const { chart } = this;
    if (at.cross === null) {
      chart.over.replaceChildren();
      return;
    }
    const x = chart.x(at.cross);
    const { top, bottom, height } = chart.box;
    const dots = readingsAt(runs, shown, at)
      .filter(({ value }) => value !== null)
      .map(({ one, value }) =>
        draw("circle", {
          cx: x,
          cy: chart.y(value),
          r: 5,
          style: `fill:${one.ghost ? "var(--ink-3)" : colourOf(one.letter)};stroke:var(--page);stroke-width:2px`,
        }),
      );
    chart.over.replaceChildren(
      draw("line", { class: "crosshair", x1: x, x2: x, y1: top, y2: height - bottom }),
      ...dots,
    );
  }
}

/** Where a run went on from the weights of another. */
function joinsOf({ run, letter, ghost }, shown, strings) {
  if (ghost) return [];
  return (run?.joins ?? []).map((step) => ({
    x: placeOf(run, step, shown),
    text: fillSlots(strings.join_tick, { letter, step: countText(step) }),
  }));
}

function linesOf(one, shown, { solo, data }) {
  const faded = solo && solo !== one.letter && !one.ghost;
  const look = one.ghost
    ? { colour: "var(--ink-3)", ghost: true, width: 1, dash: dashOf(one.letter) }
    : { colour: faded ? "var(--track)" : colourOf(one.letter), dash: dashOf(one.letter), opacity: faded ? 0.5 : 1 };
  const test = curveOf(one, "test", shown);
  const train = curveOf(one, "train", shown);
  const name = `${one.ghost ? "ghost" : "run"}-${one.name ?? one.letter}`;
  const word = (points) => {
    if (faded || !points.length) return null;
    if (one.ghost) return fillSlots(data.strings.ghost, { name: one.name });
    return `${one.letter} ${points.at(-1)[1].toFixed(shown.measure === "accuracy" ? 1 : 2)}`;
  };
  const lines = [];
  const isTrainOnly = shown.side === "train";
  if (shown.side !== "test")
    lines.push({
      ...look,
      id: `${name}-train`,
      ...train,
      range: isTrainOnly ? train.range : [],
      width: 1.3,
      opacity: (look.opacity ?? 1) * 0.75,
      text: isTrainOnly ? word(train.points) : null,
    });
  if (!isTrainOnly) lines.push({ ...look, id: `${name}-test`, ...test, text: word(test.points) });
  return [...lines, ...repeatNow(one, look, name, shown)];
}

/** The repeat that trains at this moment, thin: it joins the mean when it is over. */
function repeatNow(one, look, name, shown) {
  const now = one.repeats.find(({ run }) => run && run.phase !== "ended");
  if (!now || one.ghost) return [];
  const points = pointsOf(now.run, shown.side === "train" ? "train" : "test", shown);
  return [
    { ...look, id: `${name}-repeat`, points, range: [], width: 1, opacity: 0.6 * (look.opacity ?? 1), text: null },
  ];
}

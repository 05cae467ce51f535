// Loss and accuracy while they grow. Test solid in the run's colour, training dashed,
// every batch as a pale thin line; what has not been run is shaded, so that the end is in sight.

import { evenTicks, niceCeil } from "../pure/axis.js";
import { countText, percentText, shortText, withMinus } from "../pure/readouts.js";
import { bucketMeans, faultOf, testPoints } from "../pure/run_record.js";
import { fillSlots } from "../pure/slots.js";
import { LineChart } from "./chart.js";
import { make } from "./dom.js";

const MOST_POINTS = 240;

/** One chart: of the loss, or of the accuracy in per cent. */
export class CurvePanel {
  /** @param {"loss" | "accuracy"} measure */
  constructor(measure) {
    this.measure = measure;
    this.chart = new LineChart();
    this.title = make("h3", { class: "panel-title" });
    this.node = make(
      "section",
      { class: "panel curves", "data-panel": measure },
      make("div", { class: "panel-head" }, this.title),
      this.chart.node,
    );
    this.top = 0;
  }

  /**
   * @param {import("../pure/run_record.js").Run | null} run
   * @param {{strings: Record<string, string>, classes: string[], chance: number, colour: string,
   *   plannedSteps?: number}} data chance: the share that guessing gets right; plannedSteps: what the axis
   *   goes to before there is a run.
   * @param {{width: number}} room In pixels.
   */
  update(run, data, { width }) {
    const { strings } = data;
    const isLoss = this.measure === "loss";
    this.title.replaceChildren(
      strings[this.measure],
      make("small", {}, isLoss ? strings.batch_note : strings.accuracy_unit),
    );
    const scale = isLoss ? 1 : 100;
    const series = this.series(run, data, scale);
    if (run?.job !== this.job) {
      this.job = run?.job;
      this.top = 0;
    }
    this.chart.update({
      width,
      xMax: run?.total || data.plannedSteps || 1,
      yMax: isLoss ? this.lossTop(run, data) : 100,
      yTicks: isLoss ? evenTicks(this.lossTop(run, data)) : [0, 25, 50, 75, 100],
      xUnit: strings.unit_steps,
      runUntil: run?.step ?? 0,
      chance: isLoss
        ? null
        : { value: 100 * data.chance, text: fillSlots(strings.chance, { value: percentText(data.chance) }) },
      ticks: [...joinTicks(run, strings), ...rateTicks(run, strings)],
      fault: this.fault(run, strings),
      series,
      label: this.words(run, strings),
    });
  }

  series(run, data, scale) {
    if (!run) return [];
    const isLoss = this.measure === "loss";
    const batches = bucketMeans(isLoss ? run.losses : run.accuracies, run.total, MOST_POINTS);
    const times = (points) => (scale === 1 ? points : points.map(([x, y]) => [x, scale * y]));
    const train = times(testPoints(run, `train_${this.measure}`));
    const test = times(testPoints(run, `test_${this.measure}`));
    const word = (name, points) =>
      points.length ? fillSlots(data.strings[name], { value: this.number(points.at(-1)[1]) }) : null;
    return [
      { id: "batch", points: times(batches), colour: "var(--ink-3)", width: 1, opacity: 0.45 },
      { id: "train", points: train, colour: "var(--ink-3)", width: 1.6, dash: "4 3", text: word("train", train) },
      { id: "test", points: test, colour: data.colour, width: 2.2, text: word("test", test) },
    ];
  }

  number(value) {
    return this.measure === "loss" ? withMinus(value.toFixed(2)) : withMinus(value.toFixed(1));
  }

  /** The axis grows in steps and never shrinks; a single wild batch does not flatten the curves. */
  lossTop(run, data) {
    const start = 1.05 * Math.log(Math.max(2, data.classes.length));
    const seen = (run?.tests ?? []).flatMap((row) => [row.test_loss, row.train_loss]).filter(Number.isFinite);
    const means = bucketMeans(run?.losses ?? [], run?.total ?? 1, 40).map(([, value]) => value);
    const largest = Math.max(start, ...seen, ...means.filter((value) => value < 1e4));
    this.top = Math.max(this.top, niceCeil(largest));
    return this.top;
  }

  fault(run, strings) {
    const reason = run && faultOf(run);
    if (!reason) return null;
    const step = run.finished.bad_step ?? run.finished.step ?? run.step;
    const template = strings[`${reason}_mark`] ?? strings[reason === "limit_seconds" ? "limit_mark" : "stop"];
    return { x: step, text: fillSlots(template, { step: countText(step) }) };
  }

  words(run, strings) {
    const last = run?.tests.at(-1);
    if (!last) return strings[this.measure];
    const isLoss = this.measure === "loss";
    return fillSlots(strings[`${this.measure}_label`], {
      step: countText(last.step),
      train: isLoss ? shortText(last.train_loss ?? NaN) : percentText(last.train_accuracy ?? NaN),
      test: isLoss ? shortText(last.test_loss) : percentText(last.test_accuracy),
    });
  }
}

/** Where a hand changed the learning rate. */
function rateTicks(run, strings) {
  return (run?.rates ?? []).map(({ step, value }) => ({
    x: step,
    text: fillSlots(strings.rate_tick, { value: shortText(value) }),
  }));
}

/** Where a run went on from the weights of another. */
function joinTicks(run, strings) {
  return (run?.joins ?? []).map((step) => ({ x: step, text: fillSlots(strings.join_tick, { step: countText(step) }) }));
}

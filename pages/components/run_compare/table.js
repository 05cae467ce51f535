// Settings and results of the runs; only what differs from the first is bold. A run that was
// repeated with other seeds has the mean and the largest distance from it.

import { countText, percentText, shortText } from "../shared/pure/readouts.js";
import { testPoints } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { endedOf, spreadText } from "./repeats.js";

const LEVEL = 0.8;

/** What a run came to, in numbers. */
function resultsOf(run) {
  const tests = testPoints(run, "test_accuracy");
  const last = run.tests.at(-1);
  const reached = tests.find(([, share]) => share >= LEVEL);
  const gap = last && last.train_accuracy !== null ? last.train_accuracy - last.test_accuracy : NaN;
  return {
    last: run.finished?.test_accuracy ?? last?.test_accuracy ?? NaN,
    // A stopped run is tested once more, on all pictures, and that may be its best.
    best: tests.length ? Math.max(...tests.map(([, share]) => share), run.finished?.test_accuracy ?? 0) : NaN,
    reached: reached ? reached[0] : null,
    gap,
    seconds: run.finished?.seconds ?? run.seconds,
  };
}

/** Below it the offer to repeat the runs with other seeds. */
export class RunTable {
  /**
   * @param {(what: "start" | "stop") => void} ask Of the repeats.
   * @param {import("./names.js").RunNames} names The first cell of each row.
   */
  constructor(ask, names) {
    this.names = names;
    this.table = make("table", { class: "runs" });
    this.shared = make("p", { class: "caption" });
    this.caption = make("p", { class: "caption" });
    this.progress = make("p", { class: "caption", role: "status" });
    this.button = make("button", {
      type: "button",
      class: "link",
      "data-action": "repeat",
      onclick: () => ask(this.button.dataset.do),
    });
    this.seeds = make("div", { class: "seeds" }, this.progress, this.button);
    this.node = make(
      "section",
      { class: "panel", "data-panel": "table" },
      make("div", { class: "table-frame", tabindex: "0", role: "group" }, this.table),
      this.shared,
      this.caption,
      this.seeds,
    );
  }

  /**
   * @param {(import("./component.js").Kept & import("./readings.js").One)[]} runs
   * @param {import("./component.js").CompareData} data
   * @param {string | null} solo Letter of the one that stands out.
   */
  update(runs, data, solo) {
    const { columns, strings } = data;
    setAttribute(this.table, "aria-label", strings.table);
    setAttribute(this.table.parentElement, "aria-label", strings.table);
    const first = runs[0];
    const heads = [
      strings.run,
      ...columns.map((column) => column.label),
      strings.parameters,
      strings.test_accuracy,
      strings.best,
      fillSlots(strings.reached, { level: 100 * LEVEL }),
      strings.train_minus_test,
      strings.time,
    ];
    const head = make(
      "tr",
      {},
      ...heads.map((text, i) => make("th", { scope: "col", class: i > columns.length ? "number" : "" }, text)),
    );
    if (!this.names.isHeld)
      this.table.replaceChildren(
        make("thead", {}, head),
        make("tbody", {}, ...runs.map((one) => this.row(one, first, columns, strings))),
      );
    setText(this.shared, data.shared && fillSlots(strings.shared, { list: data.shared }));
    setText(
      this.caption,
      first
        ? captionOf(
            runs.filter((one) => !one.ghost && one.run),
            first,
            strings,
          )
        : "",
    );
    this.drawRepeating(runs, data, solo);
  }

  /** What is repeated now, or the offer to do it. */
  drawRepeating(runs, { repeating, refused, seeds, strings }, solo) {
    const wanted = runs.filter((one) => !one.ghost && one.run && (!solo || one.letter === solo));
    const isAll = wanted.every((one) => endedOf(one).length >= seeds);
    const now = repeating ? fillSlots(strings.repeating, repeating) : refused ? strings[refused] : "";
    setText(this.progress, now);
    setAttribute(this.progress, "hidden", !now);
    setAttribute(this.button, "hidden", !repeating && isAll);
    setAttribute(this.button, "data-do", repeating ? "stop" : "start");
    setText(
      this.button,
      repeating
        ? strings.repeat_stop
        : fillSlots(solo ? strings.repeat_one : strings.repeat_all, { count: seeds, letter: solo ?? "" }),
    );
    // What still trains has no result to repeat.
    this.button.disabled = !repeating && wanted.every((one) => one.run.phase !== "ended");
  }

  row(one, first, columns, strings) {
    const ended = endedOf(one);
    const cells = columns.map(({ name }) => {
      const differs = one !== first && one.settings[name] !== first.settings[name];
      return make(
        "td",
        { class: differs ? "differs" : one === first ? "" : "same", "data-column": name },
        cellText(one, name, ended),
      );
    });
    const params = one.params ?? one.run?.started?.params ?? null;
    const firstParams = first.params ?? first.run?.started?.params ?? null;
    const numbers = one.run
      ? resultCells(ended.length ? ended : [one.run], strings)
      : [make("td", { colspan: 5, class: "same" }, fillSlots(strings.gone, { letter: one.letter }))];
    const name = this.names.cell(one, strings);
    const paramsClass = one === first ? "number" : params === firstParams ? "number same" : "number differs";
    return make(
      "tr",
      { "data-letter": one.letter, "data-first": one === first },
      name,
      ...cells,
      make("td", { class: paramsClass }, params === null ? "" : countText(params)),
      ...numbers,
    );
  }
}

/** A setting as it was: with what a hand changed while the run went, and the seeds of all its repeats. */
function cellText(one, name, ended) {
  const text = one.settings[name] ?? "";
  if (name === "learning_rate")
    return [text, ...(one.run?.rates ?? []).map(({ value }) => shortText(value))].join(" \u2192 ");
  if (name === "seed" && ended.length > 1)
    return [one.seed, ...one.repeats.filter(({ run }) => run?.phase === "ended").map(({ seed }) => seed)].join(", ");
  return text;
}

function resultCells(ended, strings) {
  const all = ended.map(resultsOf);
  const of = (name) => all.map((one) => one[name]);
  const share = (name) =>
    of(name).every(Number.isFinite) ? spreadText(of(name), (value) => percentText(value)) : "\u2013";
  const reached = of("reached").filter((step) => step !== null);
  const steps =
    reached.length === all.length
      ? spreadText(reached, countText)
      : reached.length
        ? fillSlots(strings.reached_some, { count: reached.length, all: all.length })
        : strings.never;
  return [
    make("td", { class: "number strong" }, share("last")),
    make("td", { class: "number" }, share("best")),
    make("td", { class: "number" }, steps),
    make("td", { class: "number" }, share("gap")),
    make("td", { class: "number" }, `${spreadText(of("seconds"), countText)} s`),
  ];
}

/** What bold means, and how far the numbers can be trusted. */
function captionOf(runs, first, strings) {
  const counts = runs.map((one) => Math.max(1, endedOf(one).length));
  const bold = fillSlots(strings.caption, { letter: first.letter });
  if (Math.max(...counts) === 1) return `${bold}${strings.caption_one}`;
  const mean = `${bold}${fillSlots(strings.caption_seeds, { count: Math.max(...counts) })}`;
  return Math.min(...counts) === 1 ? `${mean}${strings.caption_some}` : mean;
}

// Settings and results of the runs; only what differs from the first is bold.

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

class RunTable {
  constructor() {
    this.table = make("table", { class: "runs" });
    this.caption = make("p", { class: "caption" });
    this.node = make("section", { class: "panel", "data-panel": "table" }, make("div", { class: "table-frame" }, this.table), this.caption);
  }

  /** runs: {letter, run, settings, params, ghost}; columns: {name, label}. */
  update(runs, { columns, strings }) {
    setAttribute(this.table, "aria-label", strings.table);
    const first = runs[0];
    const heads = [strings.run, ...columns.map((column) => column.label), strings.parameters, strings.test_accuracy, strings.best,
      fillSlots(strings.reached, { level: 100 * LEVEL }), strings.train_minus_test, strings.time];
    const head = make("tr", {}, ...heads.map((text, i) => make("th", { scope: "col", class: i > columns.length ? "number" : "" }, text)));
    this.table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...runs.map((one) => this.row(one, first, columns, strings))));
    setText(this.caption, first ? fillSlots(strings.caption, { letter: first.letter }) : "");
  }

  row(one, first, columns, strings) {
    const cells = columns.map(({ name }) => {
      const differs = one !== first && one.settings[name] !== first.settings[name];
      return make("td", { class: differs ? "differs" : one === first ? "" : "same" }, one.settings[name] ?? "");
    });
    const params = one.params ?? one.run?.started?.params ?? null;
    const firstParams = first.params ?? first.run?.started?.params ?? null;
    const results = one.run ? resultsOf(one.run) : null;
    const numbers = results ? [
      make("td", { class: "number strong" }, percentText(results.last)),
      make("td", { class: "number" }, percentText(results.best)),
      make("td", { class: "number" }, results.reached === null ? strings.never : countText(results.reached)),
      make("td", { class: "number" }, percentText(results.gap)),
      make("td", { class: "number" }, `${countText(results.seconds)} s`),
    ] : [make("td", { colspan: 5, class: "same" }, fillSlots(strings.gone, { letter: one.letter }))];
    const name = make("th", { scope: "row" }, strokeSample(one.letter, one.ghost), one.ghost ? ` ${strings.ghost}` : ` ${one.letter}`);
    const paramsClass = one === first ? "number" : params === firstParams ? "number same" : "number differs";
    return make("tr", { "data-letter": one.letter, "data-first": one === first }, name, ...cells,
      make("td", { class: paramsClass }, params === null ? "" : countText(params)), ...numbers);
  }
}

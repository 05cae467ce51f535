// The curves of runs as a table. Pure: from runs to text.

import { secondsAt } from "../shared/pure/run_record.js";

/** @typedef {import("../shared/pure/run_record.js").Run} Run */

/**
 * One row an evaluation: what was measured, nothing smoothed.
 * @param {{letter: string, seed: number, run: Run, repeats: {seed: number, run: Run}[]}[]} runs
 * @returns {string}
 */
export function curvesCsv(runs) {
  const names = ["test_accuracy", "test_loss", "train_accuracy", "train_loss"];
  const rows = [["run", "seed", "step", "seconds", ...names].join(",")];
  for (const { letter, seed, run } of runs.flatMap((one) => [
    one,
    ...one.repeats.map((repeat) => ({ ...repeat, letter: one.letter })),
  ])) {
    for (const test of run?.tests ?? []) {
      const seconds = secondsAt(run, test.step);
      rows.push([letter, seed, test.step, seconds.toFixed(3), ...names.map((name) => test[name] ?? "")].join(","));
    }
  }
  return `${rows.join("\n")}\n`;
}

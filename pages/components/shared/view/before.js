// The runs that the one on show goes on from: their curves stand to the left of its own.

import { joinedRuns } from "../pure/run_record.js";
import { watchJob } from "./live_job.js";

/** Follows the events of those runs until it is told to `leave`. */
export class Before {
  /** @param {() => void} changed One of them has told something. */
  constructor(changed) {
    this.changed = changed;
    this.runs = [];
    this.key = "";
  }

  /** @param {{job: string, path: string, step: number}[]} runs The first of all first; step: so many of its own
   *   steps count. */
  follow(runs) {
    const key = runs.map(({ job }) => job).join();
    if (key === this.key) return;
    this.key = key;
    for (const { leave } of this.runs) leave();
    this.runs = runs.map(({ job, path, step }) => ({ step, ...watchJob(job, path, this.changed) }));
  }

  leave() {
    for (const { leave } of this.runs) leave();
    this.runs = [];
    this.key = "";
  }

  /** A run with all that it goes on from, as one.
   * @param {import("../pure/run_record.js").Run | null} run
   */
  joined(run) {
    if (!run || !this.runs.length) return run;
    const all = [...this.runs.map(({ live }) => live.run), run];
    return all.reduce((joined, next, i) =>
      joinedRuns(joined, this.runs[i - 1].step + (joined.joins?.at(-1) ?? 0), next),
    );
  }
}

// The runs of one experiment side by side, as they come. Identical axes, the others in grey.

import { countText, percentText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { watchJob } from "../shared/view/live_job.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import runsSheet from "../shared/view/runs.css.js";
import sheet from "./component.css.js";
import { ArmPanel } from "./panel.js";
import { VotePanel } from "./votes.js";

/**
 * @typedef {import("../shared/pure/run_record.js").Run} Run
 *
 * @typedef {object} Arm One run of the experiment.
 * @property {string} id
 * @property {string} name
 * @property {string} letter
 * @property {string | null} job
 * @property {string} path
 * @property {"waiting" | "current" | "done"} state
 * @property {string} headline Once it is done.
 * @property {boolean} quiet Whether that is no success.
 * @property {[string, string][]} facts Names and values.
 * @property {{name: string, norm: number}[]} bars Gradients of its layers.
 * @property {{step: number, share: number} | null} marker Where the level was reached.
 * @property {{train: string[], test: string[]} | null} pictures As addresses.
 *
 * @typedef {object} Vote
 * @property {string} id
 * @property {string} name
 * @property {number} size So many networks vote.
 * @property {number} share In per cent.
 * @property {string} value The same, written.
 * @property {string} gain Over one alone, written; "" for none.
 *
 * @typedef {object} BoardData
 * @property {Arm[]} arms
 * @property {number | null} level In per cent.
 * @property {Vote[]} votes
 * @property {number[]} members What each network reaches alone, in per cent.
 * @property {string} done What the button to the question says; "" for none.
 * @property {Record<string, string>} strings
 */
class ExperimentBoard {
  constructor(root, data, send) {
    this.send = send;
    this.panels = [];
    this.follows = new Map();
    this.sent = new Set();
    this.grid = make("div", { class: "arms" });
    this.status = make("p", { class: "sentence", role: "status" });
    this.votes = new VotePanel();
    this.done = make("button", { class: "primary done", hidden: true, onclick: () => this.showQuestion() });
    this.foot = make("div", { class: "foot" }, this.status, this.done);
    this.node = make(
      "div",
      { class: "board", "data-testid": "experiment-board" },
      this.grid,
      this.votes.node,
      this.foot,
    );
    root.append(this.node);
    this.resize = new Room(
      () => this.schedule(),
      () => this.paint(),
    );
    this.resize.observe(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    const jobs = new Set(data.arms.map((arm) => arm.job).filter(Boolean));
    for (const [job, { leave }] of this.follows) {
      if (!jobs.has(job)) {
        leave();
        this.follows.delete(job);
      }
    }
    for (const { job, path } of data.arms) {
      if (job && !this.follows.has(job))
        this.follows.set(
          job,
          watchJob(job, path, () => this.schedule()),
        );
    }
    this.paint();
  }

  /** At most ten redraws a second. */
  schedule() {
    if (this.timer) return;
    this.timer = setTimeout(
      () => {
        this.frame = requestAnimationFrame(() => {
          this.timer = null;
          this.paint();
        });
      },
      Math.max(0, 100 - (performance.now() - (this.paintedAt ?? 0))),
    );
  }

  paint() {
    this.paintedAt = performance.now();
    const { arms, strings } = this.data;
    if (this.panels.length !== arms.length) {
      this.panels = arms.map(() => new ArmPanel());
      setAttribute(this.grid, "data-count", arms.length);
      this.grid.replaceChildren(...this.panels.map((panel) => panel.node));
    }
    const runs = arms.map((arm) => this.runOf(arm));
    const classes = runs.find((run) => run?.started)?.started.classes;
    const view = {
      ...this.data,
      chance: classes ? 1 / classes.length : null,
      others: arms.map((arm, i) => [arm.id, runs[i]]).filter(([, run]) => run),
      xMax: Math.max(1, ...runs.map((run) => run?.total ?? 0)),
      isEmpty: runs.every((run) => !run?.total),
      powers: this.powers(arms),
    };
    arms.forEach((arm, i) => {
      const width = Math.max(180, this.panels[i].node.clientWidth - 2);
      this.panels[i].update(arm, runs[i], { ...view, width });
    });
    this.votes.update(this.data);
    setText(this.done, this.data.done);
    setAttribute(this.done, "hidden", !this.data.done);
    this.speak(arms, runs, strings);
    this.tell(arms, runs);
    setAttribute(this.node, "data-done", arms.filter((arm) => arm.state === "done").length);
    setAttribute(this.node, "data-ready", "true");
  }

  runOf(arm) {
    const run = this.follows.get(arm.job)?.live.run;
    return run && run.version > 0 ? run : null;
  }

  /** Even powers of ten around every bar, so that a tick is always a factor of 100. */
  powers(arms) {
    const norms = arms.flatMap((arm) => arm.bars.map(({ norm }) => norm)).filter((norm) => norm > 0);
    if (!norms.length) return [-4, 0];
    const low = 2 * Math.floor((Math.log10(Math.min(...norms)) - 0.05) / 2);
    const high = 2 * Math.ceil((Math.log10(Math.max(...norms)) + 0.05) / 2);
    return [Math.max(-12, low), Math.max(high, low + 2)];
  }

  speak(arms, runs, strings) {
    const i = arms.findIndex((arm) => arm.state === "current");
    const run = i < 0 ? null : runs[i];
    const now = performance.now();
    if (now - (this.spokenAt ?? -1000) < 1000 && run?.phase === "running") return;
    this.spokenAt = now;
    setText(this.status, run ? this.sentence(arms[i], run, strings) : "");
  }

  sentence({ name }, run, strings) {
    if (run.phase === "queued") return run.queue.own ? fillSlots(strings.say_own, { name }) : "";
    const last = run.tests.at(-1);
    if (!last) return "";
    return fillSlots(strings.say_running, {
      name,
      step: countText(run.step),
      accuracy: percentText(last.test_accuracy),
    });
  }

  /** The question stands below the runs, often out of sight. */
  showQuestion() {
    const behavior = prefersReducedMotion() ? "auto" : "smooth";
    document.getElementById("look")?.scrollIntoView({ behavior, block: "start" });
    document.querySelector(".st-key-experiment-look button")?.focus({ preventScroll: true });
  }

  /** The script makes the numbers of a run that is over, and starts the next. */
  tell(arms, runs) {
    arms.forEach((arm, i) => {
      const link = this.follows.get(arm.job)?.live.link;
      const isOver = runs[i]?.phase === "ended" || link === "gone";
      if (arm.state !== "current" || !isOver || this.sent.has(arm.job)) return;
      this.sent.add(arm.job);
      this.send.trigger("finished", { arm: arm.id, job: arm.job });
    });
  }

  destroy() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    for (const { leave } of this.follows.values()) leave();
    this.resize.disconnect();
  }
}

/**
 * Tells once that a run is over: `finished` {arm, job}.
 * @type {import("../shared/view/mount.js").Component<BoardData>}
 */
export default mount(ExperimentBoard, runsSheet, sheet);

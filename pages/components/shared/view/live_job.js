// Following a job over server-sent events. One connection a job and tab, whoever watches:
// transport, panels, comparison and time machine are separate components of one page.

import { foldEvent, newRun } from "../pure/run_record.js";
import { serverAddress } from "./server.js";

const RETRY_MS = 2000;
const MOST_TRIES = 60;

class LiveJob {
  constructor(job, path) {
    this.run = newRun(job);
    this.path = serverAddress(path);
    this.watchers = new Set();
    this.lastId = -1;
    this.link = "connecting"; // connecting, open, lost, gone, over
    this.gap = null;
    this.tries = 0;
    this.connect();
  }

  connect() {
    // A closed EventSource cannot be reopened; the address then says where to go on.
    const address = this.lastId >= 0 ? `${this.path}?after=${this.lastId}` : this.path;
    this.source = new EventSource(address);
    this.source.addEventListener("open", () => this.opened());
    this.source.addEventListener("message", (message) => this.take(message));
    this.source.addEventListener("end", () => this.end());
    this.source.addEventListener("error", () => this.failed());
  }

  opened() {
    if (this.link === "lost") {
      this.gap = {
        seconds: (performance.now() - this.lostSince) / 1000,
        from: this.run.step,
        until: performance.now() + RETRY_MS,
      };
    }
    this.link = "open";
    this.tries = 0;
    this.tell();
  }

  take(message) {
    const id = Number(message.lastEventId);
    if (message.lastEventId !== "" && id <= this.lastId) return;
    if (message.lastEventId !== "") this.lastId = id;
    let event;
    try {
      event = JSON.parse(message.data);
    } catch {
      return; // half a message of a broken line: the next connection brings it whole
    }
    foldEvent(this.run, event);
    // What arrives at once after a gap is what was missed.
    if (this.gap && performance.now() < this.gap.until) this.gap.to = this.run.step;
    this.tell();
  }

  end() {
    this.link = "over";
    this.source.close();
    this.tell();
  }

  failed() {
    if (this.link === "over") return;
    if (this.link !== "lost") this.lostSince = performance.now();
    this.link = "lost";
    // While it says CONNECTING the browser tries again by itself.
    if (this.source.readyState === EventSource.CLOSED) this.ask();
    this.tell();
  }

  /** The stream was refused. Ask why, because an EventSource does not tell. */
  async ask() {
    const status = await this.status();
    if (status === 404 || this.tries >= MOST_TRIES) this.link = "gone";
    else if (status === 204) this.link = this.run.phase === "ended" ? "over" : "gone";
    else {
      this.tries += 1;
      this.timer = setTimeout(() => this.connect(), RETRY_MS);
    }
    this.tell();
  }

  async status() {
    const abort = new AbortController();
    try {
      const answer = await fetch(`${this.path}?after=${Math.max(this.lastId, -1)}`, { signal: abort.signal });
      abort.abort(); // only the status is wanted, not a second stream
      return answer.status;
    } catch {
      return 0;
    }
  }

  /** Send a command; resolves to whether the server took it. */
  async command(command) {
    try {
      const answer = await fetch(`${this.path}/command`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(command),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  tell() {
    for (const watcher of this.watchers) watcher();
  }

  close() {
    clearTimeout(this.timer);
    this.source.close();
  }
}

/** The jobs that this page watches, by name; every component shares them. */
export const liveJobs = new Map();

/**
 * @typedef {object} Live A run as everyone on this page sees it.
 * @property {import("../pure/run_record.js").Run} run
 * @property {"connecting" | "open" | "lost" | "gone" | "over"} link To the server.
 * @property {{seconds: number, from: number, to?: number, until: number} | null} gap What was missed while it
 *   was lost, and until when (`performance.now()`) that is said.
 * @property {(command: object) => Promise<boolean>} command Resolves to whether the server took it.
 */

/**
 * Follow a job; call the returned `leave` when done.
 * @param {string} job
 * @param {string} path Of its events on the server.
 * @param {() => void} watcher Called when it has told something.
 * @returns {{live: Live, leave: () => void}}
 */
export function watchJob(job, path, watcher) {
  let live = liveJobs.get(job);
  if (!live) {
    live = new LiveJob(job, path);
    liveJobs.set(job, live);
  }
  live.watchers.add(watcher);
  const leave = () => {
    live.watchers.delete(watcher);
    // A finished run stays for the other tabs of the page; a running one is let go.
    setTimeout(() => {
      if (live.watchers.size > 0 || live.link === "over") return;
      live.close();
      if (liveJobs.get(job) === live) liveJobs.delete(job);
    }, 1000);
  };
  return { live, leave };
}

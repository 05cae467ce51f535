// A picture on its way through a network: what each operator made of it, as the server tells it.

import { make } from "../shared/view/dom.js";
import { serverAddress } from "../shared/view/server.js";
import { operatorsOf } from "./tree.js";

const TILE = 28;

/** What an operator made: its range, and a picture of its first four maps as an address.
 * @typedef {{low: number, high: number, source: string}} Seen
 */

/** The maps of one picture in one network. */
export class Maps {
  /** @param {(problem: {code: string, values?: object} | null) => void} changed Called when more is known. */
  constructor(changed) {
    this.changed = changed;
    this.key = "";
    this.seen = new Map();
    this.isRunning = false;
  }

  /** Send a picture through, unless this is what was sent last; without a key, show none.
   * @param {string} key What decides the maps; empty: no picture.
   * @param {string} path Where it is sent, below the root of the course.
   * @param {Blob | null} body The learner's own file.
   */
  async send(key, path, body) {
    if (key === this.key) return;
    this.key = key;
    this.abort?.abort();
    this.seen = new Map();
    this.isRunning = Boolean(key);
    this.changed(null);
    if (!key) return;
    const abort = new AbortController();
    this.abort = abort;
    let problem = null;
    try {
      const answer = await fetch(serverAddress(path), { method: "POST", body, signal: abort.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      for await (const line of linesOf(answer.body)) {
        if (line.problem) problem = line.problem;
        else this.seen.set(line.id, line);
        if (this.key === key) this.changed(problem);
      }
    } catch {
      if (abort.signal.aborted) return;
      problem = { code: "maps_lost" };
    }
    if (this.key !== key) return;
    this.isRunning = false;
    if (problem) this.key = ""; // the same may be tried again
    this.changed(problem);
  }

  stop() {
    this.abort?.abort();
  }

  /** What came out of a part: of its last operator that has maps.
   * @param {import("./tree.js").Node} node
   * @returns {Seen | null}
   */
  of(node) {
    if (!this.seen.size) return null;
    const line = operatorsOf(node)
      .map(({ id }) => this.seen.get(id))
      .at(-1);
    if (!line) return null;
    line.source ??= sourceOf(line.tile);
    return line;
  }
}

async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

/** Greys as a picture. */
function sourceOf(tile) {
  const greys = Uint8Array.from(atob(tile), (sign) => sign.charCodeAt(0));
  const canvas = make("canvas", { width: TILE, height: TILE });
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(TILE, TILE);
  greys.forEach((grey, i) => image.data.set([grey, grey, grey, 255], 4 * i));
  pen.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

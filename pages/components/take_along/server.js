// Files and facts from the server; what it refuses arrives as a sentence.

import { serverAddress } from "../shared/view/server.js";

/** Said to the learner as it is. */
export class Refused extends Error {}

async function answered(address, signal) {
  const answer = await fetch(serverAddress(address), { signal });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refused(told.problem ?? "");
}

/** @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Response>}
 */
export const fileAt = (address, signal) => answered(address, signal);

/** What there is to know of a figure before it is drawn.
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export const factsAt = async (address, signal) => (await answered(address, signal)).json();

/** Have all steps of a file drawn.
 * @param {string} path Without its parameters.
 * @param {string} query
 * @param {AbortSignal} signal Whoever aborts stops the server too.
 * @param {(step: number, count: number) => void} told Of every step.
 */
export async function drawSteps(path, query, signal, told) {
  const answer = await answered(`${path}/progress?${query}`, signal);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines.map((text) => JSON.parse(text))) {
      if (line.problem !== undefined) throw new Refused(line.problem);
      if (line.done) return;
      told(line.step, line.count);
    }
  }
  throw new Refused(""); // it ended in the middle
}

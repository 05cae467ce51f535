// Findings in words: the sentence, and the one thing to change. Pure: from findings to words.

import { layerName } from "../shared/pure/layers.js";
import { countText, shortText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { blockedLayers, fadingRatio, updateRange } from "./judgement.js";

/** @typedef {import("../shared/pure/run_record.js").Run} Run */

const MOST_NAMED = 3;

/** A full stop of Latin script wants a space behind it, a Chinese one has its own.
 * @param {...string} texts Empty ones are left out.
 * @returns {string}
 */
export function sentences(...texts) {
  return texts.filter(Boolean).reduce((all, text) => (/[.!?%]$/.test(all) ? `${all} ${text}` : all + text), "");
}

/** What a run's findings say; empty where there is none.
 * @param {Run} run
 * @param {import("./judgement.js").Findings} found
 * @param {Record<string, string>} strings
 * @returns {string}
 */
export function findingWords(run, found, strings) {
  const say = (name, values = {}) => fillSlots(strings[name], values);
  const loss = (value) => value.toFixed(2);
  if (found.few) {
    const { pictures, points } = found.few;
    return say("few_pictures", { pictures, points: shortText(Number(points.toPrecision(2))) });
  }
  if (found.stuck) {
    const { cause, layers, ratio, high } = found.stuck;
    return say(`still_${cause}`, {
      layers: layerList(layers, run, strings),
      ratio: countText(ratio ?? 0),
      high: shareText(high ?? 0),
    });
  }
  if (found.atChance) return say("at_chance");
  if (found.unsteady) {
    const { step, from, to } = found.unsteady;
    return say("unsteady", { step: countText(step), from: loss(from), to: loss(to) });
  }
  if (!found.overfits) return "";
  const { step, low, high, from, to } = found.overfits;
  return say("overfits", { step: countText(step), low: loss(low), high: loss(high), from: loss(from), to: loss(to) });
}

/** The band that offers one thing to change, or null.
 * @param {import("./judgement.js").Findings} found
 * @param {Record<string, string>} strings
 * @returns {ReturnType<typeof import("./states.js").messageOf>}
 */
export function wayOn({ change }, strings) {
  if (!change) return null;
  const say = (name) => fillSlots(strings[name], { rate: shortText(change.value ?? 0) });
  const action = { ...change, label: say(change.name) };
  return { tone: "info", title: say(change.name.replace("restart", "try")), text: "", actions: [action] };
}

/** How fast the layers learn: what stands still first, then the numbers of the others.
 * @param {Run} run With at least one snapshot of gradients.
 * @param {Record<string, string>} strings
 * @returns {string}
 */
export function gradientWords(run, strings) {
  const { gradients } = run.snapshots.findLast((one) => one.gradients?.length);
  const blocked = blockedLayers(run);
  const range = updateRange(gradients, blocked);
  const texts = [];
  if (blocked.length) texts.push(fillSlots(strings.judge_blocked, { layers: layerList(blocked, run, strings) }));
  if (range) texts.push(rangeWords(range, blocked.length ? "judge_others" : "judge_updates", strings));
  const ratio = fadingRatio(run);
  if (ratio) texts.push(fillSlots(strings.judge_fading, { ratio: countText(ratio) }));
  return sentences(...texts);
}

function rangeWords({ low, high }, name, strings) {
  const [from, to] = [shareText(low), shareText(high)];
  return fillSlots(strings[name], { share: from === to ? to : `${from}\u2013${to}` });
}

/** A share as per cent with two digits that count. */
function shareText(share) {
  return shortText(Number((100 * share).toPrecision(2)));
}

function layerList(layers, run, strings) {
  const names = layers.map((layer) => layerName(layer, run, strings));
  if (names.length <= 1) return names.join("");
  if (names.length <= MOST_NAMED) return names.slice(0, -1).join(strings.list_comma) + strings.list_and + names.at(-1);
  return fillSlots(strings.list_many, { count: names.length, first: names[0], last: names.at(-1) });
}

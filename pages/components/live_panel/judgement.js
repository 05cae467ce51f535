// What a run's numbers allow to be said of it. Pure: from the run to findings, without words.
//
// A finding needs all layers, several tests in a row and enough test pictures; where the evidence
// is thin there is none, and the page states numbers.

const FEW_PICTURES = 50; // below that one picture is more than 2 points
const IN_A_ROW = 3; // tests that must agree before they are called a state
const ERRORS = 2; // standard errors of a share that chance alone may bring
const UNEVEN = 4; // standard errors that the largest of even classes does not reach
const FAINT = 1 / 50; // of the largest gradient of a layer: in a network that learns, not even 1/20
const FADED = 1000; // times: a gradient that small moves nothing within a run
const SLOW = 3e-4; // of the weights, per step: the rule of thumb is 1e-3
const RISE = 1.1; // a loss that is a tenth larger has risen
const JUMP = 0.05; // of the first training loss: less is next to nothing

/**
 * @typedef {import("../shared/pure/run_record.js").Run} Run
 *
 * @typedef {object} Known what the settings say
 * @property {number} chance the share that guessing gets right
 * @property {string} init how the weights were drawn
 * @property {boolean} saturates whether there is a sigmoid or a tanh
 * @property {number} rate the learning rate before its schedule
 * @property {[number, number]} rates the lowest and the highest that can be set
 * @property {boolean} given whether the first weights are those of a file or of another run
 *
 * @typedef {object} Findings
 * @property {{pictures: number, points: number} | null} few too few test pictures to judge
 * @property {boolean} atChance the newest accuracy is what guessing gives
 * @property {{cause: string, layers: number[], ratio?: number, high?: number} | null} stuck at chance for several tests
 * @property {{step: number, low: number, high: number, from: number, to: number} | null} overfits test and training loss
 * @property {{step: number, from: number, to: number} | null} unsteady training loss of its newest jump
 * @property {{name: string, value?: number} | null} change one thing to change
 */

/**
 * @param {Run} run
 * @param {Known} known
 * @returns {Findings}
 */
export function judge(run, known) {
  const nothing = { few: null, atChance: false, stuck: null, overfits: null, unsteady: null, change: null };
  const newest = newestTest(run);
  if (!newest) return nothing;
  if (newest.pictures < FEW_PICTURES)
    return { ...nothing, few: { pictures: newest.pictures, points: 100 / newest.pictures } };
  const chance = guessing(run, known.chance);
  const atChance = isChance(newest, chance);
  const tests = learningTests(run);
  const isStuck = atChance && tests.length >= IN_A_ROW && tests.slice(-IN_A_ROW).every((row) => isChance(row, chance));
  if (isStuck) {
    const stuck = stuckBy(run);
    return { ...nothing, atChance, stuck, change: changeFor(stuck.cause, run, known) };
  }
  if (atChance) return { ...nothing, atChance };
  const unsteady = unsteadiness(tests);
  const overfits = unsteady ? null : overfitting(run);
  return { ...nothing, unsteady, overfits, change: unsteady ? restartRate(run, known, 1 / 10) : null };
}

/** Layers whose gradient was 0 in the last two photographs; of all layers.
 * @param {Run} run
 * @returns {number[]} By their index.
 */
export function blockedLayers(run) {
  const shots = lastShots(run);
  if (shots.length < 2) return [];
  const isBlocked = (i) => shots.every((shot) => shot.gradients[i]?.norm === 0);
  return shots[0].gradients.filter((_, i) => isBlocked(i)).map(({ layer }) => layer);
}

/** The smallest and the largest share of its weights that a layer moved, the blocked ones left out.
 * @param {{layer: number, norm: number | null, update: number | null}[]} gradients
 * @param {number[]} blocked Indices of layers.
 * @returns {{low: number, high: number} | null}
 */
export function updateRange(gradients, blocked = []) {
  const moving = gradients.filter(({ layer }) => !blocked.includes(layer));
  const updates = moving.map((one) => one.update).filter(Number.isFinite);
  return updates.length ? { low: Math.min(...updates), high: Math.max(...updates) } : null;
}

/** How many times smaller the first layer's gradient is than the last one's, where that is much.
 * @param {Run} run
 * @returns {number | null}
 */
export function fadingRatio(run) {
  const shots = lastShots(run);
  if (shots.length < 2) return null;
  const ratios = shots.map(({ gradients }) => gradients.at(-1).norm / gradients[0].norm);
  return ratios.every((ratio) => ratio > FADED && Number.isFinite(ratio)) ? ratios.at(-1) : null;
}

function lastShots(run) {
  return run.snapshots.filter((shot) => shot.gradients?.length).slice(-2);
}

/** The final test of a run that has ended, else the last one on the way. */
function newestTest(run) {
  const last = run.tests.at(-1);
  const final = run.finished?.test_accuracy;
  if (Number.isFinite(final) && run.started)
    return { step: run.finished.step, test_accuracy: final, pictures: run.started.test_size };
  return last && last.step > 0 ? withPictures(last, run) : null;
}

function withPictures(row, run) {
  return { ...row, pictures: row.pictures ?? run.started?.evaluation_size ?? 0 };
}

/** Tests after a step: the first of all says only how the weights were drawn. */
function learningTests(run) {
  return run.tests.filter((row) => row.step > 0).map((row) => withPictures(row, run));
}

/** Always naming the commonest class is guessing too, where one is clearly commoner than the others. */
function guessing(run, chance) {
  const rows = (run.confusion ?? []).map((row) => row.reduce((sum, count) => sum + count, 0));
  const pictures = rows.reduce((sum, count) => sum + count, 0);
  const commonest = Math.max(...rows) / pictures;
  return commonest > chance + UNEVEN * errorOf(chance, pictures) ? commonest : chance;
}

/** Standard error of a share among so many pictures. */
function errorOf(share, pictures) {
  return Math.sqrt((share * (1 - share)) / pictures);
}

function isChance({ test_accuracy: accuracy, pictures }, chance) {
  return accuracy <= chance + ERRORS * errorOf(chance, pictures);
}

function stuckBy(run) {
  const blocked = blockedLayers(run);
  if (blocked.length) return { cause: "blocked", layers: blocked };
  const shots = lastShots(run);
  if (shots.length < 2) return { cause: "unknown", layers: [] };
  const largest = shots.map((shot) => Math.max(...shot.gradients.map(({ norm }) => norm ?? 0)));
  const share = (i) => Math.max(...shots.map((shot, k) => (shot.gradients[i].norm ?? 0) / largest[k]));
  const faint = shots[0].gradients
    .map(({ layer }, i) => ({ layer, share: share(i) }))
    .filter((one) => one.share < FAINT);
  if (faint.length)
    return {
      cause: "faint",
      layers: faint.map(({ layer }) => layer),
      ratio: 1 / Math.max(...faint.map((one) => one.share)),
    };
  const high = Math.max(...shots.map((shot) => updateRange(shot.gradients)?.high ?? Infinity));
  return high < SLOW ? { cause: "slow", layers: [], high } : { cause: "unknown", layers: [] };
}

/** One thing to change, only where the cause is known. */
function changeFor(cause, run, known) {
  if (cause === "blocked") return known.init === "zero" ? { name: "restart_init" } : restartRate(run, known, 1 / 10);
  if (cause === "faint" && known.saturates) return { name: "restart_relu" };
  return cause === "slow" ? restartRate(run, known, 10) : null;
}

function restartRate(run, known, factor) {
  const value = otherRate(rateOf(run, known), factor, known);
  return value === null ? null : { name: "restart_rate", value };
}

/** So many times the rate, as far as the settings go; null where they go no further.
 * @param {number} rate
 * @param {number} factor
 * @param {Known} known
 * @returns {number | null}
 */
export function otherRate(rate, factor, { rates: [low, high] }) {
  const value = Math.min(high, Math.max(low, rate * factor));
  return value === rate ? null : value;
}

/** The learning rate that a hand set last, or that of the settings; not what a schedule made of it.
 * @param {Run} run
 * @param {Known} known
 * @returns {number}
 */
export function rateOf(run, known) {
  return run.rates.at(-1)?.value ?? known.rate;
}

/** The newest jump that both curves show: training between two tests, and the test then, before or after. */
function unsteadiness(tests) {
  const hasRisen = (i, name) =>
    i > 0 && i < tests.length && jumps(tests[i - 1][name], tests[i][name], tests[0].train_loss);
  const at = tests.findLastIndex(
    (_, i) => hasRisen(i, "train_loss") && [i - 1, i, i + 1].some((k) => hasRisen(k, "test_loss")),
  );
  if (at < 0 || tests.at(-1).train_loss < tests[at - 1].train_loss) return null; // it has got over it
  return { step: tests[at].step, from: tests[at - 1].train_loss, to: tests[at].train_loss };
}

/** A tenth more, and not of next to nothing. */
function jumps(before, after, first) {
  return after > RISE * before && after - before > JUMP * first;
}

/** Since its lowest point the test loss has only been higher, for several tests, while training fell. */
function overfitting(run) {
  // Before the first step nothing is learnt: training and test pictures are strange alike.
  const tests = run.tests
    .map((row) => ({ ...row, train_loss: row.train_loss ?? row.test_loss }))
    .filter((row) => Number.isFinite(row.test_loss));
  const lowest = tests.reduce((best, row) => (row.test_loss < best.test_loss ? row : best), tests[0]);
  const since = tests.slice(tests.indexOf(lowest) + 1);
  const isHigher =
    since.length >= IN_A_ROW && since.slice(-IN_A_ROW).every((row) => row.test_loss > RISE * lowest.test_loss);
  const now = tests.at(-1);
  if (!isHigher || now.train_loss * RISE > lowest.train_loss) return null;
  return {
    step: lowest.step,
    low: lowest.test_loss,
    high: now.test_loss,
    from: lowest.train_loss,
    to: now.train_loss,
  };
}

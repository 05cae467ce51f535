// Which changes of the address are one gesture: the browser's history has one entry for each.

const NUMBER = /^-?[0-9.]+(x[0-9.]+)?$/;
/** Where a figure stands is no entry of its own, nor how much of a slide is shown. */
const PASSING = new Set(["step", "part", "shown", "choice"]);
/** Another number of these is another question, or another slide. */
const EACH = /(^|_)(seed|prediction|slide)$/;

const isNumber = (value) => value === null || NUMBER.test(value);

/** The parameters that differ.
 * @param {URL} before
 * @param {URL} after
 */
function changes(before, after) {
  const names = new Set([...before.searchParams.keys(), ...after.searchParams.keys()]);
  return [...names]
    .map((name) => ({ name, from: before.searchParams.get(name), to: after.searchParams.get(name) }))
    .filter(({ name, from, to }) => from !== to && !PASSING.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Whether a change belongs to the gesture before it: a number that moves on while nothing else does.
 *
 * @param {URL} before
 * @param {URL} after
 * @param {string} moving What moved last, as told by the call before; "" after Back.
 * @returns {{isSame: boolean, moving: string}}
 */
export function gesture(before, after, moving) {
  if (before.origin + before.pathname !== after.origin + after.pathname) return { isSame: false, moving: "" };
  const changed = changes(before, after);
  if (changed.length === 0) return { isSame: true, moving };
  const isNumeric = changed.every(({ name, from, to }) => !EACH.test(name) && isNumber(from) && isNumber(to));
  const now = isNumeric ? changed.map(({ name }) => name).join() : "";
  return { isSame: now !== "" && now === moving, moving: now };
}

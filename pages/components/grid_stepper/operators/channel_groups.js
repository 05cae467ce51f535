// Groups: which channels a kernel sees, and which numbers of groups there can be.

import { valuesThat } from "../../shared/pure/windows.js";

const NAMES = ["in_channels", "out_channels", "groups"];

const isDivided = ({ in_channels: ins, out_channels: outs, groups }) => ins % groups === 0 && outs % groups === 0;

/** The channels of the group that a kernel belongs to.
 * @param {{in_channels: number, out_channels: number, groups: number}} settings
 * @param {number} kernel
 * @returns {number[]} None where the groups do not divide.
 */
export function seenBy(settings, kernel) {
  if (!isDivided(settings)) return [];
  const [ins, outs] = [settings.in_channels / settings.groups, settings.out_channels / settings.groups];
  return Array.from({ length: ins }, (_, i) => Math.floor(kernel / outs) * ins + i);
}

/** Why there is no such grouping; null if there is.
 * @param {{in_channels: number, out_channels: number, groups: number}} settings
 * @returns {(import("../../shared/pure/windows.js").Problem & {axis: null}) | null}
 */
export function groupProblem(settings) {
  if (isDivided(settings)) return null;
  const { in_channels: ins, out_channels: outs, groups } = settings;
  const most = Array.from({ length: Math.min(ins, outs) }, (_, i) => i + 1);
  const possible = most.filter((count) => isDivided({ ...settings, groups: count }));
  const values = { groups, ins, outs, possible: possible.join(", ") };
  return { code: "groups_do_not_divide", values, ways: [], axis: null };
}

/** The values of a setting that the others allow; undefined for any other setting.
 * @param {Record<string, any>} settings
 * @param {string} name
 * @param {[number, number]} limits
 * @returns {number[] | undefined}
 */
export function legalGroups(settings, name, limits) {
  if (!NAMES.includes(name)) return undefined;
  return valuesThat(limits, (value) => isDivided({ ...settings, [name]: value }));
}

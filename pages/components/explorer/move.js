// Which box an arrow leads to.

import { ENTRY } from "./tree.js";

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** The box that a key leads to: sideways in the order of the network, up and down to the next lane.
 * @param {import("./place.js").Layout} layout
 * @param {string} current The box it starts from.
 * @param {string} key As `KeyboardEvent.key` names it.
 * @returns {string | null} Null where the key leads nowhere.
 */
export function nextBox(layout, current, key) {
  const places = layout.boxes.filter(({ id }) => id !== ENTRY);
  if (key === "Home" || key === "End") return places.at(key === "Home" ? 0 : -1).id;
  const by = STEPS[key];
  if (!by) return null;
  const isAcross = layout.isLaned && layout.direction === "right" && (key === "ArrowUp" || key === "ArrowDown");
  if (isAcross) return acrossLanes(layout, current, by);
  const at = places.findIndex(({ id }) => id === current) + by;
  return places[Math.min(Math.max(at, 0), places.length - 1)].id;
}

function acrossLanes({ boxes }, current, by) {
  const here = boxes.find(({ id }) => id === current);
  const middle = ({ y, h }) => y + h / 2;
  const beyond = boxes.filter((box) => box.unit && (middle(box) - middle(here)) * by > 4);
  const distance = (box) => Math.abs(box.column - here.column) * 1000 + Math.abs(middle(box) - middle(here));
  return beyond.toSorted((a, b) => distance(a) - distance(b))[0]?.id ?? current;
}

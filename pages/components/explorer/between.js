// Between two drawings: what both show moves, what opens grows out of its box.

import { edgePaths, ownSkip } from "./route.js";
import { isWithin } from "./tree.js";

const mix = (a, b, t) => a + (b - a) * t;
const mixed = (a, b, t) => ({ x: mix(a.x, b.x, t), y: mix(a.y, b.y, t), w: mix(a.w, b.w, t), h: mix(a.h, b.h, t) });

/** Slow at both ends.
 * @param {number} t
 * @returns {number}
 */
export const eased = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** The box of a drawing in which a part is, if it is not drawn itself. */
const boxAround = (layout, id) =>
  layout.boxes.find(
    (box) => box.unit && (isWithin(id, box.unit.id) || box.unit.folded.some((each) => isWithin(id, each.id))),
  );

/** Seen from a drawing in which all of this one is a single box: where a rectangle of it lies in that box. */
const into = (rect, layout, box) => ({
  x: box.x + (rect.x / layout.width) * box.w,
  y: box.y + (rect.y / layout.height) * box.h,
  w: (rect.w / layout.width) * box.w,
  h: (rect.h / layout.height) * box.h,
});

/** Seen from inside a box: where a rectangle of the drawing around it would lie. */
const outOf = (rect, layout, box) => ({
  x: ((rect.x - box.x) / box.w) * layout.width,
  y: ((rect.y - box.y) / box.h) * layout.height,
  w: (rect.w / box.w) * layout.width,
  h: (rect.h / box.h) * layout.height,
});

/** A drawing on its way from one to another.
 * @param {import("./place.js").Layout} a
 * @param {import("./place.js").Layout} b
 * @param {number} t From 0, where it is a, to 1, where it is b.
 * @returns {import("./place.js").Layout}
 */
export function between(a, b, t) {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const [inA, inB] = [new Map(a.boxes.map((box) => [box.id, box])), new Map(b.boxes.map((box) => [box.id, box]))];
  const opened = a.open === b.open ? null : boxAround(a, b.open);
  const closed = a.open === b.open || opened ? null : boxAround(b, a.open);
  const isSame = a.open === b.open;
  const begin = (box) => (opened ? into(box, b, opened) : closed ? outOf(box, a, closed) : box);
  const end = (box) => (opened ? outOf(box, b, opened) : closed ? into(box, a, closed) : box);
  const came = b.boxes.map((box) => {
    const before = isSame ? inA.get(box.id) : null;
    const rect = mixed(before ?? begin(box), box, t);
    return {
      ...box,
      ...rect,
      depth: before ? mix(before.depth, box.depth, t) : box.depth * t,
      opacity: before ? 1 : t,
    };
  });
  const gone = a.boxes
    .filter((box) => !isSame || !inB.has(box.id))
    .map((box) => ({ ...box, ...mixed(box, end(box), t), opacity: 1 - t, id: `${box.id}<` }));
  const edges = edgesBetween(came, b).map((edge) => ({ ...edge, opacity: isSame ? 1 : t }));
  return {
    ...b,
    height: mix(a.height, b.height, t),
    boxes: [...gone, ...came].map((box) => ({ ...box, skip: box.skip && ownSkip(box, b.direction) })),
    edges,
    texts: b.texts,
    frames: b.frames,
    opacity: t,
  };
}

function edgesBetween(boxes, { edges, direction }) {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return edges.map((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return { ...edge, ...edgePaths(from, to, direction, edge) };
  });
}

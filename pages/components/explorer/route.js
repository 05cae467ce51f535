// The lines between boxes.

const ARC_GAP = 7;
const STEEPEST = 34;

/** @typedef {{x: number, y: number, w: number, h: number}} Rect */

const middle = (from, size) => from + size / 2;
const shortest = (number) => Math.round(number * 10) / 10;

/** The paths of an edge from box to box.
 * @param {Rect} from
 * @param {Rect} to
 * @param {"right" | "down"} direction
 * @param {{arc: number | null, ways: [number, number][], crossings: [number, number][]}} edge arc: how far out it leads
 *   around what lies between, null: straight on; ways: where each of its lines leaves and arrives along the faces, of 0
 *   to 1; crossings: the same of those that change the side.
 * @returns {{d: string, crossing: string}}
 */
export function edgePaths(from, to, direction, { arc, ways, crossings }) {
  const [a, b] = direction === "right" ? [from, to] : [turned(from), turned(to)];
  const write = ([x, y]) => (direction === "right" ? `${shortest(x)} ${shortest(y)}` : `${shortest(y)} ${shortest(x)}`);
  const path = ([leaves, arrives]) => {
    const points = arc === null ? flow(a, b, leaves, arrives) : around(a, b, arc);
    const [start, ...rest] = points.map(write);
    return rest.length === 1 ? `M${start}L${rest[0]}` : curve(start, rest);
  };
  return { d: ways.map(path).join(""), crossing: crossings.map(path).join("") };
}

/** The same rectangle with its axes swapped. */
const turned = ({ x, y, w, h }) => ({ x: y, y: x, w: h, h: w });

const curve = (start, rest) => {
  const lines = [];
  for (let i = 0; i < rest.length; i += 3) lines.push(`C${rest.slice(i, i + 3).join(" ")}`);
  return `M${start}${lines.join("")}`;
};

/** From the end of one to the beginning of the next; a change of lane happens near it. */
function flow(a, b, leaves, arrives) {
  const [x0, y0, x1, y1] = [a.x + a.w, a.y + a.h * leaves, b.x, b.y + b.h * arrives];
  if (Math.abs(y0 - y1) < 0.6)
    return [
      [x0, y0],
      [x1, y1],
    ];
  const reach = Math.min(Math.max(x1 - x0, 4), STEEPEST * 2);
  // Into a joint from its own lane; out of a fork at once.
  const turn = b.h > a.h * 1.5 || arrives !== 0.5 ? x1 - reach : x0;
  const start = [x0, y0];
  const bend = [
    [turn + reach / 2, y0],
    [turn + reach / 2, y1],
    [turn + reach, y1],
  ];
  const straight = (p, q) => [p, q, q];
  if (turn === x0) return [start, ...bend, ...straight(bend[2], [x1, y1])];
  return [start, ...straight(start, [turn, y0]), ...bend];
}

/** Over all that lies between. */
function around(a, b, arc) {
  const [x0, x1] = [a.x + a.w, middle(b.x, b.w)];
  const [y0, y1] = [middle(a.y, a.h), b.y - 2];
  const bend = Math.min(24, (x1 - x0) / 4);
  return [
    [x0, y0],
    [x0 + bend * 0.7, y0],
    [x0 + bend * 0.3, arc],
    [x0 + bend, arc],
    [x0 + bend, arc],
    [x1 - bend, arc],
    [x1 - bend, arc],
    [x1, arc],
    [x1, arc + 4],
    [x1, y1],
  ];
}

/** The arc over a box that is led around as a whole.
 * @param {Rect} box
 * @param {"right" | "down"} direction
 * @returns {string}
 */
export function ownSkip(box, direction) {
  const { x, y, w } = direction === "right" ? box : turned(box);
  const [x0, x1, top, high] = [x - 2, x + w + 2, y + 2, y - ARC_GAP - 4];
  const write = (px, py) =>
    direction === "right" ? `${shortest(px)} ${shortest(py)}` : `${shortest(py)} ${shortest(px)}`;
  return `M${write(x0, top)}C${write(x0, high)} ${write(x1, high)} ${write(x1, top)}`;
}

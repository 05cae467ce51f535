// Where the blocks of the lanes stand and which bands join them. Along runs from the picture to the scores, across
// from lane to lane; a drawing that runs down the page has them the other way round.

const PER_ROOT = 6.4; // pixels of height for the root of a map's side
const VECTOR = 56; // of a vector, which has no side
const APART = 46; // of a lane's middle from the middle of the drawing
const WIDTH = { base: 3, channel: 1 / 14, vector: 5 };
const SHARES = { input: 0.6, pool: 0.72, conv: 1, fc: 1.14 };

/** @typedef {{kind: string, channels: number[], side: number | null, crosses: boolean}} Column */
/** @typedef {{column: number, lane: number, along: number, across: number, thick: number, tall: number}} Block */

/** What part of the drawing's length each column takes.
 * @param {Column[]} columns
 * @returns {number[]} Their sum is 1.
 */
export function shares(columns) {
  const wanted = columns.map(({ kind }) => SHARES[kind]);
  const all = wanted.reduce((sum, share) => sum + share, 0);
  return wanted.map((share) => share / all);
}

/** The blocks, a lane of a column each.
 * @param {Column[]} columns
 * @param {number[]} middles Of the columns, in pixels.
 * @returns {Block[]}
 */
export function blocks(columns, middles) {
  return columns.flatMap(({ channels, side }, column) =>
    channels.map((count, lane) => ({
      column,
      lane,
      along: middles[column],
      across: channels.length === 1 ? 0 : (2 * lane - 1) * APART,
      thick: side === null ? WIDTH.vector : WIDTH.base + count * WIDTH.channel,
      tall: side === null ? VECTOR : PER_ROOT * Math.sqrt(side),
    })),
  );
}

/** Which block reads which: all of the column before where a layer crosses, else its own lane.
 * @param {Column[]} columns
 * @param {Block[]} placed From `blocks`.
 * @returns {{from: Block, to: Block, crosses: boolean}[]}
 */
export function bands(columns, placed) {
  return placed.flatMap((to) => {
    const before = placed.filter(({ column }) => column === to.column - 1);
    const { crosses, channels } = columns[to.column];
    const read = crosses || before.length === 1 ? before : before.filter(({ lane }) => lane === to.lane);
    return read.map((from) => ({ from, to, crosses: crosses && (channels.length === 1 || from.lane !== to.lane) }));
  });
}

/** The outline of a band, as the path of a drawing.
 * @param {{from: Block, to: Block}} band
 * @param {boolean} isVertical
 * @param {number} middle Of the drawing, across.
 */
export function outline({ from, to }, isVertical, middle) {
  const at = (along, across) => (isVertical ? `${middle + across} ${along}` : `${along} ${middle + across}`);
  const [start, end] = [from.along + from.thick / 2, to.along - to.thick / 2];
  const half = (start + end) / 2;
  const edge = (side) => [from.across + (side * from.tall) / 2, to.across + (side * to.tall) / 2];
  const [[a, b], [c, d]] = [edge(-1), edge(1)];
  return (
    `M${at(start, a)}C${at(half, a)} ${at(half, b)} ${at(end, b)}` +
    `L${at(end, d)}C${at(half, d)} ${at(half, c)} ${at(start, c)}Z`
  );
}

/** What the little square says: rows are the lanes of the output, columns those of the input.
 * @param {Column} column
 * @param {Column} before
 * @returns {boolean[][]}
 */
export const reads = (column, before) =>
  column.channels.map((_, row) =>
    before.channels.map((_, lane) => column.crosses || before.channels.length === 1 || lane === row),
  );

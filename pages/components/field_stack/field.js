// Receptive fields of a stack along one axis: the recurrence, and which units are read, cell by cell.

/**
 * @typedef {object} Layer As the server describes it.
 * @property {"conv" | "pool"} kind
 * @property {number} kernel_size
 * @property {number} stride
 * @property {number} padding
 * @property {number} dilation
 *
 * @typedef {object} Field What the units of a map see of the picture.
 * @property {number} size Pixels one unit sees.
 * @property {number} jump Pixels between the views of two neighbours.
 * @property {number} start The pixel where the view of unit 0 begins; negative in the padding.
 *
 * @typedef {{inside: number[], padding: number[]}} Lit Units of a map that are read, rising.
 */

/** The picture's: every pixel sees itself. */
const PICTURE = { size: 1, jump: 1, start: 0 };

const extent = ({ kernel_size, dilation }) => dilation * (kernel_size - 1) + 1;

/** The field of each map, the picture's first.
 * @param {Layer[]} layers
 * @returns {Field[]}
 */
export function fields(layers) {
  const found = [PICTURE];
  for (const layer of layers) {
    const { size, jump, start } = found.at(-1);
    found.push({
      size: size + (extent(layer) - 1) * jump,
      jump: jump * layer.stride,
      start: start - layer.padding * jump,
    });
  }
  return found;
}

/** Units of each map, the picture's first; 0 from where no window fits.
 * @param {Layer[]} layers
 * @param {number} size
 * @returns {number[]}
 */
export function sizes(layers, size) {
  const found = [size];
  for (const layer of layers) {
    const room = found.at(-1) + 2 * layer.padding - extent(layer);
    found.push(found.at(-1) && room >= 0 ? Math.floor(room / layer.stride) + 1 : 0);
  }
  return found;
}

/** What is read of each map from some units of one of them, the picture's first, theirs last.
 *
 * A unit of the padding is shown, and reads nothing further: it is a 0 whatever the picture.
 * @param {Layer[]} layers
 * @param {number[]} counts Of `sizes`.
 * @param {number} level Of the map: 0 is the picture.
 * @param {number[]} units
 * @returns {Lit[]}
 */
export function lit(layers, counts, level, units) {
  const found = [divided(units, counts[level])];
  for (let at = level - 1; at >= 0; at -= 1) {
    const { kernel_size, stride, padding, dilation } = layers[at];
    const read = new Set();
    for (const unit of found[0].inside) {
      for (let tap = 0; tap < kernel_size; tap += 1) read.add(unit * stride - padding + tap * dilation);
    }
    found.unshift(divided([...read], counts[at]));
  }
  return found;
}

function divided(units, count) {
  const rising = [...units].sort((a, b) => a - b);
  const isInside = (unit) => unit >= 0 && unit < count;
  return { inside: rising.filter(isInside), padding: rising.filter((unit) => !isInside(unit)) };
}

/** The pixels from the first to the last that some neighbouring units see, padding and holes included.
 * @param {Field} field
 * @param {number} unit The first of them.
 * @param {number} count How many.
 * @returns {[number, number]} The first pixel, and the one behind the last.
 */
export function view({ size, jump, start }, unit, count) {
  const first = start + unit * jump;
  return [first, first + size + (count - 1) * jump];
}

/** Where a unit stands over the picture: as wide as its jump, in the middle of what it sees.
 * @param {Field} field
 * @param {number} unit
 * @returns {number} Its left edge, in pixels.
 */
export function place({ size, jump, start }, unit) {
  return start + unit * jump + (size - jump) / 2;
}

/** The unit of a map that stands nearest to a place over the picture.
 * @param {Field} field
 * @param {number} count Units of the map.
 * @param {number} at In pixels.
 * @returns {number}
 */
export function unitAt(field, count, at) {
  const unit = Math.floor((at - place(field, 0)) / field.jump);
  return Math.min(Math.max(unit, 0), count - 1);
}

/** The units of a patch around one, as many as fit.
 * @param {number} unit
 * @param {number} wide 1 or 3.
 * @param {number} count Units of the map.
 * @returns {number[]}
 */
export function patchOf(unit, wide, count) {
  const fitting = Math.min(wide, count);
  const first = Math.min(Math.max(unit - Math.floor(wide / 2), 0), count - fitting);
  return Array.from({ length: fitting }, (_, i) => first + i);
}

/** The pixels to draw: the picture, and at each side its surroundings as far as views begin there, an eighth at most.
 * @param {Field[]} found
 * @param {number} size
 * @returns {[number, number]} The first, and the one behind the last.
 */
export function shown(found, size) {
  const beyond = Math.max(...found.map(({ start }) => -start), 0);
  const margin = Math.min(beyond, Math.ceil(size / 8));
  return [-margin, size + margin];
}

/** Weights between one channel and one channel, the biases aside.
 * @param {Layer[]} layers
 * @returns {number}
 */
export const weights = (layers) =>
  layers.reduce((sum, { kind, kernel_size }) => sum + (kind === "conv" ? kernel_size ** 2 : 0), 0);

// Functions of one number and their derivatives; at a bend, what PyTorch takes. tests/node holds them
// against cnncore.ops.

/**
 * @typedef {object} Activation
 * @property {(x: number) => number} value
 * @property {(x: number) => number} derivative
 * @property {number[]} bends Where the derivative jumps.
 */

const sigmoid = (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
/** The density of a standard normal number, and the share of them below x. */
const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const below = (x) => (x < 0 ? tail(-x) : 1 - tail(x));

/** The share above x >= 0: a series near 0, a continued fraction far out. */
function tail(x) {
  if (x > 3) {
    let fraction = x;
    for (let k = 60; k > 0; k -= 1) fraction = x + k / fraction;
    return density(x) / fraction;
  }
  let [term, sum] = [x, x];
  for (let k = 1; Math.abs(term) > 1e-17; k += 1) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 - density(x) * sum;
}

/** x above 0, a multiple of it below.
 * @param {number} slope
 * @returns {Activation}
 */
export const bent = (slope) => ({
  value: (x) => (x > 0 ? x : slope * x),
  derivative: (x) => (x > 0 ? 1 : slope),
  bends: [0],
});

const FUNCTIONS = {
  sigmoid: () => ({ value: sigmoid, derivative: (x) => sigmoid(x) * (1 - sigmoid(x)) }),
  tanh: () => ({ value: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 }),
  relu: () => bent(0),
  leaky_relu: ({ leaky }) => bent(leaky),
  prelu: ({ prelu }) => bent(prelu),
  rrelu: ({ rrelu: [lower, upper] }) => bent((lower + upper) / 2),
  elu: () => ({ value: (x) => (x > 0 ? x : Math.expm1(x)), derivative: (x) => (x > 0 ? 1 : Math.exp(x)) }),
  maxout({ maxout }) {
    /** The first of equals wins. */
    const winner = (x) =>
      maxout.reduce((best, piece) => (piece[0] * x + piece[1] > best[0] * x + best[1] ? piece : best));
    return {
      value: (x) => winner(x)[0] * x + winner(x)[1],
      derivative: (x) => winner(x)[0],
      bends: maxout.slice(1).map(([weight, bias], i) => (maxout[i][1] - bias) / (weight - maxout[i][0])),
    };
  },
  gelu: () => ({ value: (x) => x * below(x), derivative: (x) => below(x) + x * density(x) }),
  silu: () => ({ value: (x) => x * sigmoid(x), derivative: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))) }),
};

/**
 * @param {string} name One of the lesson's functions.
 * @param {{leaky: number, prelu: number, rrelu: [number, number], maxout: [number, number][]}} settings
 *   Slopes below 0; the range a random slope is drawn from, which takes its mean here; weight and bias
 *   of each piece.
 * @returns {Activation}
 */
export const activationOf = (name, settings) => ({ bends: [], ...FUNCTIONS[name](settings) });

/** Points of a curve and of its derivative from -range to range, cut where it jumps.
 * @param {Activation} activation
 * @param {number} range
 * @param {number} count Points a piece.
 * @returns {{curve: [number, number][], derivative: [number, number][][]}}
 */
export function curvesOf({ value, derivative, bends }, range, count = 80) {
  const near = range * 1e-9;
  const ends = [-range, ...bends.filter((bend) => Math.abs(bend) < range), range];
  const pieces = ends.slice(1).map((end, i) => [ends[i], end]);
  const along = ([from, to], of) => {
    const [low, high] = [from + near, to - near];
    return Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count).map((x) => [x, of(x)]);
  };
  return {
    curve: pieces.flatMap((piece) => along(piece, value)),
    derivative: pieces.map((piece) => along(piece, derivative)),
  };
}

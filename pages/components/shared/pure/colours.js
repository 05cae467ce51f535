// Colours between colours, in OKLab: equal steps look equal.

/** How many colours a ramp has. */
export const LEVELS = 256;

/**
 * From one colour to another in LEVELS even steps of OKLab.
 * @param {[number, number, number]} from Red, green, blue, each 0 to 255.
 * @param {[number, number, number]} to
 * @returns {number[][]}
 */
export function ramp(from, to) {
  const [a, b] = [toOklab(from), toOklab(to)];
  return Array.from({ length: LEVELS }, (_, i) => {
    const t = i / (LEVELS - 1);
    return fromOklab(a.map((value, k) => value + (b[k] - value) * t));
  });
}

// Source: Ottosson 2020, "A perceptual color space for image processing".
function toOklab(rgb) {
  const [r, g, b] = rgb.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((c) => {
    const clear = Math.min(Math.max(c, 0), 1);
    return Math.round(255 * (clear <= 0.0031308 ? 12.92 * clear : 1.055 * clear ** (1 / 2.4) - 0.055));
  });
}

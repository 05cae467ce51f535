// Kernels and feature maps as they travel in the events of a run, one plane of numbers a tile.

/**
 * The bytes of an event; signed ones run from -127 to 127.
 * @param {string} text In base64.
 * @param {boolean} signed
 * @returns {Uint8Array | Int8Array}
 */
export function decodeBytes(text, signed) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return signed ? new Int8Array(bytes.buffer) : bytes;
}

/**
 * {values, count, channels, height, width}: the plane of one channel of each kernel, -1 to 1 of `range`.
 * @param {{shape: number[], data: string, scale: number}} kernels (count, channels, height, width)
 * @param {number} channel
 * @param {number} range
 * @returns {{planes: Float32Array[], height: number, width: number}}
 */
export function kernelPlanes(kernels, channel, range) {
  const [count, channels, height, width] = kernels.shape;
  const bytes = decodeBytes(kernels.data, true);
  const size = height * width;
  const factor = kernels.scale / 127 / (range || 1);
  const planes = Array.from({ length: count }, (_, k) => {
    const start = (k * channels + Math.min(channel, channels - 1)) * size;
    return Float32Array.from(bytes.subarray(start, start + size), (byte) => byte * factor);
  });
  return { planes, height, width };
}

/**
 * The planes of a map: 0 to 1 of the layer's maximum, or -1 to 1 where something is negative (tanh).
 * @param {{shape: number[], data: string, scale: number, low?: number}} map (count, height, width)
 * @returns {{planes: Float32Array[], height: number, width: number, largest: number, kind: "kernels" | "maps"}}
 */
export function mapPlanes(map) {
  const [count, height, width] = map.shape;
  const bytes = decodeBytes(map.data, false);
  const size = height * width;
  const low = map.low ?? 0;
  const largest = Math.max(Math.abs(low), Math.abs(low + map.scale)) || 1;
  const planes = Array.from({ length: count }, (_, k) =>
    Float32Array.from(bytes.subarray(k * size, (k + 1) * size), (byte) => (low + (byte / 255) * map.scale) / largest),
  );
  return { planes, height, width, largest, kind: low < 0 ? "kernels" : "maps" };
}

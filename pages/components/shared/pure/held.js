// What a control holds of a number that was typed.

/**
 * @param {string} text What was typed.
 * @param {{low: number, high: number, isWhole?: boolean}} range What the control can hold.
 * @returns {{value: number, limit: {at: number, key: "most" | "least"} | null} | null} The number, and
 *   the end of the range that it went beyond; null for no number.
 */
export function heldNumber(text, { low, high, isWhole = true }) {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return null;
  const wanted = isWhole ? Math.round(number) : number;
  if (wanted > high) return { value: high, limit: { at: high, key: "most" } };
  if (wanted < low) return { value: low, limit: { at: low, key: "least" } };
  return { value: wanted, limit: null };
}

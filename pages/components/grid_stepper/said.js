// What the paint of a cell says, in words, for those who hear it.

import { formatNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";

const OF_A_WINDOW = { added: "cell_padding", unread: "cell_unread" };

/**
 * The name of a cell; null where its number says it all.
 *
 * @param {{value: number, masked?: boolean, empty?: boolean, padding?: boolean, unread?: boolean,
 *   says?: {key: string, number?: number}, asked?: boolean, outside?: boolean, text?: string}} look `says`: what the step shown does with
 *   it; `asked`: it stands in the window that a question is about.
 * @param {Record<string, string>} words
 * @param {{added: string, unread: string}} [keys] What a cell is that is no part of its matrix, and
 *   one that no window reads.
 * @returns {string | null}
 */
export function said(look, words, keys = OF_A_WINDOW) {
  const { value, masked, empty, padding, unread, says, asked, outside, text = formatNumber(value) } = look;
  if (masked) return words.cell_masked;
  if (empty) return words.cell_empty;
  if (outside) return words.cell_outside;
  const told = [
    padding && words[keys.added],
    unread && words[keys.unread],
    says && fillSlots(words[says.key], { number: formatNumber(says.number ?? 0) }),
    asked && words.cell_asked,
  ].filter(Boolean);
  return told.length ? [text, ...told].join(words.cell_join) : null;
}

// An address as others open it, with its code: the server knows both (pages/ui/shell/reach.py).

import { serverAddress } from "./server.js";

/**
 * @param {string} address
 * @param {string} language In which the server says what to know of it.
 * @returns {Promise<{address: string, said: string, svg: string} | null>} null where it has no code, or no server answers.
 */
export async function reached(address, language) {
  const query = new URLSearchParams({ address, lang: language });
  try {
    const answer = await fetch(serverAddress(`share/reach?${query}`));
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// A network comes from the server once, and is kept.

import { serverAddress } from "../shared/view/server.js";

const AGAIN_MS = 800;

const known = new Map();

/** A network, or what is wrong with its input size.
 * @param {string} path Of a scene, below the root of the course.
 * @returns {Promise<any>} Fails where the server cannot be reached, also at the second try.
 */
export function sceneAt(path) {
  if (!known.has(path)) {
    const asked = ask(path).catch(() => pause().then(() => ask(path)));
    known.set(path, asked);
    asked.catch(() => known.delete(path));
  }
  return known.get(path);
}

const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS));

async function ask(path) {
  const answer = await fetch(serverAddress(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

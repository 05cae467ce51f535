// What the window of the class and the teacher's own tell each other: a channel of the browser, no
// server. Each message is {kind, ...}: "state" is where a window stands, "ask" wants that from the
// other, "key" is a key pressed there.

/**
 * @param {string} page The id of the page.
 * @param {(message: {kind: string, [name: string]: any}) => void} hear
 * @returns {{tell: (message: {kind: string, [name: string]: any}) => void, close: () => void}}
 */
export function openChannel(page, hear) {
  const channel = new BroadcastChannel(`cnn-class.${page}`);
  channel.onmessage = ({ data }) => hear(data);
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

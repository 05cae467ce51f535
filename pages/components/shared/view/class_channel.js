// What the window of the class and the teacher's own tell each other: a channel of the browser, no
// server. What they say is in `../pure/class_pair.js`.

/** The windows with the same slides of a page are on one channel, in whatever language.
 * @param {string} page The id of the page.
 * @param {{kind: string, section: string}[]} slides
 * @param {(message: {kind: string, [name: string]: any}) => void} hear
 * @returns {{name: string, tell: (message: {kind: string, [name: string]: any}) => void, close: () => void}}
 */
export function openChannel(page, slides, hear) {
  const name = [`cnn-class.${page}`, ...slides.map(({ kind, section }) => `${section}.${kind}`)].join(" ");
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return { name, tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

// What a panel asks the server for: an address for each file. Knows no page and no DOM.

/**
 * @typedef {object} Options
 * @property {"png" | "svg" | "pdf" | "gif"} format
 * @property {boolean} all Whether all steps are wanted, each as a picture or a page of its own.
 * @property {"zh" | "en" | "both"} lang
 * @property {"light" | "dark" | "none"} theme
 * @property {"slide" | "half" | "column"} paper
 * @property {boolean} sums
 * @property {boolean} names
 * @property {boolean} corners Whether the cells of the window say their weights.
 * @property {boolean} link Whether the address stands below the figure.
 *
 * @typedef {object} Seen What the figure shows.
 * @property {Record<string, string>} settings As an address writes them.
 * @property {number} step
 * @property {string[]} hidden
 */

/** @type {Options["format"][]} */
export const FORMATS = ["png", "svg", "pdf", "gif"];
/** @type {Options["lang"][]} */
export const LANGUAGES = ["zh", "en", "both"];
/** @type {Options["theme"][]} */
export const THEMES = ["light", "dark", "none"];
/** @type {Options["paper"][]} */
export const PAPERS = ["slide", "half", "column"];

/** How a panel begins.
 * @param {"zh" | "en"} lang
 * @returns {Options}
 */
export const beginning = (lang) => ({
  format: "png",
  all: false,
  lang,
  theme: "light",
  paper: "slide",
  sums: true,
  names: true,
  corners: false,
  link: false,
});

/** Whether a file holds all steps.
 * @param {Options} options
 * @returns {boolean}
 */
export const holdsAll = ({ format, all }) => all || format === "gif";

/** As what a file is seen before it is fetched: a step of it, drawn by the same hand.
 * @param {Options} options
 * @returns {"png" | "svg"}
 */
export const previewKind = ({ format }) => (format === "svg" || format === "pdf" ? "svg" : "png");

/** The parameters of an order.
 * @param {Seen} seen
 * @param {Options} options
 * @param {{reader: string, address: string, stepName: string, all?: boolean, alt?: string}} asked address: of the page;
 *   stepName: what its step is called there; alt: the learner's own description, "" for the given one.
 * @returns {string}
 */
export function queryOf({ settings, step, hidden }, options, { reader, address, stepName, all = false, alt = "" }) {
  const { lang, theme, paper, sums, names, corners, link } = options;
  const flags = Object.entries({ sums, names, corners, all }).map(([name, on]) => [name, on ? "1" : "0"]);
  const query = new URLSearchParams([
    ...Object.entries({ ...settings, step: String(step) }),
    ...Object.entries({ lang, theme, paper, reader }),
    ...flags,
  ]);
  if (hidden.length) query.set("hidden", hidden.join(" "));
  if (alt) query.set("alt", alt);
  if (link) query.set("link", addressAt(address, stepName, step));
  return query.toString();
}

/** The address of the page with the figure at a step. */
function addressAt(address, stepName, step) {
  const there = new URL(address);
  there.hash = "";
  if (step) there.searchParams.set(stepName, String(step));
  else there.searchParams.delete(stepName);
  return there.href;
}

/** The name of a file, from the name of its preview.
 * @param {string} preview As `convolution-k3-step2-en-light.svg`.
 * @param {Options} options
 * @returns {string}
 */
export function fileName(preview, options) {
  const stem = preview.replace(/\.\w+$/, "");
  const isPacked = options.all && (options.format === "png" || options.format === "svg");
  const which = holdsAll(options) ? stem.replace(/-step\d+-/, "-steps-") : stem;
  return `${which}.${isPacked ? "zip" : options.format}`;
}

/** The name that an answer gives its file.
 * @param {string | null} disposition The header `content-disposition`.
 * @returns {string}
 */
export const nameIn = (disposition) => /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "figure.png";

// A teacher's link as a pure function of what was decided, and what was decided as read off a link. Its
// names are those that the server reads: lang, view, only, hide, more, fix, conceal, theme, and the settings' own.

/**
 * @typedef {object} Setting
 * @property {string} name As it stands in an address.
 * @property {"number" | "pair" | "choice" | "flag"} kind
 * @property {number} [low]
 * @property {number} [high]
 * @property {{id: string, label: string}[]} [choices]
 * @property {string} default
 *
 * @typedef {object} Known What the page has.
 * @property {string[]} sections
 * @property {string[]} folds Those of the sections that stay closed until somebody opens them.
 * @property {Setting[]} settings
 *
 * @typedef {object} Decided
 * @property {string} lang "zh", "en", or "" for that of the reader's browser.
 * @property {string} view "class", or "" for the lesson.
 * @property {string} theme "light", "dark", or "" for the reader's own.
 * @property {string} only The one section that is shown; "" shows all that are not hidden.
 * @property {string[]} hide
 * @property {string[]} open Folds.
 * @property {string[]} fix Settings that nobody changes.
 * @property {string[]} conceal Those that nobody changes and whose control is not shown.
 * @property {Record<string, string>} values Those that differ from the default.
 * @property {string} step Where the figure stands; "" is its beginning.
 * @property {Record<string, string>} rest What else the address says: a board's settings, a question's seed.
 *
 * @typedef {{code: string, name: string, value: string}} Problem What was wrong, and is left out or kept.
 */

const ONE_OF = { lang: ["zh", "en"], view: ["page", "class"], theme: ["light", "dark"] };
/** How a page is looked at here is no matter of those who get the link; "for" opens the teacher's notes. */
const LEFT = ["embed", "for"];
const WHOLE = /^\d{1,9}$/;

/** Nothing decided: the page as everybody finds it.
 * @returns {Decided}
 */
export const undecided = () => ({
  lang: "",
  view: "",
  theme: "",
  only: "",
  hide: [],
  open: [],
  fix: [],
  conceal: [],
  values: {},
  step: "",
  rest: {},
});

/** The query of the link, without "?", in an order that can be read.
 * @param {Decided} decided
 * @param {Known} known
 * @returns {string}
 */
export function linkOf(decided, known) {
  const inOrder = (wanted, all) => all.filter((each) => wanted.includes(each));
  const names = known.settings.map(({ name }) => name);
  const pairs = [
    ["lang", decided.lang],
    ["view", decided.view],
    ["only", decided.only],
    ...names.map((name) => [name, decided.values[name] ?? ""]),
    ["step", decided.step],
    ...Object.entries(decided.rest),
    ["more", inOrder(decided.open, known.folds).join("_")],
    ["hide", inOrder(decided.hide, known.sections).join(",")],
    ["fix", inOrder(decided.fix, names).join(",")],
    ["conceal", inOrder(decided.conceal, names).join(",")],
    ["theme", decided.theme],
  ];
  return pairs
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value).replaceAll("%2C", ",")}`)
    .join("&");
}

/** What a link decides, whether it was put together here or written by hand.
 * @param {string} text A query, or a whole address.
 * @param {Known} known
 * @returns {{decided: Decided, problems: Problem[]}}
 */
export function readLink(text, known) {
  const decided = undecided();
  const problems = [];
  const note = (code, name, value) => problems.push({ code, name, value });
  const query = text.trim().split("#")[0];
  for (const [name, value] of new URLSearchParams(query.slice(query.indexOf("?") + 1))) {
    readPart(name, value, decided, known, note);
  }
  return { decided, problems };
}

function readPart(name, value, decided, known, note) {
  const setting = known.settings.find((each) => each.name === name);
  if (name in ONE_OF) {
    if (!ONE_OF[name].includes(value)) return note("bad_value", name, value);
    decided[name] = value === "page" ? "" : value;
  } else if (name === "only") {
    if (!known.sections.includes(value)) return note("no_section", name, value);
    decided.only = value;
  } else if (name === "hide") {
    decided.hide = among(value.split(","), known.sections, (each) => note("no_section", name, each));
  } else if (name === "more") {
    decided.open = among(value.split("_"), known.folds, (each) => note("no_fold", name, each));
  } else if (name === "fix" || name === "conceal") {
    const names = known.settings.map((each) => each.name);
    decided[name] = among(value.split(","), names, (each) => note("no_setting", name, each));
  } else if (name === "step") {
    if (!WHOLE.test(value)) return note("bad_value", name, value);
    decided.step = value === "0" ? "" : value;
  } else if (setting) {
    if (!isValue(setting, value)) return note("bad_value", name, value);
    if (value !== setting.default) decided.values[name] = value;
  } else if (!LEFT.includes(name)) {
    decided.rest[name] = value;
    note("kept", name, value);
  }
  return undefined;
}

function among(wanted, all, unknown) {
  for (const each of wanted) if (each && !all.includes(each)) unknown(each);
  return all.filter((each) => wanted.includes(each));
}

/** Whether a text is a value of a setting, as the server will read it.
 * @param {Setting} setting
 * @param {string} text
 * @returns {boolean}
 */
export function isValue({ kind, low, high, choices }, text) {
  const isWhole = (part) => WHOLE.test(part) && Number(part) >= low && Number(part) <= high;
  if (kind === "choice") return choices.some(({ id }) => id === text);
  if (kind === "flag") return text === "0" || text === "1";
  if (kind === "number") return isWhole(text);
  const parts = text.split("x");
  return parts.length <= 2 && parts.every(isWhole);
}

/** The value beside it: one more or one less of a number, the same on both axes of a pair; null if there is none.
 * @param {Setting} setting
 * @param {string} text
 * @param {1 | -1} by
 * @returns {string | null}
 */
export function beside(setting, text, by) {
  const [number] = text.split("x").map(Number).reverse();
  const next = String(number + by);
  return isValue(setting, next) ? next : null;
}

/** The sections that students see.
 * @param {Decided} decided
 * @param {Known} known
 * @returns {string[]}
 */
export const sectionsShown = ({ only, hide }, { sections }) =>
  only ? sections.filter((each) => each === only) : sections.filter((each) => !hide.includes(each));

/** What to paste into another page: a frame that grows with the lesson.
 * @param {string} address
 * @param {string} title
 * @returns {string}
 */
export function embedSnippet(address, title) {
  const framed = new URL(address);
  framed.searchParams.set("embed", "true");
  const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${attribute(framed.href)}" title="${attribute(title)}" style="border:0;width:100%;height:900px"></iframe>
<script>
addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (data?.type === "cnn-height" && frame.contentWindow === source) frame.style.height = \`\${data.height}px\`;
});
</script>`;
}

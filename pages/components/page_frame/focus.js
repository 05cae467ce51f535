// The focus never falls off the page. Streamlit draws anew what was pressed, and a component hides
// it: then the focus goes to the verdict beside it, or to the first control that is there now.

const CARDS = '[class*="st-key-"][class*="-card"], .band, .board, [data-testid="grid-stepper"]';
const PLACES = '[class*="st-key-"]';
const VERDICTS = ".finding, .verdict";
const CONTROLS = "button, input, select, textarea, a[href], summary, [tabindex='0']";

const scroller = () => document.querySelector(".stMain");

const isThere = (node) => node.isConnected && !node.disabled && node.checkVisibility();

/** All nodes around one, out of the components too. */
function around(node) {
  const found = [];
  for (let at = node; at; at = at.parentNode ?? at.host) if (at instanceof Element) found.push(at);
  return found;
}

/** As a place is found again after it was drawn anew: by its key, or as the node that it is. */
const lookUp = ({ node, key }) => (node.isConnected ? node : key && document.querySelector(`.${CSS.escape(key)}`));

const keyOf = (node) => [...node.classList].find((name) => name.startsWith("st-key-")) ?? null;

/** Listens to the whole page until `destroy`; `look` is called whenever something on it has changed. */
export class FocusKeeper {
  constructor() {
    this.last = null;
    this.page = null;
    this.note = (event) => this.remember(event.composedPath()[0]);
    this.soon = () => requestAnimationFrame(() => this.look());
    document.addEventListener("focusin", this.note);
    // What a component hides or disables tells so; what Streamlit takes out of the page does not.
    document.addEventListener("focusout", this.soon);
  }

  destroy() {
    document.removeEventListener("focusin", this.note);
    document.removeEventListener("focusout", this.soon);
  }

  remember(node) {
    const places = around(node).map((place) => ({ node: place, key: keyOf(place) }));
    this.last = {
      node,
      byKeys: node.matches(":focus-visible"),
      cards: places.filter((place) => place.node.matches(CARDS)),
      places: places.filter((place) => place.node.matches(PLACES)),
    };
  }

  /** Something on the page has changed. */
  look() {
    if (this.page !== location.pathname) return this.arrive();
    const isLost = document.activeElement === document.body && this.last && !isThere(this.last.node);
    // What comes in its place is drawn by the end of the run.
    if (isLost && !isRunning()) this.restore(this.last);
    return undefined;
  }

  /** On another page the keys that scroll are at work from the first moment. */
  arrive() {
    if (!scroller() || isRunning()) return;
    this.page = location.pathname;
    const at = document.activeElement;
    if (at === document.body || at.closest('[data-testid="stSidebarNav"], .stPageLink')) focusOn(scroller());
  }

  restore({ byKeys, cards, places }) {
    this.last = null;
    // A finger or a mouse is where it is, and a field that gets the focus would open a keyboard.
    focusOn((byKeys && heir(cards, places)) || scroller());
  }
}

function heir(cards, places) {
  const card = cards.map(lookUp).find(Boolean);
  const verdict = card && [...card.querySelectorAll(VERDICTS)].find((node) => isThere(node) && node.textContent);
  if (verdict) return verdict;
  const homes = [card, ...places.map(lookUp)].filter(Boolean);
  return homes.flatMap((home) => [...home.querySelectorAll(CONTROLS)]).find(isThere);
}

function focusOn(node) {
  if (!node?.matches(CONTROLS)) node?.setAttribute("tabindex", "-1");
  node?.focus({ preventScroll: node === scroller() });
}

const isRunning = () =>
  document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state") !== "notRunning";

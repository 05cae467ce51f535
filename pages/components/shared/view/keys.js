// Keys of the whole page: whoever has the focus and needs the key keeps it, else the figure that
// holds the focus gets it, else the one that is most in sight.

const FIELDS = "input, textarea, select, [contenteditable], [role=dialog], [role=dialog] *";
const PRESSED_BY_SPACE = "button, summary, [role=button]";
/** A selector of what moves a place of its own about; inside the figure it has told so already. */
export const BOARDS = "[role=grid], [role=gridcell], [role=img][tabindex], [role=slider], [role=radio], [role=tab]";
/** Without a figure in sight the other keys scroll. */
const BRINGS_INTO_SIGHT = new Set(["ArrowLeft", "ArrowRight"]);

/** @type {Map<HTMLElement, (key: string) => boolean>} */
const figures = new Map();

/** From now on a figure hears the keys of the page.
 * @param {HTMLElement} node
 * @param {(key: string) => boolean} press Takes a key, as `KeyboardEvent.key` names it; whether it is of use.
 */
export function hearKeys(node, press) {
  if (figures.size === 0) document.addEventListener("keydown", handOver);
  figures.set(node, press);
}

/** @param {HTMLElement} node */
export function stopHearing(node) {
  figures.delete(node);
  if (figures.size === 0) document.removeEventListener("keydown", handOver);
}

function handOver(event) {
  const { key } = event;
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const path = event.composedPath();
  const owner = path.find((node) => figures.has(node));
  if (isNeeded(path[0], key, owner)) return;
  const seen = mostInSight();
  const figure = owner ?? seen ?? (BRINGS_INTO_SIGHT.has(key) ? figures.keys().next().value : undefined);
  if (!figure || !figures.get(figure)(key)) return;
  event.preventDefault();
  if (!owner && !seen) figure.scrollIntoView({ block: "nearest" });
}

function isNeeded(target, key, owner) {
  if (!(target instanceof Element)) return false;
  if (target.matches(FIELDS)) return true;
  if (key === " " && target.matches(PRESSED_BY_SPACE)) return true;
  return !owner && target.matches(BOARDS);
}

function mostInSight() {
  const height = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  };
  const [best] = [...figures.keys()].sort((one, other) => height(other) - height(one));
  return best && height(best) > 0 ? best : undefined;
}

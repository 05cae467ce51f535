"""Browser components: what must follow the finger. One folder each, no build step.

A component is a ``component.js`` that imports what it needs (``modules.py`` serves the tree) and
exports what ``shared/view/mount.js`` makes of its class. All text arrives translated in ``data``.

Streamlit sends a component's source again with every run that changes its data. So what it gets is
a loader of a few lines.
"""

from __future__ import annotations

import json
from pathlib import Path

from pages.components import modules

# The runs may be faster than the first download: the calls wait in order. A component that left the
# page meanwhile is not drawn. What could not be loaded is asked for once more after a second; then
# a link offers to load the page again, in the words that `shell/document.py` left there.
_LOADER = """const base = window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI;
const load = () => import(new URL(%s, base));
const pause = () => new Promise((resolve) => setTimeout(resolve, 1000));
let script;
const offerReload = (root) => {
  const link = document.createElement("a");
  link.href = "";
  link.textContent = window.cnnNotLoaded?.[document.documentElement.lang];
  root.replaceChildren(link);
};
export default (component) => {
  const root = component.parentElement;
  let cleanUp;
  script ??= load().catch(() => pause().then(load));
  script.then(
    (module) => {
      if (root.isConnected) cleanUp = module.default(component);
    },
    () => {
      script = null;
      offerReload(root);
    },
  );
  return () => cleanUp?.();
};"""


def loader(folder: str) -> str:
    """The script that Streamlit gets for the component in a folder: it imports the real one."""
    return _LOADER % json.dumps(modules.address(f"{folder}/component.js"))


def still(html: str, *sheets: str, sheet: str = "") -> str:
    """A component that stands still, before any script runs: HTML in a root of its own.

    Args:
        html: As the component's script will draw it.
        sheets: Its style sheets, such as ``"section_rail/component.css"``.
        sheet: What rules over them while it stands still.
    """
    style = "".join((Path(__file__).parent / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return (
        f'<div><template shadowrootmode="open"><style>{style}{sheet}</style>{html}</template></div>'
    )

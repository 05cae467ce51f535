"""Browser components: what must follow the finger. One folder each, no build step.

A component's source is its ``*.js`` and ``*.css`` files, joined in the order its ``__init__`` names
them; only the last script has an ``export default``. All text arrives translated in ``data``.

Streamlit sends a component's source again with every run that changes its data. So what it gets is
a loader of a few lines; scripts, style sheet and constants are one file (``routes``), fetched once.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_HERE = Path(__file__).parent
_SCRIPTS: dict[str, str] = {}
_FOR_EVER = "public, max-age=31536000, immutable"

# The runs may be faster than the first download: the calls wait in order. A component that left the
# page meanwhile is not drawn. Streamlit cleans up also a call that the next one overtook, while the
# component stays on the page: that would tear down what the learner is typing into.
_LOADER = """const base = window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI;
const script = import(new URL(%s, base));
export default (component) => {
  const { parentElement } = component;
  let cleanUp;
  script.then((module) => {
    if (!parentElement.isConnected) return;
    const root = parentElement.getRootNode();
    if (!root.adoptedStyleSheets.includes(module.sheet)) root.adoptedStyleSheets.push(module.sheet);
    cleanUp = module.default(component);
  });
  return () => {
    if (!parentElement.isConnected) cleanUp?.();
  };
};"""

_SHEET = """
export const sheet = new CSSStyleSheet();
sheet.replaceSync(%s);
"""


def read_source(folder: str, *names: str) -> str:
    """The text of a component's source files, joined in the given order.

    A name with a slash is taken from another component's folder (``shared/dom.js``).
    """
    paths = [_HERE / name if "/" in name else _HERE / folder / name for name in names]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def loader(folder: str, *names: str, **constants: object) -> str:
    """A loader for the component's joined source, which ``routes`` then serves.

    The file's name holds a hash of its text, so a browser may keep it for ever.

    Args:
        folder: Of the component.
        names: Its ``*.js`` and ``*.css`` files, see ``read_source``.
        constants: What never changes between runs, as constants of the script by their names.
    """
    scripts = [name for name in names if name.endswith(".js")]
    sheets = [name for name in names if name.endswith(".css")]
    text = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    text += read_source(folder, *scripts) + _SHEET % json.dumps(read_source(folder, *sheets))
    name = f"{folder}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"
    _SCRIPTS[name] = text
    return _LOADER % json.dumps(f"scripts/{name}")


def routes() -> list[Route]:
    """Where the application serves the components' scripts."""
    return [Route("/scripts/{name}", _serve)]


async def _serve(request: Request) -> Response:
    text = _SCRIPTS.get(request.path_params["name"])
    if text is None:
        return PlainTextResponse("no such script", status_code=404)
    headers = {"cache-control": _FOR_EVER}
    return Response(text, media_type="text/javascript", headers=headers)

"""Browser components: what must follow the finger. One folder each, no build step.

A component's script is its ``*.js`` files, joined in the order its ``__init__`` names them; only
the last has an ``export default``. All text arrives translated in ``data``.

Streamlit sends a component's source again with every run that changes its data. So what it gets is
a loader of a few lines; the script itself is a file of its own (``routes``), fetched once.
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

# The runs may be faster than the first download: the calls wait in order.
_LOADER = """const root = window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI;
const script = import(new URL(%s, root));
export default (component) => {
  let cleanUp;
  let isGone = false;
  script.then((module) => { if (!isGone) cleanUp = module.default(component); });
  return () => { isGone = true; cleanUp?.(); };
};"""


def read_source(folder: str, *names: str) -> str:
    """The text of a component's source files, joined in the given order.

    A name with a slash is taken from another component's folder (``shared/dom.js``).
    """
    paths = [_HERE / name if "/" in name else _HERE / folder / name for name in names]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def script(folder: str, *names: str) -> str:
    """A loader for the component's joined script, which ``routes`` then serves.

    The file's name holds a hash of its text, so a browser may keep it for ever.
    """
    text = read_source(folder, *names)
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

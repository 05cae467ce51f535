"""The components' scripts as one version: read once, below one hash, kept by browsers for ever.

The tree is served as it stands. A style sheet is served as a module too (``component.css.js``), and
constants of the course as generated ones. All names and texts have one hash, so that relative
imports need no rewriting and a page never mixes two versions.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lessons.machinery.presets import preset_tables

_HERE = Path(__file__).parent
_GENERATED = {"generated/presets.js": preset_tables}
_STATIC = re.compile(r'^(?:import|export)\b[^"\';(]*["\'](\.[^"\']+)["\']', re.MULTILINE)
_LATER = re.compile(r'\bimport\(\s*["\'](\.[^"\']+)["\']')
_FOR_EVER = "public, max-age=31536000, immutable"

_SHEET = """const sheet = new CSSStyleSheet();
sheet.replaceSync(%s);
export default sheet;
"""
# One string is read faster than the literal of an object.
_CONSTANT = "export default JSON.parse(%s);\n"


def _read() -> dict[str, str]:
    texts = {}
    for path in sorted([*_HERE.rglob("*.js"), *_HERE.rglob("*.css")]):
        name, text = path.relative_to(_HERE).as_posix(), path.read_text(encoding="utf-8")
        texts |= (
            {f"{name}.js": _SHEET % json.dumps(text)} if path.suffix == ".css" else {name: text}
        )
    for name, table_of in _GENERATED.items():
        table = json.dumps(table_of(), ensure_ascii=False, separators=(",", ":"))
        texts[name] = _CONSTANT % json.dumps(table)
    return texts


def version_of(texts: Mapping[str, str]) -> str:
    """The version of some modules, given by name: another name or text is another version."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:12]


SOURCES = _read()
"""The text of every module by its name: ``shared/view/dom.js``."""

VERSION = version_of(SOURCES)

_COMPRESSED = {
    name: gzip.compress(text.encode(), compresslevel=9) for name, text in SOURCES.items()
}


def address(name: str) -> str:
    """Where a module is served, relative to the course's root."""
    return f"scripts/{VERSION}/{name}"


@cache
def imports(name: str, *, later: bool = False) -> tuple[str, ...]:
    """The modules that a module imports at once; with ``later``, those it imports when needed.

    Args:
        name: Of a module in ``SOURCES``.
        later: Asks for ``import("./literal.js")`` instead.
    """
    found = (_LATER if later else _STATIC).findall(SOURCES[name])
    return tuple(normpath(join(dirname(name), path)) for path in found)


@cache
def with_imports(*names: str) -> tuple[str, ...]:
    """Modules with all they import at once, each before those that it imports."""
    found = dict.fromkeys(names)
    waiting = list(names)
    while waiting:
        news = [name for name in imports(waiting.pop(0)) if name not in found]
        found |= dict.fromkeys(news)
        waiting += news
    return tuple(found)


def parts_of(component: str, names: Iterable[str]) -> tuple[str, ...]:
    """The modules of the parts that a figure names; some parts are no module of their own."""
    found = (f"{component}/parts/{name}.js" for name in names)
    return tuple(name for name in found if name in SOURCES)


def routes() -> list[Route]:
    """Where the application serves the modules."""
    return [Route("/scripts/{version}/{name:path}", _serve)]


async def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if request.path_params["version"] != VERSION or name not in SOURCES:
        return PlainTextResponse(
            "no such script", status_code=404, headers={"cache-control": "no-store"}
        )
    headers = {"cache-control": _FOR_EVER, "vary": "accept-encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(SOURCES[name], media_type="text/javascript", headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(_COMPRESSED[name], media_type="text/javascript", headers=headers)

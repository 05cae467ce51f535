"""Streamlit's own scripts and styles, served compressed from memory, and asked for in time.

Streamlit reads each of them from disk for each visitor and sends it as it is, because compressing
it every time would cost more than it saves. Their names hold a hash, so one compression is enough
for all visitors: a third of the bytes through a school's network, and no file is read.

The scripts of an element are asked for when the first such element arrives, those they import
after that: a chain of waits. Elements that every page of the course has are asked for at once.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

_NAMED_IN_PAGE = re.compile(r'(?:src|href)="\./(static/(?:js|css)/[^"/]+)"')
_IMPORTED = re.compile(r'(?:from|import)"\./([^"/]+\.js)"')
_FILE = re.compile(r"/(static/(?:js|css)/[\w.-]+)")
_ON_EVERY_PAGE = ("Html", "BidiComponent", "ButtonGroup", "Button", "TextInput", "PageLink")
_COMPRESSED: dict[str, bytes] = {}
_FOR_EVER = "public, max-age=31536000, immutable"


class FrameFiles:
    """ASGI middleware for the scripts and styles of Streamlit's page.

    Args:
        app: What answers everything else, and browsers that cannot decompress.
        base: The path below which the course is served, see ``document.base_path``.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on."""
        name = self._file_asked_for(scope)
        if name is None:
            await self.app(scope, receive, send)
            return
        headers = {
            "cache-control": _FOR_EVER,
            "content-encoding": "gzip",
            "vary": "accept-encoding",
        }
        body = _COMPRESSED.get(name) or await asyncio.to_thread(_compress, name)
        await Response(body, headers=headers, media_type=guess_type(name)[0])(scope, receive, send)

    def _file_asked_for(self, scope: Scope) -> str | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path = scope["path"].removeprefix(scope.get("root_path", "") + self.base)
        file = _FILE.fullmatch(path)
        if file is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        return file[1] if file[1] in _names() else None


async def compress_first_files() -> None:
    """Compress what every first visit asks for, before the first visitor does."""
    for name in [*_named_in_page(), *element_scripts()]:
        await asyncio.to_thread(_compress, name)


@cache
def element_scripts() -> tuple[str, ...]:
    """Scripts of the elements on every page, and what they import, if the page does not name it."""
    scripts = _folder() / "static" / "js"
    found: list[str] = []
    waiting = [path.name for name in _ON_EVERY_PAGE for path in scripts.glob(f"{name}.*.js")]
    known = {name.rpartition("/")[2] for name in _named_in_page()}
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        found.append(f"static/js/{name}")
        waiting += _IMPORTED.findall((scripts / name).read_text(encoding="utf-8"))
    return tuple(sorted(found))


@cache
def text_font() -> str:
    """The address of the font in which Streamlit writes, relative to the page."""
    page = (_folder() / "index.html").read_text(encoding="utf-8")
    found = re.search(r'href="(\./static/media/SourceSans[^"]+)"', page)
    return found[1] if found else ""


@cache
def _named_in_page() -> tuple[str, ...]:
    page = (_folder() / "index.html").read_text(encoding="utf-8")
    return tuple(_NAMED_IN_PAGE.findall(page))


def _compress(name: str) -> bytes:
    _COMPRESSED[name] = gzip.compress((_folder() / name).read_bytes(), compresslevel=6)
    return _COMPRESSED[name]


@cache
def _names() -> frozenset[str]:
    files = (_folder() / "static").glob("*/*")
    return frozenset(path.relative_to(_folder()).as_posix() for path in files)


def _folder() -> Path:
    return Path(file_util.get_static_dir())

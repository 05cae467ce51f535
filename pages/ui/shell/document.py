"""What the server does with an address before any page runs.

Streamlit serves one HTML file for every address. Around it: an address that names no page goes to
the home page, and the file is told its language and where its server is. It brings the cookie that
names the visitor to the queue (`visitor`), and it asks at once for the scripts of what the page
shows first.

The course may be served below a path: a proxy says so with each request (``root_path``), or
``server.baseUrlPath`` says it once.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lessons.machinery.languages import LANGUAGES, Language, asked_for, of_locale
from lessons.machinery.strings import STRINGS
from pages.components import modules
from pages.ui.shell import preview, visitor
from pages.ui.shell.first_look import FirstLook, FirstLooks
from pages.ui.shell.frame_files import element_scripts
from pages.ui.shell.language import PARAMETER

_LONGEST_NAME = 80

# 1. Without the server's address Streamlit's page looks for it below the page's own path first:
#    two failed requests before every deep link.
# 2. Streamlit asks for its icon font (375 kB) at once; it comes by itself where an icon is shown.
#    The frame's own icons do without it (theme.css), from the first moment on (_STYLE).
# 3. Streamlit goes through the whole page for every message that arrives alone, and announces each
#    run before it sends what was drawn. Handed over together they are drawn in one pass: a third of
#    the time from a click to its answer.
# 4. After a broken connection Streamlit runs nothing by itself, and a server that was started anew
#    knows of no fragment: `page_frame` asks for a run as soon as there is a connection again.
# 5. A component that could not be loaded says so in the words left here.
# 6. Streamlit writes the address without its #place, which may name a folded part (`fold_links`).
# 7. Scripts of their own in this folder (_EARLY): Streamlit is told the chosen theme and who holds
#    the page in a frame its height, a lost connection is said, and the page is shown once its first
#    screen stands.
# 8. The language belongs into the address, and here it adds no step to the browser's history.
_STYLE = """
:is([data-testid="stSidebar"], [data-testid="stHeader"]) [data-testid="stIconMaterial"] {
  font-family: sans-serif;
  font-size: 0;
}
[data-arriving] #root { opacity: 0; }
.connection-lost {
  position: fixed; inset: auto 0 0; z-index: 1000002; margin: 0; padding: 10px 16px;
  background: #17202b; color: #fff; font: 600 15px/1.4 sans-serif; text-align: center;
}"""
_SHEETS = re.compile(rb'<link rel="stylesheet"[^>]*>')
# Streamlit's title and icon, and what it says where no script runs.
_OWN_WORDS = re.compile(
    rb'<title>.*?</title>|<link rel="shortcut icon"[^>]*>|<noscript>.*?</noscript>', re.DOTALL
)
_EARLY = [
    (Path(__file__).parent / name).read_text(encoding="utf-8").rstrip().rstrip(";")
    for name in ("theme.js", "embed.js", "connection.js", "arriving.js")
]
TOGETHER_MS = 7  # most runs of a fragment are over sooner
_SCRIPT = """({ root, parameter, together, notLoaded }) => {
  window.__streamlit = { BACKEND_BASE_URL: new URL(root, location.origin).href };
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, ...rest) =>
    font.includes("Material Symbols") ? Promise.resolve([]) : load(font, ...rest);
  let connections = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...rest) {
      super(...rest);
      super.addEventListener("open", () => {
        connections += 1;
        dispatchEvent(new CustomEvent("cnn-connection", { detail: true }));
        if (connections > 1) setTimeout(() => dispatchEvent(new Event("cnn-back")));
      });
      super.addEventListener("close", () => {
        if (connections) dispatchEvent(new CustomEvent("cnn-connection", { detail: false }));
      });
    }
    addEventListener(type, listener, ...rest) {
      if (type !== "message") return super.addEventListener(type, listener, ...rest);
      let arrived = [];
      const handOver = () => arrived.splice(0).forEach((event) => listener.call(this, event));
      super.addEventListener(type, (event) => {
        if (arrived.push(event) === 1) setTimeout(handOver, together);
      }, ...rest);
    }
  };
  window.cnnNotLoaded = notLoaded;
  window.cnnPlace = location.hash;
  const address = new URL(location);
  document.documentElement.dataset.view = address.searchParams.get("view") ?? "page";
  if (address.searchParams.get(parameter) === document.documentElement.lang) return;
  address.searchParams.set(parameter, document.documentElement.lang);
  history.replaceState(null, "", address);
}"""


def base_path() -> str:
    """``server.baseUrlPath`` as Streamlit takes it: "" or "/school"."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def below_base(routes: Iterable[Route]) -> list[Route]:
    """Routes of the course where Streamlit has its own."""
    base = base_path()
    return [Route(base + r.path, r.endpoint, methods=list(r.methods or ())) for r in routes]


class CourseDocument:
    """ASGI middleware for the requests with which a browser opens a page.

    Args:
        app: What answers them.
        pages: The pages of the course, ``""`` is home, with the scripts that each needs first.
        base: The path below which the course is served, see ``base_path``.
        looks: What each page shows before it runs.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, Sequence[str]],
        base: str = "",
        looks: FirstLooks | None = None,
    ) -> None:
        self.app = app
        self.pages = pages
        self.base = base
        self.looks = looks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a document; pass on everything else."""
        root = scope.get("root_path", "") + self.base
        if not _asks_for_document(scope, root):
            await self.app(scope, receive, send)
            return
        target = self._better_address(scope, root)
        if target is not None:
            await RedirectResponse(target)(scope, receive, send)
            return
        page = scope["path"].removeprefix(root).strip("/")
        query = scope["query_string"].decode("latin-1")
        look = None
        if self.looks and not _asks_for_view(query):
            look = await self.looks.of(page, _language_of(scope), query)
        writer = _DocumentWriter(send, scope, root, self.pages[page], look or None)
        await self.app(_uncompressed(scope), receive, writer)

    def _better_address(self, scope: Scope, root: str) -> str | None:
        path = scope["path"].strip("/")
        if f"{scope['path']}/".startswith(f"{root}/"):
            path = scope["path"].removeprefix(root).strip("/")
            if path in self.pages:
                return None
        elif not path:
            return f"{root}/"  # the server's own root: the course is below
        # Streamlit would open an English dialog; the home page says it in the right language.
        query = {"unknown_page": path[:_LONGEST_NAME], PARAMETER: _language_of(scope)}
        return f"{root}/?{urlencode(query)}"


def _asks_for_view(query: str) -> bool:
    """Whether the page is to be seen in another way than the one that its first look has."""
    return any(name == "view" for name, _ in parse_qsl(query))


def _asks_for_document(scope: Scope, root: str) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path = scope["path"].removeprefix(root).strip("/")
    is_file = "." in path.rpartition("/")[2]
    is_own = path.startswith(("_stcore", "static", "media", "component"))
    return "text/html" in Headers(scope=scope).get("accept", "") and not is_file and not is_own


def _language_of(scope: Scope) -> Language:
    """Asked for in the address; else of the course's page with the link; else the browser's."""
    headers = Headers(scope=scope)
    if asked := asked_for(QueryParams(scope["query_string"]).get(PARAMETER)):
        return asked
    referer = urlsplit(headers.get("referer", ""))
    came_from = asked_for(QueryParams(referer.query).get(PARAMETER))
    if referer.netloc == headers.get("host") and came_from:
        return came_from
    return of_locale(headers.get("accept-language", "").partition(",")[0])


def _new_cookie(scope: Scope, root: str) -> str:
    """The cookie that names a visitor, if the browser has none yet; else ""."""
    named = HTTPConnection(scope).cookies.get(visitor.COOKIE)
    if visitor.is_name(named):
        return ""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    value = f"{visitor.COOKIE}={visitor.new_name()}"
    return f"{value}; Path={root}/; HttpOnly; SameSite=Lax{secure}"


def _uncompressed(scope: Scope) -> Scope:
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    return {**scope, "headers": headers}


def _scripts_of(first: Sequence[str]) -> list[str]:
    return [modules.address(name) for name in modules.with_imports(*first)]


class _DocumentWriter:
    """Passes an answer on; an HTML document gets its language, its first look, a cookie.

    Args:
        send: Of the request.
        scope: Of the request.
        root: The path below which the course is served.
        first: The scripts that the page needs first.
        look: What the page shows before it runs.
    """

    def __init__(
        self, send: Send, scope: Scope, root: str, first: Sequence[str], look: FirstLook | None
    ) -> None:
        self.send = send
        self.look = look
        self.address = HTTPConnection(scope).url.replace(query="")
        self.root = root + "/"
        self.first = first
        self.cookie = _new_cookie(scope, root)
        self.language: Language = _language_of(scope)
        self.can_decompress = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)
            return
        await self.send(message)

    async def _finish(self, start: Message) -> None:
        values = {
            "root": self.root,
            "parameter": PARAMETER,
            "together": TOGETHER_MS,
            "notLoaded": {code: STRINGS.get("notice.not_loaded", code) for code in LANGUAGES},
            "lost": {code: STRINGS.get("notice.lost", code) for code in LANGUAGES},
        }
        told = json.dumps(values)
        scripts = ";".join(f"({script})({told})" for script in (_SCRIPT, *_EARLY))
        head = f"<style>{_STYLE}</style><script>{scripts}</script>"
        # Streamlit's own are needed first: they stand before these, and its elements' before ours.
        later = "".join(
            f'<link rel="modulepreload" crossorigin href="{self.root}{name}">'
            for name in (*element_scripts(), *_scripts_of(self.first))
        )
        body = self.body.replace(b'<html lang="en">', f'<html lang="{self.language}">'.encode(), 1)
        body = body.replace(b"<head>", b"<head>" + head.encode(), 1)
        body = body.replace(b"</head>", later.encode() + b"</head>", 1)
        body = self._with_look(body)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["vary"] = "accept-encoding"
        if self.can_decompress:
            body = gzip.compress(body, compresslevel=6)
            headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        if self.cookie:
            headers.append("set-cookie", self.cookie)
        # The answer differs from the file it was made of.
        del headers["etag"], headers["last-modified"]
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})

    def _with_look(self, body: bytes) -> bytes:
        """The document with what its page says of itself and shows first."""
        if self.look is None:
            return body
        site = f"{self.address.scheme}://{self.address.netloc}{self.root.rstrip('/')}"
        tags = preview.tags(self.look, self.language, address=str(self.address), root=site)
        icon = f'<link rel="shortcut icon" href="{escape(self.look.icon, quote=True)}">'
        # Streamlit's sheet holds back what stands behind it; the first look needs none of it.
        sheets = b"".join(_SHEETS.findall(body))
        root = b'<div id="root"></div>'
        shown = self.look.html(self.language).encode()
        body = _OWN_WORDS.sub(b"", _SHEETS.sub(b"", body))
        body = body.replace(b"</head>", f"{tags}{icon}".encode() + b"</head>", 1)
        return body.replace(root, root + shown + sheets, 1)

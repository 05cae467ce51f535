"""The ASGI application: ``streamlit run app.py``.

The script that draws the pages is ``pages/main.py``. With the script *beside* a ``pages/`` folder
Streamlit would discover that folder by itself, and a shared deep link opened as the first request
after a start would show a bare page without navigation.
"""

from __future__ import annotations

import gc
import importlib
import logging
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lessons.catalogue import LESSONS
from pages.ui import language

HEAVY_IMPORTS = ("torch", "cnncore.ops", "pages.ui.shell", "pages.ui.lesson", "pages.ui.stepper")
PAGE_PATHS = frozenset({"", *(entry.page_id for entry in LESSONS)})

log = logging.getLogger("cnn_course")


@asynccontextmanager
async def lifespan(_app: st.App):
    """Import what the pages need before the first visitor, then leave it out of every collection.

    Streamlit runs a full garbage collection after each script run; walking the objects of torch
    alone takes about 100 ms. ``gc.freeze`` moves what exists now out of the collector's sight.
    """
    for module in HEAVY_IMPORTS:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as missing:
            log.warning("not there yet: %s", missing.name)
    gc.collect()
    gc.freeze()
    yield {}


class UnknownPages:
    """Send an address that names no page to the home page, which then says so.

    Streamlit would open an English dialog instead.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect document requests for unknown pages; pass on everything else."""
        if scope["type"] == "http" and scope["method"] == "GET" and _is_unknown_page(scope):
            path = scope["path"].strip("/")
            lang = QueryParams(scope["query_string"]).get("lang")
            target = f"/?unknown_page={quote(path[:80], safe='')}"
            if lang:
                target += f"&lang={quote(lang[:8], safe='')}"
            await RedirectResponse(target)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_unknown_page(scope: Scope) -> bool:
    accept = dict(scope["headers"]).get(b"accept", b"")
    path = scope["path"].strip("/")
    is_document = b"text/html" in accept and "." not in path.rpartition("/")[2]
    return is_document and not path.startswith(("_stcore", "static")) and path not in PAGE_PATHS


def show_crash(error: Exception) -> bool:
    """Log an uncaught error and tell the visitor in a sentence; no traceback on a page."""
    log.error("page failed", exc_info=error)
    st.warning(language.t("notice.crash"))
    return True


app = st.App(
    Path(__file__).parent / "pages" / "main.py",
    lifespan=lifespan,
    middleware=[Middleware(UnknownPages)],
    on_script_error=show_crash,
)

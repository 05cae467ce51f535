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

import streamlit as st
from starlette.middleware import Middleware

from lessons.catalogue import LESSONS
from pages.ui import language
from pages.ui.document import CourseDocument

HEAVY_IMPORTS = ("torch", "cnncore.ops", "pages.ui.shell", "pages.ui.lesson", "pages.ui.stepper")
PAGE_IDS = ("", *(entry.page_id for entry in LESSONS))

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


def show_crash(_error: Exception) -> bool:
    """Tell the visitor in a sentence; Streamlit has logged the traceback, no page shows it."""
    st.warning(language.t("notice.crash"))
    return True


app = st.App(
    Path(__file__).parent / "pages" / "main.py",
    lifespan=lifespan,
    middleware=[Middleware(CourseDocument, page_ids=PAGE_IDS)],
    on_script_error=show_crash,
)

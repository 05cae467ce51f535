"""The ASGI application: ``streamlit run app.py``.

The script that draws the pages is ``pages/main.py``. With the script *beside* a ``pages/`` folder
Streamlit would discover that folder by itself, and a shared deep link opened as the first request
after a start would show a bare page without navigation.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import pkgutil
import socket
from asyncio import base_events
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime

from cnncore.engine import the_engine
from lessons.machinery.catalogue import LESSONS, Entry
from lessons.machinery.figure import stepper_of
from pages.components import model_maps, modules, scenes
from pages.components.course_map import still_map
from pages.components.section_rail import still_rail
from pages.ui.lesson.drawing_room import DrawingRoom
from pages.ui.lesson.field_still import still_field
from pages.ui.lesson.stills import still_figure
from pages.ui.lesson.take_routes import take_routes
from pages.ui.runs import charts
from pages.ui.runs.live import live_routes, streams_end_with_server
from pages.ui.shell import frame_files, language, preview, reach
from pages.ui.shell.collector import freeze_what_stays, keep_collections_short
from pages.ui.shell.document import CourseDocument, base_path, below_base
from pages.ui.shell.first_look import FirstLooks

# pandas: Streamlit imports it when it draws the first browser component.
HEAVY_IMPORTS = ("torch", "pandas", "streamlit.emojis")
OWN_PACKAGES = ("cnncore", "lessons", "pages.components", "pages.ui")

# Matplotlib is never loaded here: figures to take along are drawn by a process of their own.
DRAWN_ELSEWHERE = "lessons.figures."

DRAWING_ROOM = DrawingRoom()

log = logging.getLogger("cnn_course")


def first_scripts(entry: Entry) -> tuple[str, ...]:
    """What a lesson's page shows first, with the parts that its figure names."""
    parts = stepper_of(entry.page_id).parts if "grid_stepper" in entry.first else ()
    return (
        *(f"{component}/component.js" for component in entry.first),
        *modules.parts_of("grid_stepper", (part.name for part in parts)),
    )


FIRST_SCRIPTS = {
    "": ("course_map/component.js",),
    "glossary": (),
    "prepare": ("prepare_board/component.js",),
} | {entry.page_id: first_scripts(entry) for entry in LESSONS}
UNSEEN = ("fold_links", "go_to", "learner_record", "page_frame", "tab_memory")
FIRST_LOOKS = FirstLooks(
    {f"cnn_course.{name}": lambda _data: "" for name in UNSEEN}
    | {
        "cnn_course.course_map": still_map,
        "data_strip": lambda _data: '<div class="first-box"></div>',
        "cnn_course.field_stack": still_field,
        "cnn_course.two_lanes": lambda _data: '<div class="first-box"></div>',
        "cnn_course.configurations": lambda _data: '<div class="first-box"></div>',
        "cnn_course.section_rail": still_rail,
        "grid_stepper": still_figure,
    },
    figures=(
        "cnn_course.course_map",
        "data_strip",
        "grid_stepper",
        "cnn_course.field_stack",
        "cnn_course.two_lanes",
        "cnn_course.configurations",
    ),
)


@asynccontextmanager
async def lifespan(_app: st.App):
    """Import what the pages need before the first visitor, then keep it out of every collection."""
    send_small_messages_at_once()
    for module in (*HEAVY_IMPORTS, *_own_modules()):
        try:
            importlib.import_module(module)
        except ImportError:
            # Only the page that needs it may fail, not the start of the course.
            log.exception("cannot import %s", module)
    # Every script run is a new thread, and each would start OpenMP threads of its own: 3 ms for a
    # convolution of a 5x5 grid.
    importlib.import_module("torch").set_num_threads(1)
    charts.warm_up()
    await frame_files.compress_first_files()
    freeze_what_stays()  # each run of a page ends with a collection
    if runtime.exists():  # a test of the start has no pages to run
        await FIRST_LOOKS.warm_up(("",))
    freeze_what_stays()
    beside = [asyncio.create_task(c) for c in (keep_collections_short(), draw_the_other_pages())]
    # In the background: the first page does not wait for the workers.
    engine = the_engine()
    engine.start(on_ready=freeze_what_stays)
    with streams_end_with_server(engine):
        yield {}
    for task in beside:
        task.cancel()
    DRAWING_ROOM.close()
    await asyncio.to_thread(engine.close)


async def draw_the_other_pages() -> None:
    """Draw the first looks that nobody has asked for yet: the start does not wait for it."""
    if runtime.exists():
        await FIRST_LOOKS.warm_up(tuple(FIRST_SCRIPTS))
        freeze_what_stays()


def send_small_messages_at_once() -> None:
    """Switch off Nagle's algorithm on every connection.

    asyncio does so itself, but only where the listening socket names its protocol; Streamlit's does
    not (seen on 1.67). Without, the last message of each answer waits about 40 ms, until the
    browser's delayed acknowledgement of the message before it.
    """

    def set_nodelay(connection: socket.socket) -> None:
        if connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    base_events._set_nodelay = set_nodelay  # type: ignore[attr-defined]


def _own_modules() -> Iterator[str]:
    for name in OWN_PACKAGES:
        package = importlib.import_module(name)
        found = (m.name for m in pkgutil.walk_packages(package.__path__, prefix=f"{name}."))
        yield from (name for name in found if not name.startswith(DRAWN_ELSEWHERE))


def show_crash(_error: Exception) -> bool:
    """Tell the visitor in a sentence; Streamlit has logged the traceback, no page shows it."""
    st.warning(language.t("notice.crash"))
    return True


app = st.App(
    Path(__file__).parent / "pages" / "main.py",
    lifespan=lifespan,
    routes=below_base(
        [
            *modules.routes(),
            *scenes.routes(),
            *model_maps.routes(),
            *preview.routes(),
            *reach.routes(),
            *live_routes(the_engine()),
            *take_routes(DRAWING_ROOM),
        ]
    ),
    middleware=[
        Middleware(CourseDocument, pages=FIRST_SCRIPTS, base=base_path(), looks=FIRST_LOOKS),
        Middleware(frame_files.FrameFiles, base=base_path()),
    ],
    on_script_error=show_crash,
)

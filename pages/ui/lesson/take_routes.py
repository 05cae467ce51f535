"""Figures to take along, as the server hands them out.

``GET figures/<page>/<figure>.<format>?…`` with the settings of the figure and of the drawing
(``take_order``) is the file; ``….json`` says what a panel needs to know before anything is drawn.
``GET …/progress`` draws the same file and tells how far it is, a line of JSON for each step; who
closes it stops the work. After its last line, ``{"done": true}``, the file is there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from cnncore.errors import SettingError
from lessons.figures.order import (
    MOST_STEPS,
    TooLargeError,
    TooManyStepsError,
    TooSmallError,
    refuse_too_many,
)
from lessons.machinery.languages import Language, asked_for
from lessons.machinery.strings import STRINGS
from pages.ui.lesson.drawing_room import BusyError, DrawingRoom
from pages.ui.lesson.take_order import READER, RefusedError, Taken, UnknownError, read_order

_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "gif": "image/gif",
    "zip": "application/zip",
}
_ADDRESS = "/figures/{page}/{figure}.{kind}"
_NO_STORE = {"cache-control": "no-store"}
# The address holds all that is drawn; another version of the course may draw it otherwise.
_FOR_MINUTES = {"cache-control": "private, max-age=300"}

Progress = tuple[int, int]


def take_routes(room: DrawingRoom) -> list[Route]:
    """The routes, with the room in which the figures are drawn."""

    async def file(request: Request) -> Response:
        try:
            taken = _read(request)
            if taken.kind == "json":
                return JSONResponse(await _facts(room, taken), headers=_FOR_MINUTES)
            async for _ in made(room, taken):
                pass
        except Exception as error:
            return _refusal(error, _reader(request))
        content = room.kept(taken.key)
        assert content is not None
        return _file(taken, content)

    async def progress(request: Request) -> Response:
        try:
            taken = _read(request)
        except Exception as error:
            return _refusal(error, _reader(request))
        lines = _lines(room, taken)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_NO_STORE)

    return [Route(_ADDRESS, file), Route(f"{_ADDRESS}/progress", progress)]


def _read(request: Request) -> Taken:
    where = request.path_params
    return read_order(where["page"], where["figure"], where["kind"], request.query_params)


def _reader(request: Request) -> Language:
    return asked_for(request.query_params.get(READER)) or "en"


async def _facts(room: DrawingRoom, taken: Taken) -> dict[str, Any]:
    told = await room.do("facts", taken.order)
    return {**told, "notices": taken.notices, "reach": taken.reach, "name": taken.name}


async def made(room: DrawingRoom, taken: Taken) -> AsyncGenerator[Progress]:
    """Draw a file unless it is there; yields how many of its steps are drawn, and of how many."""
    if room.kept(taken.key):
        return
    order, kind = taken.order, taken.kind
    if taken.step is not None:
        room.keep(taken.key, await room.do("still", order, kind, taken.step))
        return
    count = (await room.do("facts", order))["count"]
    refuse_too_many(count)
    if kind == "pdf":
        room.keep(taken.key, await room.do("pages", order))
        return
    drawn = []
    for step in range(count):
        yield step, count
        about = order if step == taken.shown else replace(order, alt="")
        job, *what = ("frame", order, step) if kind == "gif" else ("still", about, kind, step)
        drawn.append(await room.do(job, *what))
    yield count, count
    content = await room.do("moving", order, drawn) if kind == "gif" else _packed(taken, drawn)
    room.keep(taken.key, content)


def _packed(taken: Taken, files: list[bytes]) -> bytes:
    """Each step as a file of its own, in one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, content in enumerate(files, start=1):
            name = taken.name.replace("-steps-", f"-step{number:02}-", 1)
            packed.writestr(zipfile.ZipInfo(f"{name}.{taken.kind}"), content)
    return out.getvalue()


async def _lines(room: DrawingRoom, taken: Taken) -> AsyncIterator[bytes]:
    try:
        async with aclosing(made(room, taken)) as steps:
            async for step, count in steps:
                yield _line({"step": step, "count": count})
    except Exception as error:
        yield _line({"problem": _sentence(error, taken.reader)[1]})
    else:
        yield _line({"done": True})


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _file(taken: Taken, content: bytes) -> Response:
    is_many = taken.step is None and taken.kind in ("png", "svg")
    ending = "zip" if is_many else taken.kind
    headers = {
        **_FOR_MINUTES,
        "content-disposition": f'inline; filename="{taken.name}.{ending}"',
    }
    if taken.notices:
        headers["x-notice"] = quote(" ".join(taken.notices))
    return Response(content, media_type=_TYPES[ending], headers=headers)


def _refusal(error: Exception, reader: Language) -> Response:
    status, sentence = _sentence(error, reader)
    return JSONResponse({"problem": sentence}, status_code=status, headers=_NO_STORE)


def _sentence(error: Exception, reader: Language) -> tuple[int, str]:
    """What is said of an order that was not fulfilled."""

    def t(key: str, **values: object) -> str:
        return STRINGS.get(key, reader, **values)

    match error:
        case RefusedError():
            return 400, str(error)
        case UnknownError():
            return 404, t("take_along.unknown")
        case SettingError():
            return 422, t("take_along.nothing")
        case TooManyStepsError():
            return 422, t("take_along.too_many", count=error.args[0], most=MOST_STEPS)
        case TooLargeError():
            return 400, t("take_along.too_large")
        case TooSmallError():
            return 422, t("take_along.too_small", size=f"{error.args[0]:.1f}")
        case BusyError():
            return 503, t("take_along.busy")
    raise error

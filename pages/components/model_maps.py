"""A picture sent through a network of the papers: each operator's maps as soon as they are made.

``POST models/<version>/<id>/maps?picture=temple&size=0&seed=0``; with ``picture=own`` the body is
the learner's file. The answer is a line of JSON for each operator: id, low, high, and its tile in
base64. A picture that cannot be taken is one line, ``{"problem": {code, values}}``.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from threading import Event

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from cnncore.data import DataError, picture
from cnncore.models import ModelError, list_models
from cnncore.models.maps import Seen, watch
from lessons.channels.photos import COLOUR_PICTURES, colour_picture
from pages.components.scenes import VERSION, size_of

MOST_BYTES = 10_000_000
"""Of a picture's file."""
OWN = "own"

_PICTURE_SIZE = 256
_MOST_WAITING = 4
_NO_STORE = {"cache-control": "no-store"}


class _Queue:
    """One picture at a time: a network takes a core for seconds."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0


_queue = _Queue()


def routes() -> list[Route]:
    """Where the application takes pictures."""
    return [Route("/models/{version}/{model_id}/maps", _serve, methods=["POST"])]


async def _serve(request: Request) -> Response:
    model_id, asked = request.path_params["model_id"], request.query_params
    size, seed = size_of(asked.get("size", "0")), asked.get("seed", "0")
    is_seed = seed.isascii() and seed.isdecimal() and len(seed) <= 4
    name = asked.get("picture", "")
    known = request.path_params["version"] == VERSION and model_id in list_models()
    if not known or size is None or not is_seed or name not in (*COLOUR_PICTURES, OWN):
        return PlainTextResponse("no such picture", status_code=404, headers=_NO_STORE)
    try:
        shown = await _own(request) if name == OWN else colour_picture(name).transpose(1, 2, 0)
    except DataError as refused:
        return _refusal(refused.code, dict(refused.values))
    if _queue.waiting >= _MOST_WAITING:
        return _refusal("busy", {})
    lines = _lines(lambda see: watch(model_id, shown, see, input_size=size or None, seed=int(seed)))
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=_NO_STORE)


async def _own(request: Request) -> NDArray[np.uint8]:
    """The picture in the body.

    Raises:
        DataError: `picture_broken`, `picture_too_large` or `picture_too_deep`.
    """
    name = request.query_params.get("name", "")[:80]
    packed = bytearray()
    async for part in request.stream():
        packed += part
        if len(packed) > MOST_BYTES:  # whoever sends more does so without our page
            raise DataError("picture_broken", entry=name)
    return await asyncio.to_thread(picture, bytes(packed), name, size=_PICTURE_SIZE)


def _refusal(code: str, values: dict[str, object]) -> Response:
    line = _line({"problem": {"code": code, "values": values}})
    return Response(line, media_type="application/x-ndjson", headers=_NO_STORE)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode() + b"\n"


class _Left(Exception):
    """Nobody waits for the maps any more."""


async def _lines(work: Callable[[Callable[[Seen], None]], None]) -> AsyncIterator[bytes]:
    """What a thread sees, line by line; it stops when the browser has left."""
    loop, ready, has_left = asyncio.get_running_loop(), asyncio.Queue[bytes | None](), Event()

    def see(seen: Seen) -> None:
        if has_left.is_set():
            raise _Left
        tile = base64.b64encode(seen.tile.tobytes()).decode("ascii")
        line = {"id": seen.name, "low": seen.low, "high": seen.high, "tile": tile}
        loop.call_soon_threadsafe(ready.put_nowait, _line(line))

    def run() -> None:
        try:
            work(see)
        except ModelError as error:
            problem = {"code": error.code, "values": dict(error.values)}
            loop.call_soon_threadsafe(ready.put_nowait, _line({"problem": problem}))
        except _Left:
            pass
        finally:
            loop.call_soon_threadsafe(ready.put_nowait, None)

    _queue.waiting += 1
    try:
        async with _queue.lock:
            done = loop.run_in_executor(None, run)
            try:
                while line := await ready.get():
                    yield line
            finally:
                has_left.set()
            await done
    finally:
        _queue.waiting -= 1

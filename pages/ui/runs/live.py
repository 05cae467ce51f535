"""A run's events as a stream, and commands to it: two routes that need no script rerun.

`GET /live/{job_id}` is ``text/event-stream``: `data` is the event as JSON, `id` its number. What
has no number holds at the moment only, such as the place in the queue. After ``event: end`` nothing
follows; a stream that ends without it was interrupted, and the browser asks again by itself.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from cnncore.engine import Engine, EngineError
from cnncore.jobs.history import Entry

_HEARTBEAT_SECONDS = 15.0
_RETRY_MILLISECONDS = 1000
_MAX_COMMAND_BYTES = 4096
_STATUS_CODES = {"unknown_job": 404, "engine_unavailable": 503}
# Proxies must neither keep the stream nor hold it back.
_STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


def live_routes(engine: Engine) -> list[Route]:
    """The routes, for `engine`."""

    async def watch(request: Request) -> Response:
        job_id = request.path_params["job_id"]
        try:
            after = _last_event_id(request)
            job = await engine.find(job_id)
        except (EngineError, ValueError) as error:
            return _refusal(error)
        if job.history.is_ended and after >= job.history.last_number:
            return Response(status_code=204)  # tells an EventSource to stop asking
        return StreamingResponse(
            _stream(engine, job_id, after),
            media_type="text/event-stream",
            headers=_STREAM_HEADERS,
        )

    async def command(request: Request) -> Response:
        if not _is_same_origin(request):
            return JSONResponse({"code": "cross_origin"}, status_code=403)
        try:
            sent = await _command(request)
            is_done = await engine.send(request.path_params["job_id"], sent)
        except (EngineError, ValueError) as error:
            return _refusal(error)
        return JSONResponse({"done": is_done}, status_code=200 if is_done else 409)

    return [
        Route("/live/{job_id}", watch, methods=["GET"]),
        Route("/live/{job_id}/command", command, methods=["POST"]),
    ]


@contextmanager
def streams_end_with_server(engine: Engine) -> Iterator[None]:
    """End all streams when the server is told to stop: it waits for open answers first."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals arrive elsewhere
        return
    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, frame: FrameType | None) -> None:
        engine.end_streams()
        handler = previous[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in previous:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


async def _stream(engine: Engine, job_id: str, after: int) -> AsyncIterator[bytes]:
    yield b"retry: %d\n\n" % _RETRY_MILLISECONDS
    async with aclosing(engine.follow(job_id, after, _HEARTBEAT_SECONDS)) as events:
        async for event in events:
            if event is None:
                yield b": still here\n\n"
            elif isinstance(event, Entry):
                yield b"id: %d\ndata: %b\n\n" % (event.number, event.data)
            else:
                yield b"data: %b\n\n" % event
    if not engine.is_closing:
        yield b"event: end\ndata: {}\n\n"


def _last_event_id(request: Request) -> int:
    """Where the stream goes on; a page that knows the first events says ``?after=``."""
    text = request.headers.get("last-event-id") or request.query_params.get("after") or "-1"
    return int(text)


async def _command(request: Request) -> Any:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ValueError("not JSON")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_COMMAND_BYTES:
            raise ValueError("too long")
    return json.loads(body)


def _is_same_origin(request: Request) -> bool:
    """Whether a page of this server asks. A browser says so itself; a script need not."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _refusal(error: Exception) -> JSONResponse:
    code = getattr(error, "code", "bad_request")
    values = {name: str(value) for name, value in getattr(error, "values", {}).items()}
    body = {"code": code, "values": values}
    return JSONResponse(body, status_code=_STATUS_CODES.get(code, 400))

"""The networks of the papers as data for the explorer: made on first request, kept for ever.

Path ``models/<version>/<id>.json``; ``?size=192`` for another picture. The version is that of the
sources that compute it, so that a browser may keep what it got.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import cnncore
from cnncore.models import ModelError, list_models, scene
from pages.components.modules import version_of

LARGEST_SIZE = 1024
"""Pixels of a side of the picture, at most; ``SMALLEST_SIZE`` at least."""
SMALLEST_SIZE = 1

_ROOT = Path(cnncore.__file__).parent
_SOURCES = sorted(
    [*_ROOT.glob("*.py"), *(_ROOT / "models").glob("*.py"), *(_ROOT / "network").glob("*.py")]
)
VERSION = version_of(
    {path.relative_to(_ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _SOURCES}
)
FOLDER = f"models/{VERSION}/"
"""Where they are served, relative to the course's root."""

_HEADERS = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
_KEPT = 128


def routes() -> list[Route]:
    """Where the application serves the networks."""
    return [Route("/models/{version}/{model_id}.json", _serve)]


async def _serve(request: Request) -> Response:
    model_id = request.path_params["model_id"]
    size = size_of(request.query_params.get("size", "0"))
    if request.path_params["version"] != VERSION or model_id not in list_models() or size is None:
        return PlainTextResponse(
            "no such network", status_code=404, headers={"cache-control": "no-store"}
        )
    packed = await asyncio.to_thread(packed_scene, model_id, size)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = _HEADERS | {"content-encoding": "gzip"}
        return Response(packed, media_type="application/json", headers=headers)
    return Response(gzip.decompress(packed), media_type="application/json", headers=_HEADERS)


def size_of(text: str) -> int | None:
    """The size that was asked for, 0 as published; None if there is none such."""
    size = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
    return size if size == 0 or SMALLEST_SIZE <= size <= LARGEST_SIZE else None


@lru_cache(_KEPT)
def packed_scene(model_id: str, size: int) -> bytes:
    """A network, or ``{"problem": {code, values}}`` where its map vanishes, as compressed JSON.

    Args:
        model_id: One of ``list_models``.
        size: Pixels of a side of the picture; 0 as published.
    """
    try:
        found = scene(model_id, size or None)
    except ModelError as error:
        found = {"problem": {"code": error.code, "values": dict(error.values)}}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9)

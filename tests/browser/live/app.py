"""The components that follow runs, on a page of their own, with a pretended engine behind them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from pages.components import model_maps, modules, scenes
from tests.browser.live.scripts import BREAK, END, SCRIPTS, STAY, Act, done

COMMANDS: list[dict] = []


async def watch(request: Request) -> Response:
    name, _, number = request.path_params["job_id"].partition("-")
    if name not in SCRIPTS:
        return JSONResponse({"code": "unknown_job"}, status_code=404)
    text = request.headers.get("last-event-id") or request.query_params.get("after") or "-1"
    acts = done(int(number)) if name == "done" and number.isdecimal() else SCRIPTS[name]()
    return StreamingResponse(_stream(acts, int(text)), media_type="text/event-stream")


async def _stream(acts: Iterator[Act], after: int) -> AsyncIterator[bytes]:
    yield b"retry: 1200\n\n"
    for number, (seconds, act) in enumerate(acts):
        if number <= after:
            continue
        await asyncio.sleep(seconds)
        if act == BREAK:
            # The break has a number too, so that the next connection goes on behind it.
            yield b"id: %d\ndata: {}\n\n" % number
            return
        if act == STAY:
            await asyncio.sleep(3600)
        elif act == END:
            yield b"event: end\ndata: {}\n\n"
        else:
            yield b"id: %d\ndata: %b\n\n" % (number, json.dumps(act).encode())


async def command(request: Request) -> Response:
    COMMANDS.append(await request.json())
    return JSONResponse({"done": True})


async def commands(_request: Request) -> Response:
    return JSONResponse(COMMANDS)


app = st.App(
    Path(__file__).parent / "page.py",
    routes=[
        *modules.routes(),
        *scenes.routes(),
        *model_maps.routes(),
        Route("/live/{job_id}", watch),
        Route("/live/{job_id}/command", command, methods=["POST"]),
        Route("/commands", commands),
    ],
)

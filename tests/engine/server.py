"""A server with the live routes and nothing else, in a process of its own.

Run it with: python -m tests.engine.server PORT   (the cluster: DASK_SCHEDULER_ADDRESS)
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cnncore.engine import Engine, EngineError, EngineSettings
from pages.ui.runs.live import live_routes, streams_end_with_server
from tests.engine.conftest import RUNNER


def application() -> Starlette:
    settings = EngineSettings.from_environment()
    runner = os.environ.get("TEST_RUNNER", RUNNER)
    engine = Engine(dataclasses.replace(settings, runner=runner, workers=2, copy_seconds=0.2))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        engine.start()
        with streams_end_with_server(engine):
            yield
        engine.close()

    async def submit(request: Request) -> JSONResponse:
        body = await request.json()
        try:
            return JSONResponse({"job_id": engine.submit(body["config"], body["session"])})
        except EngineError as error:
            return JSONResponse({"code": error.code}, status_code=503)

    async def state(_request: Request) -> JSONResponse:
        return JSONResponse({"state": engine.state})

    routes = [Route("/submit", submit, methods=["POST"]), Route("/state", state)]
    return Starlette(routes=[*routes, *live_routes(engine)], lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(application(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")

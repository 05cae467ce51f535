"""Streamlit's scripts and styles: the same bytes, fewer on the way, asked for in time."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import file_util

from pages.ui.shell import frame_files
from pages.ui.shell.frame_files import FrameFiles, compress_first_files, element_scripts
from tests.coroutines import run_apart

STATIC = Path(file_util.get_static_dir())
STYLE = next((STATIC / "static" / "css").glob("index.*.css")).relative_to(STATIC).as_posix()


def get(path: str, accept: str = "gzip, br", base: str = "") -> httpx.Response:
    async def streamlit(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("Streamlit's own answer")

    app = Starlette(
        routes=[Route("/{path:path}", streamlit)], middleware=[Middleware(FrameFiles, base=base)]
    )

    async def ask() -> httpx.Response:
        transport, headers = httpx.ASGITransport(app), {"accept-encoding": accept}
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers=headers)

    return run_apart(ask())


@pytest.mark.parametrize("base", ["", "/school"])
def test_a_file_arrives_compressed_and_whole(base: str):
    answer = get(f"{base}/{STYLE}", base=base)
    assert answer.content == (STATIC / STYLE).read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < 0.5 * len(answer.content)


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        (f"/{STYLE}", "identity"),
        ("/static/js/no_such_file.js", "gzip"),
        ("/static/js/../../index.html", "gzip"),
        ("/static/media/font.woff2", "gzip"),
        ("/convolution", "gzip"),
    ],
)
def test_everything_else_is_left_to_streamlit(path: str, accept: str):
    assert get(path, accept).text == "Streamlit's own answer"


def test_first_files_are_compressed_before_the_first_visitor(monkeypatch: pytest.MonkeyPatch):
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(frame_files, "_COMPRESSED", kept)
    run_apart(compress_first_files())
    assert {STYLE, *element_scripts()} <= kept.keys()
    for name, body in kept.items():
        assert gzip.decompress(body) == (STATIC / name).read_bytes()


def test_scripts_of_elements_are_those_that_the_page_does_not_name():
    names = element_scripts()
    assert all((STATIC / name).is_file() for name in names)
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert not [name for name in names if name in page]
    stems = {Path(name).name.partition(".")[0] for name in names}
    assert {"Html", "BidiComponent", "purify"} <= stems

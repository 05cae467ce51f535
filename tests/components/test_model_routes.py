"""The networks as the application serves them, and pictures on their way through them."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx
import numpy as np
import pytest
from starlette.applications import Starlette

from cnncore.models import list_models, scene, summarize
from cnncore.models.maps import TILE
from lessons.channels.photos import COLOUR_PICTURES
from lessons.machinery.network_explorer import PICTURES, Explorer, PathParam
from pages.components import model_maps, scenes
from tests.coroutines import run_apart

FOLDER = scenes.FOLDER


def ask(
    path: str, method: str = "GET", body: bytes = b"", encoding: str = "gzip"
) -> httpx.Response:
    async def get() -> httpx.Response:
        app = Starlette(routes=[*scenes.routes(), *model_maps.routes()])
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            headers = {"accept-encoding": encoding}
            return await client.request(method, f"/{path}", headers=headers, content=body)

    return run_apart(get())


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_network_may_be_kept_for_ever(encoding: str):
    answer = ask(f"{FOLDER}resnet18.json", encoding=encoding)
    assert answer.json() == json.loads(json.dumps(scene("resnet18")))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers.get("content-encoding") == {"gzip": "gzip"}.get(encoding)


def test_another_input_size_is_another_address():
    assert ask(f"{FOLDER}resnet18.json?size=96").json()["in_shape"] == [3, 96, 96]


def test_a_picture_that_is_too_small_is_answered_with_the_layer_and_the_smallest():
    problem = ask(f"{FOLDER}alexnet_paper.json?size=30").json()["problem"]
    assert problem["code"] == "map_vanishes"
    assert problem["values"]["layer"] == "pool2"
    smallest = problem["values"]["smallest"]
    assert "problem" not in ask(f"{FOLDER}alexnet_paper.json?size={smallest}").json()
    assert "problem" in ask(f"{FOLDER}alexnet_paper.json?size={smallest - 1}").json()


@pytest.mark.parametrize(
    "path",
    [
        "models/0123456789ab/resnet18.json",
        f"{FOLDER}no_such.json",
        f"{FOLDER}resnet18.json?size=-1",
        f"{FOLDER}resnet18.json?size=1025",
        f"{FOLDER}resnet18.json?size=many",
    ],
)
def test_what_there_is_not_is_not_kept(path: str):
    answer = ask(path)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def lines(path: str, body: bytes = b"") -> list[dict[str, Any]]:
    answer = ask(f"{FOLDER}{path}", "POST", body)
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize("model_id", ["lenet5_1998", "resnet18"])
def test_every_operator_with_maps_tells_what_it_made(model_id: str):
    found = lines(f"{model_id}/maps?picture=temple&size=64")
    with_maps = [row.name for row in summarize(model_id, 64).rows if len(row.out_shape) == 3]
    assert [line["id"] for line in found] == with_maps
    tiles = [np.frombuffer(base64.b64decode(line["tile"]), np.uint8) for line in found]
    assert all(tile.size == TILE**2 and tile.max() == 255 for tile in tiles)
    assert all(line["low"] < line["high"] for line in found)


def test_the_seed_draws_the_weights():
    first, again, other = (
        lines(f"lenet5_modern/maps?picture=card&seed={seed}")[0] for seed in (3, 3, 4)
    )
    assert first == again
    assert first["tile"] != other["tile"]


def test_what_is_no_picture_is_said():
    (line,) = lines("lenet5_modern/maps?picture=own&name=a.png", b"no picture")
    assert line["problem"]["code"] == "picture_broken"
    assert line["problem"]["values"]["entry"] == "a.png"
    (line,) = lines("alexnet_paper/maps?picture=temple&size=30")
    assert line["problem"]["code"] == "map_vanishes"


def test_who_comes_too_late_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(model_maps._queue, "waiting", 4)
    (line,) = lines("lenet5_modern/maps?picture=card")
    assert line["problem"]["code"] == "busy"


@pytest.mark.parametrize("query", ["picture=none", "picture=../x", "picture=card&seed=-1", ""])
def test_what_nobody_offers_is_not_sent_through(query: str):
    assert ask(f"{FOLDER}lenet5_modern/maps?{query}", "POST").status_code == 404


def test_an_explorer_offers_what_there_is():
    assert ("none", *COLOUR_PICTURES, model_maps.OWN) == PICTURES
    assert Explorer(list_models()[:2], name="second").prefix == "second_"
    with pytest.raises(ValueError, match="no_such"):
        Explorer(("no_such",))


@pytest.mark.parametrize(
    ("text", "is_path"),
    [("conv3_x.block1", True), ("", True), ("a..b", False), ("../x", False), ("x" * 130, False)],
)
def test_a_path_is_names_joined_by_dots(text: str, is_path: bool):
    value, slip = PathParam("open").parse(text)
    assert (value == text) is is_path
    assert (slip is None) is is_path

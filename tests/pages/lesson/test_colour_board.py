"""What a browser sends to the board with pictures: checked before anything is done with it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from cnncore.data import DataError
from lessons.channels.photos import SIZE
from pages.ui.lesson import colour_board
from pages.ui.lesson.colour_board import PARAMS
from tests.data.test_pictures import quarters, saved

DEFAULTS = {param.name: param.default for param in PARAMS}


def settings_of(sent: dict[str, Any]) -> dict[str, Any]:
    return DEFAULTS | colour_board._settings_of(sent)


def test_settings_come_back_as_they_were_sent():
    edited = {"id": "outline", "edits": {"9.0": "-40", "2.1": "1/3"}}
    sent = {"picture": "card", "chosen": 1, "kernels": [edited, {"id": "red", "edits": {}}]}
    found = settings_of(sent)
    assert (found["photo"], found["photo_kernel"]) == ("card", 2)
    assert found["photo_cells_1"] == {(9, 0): "-40", (2, 1): "1/3"}
    assert colour_board._settings(found) == sent


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"picture": ["card"], "chosen": 7, "kernels": 3},
        {"picture": "own", "chosen": None, "kernels": [None, "red", {"id": 5, "edits": [1]}]},
        {"kernels": [{"id": {}, "edits": {"99.0": "1", "0.0": "x", "-1.0": "2"}}] * 5},
    ],
)
def test_nonsense_changes_nothing(sent: dict[str, Any]):
    assert settings_of(sent) == DEFAULTS


def test_a_file_arrives_as_the_planes_of_its_picture():
    encoded = base64.b64encode(saved(quarters(), "PNG")).decode()
    planes = colour_board._read({"name": "a.png", "file": encoded})
    assert planes.shape == (3, SIZE, SIZE)
    assert planes[:, 60, 60].tolist() == [220, 30, 30]


@pytest.mark.parametrize("file", [None, 7, "", "????", "bm8=", "x" * 40])
def test_what_is_no_file_is_refused(file: object):
    with pytest.raises(DataError) as refused:
        colour_board._read({"name": "a.png", "file": file})
    assert refused.value.code == "picture_broken"

"""Pictures collected by hand: added, taken out, brought back, put together with those of a zip."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from pages.ui.lab import draw
from pages.ui.lab.collection import MOST_PICTURES, Collection
from pages.ui.lab.own import together

BOARD = np.full((256, 256, 3), 7, np.uint8)


def collected(*names: str) -> Collection:
    collection = Collection()
    for name in names:
        assert collection.add(name, BOARD)
    return collection


def names(collection: Collection) -> list[tuple[int, str]]:
    return [(each.number, each.name) for each in collection.pictures]


def test_what_went_comes_back_to_its_place():
    collection = collected("sun", "line", "sun")
    collection.remove(1)
    collection.add("line", BOARD)
    assert names(collection) == [(0, "sun"), (2, "sun"), (3, "line")]
    collection.clear()
    assert names(collection) == []
    collection.undo()
    collection.undo()
    collection.undo()
    assert names(collection) == [(0, "sun"), (1, "line"), (2, "sun"), (3, "line")]


def test_a_number_that_nobody_has_takes_nothing_out():
    collection = collected("sun")
    for number in (7, None, "0", [0]):
        collection.remove(number)
    assert names(collection) == [(0, "sun")]
    assert collection.gone == []


def test_there_is_room_for_so_many_and_no_more():
    collection = Collection()
    assert all(collection.add(f"class {i % 3}", BOARD) for i in range(MOST_PICTURES))
    assert not collection.add("class 1", BOARD)
    collection.remove(5)
    assert collection.add("class 1", BOARD)
    collection.undo()
    assert len(collection.pictures) == MOST_PICTURES
    assert collection.pictures[0].picture.shape == (32, 32, 3)


def test_what_the_tab_keeps_brings_the_pictures_back():
    collection = collected("sun", "line", "sun")
    collection.remove(1)
    back = collected("sun")
    back.resume(json.loads(json.dumps(collection.memory())))
    assert names(back) == [(0, "sun"), (1, "sun"), (2, "sun")]
    assert (back.pictures[2].picture == BOARD[:32, :32]).all()


GOOD = Collection()
GOOD.add("sun", BOARD)
SOURCE = GOOD.pictures[0].source
HOSTILE: list[Any] = [
    None,
    {"version": 0, "pictures": [["sun", SOURCE]]},
    {"version": 1, "pictures": {"sun": SOURCE}},
    {"version": 1, "pictures": [["", SOURCE], ["x" * 41, SOURCE], [7, SOURCE], "sun", [SOURCE]]},
    {"version": 1, "pictures": [["sun", draw.png(BOARD)], ["sun", "data:,"], ["sun", None]]},
]


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_tab_of_ours_has_kept_brings_nothing(sent: Any):
    collection = Collection()
    collection.resume(sent)
    assert collection.pictures == []


def test_a_tab_fills_a_collection_and_no_more():
    collection = collected("sun")
    collection.resume({"version": 1, "pictures": [["line", SOURCE]] * (MOST_PICTURES + 5)})
    assert len(collection.pictures) == MOST_PICTURES


def test_a_class_of_the_zip_takes_drawings_too():
    zipped = {"cats": [np.zeros((32, 32, 3), np.uint8)] * 4}
    classes = together(zipped, collected("cats", "sun"))
    assert {name: len(pictures) for name, pictures in classes.items()} == {"cats": 5, "sun": 1}
    assert len(zipped["cats"]) == 4

"""Every figure of the lessons on paper: it can be drawn, nothing overlaps, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, product

import pytest

from lessons.figures.drawing import drawn
from lessons.figures.export import words_for
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.plate import Plate, Words
from lessons.machinery.takeable import takeable, words_on

FIGURES = [
    pytest.param(entry.page_id, name, id=f"{entry.page_id}.{name}")
    for entry in LESSONS
    for name in takeable(entry.page_id)
]
SIZES = [*product(PAPERS, LANGUAGES), ("slide", "both")]
SLACK = 0.15
"""Of the height of letters: the boxes of a sum's pieces touch, and have air in them."""


def clashes(plate: Plate, words: Words, style: Style) -> Iterator[str]:
    """Texts that lie on each other, and those that leave the paper."""
    ink = drawn(plate, words, style)
    width, height = ink.figure.bbox.width, ink.figure.bbox.height
    boxes = [(text, box) for text, box in ink.text_boxes() if text.strip()]
    for text, box in boxes:
        if min(box.x0, box.y0) < 0 or box.x1 > width or box.y1 > height:
            yield f"{text!r} leaves the paper"
    for (text, box), (other, near) in combinations(boxes, 2):
        across = min(box.x1, near.x1) - max(box.x0, near.x0)
        down = min(box.y1, near.y1) - max(box.y0, near.y0)
        if min(across, down) > SLACK * min(box.height, near.height):
            yield f"{text!r} lies on {other!r}"


@pytest.mark.parametrize(("page_id", "name"), FIGURES)
def test_no_text_of_a_figure_is_cut_or_lies_on_another(page_id: str, name: str):
    """A figure whose case has no plates fails here, too."""
    figure = takeable(page_id)[name]
    plate = figure.case(figure.defaults).plates()[-1]
    for paper, language in SIZES:
        words = words_for(language, partial(words_on, page_id, name))
        found = list(clashes(plate, words, Style(paper, has_weights=True)))
        assert found == [], (paper, language)

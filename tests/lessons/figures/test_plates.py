"""Every figure of the lessons on paper: it can be drawn, nothing overlaps, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from lessons.figures.drawing import drawn
from lessons.figures.export import words_for
from lessons.figures.order import InLanguage
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import Figure, figures_of
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.plate import Plate

FIGURES = [
    pytest.param(figure, id=f"{entry.page_id}.{name}")
    for entry in LESSONS
    for name, figure in figures_of(entry.page_id).items()
]
SLACK = 0.15
"""Of the height of letters: the boxes of a sum's pieces touch, and have air in them."""


def plates_of(figure: Figure) -> tuple[Plate, ...]:
    return figure.case(figure.defaults).plates()


def clashes(plate: Plate, language: InLanguage, style: Style) -> Iterator[str]:
    """Texts that lie on each other, and those that leave the paper."""
    ink = drawn(plate, words_for(language), style)
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


@pytest.mark.parametrize("figure", FIGURES)
def test_no_text_of_a_figure_is_cut_or_lies_on_another(figure: Figure):
    plate = plates_of(figure)[-1]
    for paper, language in product(PAPERS, (*LANGUAGES, "both")):
        assert list(clashes(plate, language, Style(paper, has_weights=True))) == [], (
            paper,
            language,
        )

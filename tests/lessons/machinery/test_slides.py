"""Questions in front of a class: numbers by size, the right one at no place of its own."""

from __future__ import annotations

from collections import Counter

from lessons.machinery.questions import Question, build
from lessons.machinery.slides import on_slide
from tests.lessons.machinery.question_cases import ALL

NUMBERS = [q for q in (build(lesson, name) for lesson, name in ALL) if q.kind == "number"]


def right_letter(question: Question) -> str:
    return next(o.letter for o in on_slide(question, 0, "en").options if o.is_right)


def test_numbers_stand_by_size():
    labels = [o.label for o in on_slide(build("convolution", "out_size"), 0, "en").options]
    assert labels == ["4", "5", "6", "7"]


def test_the_right_number_is_first_now_and_then_last():
    """Nobody learns to choose by the place; no letter is right in half of all questions."""
    right = Counter(map(right_letter, NUMBERS))
    assert {*right} >= set("ABCD")
    assert max(right.values()) < len(NUMBERS) / 2, right

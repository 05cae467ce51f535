"""The answer of every question is what PyTorch gives (``tests/lessons/by_torch``)."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from types import FunctionType

import pytest

from lessons.machinery.questions import Answer, Question, build, question_ids
from tests.lessons.machinery.question_cases import ALL, WITH_QUESTIONS

SOME = range(12)
"""Seeds enough for what torch computes."""


@cache
def by_torch(lesson: str) -> dict[str, Callable[[Question], Answer]]:
    """The functions of a lesson's module, by name; none if there is no module."""
    name = f"tests.lessons.by_torch.{lesson}"
    if not find_spec(name):
        return {}
    found = vars(importlib.import_module(name)).items()
    return {
        key: each for key, each in found
        if isinstance(each, FunctionType) and each.__module__ == name and not key.startswith("_")
    }  # fmt: skip


@pytest.mark.parametrize("lesson", WITH_QUESTIONS)
def test_every_question_has_an_independent_answer(lesson: str):
    where = f"tests/lessons/by_torch/{lesson}.py has a function for each question"
    assert set(by_torch(lesson)) == set(question_ids(lesson)), where


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_the_answer_is_what_torch_gives(lesson: str, name: str):
    for seed in SOME:
        question = build(lesson, name, seed)
        expected = by_torch(lesson)[name](question)
        if not isinstance(expected, str):
            expected = pytest.approx(expected, abs=1e-9)
        assert question.answer == expected, seed

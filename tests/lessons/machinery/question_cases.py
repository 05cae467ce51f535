"""What the tests of questions build: every question by many seeds, predictions on many grids."""

from __future__ import annotations

from functools import cache

import numpy as np

from lessons.dilated_transposed.figures import TRANSPOSED
from lessons.dilated_transposed.predictions import predict as predict_stamps
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.predictions import ROUNDS, predict
from lessons.machinery.presets import KERNEL_NAMES, kernel_grid, random_digits
from lessons.machinery.questions import Question, build, has_questions, question_ids

SEEDS = range(50)
WITH_QUESTIONS = [entry.page_id for entry in LESSONS if has_questions(entry.page_id)]
"""The lessons: a lab asks nothing."""
ALL = [(lesson, name) for lesson in WITH_QUESTIONS for name in question_ids(lesson)]
"""Lesson and question."""


@cache
def every_question() -> list[Question]:
    """All of them; not to be changed."""
    built = [build(lesson, name, seed) for lesson, name in ALL for seed in SEEDS]
    cases = [notes_case(), notes_case(stride=2), notes_case(padding=1), *random_cases()]
    asked = [predict(case, turn) for case in cases for turn in range(len(ROUNDS))]
    stamps = [predict_stamps(case, turn) for case in stamp_cases() for turn in range(len(ROUNDS))]
    return built + [pair[0] for pair in (*asked, *stamps) if pair]


def stamp_cases() -> list[StampCase]:
    """Transposed convolutions of many kinds; some leave no output."""
    rng = np.random.default_rng(1)

    def pair(low: int, high: int) -> tuple[int, int]:
        return int(rng.integers(low, high)), int(rng.integers(low, high))

    cases = [StampCase.of(TRANSPOSED.defaults)]
    for _ in range(80):
        x, weight = (rng.integers(-3, 10, rng.integers(1, 5, 2)).astype(float) for _ in range(2))
        stride, padding, dilation = pair(1, 5), pair(0, 3), pair(1, 3)
        extra = (int(rng.integers(stride[0])), 0)
        cases.append(StampCase(x, weight, stride, padding, extra, dilation))
    return cases


def random_cases() -> list[GridCase]:
    """Convolutions of many kinds, every second one a square."""
    rng = np.random.default_rng(0)
    cases = []
    for index in range(120):
        size, kernel, stride, padding, dilation = (
            (low, low) if index % 2 else (low, high)
            for low, high in (
                (int(rng.integers(*limits)), int(rng.integers(*limits)))
                for limits in ((3, 9), (1, 5), (1, 4), (0, 3), (1, 3))
            )
        )
        cases.append(
            GridCase(
                random_digits(size, int(rng.integers(9))),
                kernel_grid(str(rng.choice(KERNEL_NAMES)), kernel),
                stride=stride,
                padding=padding,
                dilation=dilation,
                flip=bool(rng.integers(2)),
            )
        )
    return cases

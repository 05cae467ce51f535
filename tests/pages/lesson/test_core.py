"""The core of a lesson is short: few things to do, and no longer than the map says."""

from __future__ import annotations

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES, Language
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.measure import Core, measure

MOST_TASKS = 8
MOST_MINUTES = 15
STATED = {entry.page_id: entry.minutes for entry in LESSONS}


@pytest.fixture(scope="module", params=WITH_QUESTIONS)
def cores(request) -> tuple[str, dict[Language, Core]]:
    return request.param, {lang: measure(request.param, lang) for lang in LANGUAGES}


def test_there_are_few_things_to_do(cores):
    _, by_language = cores
    for core in by_language.values():
        assert len(core.tasks) <= MOST_TASKS, core.tasks
        assert {"recall", "predict", "observe"} <= set(core.tasks)


def test_the_map_states_the_minutes_that_were_measured(cores):
    page_id, by_language = cores
    found = max(core.minutes for core in by_language.values())
    assert found <= MOST_MINUTES
    assert abs(STATED[page_id] - found) <= 1, (
        f"{page_id}: the map says {STATED[page_id]}, not {found}"
    )

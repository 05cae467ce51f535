"""Spaced recall: an item comes back after a day, then after three, a week, three weeks.

Source: spacing by boxes as in S. Leitner, "So lernt man lernen", 1972.
"""

from __future__ import annotations

import time

from lessons.machinery.questions import Question
from pages.ui.shell import learner

_DAY = 24 * 60 * 60.0
WAITS = (1, 3, 7, 21)
"""Days until an item is due again, by how often it was recalled at once."""


def note(item: Question, *, is_first_try: bool) -> None:
    """An item was recalled: it may wait longer, or from the beginning if not at once."""
    day, box = _last(item.lesson_id, item.question_id)
    if day == today():
        return
    box = min(box + 1, len(WAITS) - 1) if is_first_try else 0
    learner.put(_key(item.lesson_id, item.question_id), [today(), box])


def is_due(lesson_id: str, question_id: str) -> bool:
    """Whether an item is asked today: what was recalled today stays in today's row."""
    day, box = _last(lesson_id, question_id)
    return day is None or day == today() or today() - day >= WAITS[box]


def today() -> int:
    """The number of the day: what is asked stays the same until tomorrow."""
    return int(time.time() // _DAY)


def _last(lesson_id: str, question_id: str) -> tuple[int | None, int]:
    """The day on which an item was last recalled, and its box; -1 before the first time."""
    match learner.get(_key(lesson_id, question_id)):
        case [int(day), int(box)] if 0 <= box < len(WAITS):
            return day, box
    return None, -1


def _key(lesson_id: str, question_id: str) -> str:
    return f"recalled/{lesson_id}.{question_id}"

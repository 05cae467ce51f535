"""The quiet score of a learner: how many questions were answered, how many at the first try."""

from __future__ import annotations

from dataclasses import dataclass

from pages.ui.shell import learner

_TRIES = "tries/"


@dataclass(frozen=True, slots=True)
class Score:
    """Questions answered right so far, and those right at the first try."""

    answered: int
    first_try: int


def note(question_key: str, *, is_right: bool) -> int:
    """Note a judged answer; how many there were. Predictions are never noted: a guess is free."""
    count, is_solved = learner.get(f"{_TRIES}{question_key}", (0, False))
    if not is_solved:
        count += 1
        learner.put(f"{_TRIES}{question_key}", [count, is_right])
    return count


def was_first_try(question_key: str) -> bool:
    """Whether a question that is answered was so at the first try."""
    return learner.get(f"{_TRIES}{question_key}", (0, False))[0] == 1


def current() -> Score:
    """The score so far."""
    solved = [count for count, is_right in learner.below(_TRIES).values() if is_right]
    return Score(len(solved), solved.count(1))

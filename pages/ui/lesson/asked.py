"""A question as a learner left it: what was asked, what was answered, and what that was worth."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from lessons.machinery.params import LARGEST_SEED, IntParam
from lessons.machinery.questions import Answer, Question, Verdict, build, fingerprint
from pages.ui.lesson import changes, score
from pages.ui.shell import learner
from pages.ui.shell.url_state import open_part

_SEEDS_TRIED = 8
_TRIES = 2
"""After so many wrong numbers the right one is said."""

Stage = Literal["open", "tried", "closed"]
"""Not answered yet; wrong so far; answered right, or shown."""


class Asked:
    """A question as the learner left it: which variation, and what was answered.

    A question that comes as it is (an item to recall) has the seed it was built from.
    """

    def __init__(
        self, page_id: str, question_id: str, question: Question | None = None, seed: int = 0
    ) -> None:
        self.page_id = page_id
        self.question_id = question_id
        self.key = f"{page_id}.{question_id}"
        self._variation = IntParam(f"{question_id}_seed", 0, LARGEST_SEED, 0)
        self._state = None if question else open_part(page_id, (self._variation,), question_id)
        self.seed: int = self._state.values[self._variation.name] if self._state else seed
        self.question = question or build(page_id, question_id, self.seed)
        asked = f"{self.key}.{fingerprint(self.question)}"
        self._given, self._shown = f"given/{asked}", f"shown/{asked}"
        given = learner.get(self._given)
        self.given: Answer | None = tuple(given) if isinstance(given, list) else given
        self.verdict: Verdict | None = None
        if self.given is not None:
            self.verdict = self.question.judge(self.given)

    @property
    def score_key(self) -> str:
        """Under which its tries are counted: each variation by itself."""
        return f"{self.key}.{self.seed}"

    @property
    def card(self) -> str:
        """Key of the container that it stands in."""
        return f"{self.key}.card" if self._state else f"{self.page_id}.recall.card"

    @property
    def is_right(self) -> bool:
        """Whether the last answer was right."""
        return self.verdict is not None and self.verdict.is_right

    @property
    def is_wrong(self) -> bool:
        """Whether it could be read and was not right."""
        return self.verdict is not None and self.verdict.is_readable and not self.is_right

    @property
    def is_shown(self) -> bool:
        """Whether the answer was told: then it is no longer asked."""
        return bool(learner.get(self._shown)) and not self.is_right

    @property
    def stage(self) -> Stage:
        """How far the question is."""
        if self.is_right or self.is_shown:
            return "closed"
        return "tried" if self.is_wrong else "open"

    def next_seed(self) -> int | None:
        """The next seed that asks something else, not only in another order; None if none does.

        One where every known slip shows is better than one where a slip gives the right answer.
        """
        now = (self.question.values, self.question.answer)
        ahead = [(self.seed + n) % (LARGEST_SEED + 1) for n in range(1, 1 + _SEEDS_TRIED)]
        built = {seed: build(self.page_id, self.question_id, seed) for seed in ahead}
        others = [seed for seed, q in built.items() if (q.values, q.answer) != now]
        telling = [seed for seed in others if not built[seed].hidden]
        return next(iter([*telling, *others]), None)

    def answer(self, given: Answer) -> None:
        """Keep an answer and note it in the score, unless it cannot be read."""
        learner.put(self._given, list(given) if isinstance(given, tuple) else given)
        changes.note(self.page_id)
        verdict = self.question.judge(given)
        if not verdict.is_readable:
            return
        tries = score.note(self.score_key, is_right=verdict.is_right)
        if self.question.kind == "number" and not verdict.is_right and tries >= _TRIES:
            self.show()

    def show(self) -> None:
        """Tell the answer; that is no right answer of the learner."""
        learner.put(self._shown, True)

    def answer_typed(self) -> None:
        """Keep what stands in the field; an empty field is no answer."""
        typed = st.session_state.get(f"{self.key}.field", "").strip()
        if typed:
            self.answer(typed)

    def reopen(self) -> None:
        """Try again, with an empty field."""
        learner.put(self._given, None)
        st.session_state[f"{self.key}.field"] = ""

    def vary(self) -> None:
        """Another one of the same kind."""
        seed = self.next_seed()
        if self._state and seed is not None:
            self._state.update({self._variation.name: seed})
            st.session_state[f"{self.key}.field"] = ""

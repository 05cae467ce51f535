"""The prediction in the top band of the grid stepper: the learner commits before it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from lessons.machinery.grid import GridCase
from lessons.machinery.params import LARGEST_SEED, IntParam
from lessons.machinery.predictions import ROUNDS, predict
from lessons.machinery.presets import KERNEL_NAMES
from lessons.machinery.questions import Diagnosis, Question, explain, prompt, reveal
from pages.ui.lesson import milestones, stepper
from pages.ui.lesson.band import Band, BandState
from pages.ui.shell import language
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part

_TURN = IntParam("prediction", 0, LARGEST_SEED, 0)


@dataclass(frozen=True, slots=True)
class _Record:
    """How far a session has come with the predictions of one page.

    Attributes:
        turn: Which prediction it is.
        state: "open" until the learner answers or asks to be shown.
        given: The answer as typed, also when it could not be read.
        case: What was on the grid when it was answered; the grid may have changed since.
    """

    turn: int = 0
    state: BandState = "open"
    given: str = ""
    case: GridCase | None = None


class Prediction:
    """The prediction of a page on what stands on its grid now."""

    def __init__(self, page_id: str, case: GridCase) -> None:
        self.page_id = page_id
        self.case = case
        self._state = open_part(page_id, (_TURN,), "prediction")

    def band(self) -> Band | None:
        """What the band shows; None where the grid leaves nothing to predict."""
        record = self._record()
        asked = predict(record.case or self.case, record.turn)
        if asked is None:
            return None
        question, target = asked
        lang = language.current()
        diagnosis = self._diagnosis(question, record)
        return Band(
            title=t("question.predict_title"),
            prompt=prompt(question, lang),
            target=target,
            kind="cell" if question.kind == "cell" else "number",
            state=record.state,
            given=record.given,
            headline=diagnosis.headline,
            reason=diagnosis.reason,
            labels={name: t(f"question.{name}") for name in ("submit", "skip", "again")},
        )

    def answer(self, text: str) -> None:
        """The learner committed to an answer (a number, or ``row,column`` of an output cell)."""
        record = self._record()
        asked = predict(self.case, record.turn)
        if asked is None or record.state != "open":
            return
        verdict = asked[0].judge(text)
        if not verdict.is_readable:
            self._keep(replace(record, given=text))
            return
        state: BandState = "right" if verdict.is_right else "wrong"
        self._keep(replace(record, state=state, given=text, case=self.case))
        self._committed(asked[0])

    def skip(self) -> None:
        """The learner would rather see it."""
        record = self._record()
        asked = predict(self.case, record.turn)
        if asked is None or record.state != "open":
            return
        self._keep(replace(record, state="shown", given="", case=self.case))
        self._committed(asked[0])

    def again(self) -> None:
        """Another one: the next kind of question, and every few turns another kernel."""
        turn = (self._record().turn + 1) % (LARGEST_SEED + 1)
        self._state.update({_TURN.name: turn})
        changes: dict[str, object] = {"step": self._step_before(turn)}
        if turn % len(ROUNDS) == 0:
            name = KERNEL_NAMES[turn // len(ROUNDS) % len(KERNEL_NAMES)]
            changes |= {"kernel": name, "kernel_edits": {}}
        stepper.replay(self.page_id, changes)

    def _step_before(self, turn: int) -> int:
        """The window stands one step before the hidden cell, or at the start."""
        asked = predict(self.case, turn)
        if asked is None or asked[1] is None:
            return 0
        row, column = asked[1]
        return row * self.case.out().shape[1] + column - 1

    def _committed(self, question: Question) -> None:
        """The grid answers: the window goes where the question was."""
        stepper.replay(self.page_id, question.replay or {})
        milestones.reach(self.page_id, "terms")  # they were needed for it
        milestones.reach(self.page_id, "predict")

    def _diagnosis(self, question: Question, record: _Record) -> Diagnosis:
        lang = language.current()
        if record.state == "shown":
            return reveal(question, lang)
        if not record.given:
            return Diagnosis("", "")
        verdict = question.judge(record.given)
        if not verdict.is_readable:
            return Diagnosis(t("question.unreadable", given=verdict.given), "")
        return explain(question, verdict, lang)

    def _record(self) -> _Record:
        turn = self._state.values[_TURN.name]
        record = st.session_state.get(f"{self.page_id}.prediction.answer", _Record())
        return record if record.turn == turn else _Record(turn)

    def _keep(self, record: _Record) -> None:
        st.session_state[f"{self.page_id}.prediction.answer"] = record

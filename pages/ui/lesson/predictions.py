"""The prediction in the band of a figure: the learner commits before it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Generic

import streamlit as st

from lessons.machinery.answers import Cell
from lessons.machinery.figure import STEP, Asked, CaseT, Figure, Predictions, Settings
from lessons.machinery.params import LARGEST_SEED, IntParam
from lessons.machinery.questions import (
    Diagnosis,
    Keyboard,
    Question,
    Verdict,
    explain,
    prompt,
    reveal,
)
from pages.ui.lesson import exchange, milestones
from pages.ui.lesson.band import Band, BandState
from pages.ui.shell import language, learner
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part

_LABELS = ("submit", "skip", "again", "sign", "of_question")
_TURN = IntParam("prediction", 0, LARGEST_SEED, 0)


@dataclass(frozen=True, slots=True)
class _Record(Generic[CaseT]):
    """How far a session has come with the predictions of one page.

    Attributes:
        turn: Which prediction it is.
        state: "open" until the learner answers or asks to be shown.
        given: The answer as typed, also when it could not be read.
        case: What the figure showed when it was answered; it may have changed since.
    """

    turn: int = 0
    state: BandState = "open"
    given: str = ""
    case: CaseT | None = None


class Prediction(Generic[CaseT]):
    """The prediction of a page on what its figure shows now."""

    def __init__(
        self,
        page_id: str,
        figure: Figure[CaseT],
        case: CaseT,
        case_key: str,
        predictions: Predictions[CaseT],
    ) -> None:
        self.page_id = page_id
        self.figure = figure
        self.case = case
        self._case_key = case_key
        self._predictions = predictions
        part = f"{figure.prefix}prediction"
        self._state = open_part(page_id, (_TURN,), part, prefix=figure.prefix)

    def band(self) -> Band | None:
        """What the band shows; None where the figure leaves nothing to predict."""
        guest = exchange.guest(self.page_id, self.figure)
        labels = {name: t(f"question.{name}") for name in _LABELS}
        if guest:
            labels["back"] = t("question.back" if guest.is_question else "question.back_to_place")
        place = guest.place if guest else ""
        if guest and guest.answered:
            return _replayed(*guest.answered, labels, place)
        record = self._record()
        asked = self._asked(record.case or self.case, record.turn)
        if asked is None:
            return None
        question, target = asked
        lang = language.current()
        diagnosis = self._diagnosis(question, record)
        return Band(
            title=t("question.predict_title"),
            prompt=language.sentences(prompt(question, lang), t("question.predict_free")),
            targets=() if target is None else self._hidden(record.case or self.case, target),
            kind="cell" if question.kind == "cell" else "number",
            keyboard=self._keyboard(question, record.case or self.case),
            state=record.state,
            given=record.given,
            headline=diagnosis.headline,
            reason=diagnosis.reason,
            labels=labels,
            back=place,
        )

    def asked(self) -> Question | None:
        """What is asked of the numbers on the figure, whether it was answered or not."""
        asked = self._asked(self.case, self._turn)
        return asked[0] if asked else None

    def reveal(self) -> None:
        """The figure goes where the answer is."""
        asked = self.asked()
        if asked is not None:
            exchange.replay(self.page_id, self.figure, asked.replay or {})

    def asking(self) -> Band | None:
        """The band of a slide: it only hides."""
        asked = self._asked(self.case, self._turn)
        if asked is None or asked[1] is None:
            return None
        targets = self._hidden(self.case, asked[1])
        labels = {name: t(f"question.{name}") for name in _LABELS}
        return Band("", "", targets, "number", "digits", "open", "", "", "", labels, "")

    def _hidden(self, case: CaseT, target: Cell) -> tuple[str, ...]:
        asked = f"{self._predictions.grid(case)}:{target[0]},{target[1]}"
        return (asked, *self._predictions.covers(case))

    def _keyboard(self, question: Question, case: CaseT) -> Keyboard:
        """What the answer is written with: with a sign wherever a result may be negative."""
        can_be_negative = not self._predictions.counts and bool((case.out() < 0).any())
        return "signed" if question.keyboard == "digits" and can_be_negative else question.keyboard

    def answer(self, text: str) -> None:
        """The learner committed to an answer (a number, or ``row,column`` of an output cell)."""
        record = self._record()
        asked = self._asked(self.case, record.turn)
        if asked is None or record.state != "open":
            return
        verdict = asked[0].judge(text)
        if not verdict.is_readable:
            self._keep(replace(record, given=text))
            return
        state: BandState = "right" if verdict.is_right else "wrong"
        won = self._predictions.won(self.case) if verdict.is_right else {}
        self._committed(asked[0], won)
        self._keep(replace(record, state=state, given=text, case=self.case))

    def skip(self) -> None:
        """The learner would rather see it."""
        record = self._record()
        asked = self._asked(self.case, record.turn)
        if asked is None or record.state != "open":
            return
        self._committed(asked[0])
        self._keep(replace(record, state="shown", given="", case=self.case))

    def again(self) -> None:
        """Another one: the next kind of question, now and then on other numbers."""
        turn = (self._record().turn + 1) % (LARGEST_SEED + 1)
        self._state.update({_TURN.name: turn})
        exchange.dismiss(self.page_id, self.figure)
        changes = {STEP: self._step_before(turn), **self._predictions.fresh(turn)}
        exchange.replay(self.page_id, self.figure, changes)

    def _asked(self, case: CaseT, turn: int) -> Asked | None:
        return self._predictions.ask(case, turn)

    def _step_before(self, turn: int) -> int:
        """The figure stands one step before the hidden cell is filled, or at the start."""
        asked = self._asked(self.case, turn)
        if asked is None or asked[1] is None:
            return 0
        return max(int(str((asked[0].replay or {}).get(STEP, 0))) - 1, 0)

    def _committed(self, question: Question, won: Settings | None = None) -> None:
        """The figure answers: it goes where the question was, with what the answer has won."""
        exchange.replay(self.page_id, self.figure, {**(question.replay or {}), **(won or {})})
        self._case_key = self.figure.case_key(exchange.settings(self.page_id, self.figure))
        milestones.reach(self.page_id, "terms")  # they were needed for it
        milestones.reach(self.page_id, "predict")

    def _diagnosis(self, question: Question, record: _Record[CaseT]) -> Diagnosis:
        lang = language.current()
        if record.state == "shown":
            return reveal(question, lang)
        if not record.given:
            return Diagnosis("", "")
        verdict = question.judge(record.given)
        if not verdict.is_readable:
            return Diagnosis(t("question.unreadable", given=verdict.given), "")
        return explain(question, verdict, lang)

    @property
    def _turn(self) -> int:
        return self._state.values[_TURN.name]

    def _record(self) -> _Record[CaseT]:
        """As this session left it, else as the learner did on an earlier day."""
        turn = self._turn
        record = st.session_state.get(_session_key(self.page_id, self.figure))
        if record is not None and record.turn == turn:
            return record
        return self._remembered(turn) or _Record(turn)

    def _keep(self, record: _Record[CaseT]) -> None:
        st.session_state[_session_key(self.page_id, self.figure)] = record
        learner.put(self._kept(record.turn), [record.state, record.given, self._case_key])

    def _remembered(self, turn: int) -> _Record[CaseT] | None:
        """What was predicted of these numbers; of others it says nothing."""
        match learner.get(self._kept(turn)):
            case ["open" | "right" | "wrong" | "shown" as state, str(given), self._case_key]:
                return _Record(turn, state, given, None if state == "open" else self.case)
        return None

    def _kept(self, turn: int) -> str:
        return f"predicted/{self.page_id}.{self.figure.prefix}{turn}"


def forget_answer(page_id: str, figure: Figure[Any]) -> None:
    """What the figure shows now has nothing to do with it."""
    st.session_state.pop(_session_key(page_id, figure), None)


def _replayed(question: Question, verdict: Verdict, labels: dict[str, str], place: str) -> Band:
    """The answer that the figure plays, in the words of its finding."""
    return Band(
        title=t("question.replayed", given=verdict.given),
        prompt=explain(question, verdict, language.current()).headline,
        targets=(),
        kind="number",
        keyboard="digits",
        state="replay",
        given="",
        headline="",
        reason="",
        labels=labels,
        back=place,
    )


def _session_key(page_id: str, figure: Figure[Any]) -> str:
    return f"{page_id}.{figure.name}.prediction.{learner.begun_at()}"

"""Questions whose answers are computed, and what a wrong answer says about its thinking.

A builder (``lessons/<lesson_id>/questions.py``) computes from ``cnncore`` the right answer and, for
every slip it knows, the answer that this slip leads to. The words stand beside it in
``questions.toml``, zh and en side by side:

    [out_size]
    prompt = { zh = "...", en = "..." }
    right = { zh = "**Yes, [[answer]].** ...", en = ... }   the headline in bold, then the reason
    other = { ... }                                         wrong, by no slip we know: a hint
    [out_size.slips]
    plus_one_missing = { ... }                              what this thinking overlooks
    [out_size.options]                                      only where options are words
    crop = { ... }

A text may use any of the question's values as ``[[name]]``, and ``[[given]]``; ``right`` may use
``[[answer]]``. The first wrong try is answered by a slip or by ``other``: they say where to look
and never give the number. After the second one, or for who asks to be shown, the page says
"It is [[answer]]." and the reason of ``right``, which therefore must not congratulate.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Literal

import numpy as np

from lessons.machinery.answers import (
    Answer,
    parse_answer,
    parse_cell,
    power_of_ten,
    same_answer,
    show_value,
)
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.cells import half_width
from lessons.machinery.languages import Language, Texts, fill, slots
from lessons.machinery.strings import STRINGS, load_texts

Kind = Literal["number", "choice", "cell"]
Keyboard = Literal["digits", "signed", "text"]
Builder = Callable[[int], "Question"]

MAIN = "stepper"
"""The name of the figure that a page begins with."""
RECALL_ITEMS = 3
RECALLED = (1, 3, 6)
"""How many lessons back a lesson asks again: longer and longer ago."""
_LESSONS = Path(__file__).parents[1]
CAUSES = "①②③④⑤⑥⑦⑧⑨"
"""They count the causes that one wrong answer may have."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A named way to go wrong.

    Attributes:
        name: Key of its explanation in the question's texts.
        answer: What one gets that way.
        replay: Settings and step that show the slip on the grid; None if the grid cannot.
        values: Numbers that only this slip's explanation needs.
    """

    name: str
    answer: Answer
    replay: Mapping[str, object] | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its computed answer.

    Attributes:
        lesson_id: Whose ``questions.toml`` holds its words.
        question_id: Its table there.
        kind: A number to type, one of a few options, or a cell of the grid to click.
        values: What fills the slots of its texts.
        answer: The right answer.
        slips: Wrong answers with a name; two may give the same one, none the right one.
        options: What a choice offers, in the order shown.
        replay: Settings that put the question itself on the grid.
        figure: The figure of the page that question and slips are shown on.
        hidden: Names of the slips that give the right answer here, so that nobody can tell.
    """

    lesson_id: str
    question_id: str
    kind: Kind
    values: Mapping[str, object]
    answer: Answer
    slips: tuple[Slip, ...] = ()
    options: tuple[Answer, ...] = ()
    replay: Mapping[str, object] | None = None
    figure: str = MAIN
    hidden: tuple[str, ...] = ()

    @property
    def keyboard(self) -> Keyboard:
        """What writes the answer and every slip: digits, digits and a sign, or more (a stroke)."""
        answers = [self.answer, *(slip.answer for slip in self.slips)]
        numbers = [a for a in answers if isinstance(a, int | float) and round(a, 4) == a]
        if len(numbers) < len(answers):
            return "text"
        return "signed" if min(numbers) < 0 else "digits"

    def judge(self, given: Answer) -> Verdict:
        """Right, wrong by a slip, wrong otherwise, or not readable as an answer at all."""
        value = self._read(given)
        shown = half_width(given) if isinstance(given, str) else show_value(given)
        if value is None:
            return Verdict(False, (), shown, is_readable=False)
        if same_answer(value, self.answer):
            return Verdict(True, (), shown)
        slips = tuple(slip for slip in self.slips if same_answer(value, slip.answer))
        return Verdict(False, slips, shown)

    def _read(self, given: Answer) -> Answer | None:
        if self.kind == "number":
            return parse_answer(given) if isinstance(given, str) else given
        if self.kind == "cell":
            return parse_cell(given) if isinstance(given, str) else given
        return next((option for option in self.options if same_answer(option, given)), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an answer.

    Attributes:
        is_right: Whether it is the answer.
        slips: The known slips that lead to it: none, one, or several that cannot be told apart.
        given: The answer as the learner wrote it, with ordinary digits.
        is_readable: False for something that is no number, no cell, no option.
    """

    is_right: bool
    slips: tuple[Slip, ...]
    given: str
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A verdict in words: the finding, then the reason. Markdown without block elements."""

    headline: str
    reason: str


def ask(
    lesson_id: str,
    question_id: str,
    kind: Kind,
    *,
    answer: Answer,
    slips: Iterable[Slip] = (),
    values: Mapping[str, object] | None = None,
    seed: int = 0,
    replay: Mapping[str, object] | None = None,
    figure: str = MAIN,
) -> Question:
    """A question; the options of a choice are shuffled by ``seed``."""
    possible = [slip for slip in slips if _exists(slip.answer)]
    hidden = tuple(slip.name for slip in possible if same_answer(slip.answer, answer))
    telling = tuple(slip for slip in possible if slip.name not in hidden)
    options = _shuffled(answer, telling, seed) if kind == "choice" else ()
    return Question(
        lesson_id, question_id, kind, dict(values or {}), answer, telling, options, replay,
        figure, hidden,
    )  # fmt: skip


def as_choice(question: Question, seed: int = 0, most: int = 3) -> Question:
    """The same question with options: the answer and up to ``most`` others that slips lead to."""
    if question.kind == "choice":
        return question
    offered = _distinct(question.slips)[:most]
    slips = tuple(s for s in question.slips if any(same_answer(s.answer, o) for o in offered))
    options = _shuffled(question.answer, slips, seed)
    return replace(question, kind="choice", slips=slips, options=options)


def _shuffled(answer: Answer, slips: Iterable[Slip], seed: int) -> tuple[Answer, ...]:
    ordered = [answer, *_distinct(slips)]
    order = np.random.default_rng(seed).permutation(len(ordered))
    return tuple(ordered[int(i)] for i in order)


def _distinct(slips: Iterable[Slip]) -> list[Answer]:
    """What the slips lead to, each once."""
    found: list[Answer] = []
    for slip in slips:
        if not any(same_answer(slip.answer, other) for other in found):
            found.append(slip.answer)
    return found


def prompt(question: Question, language: Language) -> str:
    """The question in words (Markdown)."""
    return _words(question, "prompt", language)


def option_label(question: Question, option: Answer, language: Language) -> str:
    """An option in words: from the texts if it is a name, else the number itself."""
    if isinstance(option, str):
        return _words(question, f"options.{option}", language)
    if isinstance(option, (int, float)) and option >= 100 and float(option).is_integer():
        return power_of_ten(int(option)) or show_value(option)
    return show_value(option)


def explain(question: Question, verdict: Verdict, language: Language) -> Diagnosis:
    """What the answer shows, in words. Not for an unreadable answer: the interface says that."""
    if not verdict.slips:
        key = "right" if verdict.is_right else "other"
        return split_diagnosis(_words(question, key, language, given=verdict.given))
    causes = [
        split_diagnosis(
            _words(question, f"slips.{slip.name}", language, given=verdict.given, **slip.values)
        )
        for slip in verdict.slips
    ]
    if len(causes) == 1:
        return causes[0]
    space = " " if language == "en" else ""
    told = [
        f"{mark} {c.headline}{space}{c.reason}" for mark, c in zip(CAUSES, causes, strict=False)
    ]
    return Diagnosis(STRINGS.get("question.causes", language, given=verdict.given), " ".join(told))


def reveal(question: Question, language: Language, given: str = "") -> Diagnosis:
    """The answer in words, for who wants to see it or was wrong twice; no word of praise."""
    answer = answer_label(question, language)
    key, more = ("it_is_not", {"given": given}) if given else ("it_is", {})
    reason = split_diagnosis(_words(question, "right", language, given=answer)).reason
    return Diagnosis(STRINGS.get(f"question.{key}", language, answer=answer, **more), reason)


def answer_label(question: Question, language: Language) -> str:
    """The right answer as it stands in a sentence."""
    return value_label(question, question.answer, language)


def value_label(question: Question, value: Answer, language: Language) -> str:
    """An answer, right or wrong, as it stands in a sentence."""
    if isinstance(value, tuple):
        row, column = value
        return STRINGS.get("question.cell", language, row=row + 1, column=column + 1)
    return (
        f"“{option_label(question, value, language)}”"
        if isinstance(value, str)
        else show_value(value)
    )


def split_diagnosis(text: str) -> Diagnosis:
    """``**Headline.** Reason.`` in its two parts."""
    bold, _, reason = text.removeprefix("**").partition("**")
    return Diagnosis(bold.strip(), reason.strip())


def _words(question: Question, key: str, language: Language, **extra: object) -> str:
    raw = question_texts(question.lesson_id).raw(f"{question.question_id}.{key}", language)
    known = {**question.values, "answer": question.answer, **extra}
    where = f"{question.lesson_id}.{question.question_id}.{key}"
    missing = slots(raw) - set(known)
    if missing:
        raise KeyError(f"{where}: no value for {sorted(missing)}")
    return fill(raw, {name: show_value(known[name]) for name in slots(raw)}, where=where)


def _exists(answer: Answer) -> bool:
    return not isinstance(answer, (int, float)) or bool(np.isfinite(answer))


@cache
def question_texts(lesson_id: str) -> Texts:
    """The words of a lesson's questions."""
    return load_texts(_LESSONS / lesson_id / "questions.toml")


def _module(lesson_id: str) -> ModuleType:
    """A lesson's questions: ``BUILDERS``, ``RECALL`` (for later lessons), ``WARM_UP``."""
    return importlib.import_module(f"lessons.{lesson_id}.questions")


def has_questions(lesson_id: str) -> bool:
    """Whether a page of the course asks any; a lab does not."""
    return (_LESSONS / lesson_id / "questions.toml").exists()


def build(lesson_id: str, question_id: str, seed: int = 0) -> Question:
    """A lesson's question; seed 0 is the example of the notes, others vary it."""
    return _module(lesson_id).BUILDERS[question_id](seed)


def question_ids(lesson_id: str) -> tuple[str, ...]:
    """Every question a lesson can build from a seed."""
    return tuple(_module(lesson_id).BUILDERS) if has_questions(lesson_id) else ()


def fingerprint(question: Question) -> str:
    """Equal for equal questions: an answer fits only the question that it was given to."""
    values = sorted((name, str(value)) for name, value in question.values.items())
    told = (question.kind, question.answer, question.options, values)
    return sha256(repr(told).encode()).hexdigest()[:8]


@cache
def version(lesson_id: str) -> str:
    """Of a lesson's questions and their answers: changed when one of them is."""
    told = [(each, fingerprint(build(lesson_id, each))) for each in question_ids(lesson_id)]
    return sha256(repr(told).encode()).hexdigest()[:8]


def recall_items(lesson_id: str, seed: int = 0) -> tuple[Question, ...]:
    """Up to three short items before a lesson: from earlier ones, or what it takes for granted."""
    if warms_up(lesson_id):
        return tuple(build(lesson_id, item) for item in _module(lesson_id).WARM_UP)
    before = _before(lesson_id)[::-1]
    return home_recall([before[far - 1] for far in RECALLED if far <= len(before)], seed)


def warms_up(lesson_id: str) -> bool:
    """Whether a lesson has none before it that it could ask about."""
    return has_questions(lesson_id) and not _before(lesson_id)


def _before(lesson_id: str) -> list[str]:
    ids = [entry.page_id for entry in LESSONS]
    return [page_id for page_id in ids[: ids.index(lesson_id)] if has_questions(page_id)]


def home_recall(
    finished: Sequence[str], seed: int = 0, is_due: Callable[[str, str], bool] | None = None
) -> tuple[Question, ...]:
    """Up to three items from the lessons worked through, taking turns; none if there are none.

    Args:
        finished: The lessons.
        seed: Which items, and with which numbers.
        is_due: Whether an item (lesson, question) should be asked now; None asks any.
    """
    finished = [lesson_id for lesson_id in finished if has_questions(lesson_id)]
    rng = np.random.default_rng(seed)
    pools = [
        [
            item
            for item in rng.permutation(_module(lesson_id).RECALL)
            if is_due is None or is_due(lesson_id, str(item))
        ]
        for lesson_id in finished
    ]
    turns = [
        (lesson_id, pool[turn])
        for turn in range(RECALL_ITEMS)
        for lesson_id, pool in zip(finished, pools, strict=True)
        if turn < len(pool)
    ]
    return tuple(build(lesson_id, str(item), seed + 1) for lesson_id, item in turns[:RECALL_ITEMS])

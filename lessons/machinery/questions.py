"""Questions whose answers are computed, and what a wrong answer says about its thinking.

A builder (``lessons/<lesson_id>/questions.py``) computes from ``cnncore`` the right answer and, for
every slip it knows, the answer that this slip leads to. The words stand beside it in
``questions.toml``, zh and en side by side:

    [out_size]
    prompt = { zh = "...", en = "..." }
    right = { zh = "**...** ...", en = "**...** ..." }   the headline in bold, then the reason
    other = { ... }                                      wrong, by no slip we know
    [out_size.slips]
    plus_one_missing = { ... }
    [out_size.options]                                   only where options are words
    crop = { ... }

A text may use any of the question's values as ``[[name]]``, and ``[[given]]``, ``[[answer]]``.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Literal

import numpy as np

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.cells import MINUS, format_number, half_width, plain_number, read_number
from lessons.machinery.languages import Language, Texts, fill, slots
from lessons.machinery.strings import load_texts

Cell = tuple[int, int]
Answer = float | str | Cell
Kind = Literal["number", "choice", "cell"]
Builder = Callable[[int], "Question"]

MAIN = "stepper"
"""The name of the figure that a page begins with."""
RECALL_ITEMS = 3
_LESSONS = Path(__file__).parents[1]
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = re.compile(r"([+-]?)(?:([0-9]{1,5})×)?10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_LONGEST_ANSWER = 20


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
        slips: Wrong answers with a name; all differ from the answer and from each other.
        options: What a choice offers, in the order shown.
        replay: Settings that put the question itself on the grid.
        figure: The figure of the page that question and slips are shown on.
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

    @property
    def is_unsigned(self) -> bool:
        """Whether a keyboard without a minus and a stroke writes the answer and every slip."""
        answers = [self.answer, *(slip.answer for slip in self.slips)]
        return self.kind == "number" and all(
            isinstance(a, int | float) and a >= 0 and round(a, 4) == a for a in answers
        )

    def judge(self, given: Answer) -> Verdict:
        """Right, wrong by a slip, wrong otherwise, or not readable as an answer at all."""
        value = self._read(given)
        shown = half_width(given) if isinstance(given, str) else show_value(given)
        if value is None:
            return Verdict(False, None, shown, is_readable=False)
        if same_answer(value, self.answer):
            return Verdict(True, None, shown)
        slip = next((slip for slip in self.slips if same_answer(value, slip.answer)), None)
        return Verdict(False, slip, shown)

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
        slip: The slip that leads to it, if it is a known one.
        given: The answer as the learner wrote it, with ordinary digits.
        is_readable: False for something that is no number, no cell, no option.
    """

    is_right: bool
    slip: Slip | None
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
    """A question without ambiguous slips, its options shuffled by ``seed``."""
    distinct: list[Slip] = []
    for slip in slips:
        taken = [answer, *(known.answer for known in distinct)]
        if _exists(slip.answer) and not any(same_answer(slip.answer, other) for other in taken):
            distinct.append(slip)
    options: tuple[Answer, ...] = ()
    if kind == "choice":
        ordered: list[Answer] = [answer, *(slip.answer for slip in distinct)]
        order = np.random.default_rng(seed).permutation(len(ordered))
        options = tuple(ordered[int(i)] for i in order)
    return Question(
        lesson_id, question_id, kind, dict(values or {}), answer, tuple(distinct), options, replay,
        figure,
    )  # fmt: skip


def as_choice(question: Question, seed: int = 0, most: int = 3) -> Question:
    """The same question with options to choose from: the answer and up to ``most`` slips."""
    if question.kind == "choice":
        return question
    slips = question.slips[:most]
    ordered = [question.answer, *(slip.answer for slip in slips)]
    order = np.random.default_rng(seed).permutation(len(ordered))
    options = tuple(ordered[int(i)] for i in order)
    return replace(question, kind="choice", slips=slips, options=options)


def parse_answer(text: str) -> float | None:
    """The number a learner typed, in any way a page prints one (10⁵ too), None if none."""
    value = read_number(text, longest=_LONGEST_ANSWER)
    if value is None and (power := _POWER.fullmatch(plain_number(text))):
        sign, factor, exponent = power.groups()
        value = float(f"{sign}{factor or 1}e{exponent.translate(_DIGITS)}")
    return value


def parse_cell(text: str) -> Cell | None:
    """``"1,2"`` as (row, column), both from 0; None if it is not that."""
    row, _, column = text.partition(",")
    if row.strip().isdecimal() and column.strip().isdecimal():
        return int(row), int(column)
    return None


def same_answer(one: Answer, other: Answer) -> bool:
    """Equal; for numbers with fractions, equal to the two decimals a learner would write."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        whole = float(one).is_integer() and float(other).is_integer()
        return abs(one - other) <= (1e-9 if whole else 0.0051)
    return one == other


def show_value(value: object) -> str:
    """A value as it stands in a sentence: 10¹², −3, 1/9."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)):
        return str(value)
    if abs(value) < 10_000:
        return format_number(float(value))
    if float(value).is_integer():
        return power_of_ten(int(value)) or _round_number(int(value))
    return f"{value:,.2f}".replace("-", MINUS)


def power_of_ten(value: int) -> str | None:
    """``1000`` as 10³; None for what is not a power of ten."""
    digits = str(value)
    if not digits.startswith("1") or digits.strip("1").strip("0") or digits.count("1") != 1:
        return None
    return "10" + str(len(digits) - 1).translate(_SUPERSCRIPTS)


def _round_number(value: int) -> str:
    """``2000000`` as 2×10⁶; others with their thousands apart."""
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros >= 5:
        return f"{value // 10**zeros}×{power_of_ten(10**zeros)}"
    return f"{value:,}".replace("-", MINUS)


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
    key = "right" if verdict.is_right else "other"
    extra: dict[str, object] = {}
    if verdict.slip:
        key, extra = f"slips.{verdict.slip.name}", dict(verdict.slip.values)
    return split_diagnosis(_words(question, key, language, given=verdict.given, **extra))


def reveal(question: Question, language: Language) -> Diagnosis:
    """The answer in words, for a learner who wants to see it."""
    return explain(question, Verdict(True, None, show_value(question.answer)), language)


def split_diagnosis(text: str) -> Diagnosis:
    """``**Headline.** Reason.`` in its two parts."""
    bold, _, reason = text.removeprefix("**").partition("**")
    return Diagnosis(bold.strip(), reason.strip())


def _words(question: Question, key: str, language: Language, **extra: object) -> str:
    raw = question_texts(question.lesson_id).area(question.question_id, language)[key]
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
    ids = [entry.page_id for entry in LESSONS]
    earlier = [page_id for page_id in ids[: ids.index(lesson_id)] if has_questions(page_id)]
    if not earlier and has_questions(lesson_id):
        return tuple(build(lesson_id, item, seed) for item in _module(lesson_id).WARM_UP)
    return home_recall(earlier, seed)


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

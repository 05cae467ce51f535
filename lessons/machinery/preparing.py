"""What a teacher decides on for a class, lesson by lesson: sections, settings, and the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessons.machinery.figure import MAIN, STEP, Figure, figures_of
from lessons.machinery.languages import Language
from lessons.machinery.params import ChoiceParam, FlagParam, IntParam, PairParam, Param
from lessons.machinery.questions import (
    Question,
    Slip,
    Verdict,
    answer_label,
    build,
    explain,
    has_questions,
    prompt,
    question_ids,
    recall_items,
    value_label,
)
from lessons.machinery.strings import STRINGS, load_texts
from lessons.machinery.teacher import load_notes, place_name
from lessons.machinery.text import load_lesson

PREPARE = load_texts(Path(__file__).parent / "prepare.toml")

_WORDS_OF_CHOICES = {"image": "input", "kernel": "kernel", "padding_mode": "mode"}
_KINDS = {IntParam: "number", PairParam: "pair", ChoiceParam: "choice", FlagParam: "flag"}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a lesson's page.

    Attributes:
        title: As the page calls it.
        minutes: Those of the teacher's plan; 0 where the plan leaves it out.
        is_planned: Whether the plan has it.
        is_fold: Whether it stays closed until somebody opens it.
        can_hide: Whether a link can leave it out; a lab's page is in one piece.
    """

    section_id: str
    title: str
    minutes: int
    is_planned: bool
    is_fold: bool
    can_hide: bool = True


def sections_of(lesson_id: str, folds: Iterable[str], language: Language) -> list[Section]:
    """The sections of a page: those of the plan in its order, then the others.

    Args:
        lesson_id: The lesson.
        folds: The parts that its page folds.
        language: In which they are called.
    """
    content, planned = load_lesson(lesson_id, language), dict(load_notes(lesson_id, language).plan)
    written = [each for each in content.sections if not each.startswith("fact-")]
    if not written:
        titles = {each: place_name(lesson_id, each, language) for each in planned}
        return [Section(n, titles[n], m, True, False, can_hide=False) for n, m in planned.items()]
    folded = frozenset(folds)
    every = dict.fromkeys((*planned, *STRINGS.area("step", language), *written))
    steps = {"recall", "terms", "predict"}
    return [
        Section(each, _title(lesson_id, each, language), planned.get(each, 0), each in planned,
                each in folded)
        for each in every
        if each in planned or each in written or each in steps
    ]  # fmt: skip


def _title(lesson_id: str, section_id: str, language: Language) -> str:
    if section_id == "why":
        return load_lesson(lesson_id, language).sections["why"].title
    return place_name(lesson_id, section_id, language)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a figure, as ``prepared_link.js`` knows it.

    Attributes:
        name: As it stands in an address.
        label: In words.
        kind: number, pair, choice or flag.
        default: As an address would say it.
        limits: The lowest and the highest number.
        choices: What it may be, each in words.
        is_main: Whether the figure shows it at once, or only under "more".
    """

    name: str
    label: str
    kind: str
    default: str
    limits: tuple[int, int] = (0, 0)
    choices: tuple[tuple[str, str], ...] = ()
    is_main: bool = True


def settings_of(lesson_id: str, language: Language) -> list[tuple[str, list[Setting]]]:
    """The settings of each figure of a page, under the name of the place where it stands."""
    return [
        (_title(lesson_id, figure.place, language), _settings(figure, language))
        for figure in figures_of(lesson_id).values()
    ]


def last_step(lesson_id: str) -> int | None:
    """The last step of the page's first figure; None if it has none that walks."""
    figure = figures_of(lesson_id).get(MAIN)
    steps = (
        [p.high for p in figure.params if p.name == STEP and isinstance(p, IntParam)]
        if figure
        else []
    )
    return steps[0] if steps else None


def _settings(figure: Figure[Any], language: Language) -> list[Setting]:
    words = PREPARE.area("prepare.names", language) | STRINGS.area("stepper", language)
    names, main = {}, set()
    for part in figure.parts:
        names |= part.options.get("names", {})
        main |= {*part.options.get("main", ()), *part.options.get("of", ())}
    own = [p for p in figure.params if type(p) in _KINDS and p.name not in (STEP, *figure.follows)]
    return [
        Setting(
            figure.prefix + p.name,
            words.get(names.get(p.name, p.name), words.get(p.name, p.name)),
            _KINDS[type(p)],
            p.format(p.default),
            _limits(p),
            _choices(p, words),
            p.name in main or not main,
        )
        for p in own
    ]


def _limits(param: Param) -> tuple[int, int]:
    return (param.low, param.high) if isinstance(param, IntParam | PairParam) else (0, 0)


def _choices(param: Param, words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if not isinstance(param, ChoiceParam):
        return ()
    begins = _WORDS_OF_CHOICES.get(param.name, param.name)
    return tuple((each, words.get(f"{begins}_{each}", each)) for each in param.choices)


@dataclass(frozen=True, slots=True)
class Key:
    """The answer to a question, and what each wrong one says (Markdown).

    Attributes:
        recall: The number among the items that the page recalls; 0 for a question of its own.
        slips: What one gets, or "" where the sentence begins with it, and what it shows.
    """

    recall: int
    prompt: str
    answer: str
    slips: tuple[tuple[str, str], ...]


def answer_key(lesson_id: str, language: Language) -> list[Key]:
    """The key of a page: what it recalls, then its own questions, each in its first instance."""
    if not has_questions(lesson_id):
        return []
    recalled = [
        _key(item, number, language) for number, item in enumerate(recall_items(lesson_id), 1)
    ]
    own = [build(lesson_id, name) for name in question_ids(lesson_id)]
    known = {item.question_id for item in recall_items(lesson_id) if item.lesson_id == lesson_id}
    return recalled + [_key(each, 0, language) for each in own if each.question_id not in known]


def _key(question: Question, recall: int, language: Language) -> Key:
    slips = tuple(_slip(question, slip, language) for slip in question.slips)
    return Key(recall, prompt(question, language), answer_label(question, language), slips)


def _slip(question: Question, slip: Slip, language: Language) -> tuple[str, str]:
    given = value_label(question, slip.answer, language)
    verdict = Verdict(False, (slip,), question.judge(slip.answer).given)
    told = explain(question, verdict, language)
    is_named = told.headline.startswith(given)
    return "" if is_named else given, f"**{told.headline}** {told.reason}"

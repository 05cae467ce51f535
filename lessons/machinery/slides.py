"""A question in front of a class: options with letters, each with what its choice would show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lessons.machinery.answers import Answer
from lessons.machinery.languages import Language
from lessons.machinery.questions import (
    Kind,
    Question,
    as_choice,
    explain,
    option_label,
    prompt,
    same_answer,
    value_label,
)

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class SlideOption:
    """An option of a question.

    Attributes:
        letter: With which it is chosen.
        label: What stands on it.
        is_right: Whether it is the answer.
        headline: What choosing it shows, in a sentence (Markdown).
        reason: Why (Markdown).
    """

    letter: str
    label: str
    is_right: bool
    headline: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlideQuestion:
    """A question with its options, in words (Markdown).

    Attributes:
        name: Its lesson and itself: ``convolution.out_size``.
        prompt: What is asked.
        options: What is chosen among.
    """

    name: str
    prompt: str
    options: tuple[SlideOption, ...]


def on_slide(question: Question, seed: int, language: Language) -> SlideQuestion:
    """A question as a class sees it; a number or a cell is chosen among what slips lead to.

    Args:
        question: Of any kind.
        seed: Decides the order of options that have none by themselves.
        language: In which it is worded.
    """
    asked = _in_order(as_choice(question, seed), question.kind)
    options = tuple(
        _option(asked, letter, option, language)
        for letter, option in zip(LETTERS, asked.options, strict=False)
    )
    name = f"{question.lesson_id}.{question.question_id}"
    return SlideQuestion(name, prompt(question, language), options)


def _in_order(asked: Question, kind: Kind) -> Question:
    """Numbers are read faster by size; where the right one stands then depends on its slips."""
    if kind != "number":
        return asked
    return replace(asked, options=tuple(sorted(asked.options, key=_size)))


def _size(option: Answer) -> float:
    return float(option) if isinstance(option, (int, float)) else 0.0


def _option(question: Question, letter: str, option: Answer, language: Language) -> SlideOption:
    label = value_label if isinstance(option, tuple) else option_label
    told = explain(question, question.judge(option), language)
    is_right = same_answer(option, question.answer)
    shown = label(question, option, language)
    return SlideOption(letter, shown, is_right, told.headline, told.reason)

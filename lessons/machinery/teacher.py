"""What a lesson's teacher is told: ``lessons/<lesson_id>/teacher.zh.md`` and ``teacher.en.md``.

    # For teachers: a lesson of 45 minutes
    ## Aim {#aim}
    ...

The sections are those of ``SECTIONS``. The plan is a table whose rows begin with a place of the
page and its minutes, ``| [](#asked) | 4 | ... |``; they add up to the minutes of the title. Three
links without words are worded here, so that no number is typed: ``[](#asked)`` is a place of the
page, ``[](slip:out_size.rounded_up)`` the answer that a slip leads to in the first instance of a
question, ``[](answer:out_size)`` the right one.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.machinery.languages import Language
from lessons.machinery.questions import answer_label, build, value_label, warms_up
from lessons.machinery.strings import STRINGS
from lessons.machinery.text import load_lesson, parse_lesson

SECTIONS = ("aim", "plan", "ask", "mistakes", "fast", "slow")

_LESSONS = Path(__file__).parents[1]
_ROW = re.compile(
    r"^\| \[\]\(#(?P<place>[a-z0-9_-]+)\) \| (?P<minutes>\d+) \| (?P<todo>.*?) \|$", re.MULTILINE
)
_LINK = re.compile(r"\[\]\((?P<kind>#|slip:|answer:)(?P<name>[a-z0-9_.-]+)\)")


@dataclass(frozen=True, slots=True)
class Notes:
    """The teacher's notes of a lesson in one language.

    Attributes:
        title: What they are, with the minutes they plan.
        minutes: Those of the title.
        plan: The places of the page in the order of the plan, with the minutes of each.
        todo: What to do at each of these places (Markdown), as it is written.
        sections: Heading and body (Markdown) by id, as they are written.
    """

    title: str
    minutes: int
    plan: tuple[tuple[str, int], ...]
    todo: dict[str, str]
    sections: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Point:
    """An item or a paragraph of the notes.

    Attributes:
        text: In words (Markdown for the page).
        places: The places of the page that it names.
        questions: The questions that it names: ``out_size``.
    """

    text: str
    places: tuple[str, ...]
    questions: tuple[str, ...]


@cache
def load_notes(lesson_id: str, language: Language) -> Notes:
    """Read the notes of a lesson.

    Raises:
        FileNotFoundError: If it has none.
        ValueError: If a section is missing or the title names no minutes.
    """
    path = _LESSONS / lesson_id / f"teacher.{language}.md"
    told = parse_lesson(path.read_text(encoding="utf-8"), where=f"{lesson_id}/{path.name}")
    minutes = re.search(r"\d+", told.title)
    if tuple(told.sections) != SECTIONS or minutes is None:
        raise ValueError(f"{lesson_id}/{path.name}: {told.title!r}, {list(told.sections)}")
    sections = {name: (each.title, each.body) for name, each in told.sections.items()}
    rows = [*_ROW.finditer(sections["plan"][1])]
    plan = tuple((row["place"], int(row["minutes"])) for row in rows)
    todo = {row["place"]: row["todo"] for row in rows}
    return Notes(told.title, int(minutes[0]), plan, todo, sections)


def points(lesson_id: str, section: str, language: Language) -> tuple[Point, ...]:
    """A section of the notes item by item, in order; raises as ``load_notes`` and ``worded``."""
    body = load_notes(lesson_id, language).sections[section][1]
    items = [item.strip() for item in re.split(r"\n\n|^- ", body, flags=re.MULTILINE)]
    return tuple(_point(lesson_id, item, language) for item in items if item)


def _point(lesson_id: str, item: str, language: Language) -> Point:
    links = [(link["kind"], link["name"].partition(".")[0]) for link in _LINK.finditer(item)]
    places = tuple(dict.fromkeys(name for kind, name in links if kind == "#"))
    questions = tuple(dict.fromkeys(name for kind, name in links if kind != "#"))
    return Point(worded(lesson_id, item, language), places, questions)


def worded(lesson_id: str, body: str, language: Language) -> str:
    """A body of the notes with its links worded (Markdown for the page).

    Raises:
        KeyError: If a place, a question or a slip does not exist.
    """
    return _LINK.sub(lambda link: _word(lesson_id, link["kind"], link["name"], language), body)


def place_name(lesson_id: str, place: str, language: Language) -> str:
    """What a place of a page is called on it; raises KeyError if there is none."""
    sections = load_lesson(lesson_id, language).sections
    if not sections:  # a lab is no text: it names its places itself
        return importlib.import_module(f"lessons.{lesson_id}.words").place_name(place, language)
    section = sections.get(place)
    if section is None or "[[" in section.title:  # a number that only the page has
        return STRINGS.get(step_key(lesson_id, place), language)
    return section.title


def step_key(lesson_id: str, step: str) -> str:
    """The word for a step of the rail: the first lesson has nothing to recall."""
    is_warm_up = step == "recall" and warms_up(lesson_id)
    return "step.warm_up" if is_warm_up else f"step.{step}"


def _word(lesson_id: str, kind: str, name: str, language: Language) -> str:
    if kind == "#":
        shown = place_name(lesson_id, name, language)
        is_lab = not load_lesson(lesson_id, language).sections
        return f"**{shown}**" if is_lab else f"[{shown}](#{name})"
    question_id, _, slip_name = name.partition(".")
    question = build(lesson_id, question_id)
    if kind == "answer:":
        return f"**{answer_label(question, language)}**"
    slips = {slip.name: slip.answer for slip in question.slips}
    return f"**{value_label(question, slips[slip_name], language)}**"

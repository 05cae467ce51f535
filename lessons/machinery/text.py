"""A lesson's text: ``lessons/<lesson_id>/zh.md`` and ``en.md`` with the same section ids.

    # Convolution
    One sentence that opens the lesson.

    ## Local and shared {#locality}
    Paragraphs in Markdown. A term of the glossary is a link: [kernel](term:kernel).
    A symbol in the colour of its role: [F](role:kernel). A computed number: [[out_size]].

Everything else about a lesson (what is drawn, asked, computed) is Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.machinery.languages import Language, fill

_LESSONS = Path(__file__).parents[1]
_HEADING = re.compile(r"^## (?P<title>.+?) \{#(?P<id>[a-z0-9-]+)\}$")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a lesson: heading and Markdown body."""

    section_id: str
    title: str
    body: str

    def filled(self, **values: object) -> Section:
        """The section with its ``[[name]]`` slots filled, in title and body together.

        Raises:
            KeyError: If slots and values do not match.
        """
        mark = "\x00"
        text = fill(f"{self.title}{mark}{self.body}", values, where=self.section_id)
        title, _, body = text.partition(mark)
        return Section(self.section_id, title, body)


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language."""

    title: str
    lead: str
    sections: dict[str, Section]


@cache
def load_lesson(lesson_id: str, language: Language) -> LessonText:
    """Read and split one lesson text.

    Raises:
        FileNotFoundError: If the lesson does not exist.
        ValueError: If the file does not follow the form above.
    """
    path = _LESSONS / lesson_id / f"{language}.md"
    return parse_lesson(path.read_text(encoding="utf-8"), where=str(path.name))


def parse_lesson(text: str, *, where: str = "lesson") -> LessonText:
    """Split a lesson text at its headings."""
    title = ""
    heads: list[tuple[str, str]] = []
    bodies: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("# ") and not title:
            title = line.removeprefix("# ").strip()
        elif line.startswith("## "):
            match = _HEADING.match(line.strip())
            if match is None:
                raise ValueError(f"{where}: heading without an id: {line!r}")
            heads.append((match["id"], match["title"]))
            bodies.append([])
        else:
            bodies[-1].append(line)
    if not title:
        raise ValueError(f"{where}: no title")
    lead, *rest = ("\n".join(lines).strip() for lines in bodies)
    ids = [section_id for section_id, _ in heads]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{where}: section ids repeat: {ids}")
    sections = {
        section_id: Section(section_id, section_title, body)
        for (section_id, section_title), body in zip(heads, rest, strict=True)
    }
    return LessonText(title, lead, sections)

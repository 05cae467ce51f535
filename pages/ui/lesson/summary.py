"""The summary card of a lesson: picture, formula, and the same number in NumPy and PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lessons.machinery.languages import fill
from pages.ui.lesson import milestones, score
from pages.ui.lesson.frame import Lesson
from pages.ui.shell import language, text
from pages.ui.shell.language import t
from pages.ui.slides import views
from pages.ui.slides.pieces import piece

_PROGRAM = ' class="program-lines" tabindex="0"'


@dataclass(frozen=True, slots=True)
class Computed:
    """A line of program text and the number it gave."""

    code: str
    library: str
    value: str

    @property
    def is_line(self) -> bool:
        """Whether it is one line of text."""
        return "\n" not in self.code

    @classmethod
    def ran(cls, code: str, library: str, names: Mapping[str, object]) -> Computed:
        """Run the text that will be shown; all of it is ours.

        Args:
            code: One expression.
            library: What it is written for, as shown.
            names: What the text speaks of.
        """
        return cls(code, library, str(eval(code, dict(names))))


@piece("summary", section="summary")
def show_summary(
    lesson: Lesson,
    *,
    picture: str,
    formula: str,
    computed: tuple[Computed, ...],
    facts: tuple[str, ...],
    values: dict[str, object],
) -> None:
    """The card at the end of a lesson.

    Args:
        lesson: The lesson; its section ``summary`` gives the card its heading.
        picture: HTML of the drawing.
        formula: HTML of the formula.
        computed: Program text with its results.
        facts: Sections of the text: three facts, then a note in small print.
        values: What fills their slots.
    """
    milestones.settle(lesson.lesson_id)
    if views.current() == "class":
        computed = tuple(line for line in computed if line.is_line)  # a program is long
    *told, note = [_section_html(lesson, name, values) for name in facts]
    head, subtitle = _filled(lesson, "summary", values)
    body = "".join(f"<div><h3>{escape(title)}</h3>{html}</div>" for title, html in told)
    text.show_html(
        f'<section class="summary"><div class="summary-head"><h2 id="summary">{escape(head)}</h2>'
        f'<span class="caption">{escape(subtitle)}</span></div>'
        f'<div class="summary-top">{picture}<div>{formula}'
        f"{computed_html(computed)}</div></div>"
        f'<div class="summary-facts">{body}</div>'
        f'<div class="caption">{note[1]}</div>{_score_html()}</section>'
    )


def computed_html(computed: tuple[Computed, ...]) -> str:
    """Program text, each line with its library and the number it gave."""
    lines = "".join(
        f"<code{'' if line.is_line else _PROGRAM}>{escape(line.code)}</code>"
        f'<span class="library">{escape(line.library)}</span>'
        f'<span class="value">{escape(line.value)}</span>'
        for line in computed
    )
    return f'<div class="summary-code">{lines}</div>'


def _filled(lesson: Lesson, section_id: str, values: dict[str, object]) -> tuple[str, str]:
    """Title and body of a section, with those values that its slots name."""
    section = lesson.content.sections[section_id]
    wanted = {name: value for name, value in values.items() if f"[[{name}]]" in section.body}
    return section.title, fill(section.body, wanted, where=section_id)


def _section_html(lesson: Lesson, section_id: str, values: dict[str, object]) -> tuple[str, str]:
    title, body = _filled(lesson, section_id, values)
    return title, text.to_html(body, language.current())


def _score_html() -> str:
    reached = score.current()
    if reached.answered == 0:
        return ""
    said = t("summary.score", answered=reached.answered, first=reached.first_try)
    return f'<p class="caption score">{escape(said)}</p>'

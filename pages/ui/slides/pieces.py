"""What a page is made of: its pieces, in their order.

On the page each piece is drawn where the page's script names it, unless the address leaves its
section out. In class view the script only names them; the deck then draws those of the slide that
is on (``deck.py``). So a page is written once, and has slides without a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Literal, ParamSpec

import streamlit as st

from lessons.machinery.slides import SlideQuestion
from lessons.machinery.strings import STRINGS
from pages.ui.shell import language
from pages.ui.slides.views import Cut

P = ParamSpec("P")

Kind = Literal[
    "opening", "terms", "text", "drawing", "question", "figure", "board", "summary", "aside"
]
"""A text begins a slide, and drawings go on with it; an aside, such as a link, is on no slide;
anything else is a slide of its own."""

_PLAN = "slides.plan"


def _nothing() -> None:
    """Nothing stands beside the question that would follow."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a piece asks, and what can be done with it in front of a class.

    Attributes:
        question: With its options.
        vary: Puts another question of its kind in its place; None where there never is one.
        can_vary: Whether there is one now.
        choose: The class has chosen the option of a letter, "" for none.
        reveal: Shows the answer on what stands beside the question.
    """

    question: Callable[[], SlideQuestion]
    vary: Callable[[], None] | None = None
    can_vary: Callable[[], bool] = lambda: True
    choose: Callable[[str], None] = lambda _letter: None
    reveal: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that a page shows.

    Attributes:
        kind: What it is.
        section: The section of the page in which it stands.
        title: The heading of that section, or what is asked.
        draw: Puts it on the page.
        asking: What it asks, if it does.
        says: The text on it, for who stands before the class (Markdown).
    """

    kind: Kind
    section: str
    title: str
    draw: Callable[[], None]
    asking: Asking | None = None
    says: str = ""


@dataclass(slots=True)
class Plan:
    """A page in this run, as far as its script has come.

    Attributes:
        cut: What the address leaves of the page.
        collects: Whether pieces are named only, not drawn.
        section: Where the script is.
        title: The heading of that section.
        pieces: Those named so far.
        asks: Whether the slide that is on asks something: its options need room.
        is_revealed: Whether the answer to what the slide asks is shown.
        examples: What can be put on a figure, by its name: a key below ``lesson.`` in the strings
            and settings. They are on no slide of their own, a key puts them there.
    """

    cut: Cut = field(default_factory=Cut)
    collects: bool = False
    section: str = ""
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    asks: bool = False
    is_revealed: bool = False
    examples: dict[str, dict[str, Mapping[str, object]]] = field(default_factory=dict)


def begin(plan: Plan) -> None:
    """The script of a page begins."""
    st.session_state[_PLAN] = plan


def plan() -> Plan:
    """The page that runs; a part of a page that runs alone is still that page's."""
    if _PLAN not in st.session_state:
        st.session_state[_PLAN] = Plan()
    return st.session_state[_PLAN]


def end() -> list[Piece]:
    """The script of a page is over: from now on pieces are drawn. Those it named."""
    known = plan()
    named, known.pieces, known.collects = known.pieces, [], False
    leave()
    return named


def enter(section: str, title: str = "") -> None:
    """What follows stands in this section.

    Args:
        section: Its id.
        title: Its heading, where the page has one; else it is called as the step of that name.
    """
    known = plan()
    known.section, known.title = section, title or _step_name(section)


def _step_name(section: str) -> str:
    steps = STRINGS.area("step", language.current())
    return steps.get(section, "")


def free_title() -> str:
    """What stands above a figure or a board once what it hid is asked: its own slide follows."""
    known = plan()
    return _step_name("observe") if known.section == "predict" else known.title


def leave() -> None:
    """What follows stands nowhere in particular: a part of the page that runs alone is shown."""
    enter("")


def is_shown(section: str) -> bool:
    """Whether the address leaves a section on the page."""
    return plan().cut.shows(section)


def is_here_shown() -> bool:
    """Whether it leaves what stands here."""
    known = plan()
    return not known.section or known.cut.shows(known.section)


def put(
    kind: Kind,
    draw: Callable[[], None],
    *,
    title: str = "",
    asking: Asking | None = None,
    says: str = "",
) -> None:
    """Name a piece, or draw it at once; not at all where its section is left out.

    Args:
        kind: What it is.
        draw: Puts it on the page.
        title: What stands above it on a slide; the heading of its section if it has none.
        asking: What it asks.
        says: Its text (Markdown).
    """
    known = plan()
    if not is_here_shown():
        return
    if known.collects:
        named = title or known.title
        known.pieces.append(Piece(kind, known.section, named, draw, asking, says))
    else:
        draw()


def put_examples(
    figure: str, examples: Mapping[str, Mapping[str, object]], draw: Callable[[], None]
) -> None:
    """Name what can be put on a figure, or draw the buttons that put it there."""
    known = plan()
    if not is_here_shown():
        return
    if known.collects:
        known.examples.setdefault(figure, {}).update(examples)
    else:
        draw()


def piece(kind: Kind, *, section: str = "") -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A function that draws a piece of a page.

    Args:
        kind: What it draws.
        section: Where it always stands; else in the section that the script has come to.
    """

    def mark(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def placed(*args: P.args, **kwargs: P.kwargs) -> None:
            if section:
                enter(section)
            put(kind, lambda: draw(*args, **kwargs))

        return placed

    return mark

"""The button below a figure by which it is taken along."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.figures.paper import PAPERS
from lessons.machinery.figure import STEP, Settings
from lessons.machinery.strings import STRINGS
from lessons.machinery.takeable import Board, Takeable
from pages.components.take_along import Seen, take_along
from pages.ui.shell import language
from pages.ui.slides import views

_SAID_BY_SERVER = (
    "unknown",
    "nothing",
    "too_many",
    "too_wide",
    "too_large",
    "too_small",
    "alt_too_long",
    "link_too_long",
    "busy",
)
_CENTIMETRES = 2.54


def show_board_along(page_id: str, board: Board, settings: Settings) -> None:
    """Offer a board to be taken along as it stands on its page; elsewhere nothing."""
    if views.current() != "page":
        return
    written = {param.name: param.format(settings[param.name]) for param in board.params}
    seen: Seen = {"step": 0, "caseKey": "|".join(written.values()), "settings": written}
    show_take_along(page_id, board, "", (), seen)


def show_take_along(
    page_id: str,
    figure: Takeable,
    channel: str,
    hidden: Sequence[str],
    seen: Seen | None = None,
) -> None:
    """Offer a figure to be taken along.

    Args:
        page_id: Its page.
        figure: Which.
        channel: Under which it tells its steps.
        hidden: The cells that a question hides now.
        seen: What it shows, where it tells nothing itself.
    """
    words = STRINGS.area("take_along", language.current())
    take_along(
        key=f"{page_id}.{figure.name}.take_along",
        data={
            "channel": channel,
            "page": page_id,
            "figure": figure.name,
            "step": figure.prefix + STEP,
            "reader": language.current(),
            "hidden": list(hidden),
            "seen": seen,
            "papers": {name: _measured(name) for name in PAPERS},
            "words": {key: word for key, word in words.items() if key not in _SAID_BY_SERVER},
        },
    )


def _measured(name: str) -> str:
    """A size in words: pixels of a slide, millimetres of a column."""
    paper = PAPERS[name]
    if paper.height is None:
        return f"{10 * _CENTIMETRES * paper.width:.0f} mm"
    return f"{paper.width * paper.dpi:.0f} × {paper.height * paper.dpi:.0f}"

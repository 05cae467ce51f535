"""Pieces of a page that are on the screen at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lessons.machinery.slides import SlideQuestion
from pages.ui.slides.pieces import Kind, Piece


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on the screen at once.

    Attributes:
        pieces: From top to bottom.
    """

    pieces: tuple[Piece, ...]

    @property
    def kind(self) -> Kind:
        """Of its first piece."""
        return self.pieces[0].kind

    @property
    def section(self) -> str:
        """Where it stands on the page."""
        return self.pieces[0].section

    @property
    def title(self) -> str:
        """What stands above it (Markdown): that of what its text leads to."""
        return self.pieces[-1].title

    @property
    def asks(self) -> SlideQuestion | None:
        """Its question with its options."""
        asking = self.pieces[0].asking
        return asking.question() if asking else None

    @property
    def says(self) -> str:
        """The text on it (Markdown)."""
        return "\n\n".join(piece.says for piece in self.pieces if piece.says)


_LEADS_ON: frozenset[Kind] = frozenset({"text", "drawing"})
_FOLLOWS: frozenset[Kind] = frozenset({"drawing", "figure", "board"})


def slides_of(named: Iterable[Piece]) -> tuple[Slide, ...]:
    """The slides of a page: a text has with it the drawings that follow, and what it leads to.

    Where that is too much for one screen, the browser shows it in parts: so the slides have the
    same numbers in every language and on every screen.
    """
    slides: list[Slide] = []
    for piece in named:
        if piece.kind == "aside":
            continue
        if slides and _goes_on(slides[-1].pieces[-1], piece):
            slides[-1] = Slide((*slides[-1].pieces, piece))
        else:
            slides.append(Slide((piece,)))
    return tuple(slides)


def _goes_on(before: Piece, piece: Piece) -> bool:
    is_led_to = before.kind in _LEADS_ON and piece.kind in _FOLLOWS
    return is_led_to and piece.section == before.section and piece.asking is None

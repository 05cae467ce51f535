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
        """What stands above it (Markdown)."""
        return self.pieces[0].title

    @property
    def asks(self) -> SlideQuestion | None:
        """Its question with its options."""
        asking = self.pieces[0].asking
        return asking.question() if asking else None

    @property
    def says(self) -> str:
        """The text on it (Markdown)."""
        return "\n\n".join(piece.says for piece in self.pieces if piece.says)


def slides_of(named: Iterable[Piece]) -> tuple[Slide, ...]:
    """The slides of a page: drawings stay with the text that they follow."""
    slides: list[Slide] = []
    for piece in named:
        if piece.kind == "aside":
            continue
        before = slides[-1] if slides else None
        goes_on = piece.kind == "drawing" and before and before.section == piece.section
        if goes_on and before and before.kind in {"text", "drawing"}:
            slides[-1] = Slide((*before.pieces, piece))
        else:
            slides.append(Slide((piece,)))
    return tuple(slides)

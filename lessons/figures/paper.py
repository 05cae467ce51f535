"""On what a figure is drawn: sizes of paper, themes, and what stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lessons.figures.palette import PALETTES, Palette


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper in inches, and its dots an inch where it becomes a picture.

    Attributes:
        enough: The side of a cell, in inches, above which a figure is not spread over more lines.
        least: The side of a cell, in inches, below which a sum does not shrink with it.
        readable: The height of the smallest letters, in points; of a slide it depends on the room.
    """

    width: float
    height: float | None
    dpi: int
    enough: float
    least: float
    readable: float = 0.0


PAPERS: Mapping[str, Paper] = {
    "slide": Paper(40 / 3, 7.5, 144, enough=0.9, least=0.5),
    "half": Paper(20 / 3, 7.5, 144, enough=0.9, least=0.4),
    "column": Paper(85 / 25.4, None, 300, enough=0.22, least=0.2, readable=2.5),
}
"""A slide of 16:9, half of it, and a column of text of 85 mm, as high as the figure needs."""

Theme = Literal["light", "dark", "none"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a plate is drawn.

    Attributes:
        paper: A key of ``PAPERS``.
        theme: "none" is light without a background.
        has_sum: Whether the sum is written out below the matrices.
        has_names: Whether matrices have their names above them.
        has_weights: Whether the cells of a window say what they are multiplied with.
        link: An address that stands below the figure, as a QR code and in words; "" for none.
        pixels: Across, of a picture; 0 for those of its paper.
    """

    paper: str = "slide"
    theme: Theme = "light"
    has_sum: bool = True
    has_names: bool = True
    has_weights: bool = False
    link: str = ""
    pixels: int = 0

    @property
    def palette(self) -> Palette:
        """Its colours."""
        return PALETTES["dark" if self.theme == "dark" else "light"]

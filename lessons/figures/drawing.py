"""A plate drawn by Matplotlib: vector shapes, and every digit a piece of text.

Nothing here touches pyplot or a global setting while it draws, so several threads may draw at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch

from lessons.figures.fonts import families
from lessons.figures.palette import PALETTES, Palette, mixed
from lessons.machinery.cells import format_number
from lessons.machinery.plate import Box, Plate, Sheet, Token

# Before the first figure, once: digits stay text in SVG, and PDF holds its fonts as outlines.
mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["pdf.fonttype"] = 3

GAP = 0.06
SIGN_WIDTH, SIGN_GAP = 0.7, 0.2
NAME_HEIGHT = 0.75
SUM_ROOM, LINE_HEIGHT = 0.55, 0.72
MARGIN = 0.5
"""Lengths in cells."""
LARGEST_CELL = 0.9
"""In inches: a small figure does not fill a slide with three giant cells."""
POINTS = 72
DIGIT, NAME, SMALL, SUM, SIGN = 0.36, 0.3, 0.24, 0.4, 0.5
"""Heights of letters, in cells."""
FILLED = 0.94
"""How much of a cell its longest number may take."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper in inches, and its dots an inch where it becomes a picture."""

    width: float
    height: float | None
    dpi: int


PAPERS: Mapping[str, Paper] = {
    "slide": Paper(40 / 3, 7.5, 144),
    "half": Paper(20 / 3, 7.5, 144),
    "column": Paper(85 / 25.4, None, 300),
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
    """

    paper: str = "slide"
    theme: Theme = "light"
    has_sum: bool = True
    has_names: bool = True

    @property
    def palette(self) -> Palette:
        """Its colours."""
        return PALETTES["dark" if self.theme == "dark" else "light"]


def draw(
    plate: Plate, words: Mapping[str, str], style: Style, *, beside: Sequence[Plate] = ()
) -> Figure:
    """One step on its paper.

    Args:
        plate: What to draw.
        words: Names of the matrices by their keys, and ``where`` with ``{row}`` and ``{column}``.
        style: How.
        beside: The steps it is shown with: all get the room that the longest sum of them takes.
    """
    return _Drawing(plate, words, style, beside).figure


class _Drawing:
    """A figure while it is drawn; lengths are in cells, and y grows downwards."""

    def __init__(
        self, plate: Plate, words: Mapping[str, str], style: Style, beside: Sequence[Plate]
    ) -> None:
        self.plate, self.words, self.style, self.colour = plate, words, style, style.palette
        self.name_height = NAME_HEIGHT if style.has_names else 0.0
        self.stage = float(max(sheet.values.shape[0] for sheet in plate.sheets))
        paper = PAPERS[style.paper]
        self.width = 2 * MARGIN + self._stage_width()
        self.cell = min(paper.width / self.width, LARGEST_CELL)
        room = paper.width / self.cell - 2 * MARGIN
        self.lines = self._broken(plate.tokens, room) if style.has_sum else []
        longest = max((len(self._broken(p.tokens, room)) for p in beside), default=0)
        sum_height = self._sum_height(max(len(self.lines), longest)) if self.lines else 0.0
        self.height = 2 * MARGIN + self.name_height + self.stage + sum_height
        if paper.height is not None and self.height * self.cell > paper.height:
            self.cell = paper.height / self.height
        self.axes = self._axes(paper)
        self._stage()
        self._sum()

    @property
    def figure(self) -> Figure:
        """What has been drawn."""
        return self.axes.figure.get_figure(root=True)  # pyright: ignore[reportReturnType]

    def _axes(self, paper: Paper) -> Axes:
        height = paper.height or self.height * self.cell
        figure = Figure(figsize=(paper.width, height), dpi=paper.dpi)
        FigureCanvasAgg(figure)
        is_plain = self.style.theme == "none"
        figure.patch.set_facecolor("none" if is_plain else self.colour["page"])
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        wide, high = paper.width / self.cell, height / self.cell
        left, top = (self.width - wide) / 2, (self.height - high) / 2
        axes.set(xlim=(left, left + wide), ylim=(top + high, top))
        axes.axis("off")
        return axes

    def _stage_width(self) -> float:
        return sum(
            item.values.shape[1] if isinstance(item, Sheet) else SIGN_WIDTH + 2 * SIGN_GAP
            for item in self.plate.items
        )

    def _stage(self) -> None:
        left, middle = MARGIN, MARGIN + self.name_height + self.stage / 2
        for item in self.plate.items:
            if isinstance(item, Sheet):
                self._sheet(item, left, middle - item.values.shape[0] / 2)
                left += item.values.shape[1]
            else:
                self._text(left + SIGN_GAP + SIGN_WIDTH / 2, middle, item, SIGN, "ink-2")
                left += SIGN_WIDTH + 2 * SIGN_GAP

    def _sheet(self, sheet: Sheet, left: float, top: float) -> None:
        if self.style.has_names:
            self._name(sheet, left, top)
        strengths, scale = _strengths(sheet)
        for row, col in np.ndindex(*sheet.values.shape):
            self._cell(sheet, (row, col), float(strengths[row, col]), scale, left + col, top + row)
        if sheet.frame:
            self._frame(sheet.frame, left, top, "kernel-line", 3.0)
        if sheet.current:
            self._frame(Box(*sheet.current, 1, 1), left, top, "output-line", 3.0)

    def _name(self, sheet: Sheet, left: float, top: float) -> None:
        """Name, symbol and size; the small ones only where there is room for them."""
        rows, columns = sheet.size or sheet.values.shape
        base = top - 0.28
        pieces = (
            (self.words[sheet.word], NAME, f"{sheet.role}-text", "bold"),
            (sheet.symbol, SMALL, "ink-2", "normal"),
            (f"{rows}×{columns}", SMALL, "ink-2", "normal"),
        )
        at, end = left + GAP, left + sheet.values.shape[1] + SIGN_GAP
        for place, (text, size, colour, weight) in enumerate(pieces):
            wide = self._wide(text, size, weight)
            if place and at + wide > end:
                return
            self._text(at, base, text, size, colour, weight, "left", "baseline")
            at += wide + 0.14

    def _cell(
        self,
        sheet: Sheet,
        cell: tuple[int, int],
        strength: float,
        scale: str,
        left: float,
        top: float,
    ) -> None:
        def holds(mask: np.ndarray | None) -> bool:
            return mask is not None and bool(mask[cell])

        is_empty, is_padding, is_unread = map(holds, (sheet.empty, sheet.padding, sheet.unread))
        fill, edge, hatch = self._fill(scale, strength), None, None
        if is_empty:
            fill = self.colour["empty"]
        elif is_unread:
            fill, edge, hatch = self.colour["accent-tint"], self.colour["accent"], "\\\\\\"
        elif is_padding:
            fill, edge, hatch = self.colour["padding-fill"], self.colour["padding-hatch"], "///"
        self.axes.add_patch(
            FancyBboxPatch(
                (left + GAP / 2, top + GAP / 2), 1 - GAP, 1 - GAP,
                boxstyle="round,pad=0,rounding_size=0.13", facecolor=fill, hatch=hatch,
                edgecolor=edge or (self.colour["hairline"] if scale == "signed" else fill),
                linewidth=0.0 if hatch else 0.6,
            )
        )  # fmt: skip
        if is_empty:
            return
        text = format_number(float(sheet.values[cell]))
        is_strong = holds(sheet.read) or cell == sheet.current
        weight = "bold" if is_strong else "normal"
        size = min(DIGIT, DIGIT * FILLED / max(self._wide(text, DIGIT, weight), FILLED))
        self._text(
            left + 0.5, top + 0.5, text, size,
            "padding-text" if is_padding else "ink", weight,
            backed=fill if hatch else None,
        )  # fmt: skip

    def _fill(self, scale: str, strength: float) -> str:
        if scale != "signed":
            low, high = self.colour[f"{scale}-low"], self.colour[f"{scale}-high"]
            return mixed(low, high, strength)
        end = "signed-minus" if strength < 0 else "signed-plus"
        return mixed(self.colour["signed-zero"], self.colour[end], abs(strength))

    def _frame(self, box: Box, left: float, top: float, colour: str, width: float) -> None:
        self.axes.add_patch(
            FancyBboxPatch(
                (left + box.col, top + box.row), box.cols, box.rows,
                boxstyle="round,pad=0,rounding_size=0.2", facecolor="none",
                edgecolor=self.colour[colour], linewidth=width * self.cell / LARGEST_CELL + 0.4,
            )
        )  # fmt: skip

    def _broken(self, tokens: Sequence[Token], room: float) -> list[list[Token]]:
        """A sum in lines that fit, broken before a plus, a comma's next number or the total."""
        lines: list[list[Token]] = [[]]
        at = 0.0
        for term in _terms(tokens):
            wide = sum(self._wide(token.text, SUM) for token in term)
            if at + wide > room and lines[-1]:
                lines.append([])
                at = 0.0
            lines[-1] += term
            at += wide
        return lines

    @staticmethod
    def _sum_height(lines: int) -> float:
        return SUM_ROOM + LINE_HEIGHT * (lines + 0.6)

    def _sum(self) -> None:
        if not self.lines:
            return
        row, column = self.plate.cell
        base = MARGIN + self.name_height + self.stage + SUM_ROOM
        where = self.words["where"].format(row=row, column=column)
        self._text(MARGIN, base, where, SMALL, "ink-2", "normal", "left", "center")
        for number, line in enumerate(self.lines, start=1):
            at = MARGIN
            for token in line:
                colour = f"{token.role}-text" if token.role else "ink-2"
                weight = "bold" if token.role == "output" else "normal"
                y = base + LINE_HEIGHT * number - 0.05
                self._text(at, y, token.text, SUM, colour, weight, "left", "center")
                at += self._wide(token.text, SUM, weight)

    def _wide(self, text: str, size: float, weight: str = "normal") -> float:
        """How wide a text is, in cells."""
        return _advance(text, weight) * size

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        weight: str = "normal",
        across: str = "center",
        down: str = "center_baseline",
        backed: str | None = None,
    ) -> None:
        box = {"facecolor": backed, "edgecolor": "none", "boxstyle": "round,pad=0.12"}
        self.axes.text(
            x, y, text,
            fontsize=size * self.cell * POINTS, color=self.colour[colour], fontweight=weight,
            fontfamily=families(), ha=across, va=down, bbox=box if backed else None,
        )  # fmt: skip


def _strengths(sheet: Sheet) -> tuple[np.ndarray, str]:
    """How strong the fill of each cell is, -1 to 1, and on which scale: a role's, or the signed."""
    numbers = np.where(np.isfinite(sheet.values), sheet.values, 0.0)
    low, high = float(numbers.min()), float(numbers.max())
    if low < 0:
        return numbers / max(-low, high), "signed"
    return (numbers - low) / (high - low or 1.0), sheet.role


def _terms(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens in pieces that stay together on a line."""
    terms: list[list[Token]] = [[]]
    for token in tokens:
        if token.text.startswith(" ") and terms[-1]:
            terms.append([])
        terms[-1].append(token)
        if token.text == ", ":
            terms.append([])
    return terms


def _advance(text: str, weight: str) -> float:
    """The width of a text whose letters are 1 high."""
    width, _, _ = _RULER.get_text_width_height_descent(
        text, FontProperties(family=families(), weight=weight, size=POINTS), ismath=False
    )
    return width / POINTS


_RULER = FigureCanvasAgg(Figure(dpi=POINTS)).get_renderer()

"""A plate drawn by Matplotlib: its matrices, pictures and sums on a sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from lessons.figures.code import foot_height
from lessons.figures.ink import HATCHES, LARGEST_CELL, Ink
from lessons.figures.layout import (
    NAME,
    NAME_GAP,
    NAME_LINE,
    SIGN,
    SIGN_GAP,
    SMALL,
    SMALL_SUM,
    Layout,
    ways_to_break,
    weight_of,
    wide,
)
from lessons.figures.order import TooSmallError
from lessons.figures.palette import mixed
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.cells import format_number
from lessons.machinery.plate import (
    Bar,
    Box,
    Dot,
    Item,
    Label,
    Line,
    Picture,
    Plate,
    Sheet,
    SmallSum,
    Way,
    Words,
)
from lessons.machinery.written import Token

GAP = 0.06
SUM_ROOM, LINE_HEIGHT, WHERE_HEIGHT = 0.55, 0.72, 0.45
MARGIN = 0.5
"""Lengths in cells."""
DIGIT, SUM, CORNER = 0.36, 0.4, 0.2
"""Heights of letters, in cells."""
FILLED = 0.94
"""How much of a cell its longest number may take."""
STRUCK, HIDDEN = "✕", "?"
_LINE_COST = 0.94
"""So much smaller may cells be before a plate is spread over one more line."""
_SHRINKS = 12


def draw(plate: Plate, words: Words, style: Style, *, beside: Sequence[Plate] = ()) -> Figure:
    """One step on its paper.

    Args:
        plate: What to draw.
        words: The words of its figure; a text of two lines has a line for each language.
        style: How.
        beside: The steps it is shown with: all get the room that the longest sum of them takes.

    Raises:
        TooSmallError: If letters on this paper would be too small to be read.
    """
    ink = drawn(plate, words, style, beside=beside)
    smallest = ink.smallest_letters()
    if smallest < PAPERS[style.paper].readable:
        raise TooSmallError(smallest)
    return ink.figure


def drawn(plate: Plate, words: Words, style: Style, *, beside: Sequence[Plate] = ()) -> Ink:
    """The same, with what was put on the paper."""
    return _Drawing(plate, words, style, beside).ink


@dataclass(frozen=True, slots=True)
class _Written:
    """A line below the matrices: the words before its sum, and the sum in lines."""

    where: tuple[str, ...]
    sums: tuple[tuple[Token, ...], ...]

    @property
    def height(self) -> float:
        """In units of its letters."""
        return WHERE_HEIGHT * len(self.where) + LINE_HEIGHT * len(self.sums)


class _Drawing:
    """A figure while it is drawn; lengths are in cells, and y grows downwards."""

    def __init__(self, plate: Plate, words: Words, style: Style, beside: Sequence[Plate]) -> None:
        self.words, self.style, self.colour = words, style, style.palette
        self.paper = PAPERS[style.paper]
        self.layout = Layout(words, has_names=style.has_names, has_sum=style.has_sum)
        self.plates = (plate, *beside)
        self.tallest: dict[float, float] = {}
        self.lines = max(ways_to_break(plate.items), key=self._worth)
        self.size = self.layout.size(self.lines)
        self.cell = self._fitting(self.size)
        height = 2 * MARGIN + self.size[1] + self._sum_height(self.cell, self.size[0])
        self.ink = Ink(style, self.cell, (2 * MARGIN + self.size[0], height))
        for placed in self.layout.placed(self.lines, MARGIN, MARGIN):
            self._put(placed.item, placed.left, placed.top)
        if style.has_sum:
            self._write(plate)

    def _worth(self, lines: Sequence[Sequence[Item]]) -> tuple[float, float]:
        cell = self._fitting(self.layout.size(lines))
        return min(cell, self.paper.enough) * _LINE_COST ** (len(lines) - 1), cell

    def _fitting(self, size: tuple[float, float]) -> float:
        """The side of a cell with which everything fits, in inches."""
        cell = min(self.paper.width / (size[0] + 2 * MARGIN), LARGEST_CELL)
        if self.paper.height is None:
            return cell
        room = self.paper.height - (foot_height(self.paper.width) if self.style.link else 0.0)
        for _ in range(_SHRINKS):
            height = (size[1] + 2 * MARGIN + self._sum_height(cell, size[0])) * cell
            if height <= room:
                break
            cell *= max(room / height, 0.5)
        return cell

    def _letters(self, cell: float) -> float:
        """How large the letters of a sum are, compared with those on the cells."""
        return max(1.0, min(self.paper.least, LARGEST_CELL) / cell)

    def _room(self, cell: float, width: float) -> float:
        """For a sum, in units of its letters: from the left of what stands above it to the edge."""
        paper = self.paper.width / cell
        return ((width + 2 * MARGIN + paper) / 2 - 2 * MARGIN) / self._letters(cell)

    def _sum_height(self, cell: float, width: float) -> float:
        """Of the longest sum of all steps below matrices of this width, in cells of this side."""
        if not self.style.has_sum or not any(plate.lines for plate in self.plates):
            return 0.0
        letters = self._letters(cell)
        room = self._room(cell, width)
        if room not in self.tallest:
            self.tallest[room] = max(
                sum(line.height for line in self._written(plate, room)) for plate in self.plates
            )
        return (SUM_ROOM + self.tallest[room]) * letters

    def _written(self, plate: Plate, room: float) -> list[_Written]:
        lines = (self._joined(line, room) if i else line for i, line in enumerate(plate.lines))
        return [self._lines_of(line, room) for line in lines]

    def _joined(self, line: Line, room: float) -> Line:
        """The words before a further sum stand on its line if they fit there."""
        if not line.where:
            return line
        tokens = (Token(f"{line.where.text(self.words)}  "), *line.tokens)
        fits = "\n" not in tokens[0].text and len(_broken(tokens, room)) == 1
        return Line(None, tokens) if fits else line

    def _lines_of(self, line: Line, room: float) -> _Written:
        where = line.where.text(self.words).split("\n") if line.where else []
        broken = [part for text in where for part in _wrapped(text, room)]
        return _Written(tuple(broken), _broken(line.tokens, room))

    def _put(self, item: Sheet | Picture | SmallSum | str, left: float, top: float) -> None:
        if isinstance(item, Sheet):
            self._sheet(item, left, top)
        elif isinstance(item, str):
            self.ink.text((left, top), item, SIGN, "ink-2", down="center")
        elif isinstance(item, SmallSum):
            self._tokens(item.tokens, (left, top), SMALL_SUM)
        else:
            self._picture(item, left, top)

    def _picture(self, picture: Picture, left: float, top: float) -> None:
        for mark in picture.marks:
            match mark:
                case Bar():
                    self.ink.bar(mark, left, top)
                case Way():
                    self.ink.way(mark, left, top)
                case Dot():
                    self.ink.dot(mark, left, top)
                case Label():
                    self.ink.label(mark, left, top, self.words)

    def _sheet(self, sheet: Sheet, left: float, top: float) -> None:
        if self.style.has_names and sheet.is_named:
            self._name(sheet, left, top)
        strengths, scale = _strengths(sheet)
        for cell in np.ndindex(*sheet.values.shape):
            self._cell(sheet, cell, self._fill(scale, float(strengths[cell])), scale, left, top)
        for box, colour in (
            (sheet.frame, "kernel-line"),
            (_one(sheet.won), "ink"),
            (_one(sheet.current), "output-line"),
        ):
            if box:
                self._frame(sheet, box, left, top, colour)
        if sheet.asked:
            self._frame(sheet, sheet.asked, left, top, "accent", is_dashed=True)

    def _name(self, sheet: Sheet, left: float, top: float) -> None:
        """Name, symbol and size; the small ones only where there is room for them."""
        colour = "ink" if sheet.role == "part" else f"{sheet.role}-text"
        *above, last = self.layout.name_lines(sheet)
        for up, line in enumerate(reversed(above), start=1):
            place = (left + GAP, top - 0.28 - NAME_LINE * up)
            self.ink.text(place, line, NAME, colour, weight="bold", across="left", down="baseline")
        small = [sheet.shown_size] if sheet.shown_size else []
        taken = sum(NAME_GAP + wide(text, SMALL) for text in (sheet.symbol, *small))
        room = self.layout.extent(sheet).width + SIGN_GAP
        if sheet.symbol and wide(last, NAME, "bold") + taken <= room:
            small.insert(0, sheet.symbol)
        at = left + GAP
        for text, size, tone, weight in (
            (last, NAME, colour, "bold"), *((text, SMALL, "ink-2", "normal") for text in small)
        ):  # fmt: skip
            place = (at, top - 0.28)
            self.ink.text(place, text, size, tone, weight=weight, across="left", down="baseline")
            at += wide(text, size, weight) + NAME_GAP

    def _cell(
        self, sheet: Sheet, cell: tuple[int, int], fill: str, scale: str, left: float, top: float
    ) -> None:
        is_empty, is_hidden = _holds(sheet.empty, cell), _holds(sheet.masked, cell)
        is_padding, is_unread = _holds(sheet.padding, cell), _holds(sheet.unread, cell)
        is_struck = _holds(sheet.struck, cell)
        colour, hatch, edge = self.colour, None, ""
        if is_hidden:
            fill, edge = colour["accent-tint"], colour["accent"]
        elif is_empty:
            fill = colour["empty"]
        elif is_unread:
            fill, edge, hatch = colour["accent-tint"], colour["accent"], HATCHES["striped"]
        elif is_padding or is_struck:
            fill, edge = colour["padding-fill"], colour["padding-hatch"]
            hatch = HATCHES["hatched"]
        side = sheet.side
        x, y = left + cell[1] * side, top + cell[0] * side
        self.ink.box(
            (x + GAP / 2 * side, y + GAP / 2 * side), (side * (1 - GAP), side * (1 - GAP)),
            fill=fill, line=edge or (colour["hairline"] if scale == "signed" else fill),
            width=1.4 if is_hidden else 0.0 if hatch else 0.6, hatch=hatch, is_dashed=is_hidden,
            rounding=0.13 * side,
        )  # fmt: skip
        if is_hidden or not is_empty:
            text = STRUCK if is_struck else format_number(float(sheet.values[cell]))
            tone = "accent" if is_hidden else "padding-text" if is_padding else "ink"
            self._digits(
                sheet, cell, HIDDEN if is_hidden else text, (x, y), tone, fill if hatch else None
            )

    def _digits(
        self, sheet: Sheet, cell: tuple[int, int], text: str, corner: tuple[float, float],
        colour: str, backed: str | None,
    ) -> None:  # fmt: skip
        is_strong = _holds(sheet.read, cell) or cell in (sheet.current, sheet.won) or text == HIDDEN
        weight, side = "bold" if is_strong else "normal", sheet.side
        size = side * min(DIGIT, DIGIT * FILLED / max(wide(text, DIGIT, weight), FILLED))
        met = sheet.corners.get(cell) if self.style.has_weights else None
        up = 0.09 if met is not None else 0.0
        place = (corner[0] + side / 2, corner[1] + side * (0.5 - up))
        self.ink.text(place, text, size, colour, weight=weight, backed=backed)
        if met is not None:
            place = (corner[0] + side * 0.92, corner[1] + side * 0.86)
            tone = "kernel-text" if met else "ink-2"
            self.ink.text(
                place,
                f"×{format_number(met)}",
                CORNER * side,
                tone,
                across="right",
                down="baseline",
            )

    def _fill(self, scale: str, strength: float) -> str:
        if scale != "signed":
            low, high = self.colour[f"{scale}-low"], self.colour[f"{scale}-high"]
            return mixed(low, high, strength)
        end = "signed-minus" if strength < 0 else "signed-plus"
        return mixed(self.colour["signed-zero"], self.colour[end], abs(strength))

    def _frame(
        self, sheet: Sheet, box: Box, left: float, top: float, colour: str, *,
        is_dashed: bool = False,
    ) -> None:  # fmt: skip
        side = sheet.side
        self.ink.box(
            (left + box.col * side, top + box.row * side), (box.cols * side, box.rows * side),
            line=self.colour[colour], width=self.ink.line_width(3.0 * min(1.0, side + 0.3)),
            is_dashed=is_dashed, rounding=0.2 * side,
        )  # fmt: skip

    def _write(self, plate: Plate) -> None:
        letters = self._letters(self.cell)
        room = self._room(self.cell, self.size[0])
        y = MARGIN + self.size[1] + SUM_ROOM * letters
        for written in self._written(plate, room):
            for text in written.where:
                self._line((MARGIN, y), text, SMALL * letters)
                y += WHERE_HEIGHT * letters
            for line in written.sums:
                self._tokens(line, (MARGIN, y + 0.2 * letters), SUM * letters)
                y += LINE_HEIGHT * letters

    def _line(self, place: tuple[float, float], text: str, size: float) -> None:
        self.ink.text(place, text, size, "ink-2", across="left", down="center")

    def _tokens(self, line: Sequence[Token], place: tuple[float, float], size: float) -> None:
        at, y = place
        for token in line:
            role = token.role
            colour = "ink-2" if role is None else "ink" if role == "part" else f"{role}-text"
            weight = weight_of(token)
            self.ink.text(
                (at, y), token.text, size, colour, weight=weight, across="left",
                down="center_baseline",
            )  # fmt: skip
            at += wide(token.text, size, weight)


def _holds(mask: np.ndarray | None, cell: tuple[int, int]) -> bool:
    return mask is not None and bool(mask[cell])


def _one(cell: tuple[int, int] | None) -> Box | None:
    return Box(*cell, 1, 1) if cell else None


def _strengths(sheet: Sheet) -> tuple[np.ndarray, str]:
    """How strong the fill of each cell is, -1 to 1, and on which scale: a role's, or the signed."""
    numbers = np.where(np.isfinite(sheet.values), sheet.values, 0.0)
    among = numbers if sheet.scaled is None else sheet.scaled[np.isfinite(sheet.scaled)]
    low, high = float(among.min(initial=np.inf)), float(among.max(initial=-np.inf))
    if low < 0 or sheet.role == "part":
        return numbers / (max(-low, high) or 1.0), "signed"
    if low == high:  # a middle tone, so that equal numbers are not shown as empty
        return np.where(numbers == 0, 0.0, 0.5), sheet.role
    return (numbers - low) / (high - low), sheet.role


def _broken(tokens: Sequence[Token], room: float) -> tuple[tuple[Token, ...], ...]:
    """A sum in lines that fit, broken before a plus, a comma's next number or the total."""
    lines: list[list[Token]] = [[]]
    at = 0.0
    for term in _terms(tokens):
        width = sum(wide(token.text, SUM, weight_of(token)) for token in term)
        if at + width > room and lines[-1]:
            lines.append([])
            at = 0.0
        lines[-1] += term
        at += width
    return tuple(tuple(line) for line in lines if line)


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


def _wrapped(text: str, room: float) -> list[str]:
    """Words in lines that fit; Chinese may be broken anywhere."""
    lines, line = [], ""
    pieces = text.split(" ") if text.isascii() or " " in text else list(text)
    join = " " if " " in text else ""
    for piece in pieces:
        longer = f"{line}{join}{piece}" if line else piece
        if line and wide(longer, SMALL) > room:
            lines.append(line)
            line = piece
        else:
            line = longer
    return [*lines, line]

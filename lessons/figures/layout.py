"""Where the items of a plate stand: lengths in cells, y grows downwards.

Matrices of a line share their middle. Where one line would make the cells small, the items are
spread over several lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from lessons.figures.fonts import families_for
from lessons.machinery.plate import Item, Picture, Sheet, SmallSum, Stack, Words
from lessons.machinery.written import Token

SIGN_WIDTH, SIGN_GAP = 0.7, 0.2
NAME_HEIGHT, NAME_LINE, NAME_GAP = 0.75, 0.4, 0.14
LINE_GAP, ROW_GAP = 0.45, 0.35
NAME, SMALL, SIGN, SMALL_SUM = 0.3, 0.24, 0.5, 0.27
"""Heights of letters."""
BREAKS = ("→", "=", "")
"""Before which signs a line may be broken; the others join what belongs together."""
POINTS = 72


@dataclass(frozen=True, slots=True)
class Extent:
    """Room that an item takes: across, and above and below its middle."""

    width: float
    up: float
    down: float


@dataclass(frozen=True, slots=True)
class Placed:
    """An item at its top left corner; the name of a matrix stands above that, a sign on it."""

    item: Sheet | Picture | SmallSum | str
    left: float
    top: float


class Layout:
    """Measures and places items whose names are in one language, or in both."""

    def __init__(self, words: Words, *, has_names: bool, has_sum: bool) -> None:
        self.words, self.has_names, self.has_sum = words, has_names, has_sum
        self._extents: dict[int, Extent] = {}

    def name_lines(self, sheet: Sheet) -> list[str]:
        """Its name; in two languages it has two lines."""
        return sheet.name(self.words).split("\n")

    def extent(self, item: Item) -> Extent:
        """What an item takes."""
        if id(item) not in self._extents:
            self._extents[id(item)] = self._extent(item)
        return self._extents[id(item)]

    def _extent(self, item: Item) -> Extent:
        if isinstance(item, SmallSum):
            width = sum(wide(token.text, SMALL_SUM, weight_of(token)) for token in item.tokens)
            return Extent(width, SMALL_SUM, SMALL_SUM)
        if isinstance(item, str):
            return Extent(SIGN_WIDTH + 2 * SIGN_GAP, SIGN / 2, SIGN / 2)
        if isinstance(item, Picture):
            return Extent(item.width, item.height / 2, item.height / 2)
        if isinstance(item, Stack):
            rows = [self.row_extent(row) for row in self.rows(item)]
            half = (sum(r.up + r.down for r in rows) + ROW_GAP * (len(rows) - 1)) / 2
            return Extent(max(r.width for r in rows), half, half)
        half = item.values.shape[0] * item.side / 2
        width = item.values.shape[1] * item.side
        if not self.has_names or not item.is_named:
            return Extent(width, half, half)
        lines = self.name_lines(item)
        size = NAME_GAP + wide(item.shown_size, SMALL) if item.shown_size else 0.0
        named = max(wide(line, NAME, "bold") for line in lines) + size
        name_height = NAME_HEIGHT + NAME_LINE * (len(lines) - 1)
        return Extent(max(width, named), half + name_height, half)

    def rows(self, stack: Stack) -> list[tuple[Item, ...]]:
        """Its rows; those that are only a sum are left out where sums are."""
        return [row for row in stack.rows if self.has_sum or not isinstance(row[0], SmallSum)]

    def row_extent(self, items: Sequence[Item]) -> Extent:
        """What items in one line take."""
        found = [self.extent(item) for item in items]
        return Extent(
            sum(extent.width for extent in found),
            max(extent.up for extent in found),
            max(extent.down for extent in found),
        )

    def size(self, lines: Sequence[Sequence[Item]]) -> tuple[float, float]:
        """Width and height of items in lines."""
        found = [self.row_extent(line) for line in lines]
        height = sum(extent.up + extent.down for extent in found) + LINE_GAP * (len(lines) - 1)
        return max(extent.width for extent in found), height

    def placed(
        self, lines: Sequence[Sequence[Item]], left: float, top: float, gap: float = LINE_GAP
    ) -> Iterator[Placed]:
        """Every matrix, picture and sign of lines that begin here."""
        for line in lines:
            row = self.row_extent(line)
            at, middle = left, top + row.up
            for item in line:
                extent = self.extent(item)
                if isinstance(item, Stack):
                    yield from self.placed(self.rows(item), at, middle - extent.up, ROW_GAP)
                elif isinstance(item, str):
                    yield Placed(item, at + extent.width / 2, middle)
                elif isinstance(item, SmallSum):
                    yield Placed(item, at, middle)
                else:
                    yield Placed(item, at, middle - extent.down)
                at += extent.width
            top += row.up + row.down + gap


def ways_to_break(items: Sequence[Item]) -> Iterator[tuple[tuple[Item, ...], ...]]:
    """All ways to spread items over lines; a gap that would begin a line is left out."""
    places = [i for i, item in enumerate(items) if i and item in BREAKS]
    every = chain.from_iterable(combinations(places, n) for n in range(len(places) + 1))
    for breaks in every:
        ends = zip((0, *breaks), (*breaks, len(items)), strict=True)
        lines = (tuple(items[begin:end]) for begin, end in ends)
        yield tuple(line[1:] if line[0] == "" else line for line in lines)


def weight_of(token: Token) -> str:
    """Results are bold."""
    return "bold" if token.role == "output" else "normal"


@lru_cache(4096)
def _advance(text: str, weight: str) -> float:
    """The width of a text whose letters are 1 high."""
    width, _, _ = _RULER.get_text_width_height_descent(
        text, FontProperties(family=families_for(text), weight=weight, size=POINTS), ismath=False
    )
    return width / POINTS


def wide(text: str, size: float, weight: str = "normal") -> float:
    """How wide a text is, in the unit of its size."""
    return _advance(text, weight) * size


_RULER = FigureCanvasAgg(Figure(dpi=POINTS)).get_renderer()

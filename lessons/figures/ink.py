"""Shapes and letters on paper: vector, every text a piece of text; lengths are in cells.

Nothing here touches pyplot or a global setting while it draws, so several threads may draw at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Polygon
from matplotlib.transforms import Bbox

from lessons.figures.code import foot_height, put_code
from lessons.figures.fonts import families_for
from lessons.figures.layout import POINTS
from lessons.figures.palette import mixed
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.plate import Bar, Dot, Label, Way, Words

# Before the first figure, once: digits stay text in SVG, PDF holds its fonts as outlines, letters
# are as wide as the layout takes them to be at every size.
mpl.rcParams["text.hinting"] = "none"
mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["pdf.fonttype"] = 3

LARGEST_CELL = 0.9
"""In inches: a small figure does not fill a slide with three giant cells."""
ACCENT = (0, (2.2, 1.6))
"""The dashes of what a question is about."""
_TWO_LINES = 0.55
"""Where a picture has room for one line, two are as much smaller."""
HATCHES = {"hatched": "///", "striped": "\\\\\\"}


class Ink:
    """Draws on a sheet of paper.

    Attributes:
        cell: The side of a cell, in inches.
    """

    def __init__(self, style: Style, cell: float, size: tuple[float, float]) -> None:
        """An empty sheet.

        Args:
            style: Paper and colours.
            cell: The side of a cell, in inches.
            size: Width and height of what will be drawn, in cells; it stands in the middle.
        """
        paper = PAPERS[style.paper]
        self.cell, self.colour = cell, style.palette
        foot = foot_height(paper.width) if style.link else 0.0
        room = paper.height - foot if paper.height else size[1] * cell
        dpi = style.pixels / paper.width if style.pixels else paper.dpi
        self.figure = Figure(figsize=(paper.width, room + foot), dpi=dpi)
        FigureCanvasAgg(self.figure)
        is_plain = style.theme == "none"
        self.figure.patch.set_facecolor("none" if is_plain else self.colour["page"])
        if style.link:
            put_code(self.figure, style.link, self.colour)
        bottom = foot / (room + foot)
        self.axes: Axes = self.figure.add_axes((0.0, bottom, 1.0, 1.0 - bottom))
        across, down = paper.width / cell, room / cell
        left, top = (size[0] - across) / 2, (size[1] - down) / 2
        self.axes.set(xlim=(left, left + across), ylim=(top + down, top))
        self.axes.axis("off")

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: str = "none",
        line: str = "none",
        width: float = 0.0,
        hatch: str | None = None,
        is_dashed: bool = False,
        rounding: float = 0.13,
    ) -> None:
        """A rectangle with round corners; colours as Matplotlib takes them, its line in points."""
        patch = FancyBboxPatch(
            corner, *size, boxstyle=f"round,pad=0,rounding_size={rounding}", facecolor=fill,
            edgecolor=line, linewidth=width, hatch=hatch, linestyle=ACCENT if is_dashed else "-",
        )  # fmt: skip
        self.axes.add_artist(patch)

    def line_width(self, points: float) -> float:
        """Of a line that has these points on the largest cells."""
        return points * min(self.cell / LARGEST_CELL, 1.0) + 0.4

    def text(
        self,
        place: tuple[float, float],
        text: str,
        size: float,
        colour: str,
        *,
        weight: str = "normal",
        across: str = "center",
        down: str = "center_baseline",
        backed: str | None = None,
    ) -> None:
        """Letters of this height; ``backed`` is the colour of a patch under them."""
        box = {"facecolor": backed, "edgecolor": "none", "boxstyle": "round,pad=0.12"}
        self.axes.text(
            *place, text, fontsize=size * self.cell * POINTS, color=self.colour[colour],
            fontweight=weight, fontfamily=families_for(text), ha=across, va=down,
            bbox=box if backed else None,
        )  # fmt: skip

    def bar(self, bar: Bar, left: float, top: float) -> None:
        """A rectangle of a picture that begins here."""
        role, colour = bar.role, self.colour
        line = colour.get(f"{role}-line") or colour[{"accent": "accent"}.get(role, "ink-2")]
        fill = "none"
        if bar.look == "filled":
            fill = self._filled(role, bar.strength)
        elif bar.look in HATCHES:
            fill = colour["accent-tint" if bar.look == "striped" else "padding-fill"]
            line = colour["accent" if bar.look == "striped" else "padding-hatch"]
        self.box(
            (left + bar.x, top + bar.y), (bar.width, bar.height), fill=fill, line=line,
            width=self.line_width(0.6 if bar.look == "filled" else 1.2),
            hatch=HATCHES.get(bar.look), is_dashed=bar.look == "dashed",
            rounding=min(0.08, bar.width / 4, bar.height / 4),
        )  # fmt: skip

    def _filled(self, role: str, strength: float) -> str:
        if f"{role}-low" not in self.colour:
            plain = {"accent": "accent-tint", "padding": "padding-fill"}
            return self.colour[plain.get(role, "empty")]
        return mixed(self.colour[f"{role}-low"], self.colour[f"{role}-high"], strength)

    def way(self, way: Way, left: float, top: float) -> None:
        """A line or an area of a picture."""
        points = [(left + x, top + y) for x, y in way.points]
        colour = self.colour[way.colour]
        if way.opacity:
            self.axes.add_artist(
                Polygon(points, facecolor=colour, alpha=way.opacity, edgecolor="none")
            )
            return
        self.axes.plot(
            *zip(*points, strict=True), color=colour, linewidth=self.line_width(way.width),
            linestyle=(0, (3, 2)) if way.is_dashed else "-", solid_joinstyle="round",
            scalex=False, scaley=False,
        )  # fmt: skip

    def dot(self, dot: Dot, left: float, top: float) -> None:
        """A point of a picture."""
        colour = self.colour[dot.colour]
        fill = self.colour["page"] if dot.is_hollow else colour
        place = (left + dot.x, top + dot.y)
        self.axes.add_artist(
            Circle(place, dot.radius, facecolor=fill, edgecolor=colour, linewidth=1.2)
        )

    def label(self, label: Label, left: float, top: float, words: Words) -> None:
        """Words of a picture."""
        text = label.text if isinstance(label.text, str) else label.text.text(words)
        size = label.size * (_TWO_LINES if "\n" in text else 1)
        self.text(
            (left + label.x, top + label.y), text, size, label.colour,
            weight="bold" if label.is_bold else "normal", across=label.across, down="center",
        )  # fmt: skip

    def smallest_letters(self) -> float:
        """Their height in points; infinite where there are none."""
        sizes = (text.get_fontsize() for text in self.axes.texts if text.get_text().strip())
        return min((float(size) for size in sizes), default=float("inf"))

    def text_boxes(self) -> Sequence[tuple[str, Bbox]]:
        """Every text that was drawn, and where it stands, in pixels."""
        renderer = self.axes.figure.canvas.get_renderer()  # pyright: ignore[reportAttributeAccessIssue]
        return [(text.get_text(), text.get_window_extent(renderer)) for text in self.axes.texts]

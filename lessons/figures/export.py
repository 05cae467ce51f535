"""A figure to take along: a step as PNG, SVG or PDF, all steps as a GIF, and its description.

Pure functions: plates and words in, bytes out; they may run in any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from lessons.figures.drawing import draw
from lessons.figures.fonts import chinese_font
from lessons.figures.paper import Style
from lessons.machinery.cells import format_number
from lessons.machinery.languages import Language
from lessons.machinery.plate import Item, Line, Picture, Plate, Said, Sheet, leaves
from lessons.machinery.strings import STRINGS

MOST_FRAMES = 64
FRAME_MS = 1000
GIF_WIDTH = 960
_COLOURS = 256

Words = Mapping[str, str]


class TooManyStepsError(Exception):
    """More steps than a GIF may have."""


def words_for(language: Language) -> Words:
    """The names of matrices in a language; English ones where no font can draw Chinese."""
    return STRINGS.area("stepper", language if chinese_font() else "en")


def png(plate: Plate, words: Words, style: Style) -> bytes:
    """A step as a picture."""
    return _saved(
        draw(plate, words, style), "png", metadata={"Description": described(plate, words)}
    )


def svg(plate: Plate, words: Words, style: Style) -> bytes:
    """A step as a vector drawing; its digits are text."""
    told = {"Title": described(plate, words), "Date": None, "Creator": None}
    return _saved(draw(plate, words, style), "svg", metadata=told)


def pdf(plate: Plate, words: Words, style: Style) -> bytes:
    """A step on a page of its own, with the fonts it needs."""
    told = {"Title": described(plate, words), "CreationDate": None, "Creator": None}
    return _saved(draw(plate, words, style), "pdf", metadata=told)


FORMATS: Mapping[str, Callable[[Plate, Words, Style], bytes]] = {"png": png, "svg": svg, "pdf": pdf}
"""How a single step is written."""


def gif(
    plates: Sequence[Plate],
    words: Words,
    style: Style,
    *,
    on_frame: Callable[[int, int], None] | None = None,
) -> bytes:
    """All steps of a figure, one a second; it stops at the last one.

    Args:
        plates: The steps.
        words: Names of its matrices.
        style: How its steps are drawn; a GIF always has a background.
        on_frame: Told how many steps are drawn, and of how many.

    Raises:
        TooManyStepsError: If it has more than ``MOST_FRAMES``.
    """
    if len(plates) > MOST_FRAMES:
        raise TooManyStepsError
    frames = []
    for plate in plates:
        frames.append(_pixels(draw(plate, words, style, beside=plates)))
        if on_frame:
            on_frame(len(frames), len(plates))
    shared = frames[-1].quantize(_COLOURS)
    first, *others = [frame.quantize(palette=shared, dither=Image.Dither.NONE) for frame in frames]
    out = BytesIO()
    first.save(
        out,
        "GIF",
        save_all=True,
        append_images=others,
        duration=FRAME_MS,
        optimize=True,
        disposal=1,
    )
    return out.getvalue()


def described(plate: Plate, words: Words) -> str:
    """What a step shows, for those who cannot see it."""
    shown = "; ".join(filter(None, (_item(item, words) for item in leaves(plate.items))))
    return ". ".join([shown, *(_written(line, words) for line in plate.lines)])


def _item(item: Item, words: Words) -> str:
    if isinstance(item, Sheet):
        return _matrix(item, words)
    if isinstance(item, Picture):
        return item.said.text(words) if isinstance(item.said, Said) else item.said
    return ""


def _written(line: Line, words: Words) -> str:
    texts = (line.where.text(words) if line.where else "", "".join(t.text for t in line.tokens))
    return ": ".join(filter(None, texts))


def _matrix(sheet: Sheet, words: Words) -> str:
    hidden = np.zeros(sheet.values.shape, dtype=bool)
    for covered in (sheet.empty, sheet.masked):
        hidden |= False if covered is None else covered
    shown = np.ma.masked_array(sheet.values, hidden)
    if sheet.padding is not None:
        shown = shown[np.ix_(*(np.any(~sheet.padding, axis=axis) for axis in (1, 0)))]
    numbers = " / ".join(
        " ".join("_" if value is np.ma.masked else format_number(float(value)) for value in line)
        for line in shown
    )
    return f"{sheet.name(words)} {sheet.shown_size}: {numbers}"


def _saved(figure: Figure, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    figure.savefig(out, format=kind, facecolor=figure.get_facecolor(), **options)
    return out.getvalue()


def _pixels(figure: Figure) -> Image.Image:
    """A figure as pixels, ``GIF_WIDTH`` wide."""
    figure.set_dpi(GIF_WIDTH / figure.get_figwidth())
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba()), "RGBA")
    page = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(page, picture).convert("RGB")

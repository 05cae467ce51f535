"""Orders of figures to take along, fulfilled: the jobs of the process that draws."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from lessons.figures import export
from lessons.figures.fonts import chinese_font
from lessons.figures.layout import Layout
from lessons.figures.order import Frame, Order
from lessons.machinery.hidden import hide
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.plate import Box, Mask, Plate, Sheet, Words
from lessons.machinery.takeable import takeable, words_on

_KEPT = 16


@lru_cache(_KEPT)
def _steps(
    page_id: str, name: str, settings: tuple[tuple[str, str], ...], hidden: tuple[str, ...]
) -> tuple[Plate, ...]:
    figure, written = takeable(page_id)[name], dict(settings)
    values = {p.name: p.parse(written[p.name])[0] for p in figure.params if p.name in written}
    case = figure.case(figure.defaults | values)
    plates = case.plates()
    return tuple(hide(plate, hidden, plates) for plate in plates)


def plates_of(order: Order) -> tuple[Plate, ...]:
    """The steps of a figure.

    Raises:
        SettingError: If its settings leave nothing to draw.
    """
    return _steps(order.page_id, order.figure, order.settings, order.hidden)


def facts(order: Order) -> dict[str, Any]:
    """What a panel tells of a figure before anything is drawn: how many steps, each in words."""
    plates = plates_of(order)
    return {
        "count": len(plates),
        "alts": [_alt(plate, order) for plate in plates],
        "sketches": [_sketch(plate) for plate in plates],
        "hasSums": any(line.tokens for plate in plates for line in plate.lines),
        "hasWeights": any(sheet.corners for plate in plates for sheet in plate.sheets),
        "hasChinese": chinese_font() is not None,
    }


def still(order: Order, kind: str, step: int) -> bytes:
    """One step as PNG, SVG or PDF; where there are fewer, the last one."""
    plates = plates_of(order)
    plate = plates[min(step, len(plates) - 1)]
    alt = order.alt or _alt(plate, order)
    return export.FORMATS[kind](plate, _words(order), order.style, plates, alt)


def pages(order: Order) -> bytes:
    """All steps as a PDF, a page each."""
    plates = plates_of(order)
    alt = order.alt or _alt(plates[-1], order)
    return export.pdf_pages(plates, _words(order), order.style, alt)


def frame(order: Order, step: int) -> Frame:
    """One step of a GIF."""
    plates = plates_of(order)
    return export.frame(plates[step], _words(order), order.style, plates)


def moving(order: Order, frames: Sequence[Frame]) -> bytes:
    """The GIF of these frames."""
    return export.moving(frames, alt=order.alt or _alt(plates_of(order)[-1], order))


def _words(order: Order) -> Words:
    return export.words_for(order.language, partial(words_on, order.page_id, order.figure))


def _alt(plate: Plate, order: Order) -> str:
    """A step in words; unlike a drawing they need no font."""
    spoken = LANGUAGES if order.language == "both" else (order.language,)
    every = (words_on(order.page_id, order.figure, each) for each in spoken)
    return "\n".join(export.described(plate, words) for words in every)


def _sketch(plate: Plate) -> dict[str, Any]:
    """A step as rectangles, for a picture as small as a fingernail; lengths are in cells."""
    layout = Layout({}, has_names=False, has_sum=False)
    width, height = layout.size([plate.items])
    sheets = [
        _outline(placed.item, placed.left, placed.top)
        for placed in layout.placed([plate.items], 0, 0)
        if isinstance(placed.item, Sheet)
    ]
    return {"size": [width, height], "sheets": sheets}


def _outline(sheet: Sheet, left: float, top: float) -> dict[str, Any]:
    return {
        "place": [left, top],
        "shape": sheet.values.shape,
        "side": sheet.side,
        "role": sheet.role,
        "empty": _digits(sheet.empty),
        "frame": _corners(sheet.frame),
        "current": sheet.current,
    }


def _digits(mask: Mask | None) -> str:
    return "" if mask is None else "".join("1" if cell else "0" for cell in mask.flat)


def _corners(box: Box | None) -> list[int] | None:
    return [box.row, box.col, box.rows, box.cols] if box else None

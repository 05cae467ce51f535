"""What a question hides on screen stays hidden in a figure that is taken along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from lessons.machinery.plate import Item, Plate, Sheet, Stack
from lessons.machinery.written import Token

HIDDEN = "?"


def hide(plate: Plate, cells: Collection[str]) -> Plate:
    """A step with its cells masked as a question on screen masks them.

    Args:
        plate: The step.
        cells: Names of cells as the figure has them: ``out:0,1``, a matrix, row and column from 0.
    """
    if not cells:
        return plate
    items = tuple(_masked(item, cells) for item in plate.items)
    hidden = replace(plate, items=items)
    roles = {role for sheet in hidden.sheets if (role := _told(sheet))}
    if not roles:
        return hidden
    also = tuple(replace(line, tokens=_without(line.tokens, roles)) for line in plate.also)
    tokens = _without(plate.tokens, roles)
    return replace(hidden, total=None, tokens=tokens, also=also)


def _masked(item: Item, cells: Collection[str]) -> Item:
    if isinstance(item, Stack):
        return Stack(tuple(tuple(_masked(each, cells) for each in row) for row in item.rows))
    if not isinstance(item, Sheet):
        return item
    mask = np.zeros(item.values.shape, dtype=bool)
    for cell in cells:
        grid, _, place = cell.partition(":")
        row, column = map(int, place.split(","))
        if grid == (item.grid or item.symbol):
            mask[row : row + 1, column : column + 1] = True
    if item.empty is not None:
        mask &= ~item.empty
    return replace(item, masked=mask) if mask.any() else item


def _told(sheet: Sheet) -> str:
    """Whose numbers a sum must not tell: of an output only the one that this step makes."""
    if sheet.masked is None:
        return ""
    is_made = sheet.current is not None and bool(sheet.masked[sheet.current])
    return sheet.role if sheet.role != "output" or is_made or sheet.current is None else ""


def _without(tokens: tuple[Token, ...], roles: Collection[str]) -> tuple[Token, ...]:
    return tuple(replace(t, text=HIDDEN) if t.role in roles else t for t in tokens)

"""What a question hides on screen stays hidden in a figure that is taken along."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from lessons.machinery.plate import Box, Item, Plate, Sheet, SmallSum, Stack
from lessons.machinery.written import Role, Tokens

HIDDEN = "?"


def hide(plate: Plate, cells: Collection[str], beside: Sequence[Plate] = ()) -> Plate:
    """A step with its cells masked as a question on screen masks them.

    Args:
        plate: The step.
        cells: Names of cells as the figure has them: ``out:0,1``, a matrix, row and column from 0.
        beside: All steps; the window of the one that makes a hidden number is dashed.
    """
    if not cells:
        return plate
    asked = next((each for each in beside if each is not plate and _makes(each, cells)), None)
    windows = {called(sheet): sheet.frame for sheet in asked.sheets} if asked else {}
    items = tuple(_masked(item, cells, windows) for item in plate.items)
    hidden = replace(plate, items=items)
    roles: set[Role] = {role for sheet in hidden.sheets for role in _told(sheet)}
    if not roles:
        return hidden
    also = tuple(replace(line, tokens=_without(line.tokens, roles)) for line in plate.also)
    tokens = _without(plate.tokens, roles)
    items = tuple(_unsaid(item, roles) for item in items)
    return replace(hidden, items=items, total=None, tokens=tokens, also=also)


def called(sheet: Sheet) -> str:
    """What the figure on screen calls a matrix."""
    return sheet.grid or sheet.symbol


def _makes(plate: Plate, cells: Collection[str]) -> bool:
    """Whether a step makes one of the cells."""
    made = [(called(sheet), sheet.current) for sheet in plate.sheets if sheet.current]
    return any(f"{grid}:{row},{column}" in cells for grid, (row, column) in made)


def _masked(item: Item, cells: Collection[str], windows: Mapping[str, Box | None]) -> Item:
    if isinstance(item, Stack):
        rows = (tuple(_masked(each, cells, windows) for each in row) for row in item.rows)
        return Stack(tuple(rows))
    if not isinstance(item, Sheet):
        return item
    item = replace(item, asked=windows.get(called(item)))
    mask = np.zeros(item.values.shape, dtype=bool)
    for cell in cells:
        grid, _, place = cell.partition(":")
        row, column = map(int, place.split(","))
        if grid == called(item):
            mask[row : row + 1, column : column + 1] = True
    return replace(item, masked=mask) if mask.any() else item


def _told(sheet: Sheet) -> tuple[Role, ...]:
    """Whose numbers a sum must not tell: of what is computed only the one that this step makes."""
    if sheet.masked is None:
        return ()
    if sheet.current is None:
        return (sheet.role,)
    return (sheet.role, "output") if sheet.masked[sheet.current] else ()


def _without(tokens: Tokens, roles: Collection[Role]) -> Tokens:
    return tuple(replace(t, text=HIDDEN) if t.role in roles else t for t in tokens)


def _unsaid(item: Item, roles: Collection[Role]) -> Item:
    """The small sums of an item without the hidden numbers."""
    if isinstance(item, Stack):
        return Stack(tuple(tuple(_unsaid(each, roles) for each in row) for row in item.rows))
    return SmallSum(_without(item.tokens, roles)) if isinstance(item, SmallSum) else item

"""An address as a QR code."""

from __future__ import annotations

from itertools import groupby

import segno

LONGEST = 1200
"""Characters of an address: more make modules too small for a phone to read off a projector."""
_QUIET = 4  # modules of white on every side, without which no reader finds it


def svg(address: str) -> str:
    """The code as an SVG that fills what it stands in: dark on white in either theme.

    It says nothing to a screen reader: the address in words stands beside it.

    Raises:
        ValueError: If the address is empty or longer than ``LONGEST``.
    """
    if not 0 < len(address) <= LONGEST:
        raise ValueError(f"an address has 1 to {LONGEST} characters, not {len(address)}")
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(rows) + 2 * _QUIET
    dark = "".join(_dark(row, _QUIET + y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        'shape-rendering="crispEdges" aria-hidden="true">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )


def _dark(row: bytes, y: int) -> str:
    """The dark modules of a row, those side by side as one piece."""
    pieces, x = [], _QUIET
    for is_dark, run in groupby(row):
        width = len(list(run))
        if is_dark:
            pieces.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(pieces)

"""One way to place the windows of conv1, large, in front of a class: both ends of the side.

Before the answer the right end is masked exactly where the last window stops.
"""

from __future__ import annotations

from html import escape

from lessons.alexnet.ruler import KERNEL, STRIDE, Way
from pages.ui.lesson.words import words_of

word = words_of("alexnet")
_ENDS = KERNEL + 1
"""Columns that are drawn at each end: a whole window, and one more."""
_BETWEEN = 2
"""Room between the ends, in columns."""
_SHOWN = 3
"""Windows at the left end."""


def ends(way: Way, *, is_open: bool, alt: str) -> str:
    """The columns of a side above its windows (HTML).

    Args:
        way: Without padding.
        is_open: Whether the windows at the right end are shown.
        alt: What the drawing says in words.
    """
    first = way.size - _ENDS
    left = "".join(_bar(n, way.starts[n], n) for n in range(_SHOWN))
    right = _last(way, first) if is_open else _mask()
    columns = 2 * _ENDS + _BETWEEN + STRIDE - way.rest
    return (
        f'<div class="ends" role="img" aria-label="{escape(alt)}" style="--columns:{columns}"><div>'
        f'<div class="left">{_cells()}{"".join(_index(n, n) for n in range(0, _ENDS, STRIDE))}'
        f"{left}</div>"
        f'<b class="dots" style="--x:{_ENDS};--w:{_BETWEEN}">…</b>'
        f'<div class="right" style="--x:{_ENDS + _BETWEEN}">{_cells(way.rest if is_open else 0)}'
        f"{_index(way.size - 1, _ENDS - 1)}{right}</div></div></div>"
    )


def _cells(unread: int = 0) -> str:
    """Columns of the picture; the last ones may be unread."""
    kinds = ["pixel"] * (_ENDS - unread) + ["unread"] * unread
    return "".join(f'<i class="{kind}" style="--x:{i}"></i>' for i, kind in enumerate(kinds))


def _index(number: int, at: int) -> str:
    return f'<b class="index" style="--x:{at};--w:1">{number}</b>'


def _bar(number: int, at: int, line: int, kind: str = "window") -> str:
    """A window, and which one it is; ``at`` and ``line`` are its column and its row."""
    name = escape(word(f"ruler.{kind}", number=number + 1))
    return f'<b class="{kind}" style="--x:{at};--w:{KERNEL};--line:{line}">{name}</b>'


def _last(way: Way, first: int) -> str:
    """The last window that fits, and the one that would reach beyond the end."""
    count = len(way.starts)
    fits = _bar(count - 1, way.starts[-1] - first, 0)
    return fits + _bar(count, way.starts[-1] + STRIDE - first, 1, "missing")


def _mask() -> str:
    asked = escape(word("ruler.where_last"))
    return f'<div class="masked" style="--w:{_ENDS}"><b>?</b>{asked}</div>'

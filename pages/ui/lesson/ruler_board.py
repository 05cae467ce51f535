"""Four ways to place the windows of conv1 along a side, drawn in pixels at both ends."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.alexnet.figures import RULER
from lessons.alexnet.ruler import KERNEL, STRIDE, WANTED, WAYS, Way
from lessons.machinery.params import ChoiceParam
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.ruler_ends import ends
from pages.ui.lesson.taking_along import show_board_along
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part
from pages.ui.slides import pieces
from pages.ui.slides.pieces import piece

word = words_of("alexnet")
_ROW = ChoiceParam("ruler_row", tuple(WAYS), "uneven")
_LEFT_CELLS, _GAP, _RIGHT_CELLS = 17, 4, 20
"""Columns that are drawn at the left end, left out, and drawn at the right end."""


@piece("board")
@st.fragment
def show_ruler(page_id: str, *, is_open: bool) -> None:
    """One row without its right end; once the question is answered four, and the formula.

    Args:
        page_id: The lesson.
        is_open: Whether the question above is answered.
    """
    if pieces.plan().asks:
        _show_ends(WAYS["plain"], is_open=is_open)
        return
    if not is_open:
        text.show_html(f'<div class="ruler">{_row("plain", is_open=False)}</div>')
        text.show_html(f'<p class="caption">{escape(word("ruler.hidden"))}</p>')
        return
    rows = "".join(_row(name, is_open=True) for name in WAYS)
    text.show_html(f'<div class="ruler">{rows}</div>')
    state = open_part(page_id, (_ROW,), "ruler")
    chosen = choice_field(_ROW, state, label=word("ruler.row"), key=f"{page_id}.ruler.row",
                          name_of=lambda name: f"{WAYS[name].size}, {_how(name)}")  # fmt: skip
    text.show_html(_formula(WAYS[chosen]))
    show_board_along(page_id, RULER, state.values)


def _show_ends(way: Way, *, is_open: bool) -> None:
    """What the slide of the question shows: the way that it asks for."""
    alt = _alt("plain", is_open=is_open)
    text.show_html(ends(way, is_open=is_open, alt=alt) + (_formula(way) if is_open else ""))


def _how(name: str) -> str:
    way = WAYS[name]
    if not way.left:
        return word("ruler.plain")
    if way.left == way.right:
        return word("ruler.even", left=way.left)
    return word("ruler.uneven", left=way.left, right=way.right)


def _note(name: str, way: Way) -> str:
    if not way.rest:
        return word("ruler.exact")
    return word("ruler.by_torchvision" if name == "even" else "ruler.rest", rest=way.rest)


def _alt(name: str, *, is_open: bool) -> str:
    way = WAYS[name]
    count, rest = (len(way.starts), _note(name, way)) if is_open else ("?", "?")
    return word("ruler.alt", size=way.size, how=_how(name), count=count, rest=rest)


def _row(name: str, *, is_open: bool) -> str:
    way = WAYS[name]
    count = len(way.starts) if is_open else "?"
    note = _note(name, way) if is_open else ""
    kind = "is-wanted" if count == WANTED else ""
    alt = _alt(name, is_open=is_open)
    return (
        f'<div class="ruler-row {kind}"><span><b class="role-input">{way.size}</b> '
        f"{escape(_how(name))}<small>{escape(note)}</small></span>"
        f'{_strip(way, alt, is_open=is_open)}<b class="ruler-count">{count}</b></div>'
    )


def _strip(way: Way, alt: str, *, is_open: bool) -> str:
    """Both ends of the side, in columns: cells above, the first and the last windows below."""
    first = way.padded - _RIGHT_CELLS
    first -= (first - way.starts[-1]) % STRIDE  # a window begins where the right end begins
    shift = _LEFT_CELLS + _GAP - first
    pieces = [_cell(way, i, i) for i in range(_LEFT_CELLS)]
    pieces += [_bar(way.starts[n], n, "bar") for n in range(2)]
    pieces.append(f'<b style="--x:{_LEFT_CELLS};--w:{_GAP}">…</b>')
    if is_open:
        pieces += [_cell(way, i, i + shift) for i in range(first, way.padded)]
        last = len(way.starts) - 1
        pieces.append(_bar(way.starts[last - 1] + shift, 0, "bar"))
        pieces.append(_bar(way.starts[last] + shift, 1, "bar is-last", str(last + 1)))
        if way.rest:  # the next one would reach beyond the end
            at = way.starts[last] + STRIDE + shift
            pieces.append(_bar(at, 2, "bar is-missing", str(last + 2)))
    wide = _LEFT_CELLS + _GAP + _RIGHT_CELLS + STRIDE + KERNEL
    return (
        f'<div class="strip" role="img" aria-label="{escape(alt)}" style="--wide:{wide}">'
        f"{''.join(pieces)}</div>"
    )


def _cell(way: Way, index: int, x: int) -> str:
    """A column of the picture, of the padding, or one that nobody reads."""
    kinds = ["pixel" if way.left <= index < way.left + way.size else "pad"]
    kinds += ["unread"] if index >= way.padded - way.rest else []
    return f'<i class="{" ".join(kinds)}" style="--x:{x};--w:1"></i>'


def _bar(x: int, line: int, kind: str, number: str = "") -> str:
    """A window; its number stands before it."""
    return (
        f'<i class="{kind}" style="--x:{x};--w:{KERNEL};--line:{line}"><small>{number}</small></i>'
    )


def _formula(way: Way) -> str:
    """The numbers of a row in the formula of sizes, and what the padding in it means."""
    total = way.left + way.right
    padding = f' + <span class="role-padding">{total}</span>' if total else ""
    said = [word("ruler.both_sides", total=total) if total else word("ruler.no_padding")]
    if way.padded == way.size and way.rest:
        first = way.starts[-1] + STRIDE
        said = [word("ruler.beyond", next=len(way.starts) + 1, first=first, end=way.size - 1,
                     last=first + KERNEL - 1, missing=first + KERNEL - way.size)]  # fmt: skip
    return (
        f'<div class="formula">⌊(<span class="role-input">{way.size}</span>{padding} − '
        f'<span class="role-kernel">{KERNEL}</span>) ÷ {STRIDE}⌋ + 1 = '
        f'<span class="role-output">{len(way.starts)}</span></div>'
        f'<p class="caption">{escape(" ".join(said))}</p>'
    )

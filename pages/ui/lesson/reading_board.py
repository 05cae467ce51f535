"""Which settings read every cell: the learner looks for some, the windows are counted.

A fragment: a choice reruns this board alone. The address holds ``read_kernel_size`` and so on.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from cnncore.shapes import WindowSpec
from lessons.machinery.cells import MINUS
from lessons.machinery.params import IntParam
from lessons.machinery.questions import split_diagnosis
from lessons.stride_padding.reading import CHOICES, FIRST, SIZE, WANTED, Reading, reading, settings
from pages.ui.lesson import drawings, milestones
from pages.ui.lesson.exchange import Guest
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.number_field import number_field
from pages.ui.lesson.replay import grid_button, show_on_grid
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.shell.url_state import PageState, open_part
from pages.ui.slides.pieces import piece

_PARAMS = tuple(
    IntParam(f"read_{name}", choices[0], choices[-1], getattr(FIRST, name))
    for name, choices in CHOICES.items()
)
_CELL = 28


@piece("board")
@learner.kept_fragment
def show_reading_board(page_id: str) -> None:
    """Three numbers to choose, what they read, and the settings found so far."""
    key = f"{page_id}.read"
    state = open_part(page_id, _PARAMS, "read")
    now = reading(WindowSpec(*(state.values[param.name] for param in _PARAMS)))
    found = _found(key)
    is_new = now.reads_all and not any(_same(now.spec, spec) for spec in found)
    if is_new:
        found = [*found, now.spec]
        learner.put(f"found/{key}", [[s.kernel_size, s.stride, s.padding] for s in found])
    with st.container(key=f"{key}.board", horizontal=True, gap="large"):
        text.show_html(_counts(now), width="content")
        with st.container(key=f"{key}.choice", width=540):
            _controls(state, key)
            text.show_html(finding_html(split_diagnosis(_finding(now, is_new, found))))
            text.show_html(_found_html(found))
            if len(found) >= WANTED:
                text.show_html(finding_html(split_diagnosis(t("reading.solved"))))
            settings, label = _on_grid(now.spec), t("reading.on_grid")
            if grid_button(page_id, label, settings, key=f"{key}.on_grid"):
                show_on_grid(page_id, settings, Guest(f"{key}.board"))
                st.rerun()  # the figure stands outside this fragment
    if len(found) >= WANTED and milestones.reach(page_id, "change"):
        st.rerun()  # the rail above shows the finished step


def _controls(state: PageState, key: str) -> None:
    with st.container(key=f"{key}.controls", horizontal=True):
        for name, param in zip(CHOICES, _PARAMS, strict=True):
            number_field(param, state, label=t(f"puzzle.{name}"), key=f"{key}.{name}", width=165)


def _found(key: str) -> list[WindowSpec]:
    """What the learner has found; what a browser tells is looked up, not believed."""
    right = {(s.kernel_size, s.stride, s.padding): s for s in settings() if reading(s).reads_all}
    told = learner.get(f"found/{key}", [])
    return [right[tuple(each)] for each in told if isinstance(each, list) and tuple(each) in right]


def _same(one: WindowSpec, other: WindowSpec) -> bool:
    """Kernel and stride count; the same pair with other padding is no new one."""
    return (one.kernel_size, one.stride) == (other.kernel_size, other.stride)


def _finding(now: Reading, is_new: bool, found: list[WindowSpec]) -> str:
    spec = now.spec
    division = {"travel": now.travel, "stride": spec.stride}
    way = f"{SIZE} + {2 * spec.padding} {MINUS} {spec.kernel_size} = {now.travel}"
    if now.reads_all:
        is_mine = is_new or found[-1] == spec
        return t("reading.full", **division, way=way) if is_mine else t("reading.known")
    if not now.between:
        said = t("reading.beyond", **division, way=way, beyond=now.beyond)
    else:
        gap = {"between": now.between, "kernel_size": spec.kernel_size}
        if now.beyond:
            said = t("reading.both", **division, **gap, beyond=now.beyond)
        else:
            said = t("reading.between", **gap, stride=spec.stride)
    if _loses_padding_only(now):
        said = sentences(said, t("reading.only_padding"))
    return said


def _loses_padding_only(now: Reading) -> bool:
    padding = now.spec.padding
    return 0 not in now.counts[padding : padding + SIZE]


def _found_html(found: list[WindowSpec]) -> str:
    named = "".join(
        f'<span class="chip-right">✓ F {s.kernel_size} · S {s.stride}</span>' for s in found
    )
    said = t("reading.found", found=min(len(found), WANTED), wanted=WANTED)
    return f'<div class="found"><span class="caption">{escape(said)}</span>{named}</div>'


def _counts(now: Reading) -> str:
    """The padded input, each cell with the number of windows that read it."""
    counts = now.grid()
    drawn = drawings.grid(
        counts.astype(float),
        "input",
        cell=_CELL,
        digits=True,
        frame=(0, 0, now.spec.kernel_size, now.spec.kernel_size),
        border=now.spec.padding,
        unread=counts == 0,
    )
    return f'<div class="counted"><p class="caption">{escape(t("reading.counts"))}</p>{drawn}</div>'


def _on_grid(spec: WindowSpec) -> dict[str, object]:
    return {
        "size": SIZE,
        "kernel_size": spec.kernel_size,
        "stride": spec.stride,
        "padding": spec.padding,
        "dilation": 1,
        "step": 0,
    }

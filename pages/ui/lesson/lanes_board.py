"""Which AlexNet? Three networks of that name; the address holds ``variant`` and ``layer``."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnncore.cost import conv2d_params
from lessons.alexnet.figures import LANES
from lessons.alexnet.questions import GROUPED
from lessons.alexnet.towers import GPUS, VARIANTS, Column, tower
from lessons.machinery.strings import lesson_texts
from pages.components.two_lanes import two_lanes
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.lesson.taking_along import show_board_along
from pages.ui.lesson.words import words_of
from pages.ui.shell import language
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides import pieces
from pages.ui.slides.pieces import piece

LESSON = "alexnet"
word = words_of(LESSON)


@piece("board")
@st.fragment
def show_lanes(page_id: str, *, is_open: bool) -> None:
    """The figure of the lesson.

    Args:
        page_id: The lesson.
        is_open: Whether the numbers of the grouped layers are shown; they are asked for first.
    """
    state, key = open_part(page_id, LANES.params, "lanes"), f"{page_id}.lanes"
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        told = {param.name: sent[param.name] for param in LANES.params if param.name in sent}
        state.update(checked(LANES.params, told))

    two_lanes(
        {
            "settings": dict(state.values),
            "variants": [_variant(variant) for variant in VARIANTS],
            "masked": () if is_open else GROUPED,
            "beside": pieces.plan().asks,
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("lanes", language.current()),
        },
        on_settings=changed,
        key=key,
    )
    if is_open:
        show_board_along(page_id, LANES, state.values)


def _variant(variant: str) -> dict[str, Any]:
    found = tower(variant)
    return {
        "id": variant,
        "name": word(f"variants.{variant}.name"),
        "note": word(f"variants.{variant}.note"),
        "params": found.params,
        "mult_adds": found.mult_adds,
        "lanes": found.lanes,
        "per_gpu": found.per_gpu,
        "columns": [_column(column) for column in found.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    is_conv = column.kind == "conv"
    return {
        "name": column.name,
        "label": word("layers.input") if column.kind == "input" else column.name,
        "kind": column.kind,
        "window": _window(column),
        "size": column.kernel,
        "channels": [column.channels // column.lanes] * column.lanes,
        "side": column.side,
        "field": column.field,
        "ins": column.ins,
        "seen": column.seen,
        "crosses": column.crosses,
        "weights": column.weights,
        "biases": column.biases,
        "params": column.params,
        "mult_adds": column.mult_adds,
        "sum": _sum(column),
        "positions": f", {column.side}×{column.side}" if is_conv else "",
        "other": _other(column),
    }


def _window(column: Column) -> str:
    if column.kind == "fc":
        return f"{column.ins} →"
    if not column.kernel:
        return ""
    stride = f"/{column.stride}" if column.stride > 1 else ""
    return f"{column.kernel}×{column.kernel}{stride}"


def _sum(column: Column) -> str:
    """The product that gives the weights."""
    factors = [column.kernel, column.kernel] if column.kind == "conv" else []
    return " × ".join(map(str, [*factors, column.seen, column.channels]))


def _other(column: Column) -> dict[str, Any] | None:
    """What the layer would hold in two groups, or in one; None where that means nothing."""
    if column.kind != "conv" or column.ins < GPUS * GPUS:
        return None
    is_grouped = column.seen < column.ins
    params = conv2d_params(
        column.ins, column.channels, column.kernel, groups=1 if is_grouped else GPUS
    )
    return {"key": "as_one" if is_grouped else "as_two", "params": params}

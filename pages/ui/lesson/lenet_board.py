"""LeNet-5: which maps of S2 a map of C3 reads, and the parameters of two LeNets side by side."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnncore.models.lenet import C3_TABLE
from lessons.alexnet.lenet import KERNEL, MAPS, PUBLISHED, REBUILT, map_params, params
from lessons.machinery.params import ChoiceParam
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("alexnet")
_MAP = ChoiceParam("c3_map", tuple(map(str, range(len(C3_TABLE)))), "6")


@piece("board")
@st.fragment
def show_c3_table(page_id: str) -> None:
    """Table I of the paper; the chosen map's column is lit and its parameters are added up."""
    state = open_part(page_id, (_MAP,), "c3")
    chosen = int(
        choice_field(_MAP, state, label=word("lenet.map"), key=f"{page_id}.c3.map", name_of=str)
    )
    text.show_html(_table(chosen))
    reads = C3_TABLE[chosen]
    said = word(
        "lenet.reads",
        map=chosen,
        maps=t("lesson.separator").join(map(str, reads)),
        count=len(reads),
        cells=KERNEL**2,
        params=map_params(chosen),
    )
    text.show_html(f'<p class="caption" role="status">{escape(said)}</p>')


def _table(chosen: int) -> str:
    heads = "".join(
        f'<th class="{"is-chosen" if k == chosen else ""}">{k}</th>' for k in range(len(C3_TABLE))
    )
    rows = "".join(
        f"<tr><th>{row}</th>{''.join(_cell(row, k, chosen) for k in range(len(C3_TABLE)))}</tr>"
        for row in range(MAPS)
    )
    return (
        f'<table class="c3"><caption>{escape(word("lenet.table"))}</caption>'
        f"<tr><th>S2 ↓ C3 →</th>{heads}</tr>{rows}</table>"
    )


def _cell(row: int, column: int, chosen: int) -> str:
    kinds = ["is-read"] if row in C3_TABLE[column] else []
    kinds += ["is-chosen"] if column == chosen else []
    return f'<td class="{" ".join(kinds)}">{"×" if row in C3_TABLE[column] else ""}</td>'


def two_lenets() -> str:
    """Parameters by stage; what differs is bold."""
    published, rebuilt = params(PUBLISHED), params(REBUILT)
    rows = "".join(
        _row(word("lenet.output") if name == "output" else name, published[name], rebuilt[name])
        for name in published
    )
    total = _row(word("lenet.total"), sum(published.values()), sum(rebuilt.values()))
    heads = "".join(
        f"<th>{escape(word(f'lenet.{name}'))}</th>" for name in ("stage", "published", "rebuilt")
    )
    return f'<table class="claim"><tr>{heads}</tr>{rows}{total}</table>'


def _row(name: str, first: int, second: int) -> str:
    mark = "b" if first != second else "span"
    cells = "".join(f"<td><{mark}>{count:,}</{mark}></td>" for count in (first, second))
    return f"<tr><td>{escape(name)}</td>{cells}</tr>"

"""Accounts of a layer's parameters: the learner fills in a row, and each wrong box is diagnosed."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.channels.ledger import ASKED, COLUMNS, Finding, Layer, judge
from lessons.machinery.answers import show_value
from lessons.machinery.questions import split_diagnosis
from pages.ui.lesson import milestones
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences
from pages.ui.slides.pieces import piece

word = words_of("channels")

_TRIES = 2
_WIDTH = 132


@piece("board")
def show_filled(layer: Layer) -> None:
    """A row as it should be."""
    numbers = "".join(
        f"<div><dt>{escape(word(f'ledger.{name}'))}</dt><dd>{show_value(number)}</dd></div>"
        for name, number in layer.accounts().items()
    )
    text.show_html(
        f'<div class="question"><b>{escape(_name(layer))}</b></div>'
        f'<dl class="ledger-row">{numbers}</dl>'
    )


@piece("board")
@learner.kept_fragment
def show_ledger(page_id: str, name: str, step: str | None = None) -> None:
    """A row that waits for its numbers.

    Args:
        page_id: The lesson.
        name: Of its layer.
        step: The step of the lesson that the filled row completes.
    """
    row = _Row(page_id, ASKED[name])
    _draw(row)
    if step and row.is_closed and milestones.reach(page_id, step):
        st.rerun()  # the rail above shows the finished step


class _Row:
    """A row as the learner left it."""

    def __init__(self, page_id: str, layer: Layer) -> None:
        self.layer = layer
        self.key = f"{page_id}.ledger.{layer.name}"
        self._kept = f"ledger/{page_id}.{layer.name}"
        self.given: dict[str, str] = dict.fromkeys(COLUMNS, "")
        self.tries = 0
        match learner.get(self._kept):
            case [dict(given), int(tries)]:
                self.given = {name: str(given.get(name, "")) for name in COLUMNS}
                self.tries = tries

    @property
    def finding(self) -> Finding | None:
        """Of the last check; None before the first."""
        return judge(self.layer, self.given) if any(self.given.values()) else None

    @property
    def is_right(self) -> bool:
        finding = self.finding
        return finding is not None and finding.code == "right"

    @property
    def is_closed(self) -> bool:
        """Whether it is right, or its answers were told after wrong tries."""
        return self.is_right or self.tries >= _TRIES

    def check(self) -> None:
        """Keep what stands in the boxes; only a row that can be read counts as a try."""
        given = {name: str(st.session_state.get(self.box(name), "")).strip() for name in COLUMNS}
        code = judge(self.layer, given).code
        counts = code.startswith("slips.")
        learner.put(self._kept, [given, self.tries + counts])

    def box(self, column: str) -> str:
        return f"{self.key}.{column}.box"


def _draw(row: _Row) -> None:
    layer = _name(row.layer)
    with st.container(key=f"{row.key}.card"):
        text.show_html(f'<div class="question"><b>{escape(layer)}</b></div>')
        with st.container(key=f"{row.key}.boxes", horizontal=True, vertical_alignment="bottom"):
            for column in COLUMNS:
                st.text_input(
                    word(f"ledger.{column}"), value=row.given[column], key=row.box(column),
                    width=_WIDTH, disabled=row.is_closed, max_chars=12, autocomplete="off",
                )  # fmt: skip
            if not row.is_closed:
                st.button(word("ledger.check"), key=f"{row.key}.check", on_click=row.check)
        if row.finding:
            text.show_html(finding_html(split_diagnosis(_told(row))))


def _told(row: _Row) -> str:
    finding, layer = row.finding, row.layer
    assert finding is not None
    numbers = {name: show_value(number) for name, number in layer.accounts().items()}
    del numbers["biases"]
    if row.is_closed:
        if row.is_right:
            del numbers["weights"]
        said = word("ledger.right" if row.is_right else "ledger.shown", **numbers)
        if layer.size:
            said = sentences(said, word("ledger.sized_out", out=layer.out, outs=layer.outs))
        return said
    if not finding.column:
        return word(f"ledger.{finding.code}")
    column = word(f"ledger.{finding.column}")
    return word(f"ledger.{finding.code}", column=column, given=finding.given)


def _name(layer: Layer) -> str:
    return word(
        f"ledger.{layer.name}", ins=layer.ins, outs=layer.outs, kernel=layer.kernel,
        **({"size": layer.size} if layer.size else {}),
    )  # fmt: skip

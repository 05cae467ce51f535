"""A tiny network whose ReLU units can be killed, and counted: twelve strips, some buttons."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.activations.dead import LAB, SAMPLES, UNITS, Block, State, history
from lessons.machinery.params import RunsParam
from pages.ui.lesson.words import words_of
from pages.ui.shell import shell, text
from pages.ui.shell.url_state import PageState, open_part
from pages.ui.slides.pieces import piece

word = words_of("activations")

STEPS = 100
RATES = {name: Block(float(name), STEPS) for name in ("0.1", "1", "5", "10")}
LOWER = "lower"
DONE = RATES | {LOWER: Block(lower=1.0)}
_MOST_BLOCKS = 8

_BLOCKS = RunsParam("dead_rates", tuple(DONE), _MOST_BLOCKS)


@piece("board")
@st.fragment
def show_dead_units(page_id: str) -> None:
    """Choose at which rate it goes on, or lower the biases; see which units are left."""
    key = f"{page_id}.dead"
    state = open_part(page_id, (_BLOCKS,), "dead")
    _buttons(state, key)
    blocks = [DONE[name] for name in state.values[_BLOCKS.name]]
    states = history(blocks)
    text.show_html(_strips(states[-1]))
    text.show_html(_table(states, blocks))
    shell.page_link("training_lab", word("dead.lab"), LAB)


def _buttons(state: PageState, key: str) -> None:
    done = state.values[_BLOCKS.name]
    if _BLOCKS.name in state.concealed:
        return

    def go_on(name: str) -> None:
        state.update({_BLOCKS.name: (*done, name)})

    is_full = len(done) >= _MOST_BLOCKS

    with st.container(key=f"{key}.buttons", horizontal=True, vertical_alignment="center"):
        text.show_html(f"<span>{escape(word('dead.go_on', steps=STEPS))}</span>", width="content")
        for rate in RATES:
            st.button(
                word("dead.rate", rate=rate),
                key=f"{key}.rate.{rate}",
                on_click=go_on,
                args=(rate,),
                **state.button(_BLOCKS.name, disabled=is_full),
            )
    with st.container(key=f"{key}.others", horizontal=True, vertical_alignment="center"):
        st.button(
            word("dead.lower", by=f"{DONE[LOWER].lower:g}"),
            key=f"{key}.lower",
            on_click=go_on,
            args=(LOWER,),
            **state.button(_BLOCKS.name, disabled=is_full),
        )
        st.button(
            word("dead.again"),
            key=f"{key}.again",
            type="tertiary",
            on_click=state.update,
            args=({_BLOCKS.name: ()},),
            **state.button(_BLOCKS.name),
        )


def _strips(now: State) -> str:
    """A strip a unit: for what share of the samples it is above 0."""
    strips = "".join(
        f'<div class="unit{"" if count else " is-dead"}" role="listitem" '
        f'aria-label="{escape(_told(number, count))}" title="{escape(_told(number, count))}">'
        f'<i style="height:{100 * count / SAMPLES:.0f}%"></i></div>'
        for number, count in enumerate(now.active, 1)
    )
    said = word("dead.count", dead=now.dead, units=UNITS)
    return (
        f'<div class="units" role="list">{strips}</div><p class="caption" role="status">'
        f"<b>{escape(said)}</b> {escape(word('dead.strip'))}</p>"
    )


def _told(number: int, count: int) -> str:
    if count == 0:
        return word("dead.unit_dead", number=number, samples=SAMPLES)
    return word("dead.unit", number=number, count=count, samples=SAMPLES)


def _table(states: list[State], blocks: list[Block]) -> str:
    names = ("done", "deads", "revived", "right", "loss")
    heads = "".join(f"<th>{escape(word(f'dead.table.{name}'))}</th>" for name in names)
    rows = "".join(
        f"<tr><td>{escape(_what(blocks, number))}</td><td>{now.dead}</td>"
        f"<td>{now.revived(states[number - 1]) if number else ''}</td>"
        f"<td>{now.right} / {SAMPLES}</td><td>{now.loss:.3f}</td></tr>"
        for number, now in enumerate(states)
    )
    return f'<table class="claim"><tr>{heads}</tr>{rows}</table>'


def _what(blocks: list[Block], number: int) -> str:
    if number == 0:
        return word("dead.table.begin")
    block = blocks[number - 1]
    if block.lower:
        return word("dead.lower", by=f"{block.lower:g}")
    return word("dead.table.block", steps=block.steps, rate=f"{block.rate:g}")

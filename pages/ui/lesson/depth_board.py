"""A batch of numbers in ten untrained layers: how each layer's output is distributed."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.activations.depth import CHOICES, INITS, Layer, layers
from lessons.machinery.answers import short_value
from lessons.machinery.params import ChoiceParam
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.language import sentences
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("activations")
_ACTIVATION = ChoiceParam("depth_activation", CHOICES, CHOICES[0])
_INIT = ChoiceParam("depth_init", tuple(INITS), "small")


@piece("board")
@st.fragment
def show_depth(page_id: str) -> None:
    """Two choices, ten distributions, and a sentence on what became of the signal."""
    key = f"{page_id}.depth"
    state = open_part(page_id, (_ACTIVATION, _INIT), "depth")
    with st.container(key=f"{key}.controls", horizontal=True):
        activation = choice_field(
            _ACTIVATION, state, label=word("depth.activation"), key=f"{key}.activation",
            name_of=lambda name: word(f"name.{name}"),
        )  # fmt: skip
        init = choice_field(
            _INIT, state, label=word("depth.init"), key=f"{key}.init",
            name_of=lambda name: word(f"depth.inits.{name}"),
        )  # fmt: skip
    found = layers(activation, init)
    drawn = "".join(_layer(number, layer) for number, layer in enumerate(found, 1))
    text.show_html(f'<div class="depth" role="list">{drawn}</div>')
    text.show_html(f'<p class="caption">{escape(_said(found))}</p>')


def _layer(number: int, layer: Layer) -> str:
    most = max(layer.shares)
    bars = "".join(f'<i style="height:{100 * share / most:.0f}%"></i>' for share in layer.shares)
    told = word(
        "depth.layer",
        number=number,
        mean=short_value(layer.mean),
        between=short_value(layer.between),
        gradient=short_value(layer.gradient),
    )
    shown = {"mean": layer.mean, "between": layer.between, "gradient": layer.gradient}
    numbers = "".join(
        f'<span class="number"><span>{escape(word(f"depth.{name}"))}</span>'
        f"{short_value(value)}</span>"
        for name, value in shown.items()
    )
    return (
        f'<div class="depth-layer" role="listitem" aria-label="{escape(told)}">'
        f'<b>{number}</b><div class="histogram" aria-hidden="true">{bars}</div>'
        f'<span class="ends">{short_value(layer.low)}<span>{short_value(layer.high)}</span></span>'
        f"{numbers}</div>"
    )


def _said(found: tuple[Layer, ...]) -> str:
    """What became of the signal: numbers, and what they mean where they leave no doubt."""
    first, last = found[0], found[-1]
    key = "fine"
    if last.between < first.between / 100:
        key = "vanishes"
    elif last.between > first.between * 100:
        key = "explodes"
    elif first.gradient > 100:
        key = "gradient_explodes"
    values = {"first": first.between, "last": last.between, "gradient": first.gradient}
    said = word(f"depth.{key}", **{name: short_value(value) for name, value in values.items()})
    centred = "centred" if last.is_centred else "off_centre"
    return sentences(said, word(f"depth.{centred}", mean=short_value(last.mean)))

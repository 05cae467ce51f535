"""What the tab Explore is set to: read from the address, changed by Streamlit's own widgets.

Streamlit could bind these widgets to the address by itself, but it writes the label of an option
there, which is another in each language; a link must not depend on its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from lessons.figures.run_curves import QUANTITIES, Side, XAxis
from lessons.machinery.params import ChoiceParam, IntParam
from pages.ui.runs.explore_words import word, words
from pages.ui.runs.runs import HOME
from pages.ui.shell.url_state import PageState, open_part, open_state

ALL_LAYERS, MOST_LAYERS = 0, 99
PART = "explore"
PARAMS = (
    ChoiceParam("quantity", tuple(QUANTITIES), "accuracy"),
    ChoiceParam("side", ("test", "train", "both"), "test"),
    IntParam("layer", ALL_LAYERS, MOST_LAYERS, 1),
    ChoiceParam("x_axis", ("step", "epoch", "seconds"), "step"),
    ChoiceParam("y_scale", ("linear", "log"), "linear"),
    ChoiceParam("smoothing", ("0", "10", "30", "100", "300"), "0"),
    ChoiceParam("cost", ("seconds", "params", "mult_adds"), "seconds"),
)
_CHOICES = {param.name: param.choices for param in PARAMS if isinstance(param, ChoiceParam)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn.

    Attributes:
        quantity: key of ``QUANTITIES``.
        sides: about which pictures, of those that the quantity is told about.
        layer: which layer with weights, from 0; None for all side by side.
        x_axis: what is counted from left to right.
        is_log: whether the y axis counts powers of ten.
        window: how many steps a mean is taken over; 0 for none.
    """

    quantity: str
    sides: tuple[Side, ...]
    layer: int | None
    x_axis: XAxis
    is_log: bool
    window: int


def show(most_layers: int, layer_words: Sequence[str]) -> Wanted:
    """The controls; those without meaning for the quantity are not shown.

    Args:
        most_layers: of the deepest run.
        layer_words: what each of its layers is called.
    """
    state = open_part(HOME, PARAMS, PART)
    choose(state, "quantity", words("quantities"))
    quantity = QUANTITIES[state.values["quantity"]]
    with st.container(horizontal=True, key="explore-choices", gap="medium"):
        if len(quantity.sides) > 1:
            choose(state, "side", words("sides"))
        layer = _choose_layer(state, most_layers, layer_words) if quantity.by_layer else 0
        if layer is not None:
            choose(state, "x_axis", words("x_axes"))
        choose(state, "y_scale", words("y_scales"))
        choose(state, "smoothing", {"0": word("smoothings.off")})
    side = state.values["side"]
    wanted: tuple[Side, ...] = ("test", "train") if side == "both" else (side,)
    return Wanted(
        quantity=state.values["quantity"],
        sides=wanted if len(quantity.sides) > 1 else tuple(quantity.sides),
        layer=layer,
        x_axis=state.values["x_axis"],
        is_log=state.values["y_scale"] == "log",
        window=int(state.values["smoothing"]),
    )


def choose(state: PageState, name: str, labels: dict[str, str]) -> str:
    """One choice among a few words; the address rules."""

    def label_of(choice: str) -> str:
        return labels.get(choice, choice)

    st.session_state[name] = state.values[name]
    if name in state.concealed:
        return state.values[name]
    st.segmented_control(
        options=_CHOICES[name],
        format_func=label_of,
        key=name,
        on_change=_taking(name),
        required=True,
        **state.control(name, word(name)),
    )
    return state.values[name]


def _choose_layer(state: PageState, most: int, labels: Sequence[str]) -> int | None:
    """A layer from 0, or None for all; a number beyond the last layer means the last."""
    st.session_state["layer"] = min(state.values["layer"], most)
    names = [word("all_layers"), *labels]
    st.selectbox(
        options=range(most + 1),
        format_func=lambda number: names[number],
        key="layer",
        on_change=_taking("layer"),
        width=230,
        **state.control("layer", word("layer")),
    )
    layer = st.session_state["layer"]
    return None if layer == ALL_LAYERS else layer - 1


def open_choices() -> PageState:
    """The parameters, for a widget that stands elsewhere."""
    return open_state(HOME, PARAMS, part=PART)


def _taking(name: str) -> Callable[[], None]:
    def take() -> None:
        open_choices().update({name: st.session_state[name]})

    return take

"""The grid stepper on a page: its settings in the address, its question, its numbers in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from lessons.machinery import presets
from lessons.machinery.cells import CellEdits
from lessons.machinery.grid import Grid, GridCase
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, Param
from lessons.machinery.strings import STRINGS
from pages.components.grid_stepper import grid_stepper
from pages.ui.lesson.band import Band
from pages.ui.shell import language, progress
from pages.ui.shell.shell import show_notice
from pages.ui.shell.url_state import PageState, checked, open_state

Variant = Literal["convolution", "stride_padding"]
Handler = Callable[[], None]

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
LARGEST_SEED = 99
_MOST_WINDOWS = (max(presets.INPUT_SIZES) + 6) ** 2
_FIRST_STRIDE: Mapping[Variant, int] = {"convolution": 1, "stride_padding": 2}

SCENARIOS: Mapping[str, Mapping[str, int]] = {
    "same": {"size": 5, "kernel_size": 3, "stride": 1, "padding": 1, "dilation": 1},
    "halve": {"size": 6, "kernel_size": 2, "stride": 2, "padding": 0, "dilation": 1},
    "rest": {"size": 5, "kernel_size": 3, "stride": 3, "padding": 1, "dilation": 1},
}
"""Settings that show one effect each on the stride and padding page."""


def parameters(variant: Variant) -> tuple[Param, ...]:
    """The query parameters of a page with a stepper, by their field names."""
    sizes, kernels = presets.INPUT_SIZES, presets.KERNEL_SIZES
    return (
        IntParam("size", min(sizes), max(sizes), 5),
        ChoiceParam("image", presets.INPUT_NAMES, "ramp"),
        ChoiceParam("kernel", presets.KERNEL_NAMES, "x"),
        IntParam("kernel_size", min(kernels), max(kernels), 3),
        IntParam("stride", 1, 4, _FIRST_STRIDE[variant]),
        IntParam("padding", 0, 3, 0),
        IntParam("dilation", 1, 3, 1),
        ChoiceParam("padding_mode", PADDING_MODES, "zeros"),
        IntParam("flip", 0, 1, 0),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", max(sizes)),
        EditsParam("kernel_edits", max(kernels)),
        IntParam("step", 0, _MOST_WINDOWS, 0),
    )


@dataclass(frozen=True, slots=True)
class StepperView:
    """What the stepper of a page shows in this run.

    Attributes:
        settings: The checked parameters, by name.
        case: Input, kernel and how it slides; everything else follows from it.
        out: The output; empty if not one window fits.
        case_key: Equal for equal numbers on screen; the browser builds the same string.
    """

    page_id: str
    variant: Variant
    settings: Mapping[str, Any]
    case: GridCase
    out: Grid
    case_key: str

    @property
    def input(self) -> Grid:
        """The input without its border."""
        return self.case.x

    @property
    def weight(self) -> Grid:
        """The kernel as it is multiplied (turned if it is flipped)."""
        return self.case.used_weight


def stepper_case(page_id: str, variant: Variant) -> StepperView:
    """The settings of the page's stepper and the numbers that follow; once a run."""
    state = _state(page_id, variant)
    for notice in state.notices:
        show_notice(notice)
    case = GridCase.of(state.values)
    return StepperView(
        page_id, variant, dict(state.values), case, case.out(), case_key(state.values)
    )


def case_key(settings: Mapping[str, Any]) -> str:
    """The settings that decide the numbers, as one string; ``caseKey`` in compute.js."""
    params = parameters("convolution")
    return "|".join(p.format(settings[p.name]) for p in params if p.name != "step")


def replay(page_id: str, changes: Mapping[str, object]) -> None:
    """Show settings on the page's stepper (a slip, an example); call it from a callback.

    Names of ``parameters``; the values of ``image`` and ``kernel`` are preset names. A change of
    preset drops the edits made over the old one.
    """
    variant = st.session_state.get(f"{page_id}.stepper.variant", "convolution")
    params = parameters(variant)
    values = checked(params, {name: _plain(value) for name, value in changes.items()})
    if "image" in changes:
        values.setdefault("input_edits", {})
    if "kernel" in changes:
        values.setdefault("kernel_edits", {})
    state = open_state(page_id, params)
    state.update(values)
    _bump_revision(page_id)


def show_stepper(
    page_id: str,
    view: StepperView,
    *,
    band: Band | None = None,
    on_answer: Callable[[str], None] | None = None,
    on_skip: Handler | None = None,
    on_again: Handler | None = None,
) -> None:
    """Mount the stepper of a page.

    Args:
        page_id: The lesson; also the channel on which other components follow the steps.
        view: From ``stepper_case``.
        band: The question in its top band; None for none.
        on_answer: Called with the learner's text.
        on_skip: The learner wants to see the answer.
        on_again: The learner wants another question.
    """
    key = f"{page_id}.stepper"
    st.session_state[f"{key}.variant"] = view.variant

    def settings_arrived() -> None:
        _take_settings(page_id, view.variant, st.session_state[key].settings)

    def answered() -> None:
        sent = st.session_state[key].answer
        if on_answer and sent:
            on_answer(str(sent["text"])[:20])

    with st.container(key=f"{page_id}-stepper"):
        grid_stepper(
            key=key,
            data=_data(page_id, view, band),
            on_settings=settings_arrived,
            on_answer=answered,
            on_skip=on_skip or _nothing,
            on_again=on_again or _nothing,
        )


def _nothing() -> None:
    """A band without a handler sends to nobody."""


def _state(page_id: str, variant: Variant) -> PageState:
    state = open_state(page_id, parameters(variant))
    shown = st.session_state.get(f"{page_id}.stepper.shown")
    if shown is not None and shown != state.values:
        # The address changed without the browser component (back button, another link).
        _bump_revision(page_id)
    st.session_state[f"{page_id}.stepper.shown"] = dict(state.values)
    return state


def _take_settings(page_id: str, variant: Variant, sent: Mapping[str, Any] | None) -> None:
    """A gesture ended in the browser: check every value, keep them, put them into the address."""
    if not sent:
        return
    params = parameters(variant)
    raw = {name: _plain(value) for name, value in sent.items()}
    state = open_state(page_id, params)
    state.update(checked(params, raw))
    st.session_state[f"{page_id}.stepper.shown"] = dict(state.values)
    st.session_state[f"{page_id}.stepper.echo"] = int(sent.get("echo", 0))
    if state.values["step"]:
        progress.mark_done(page_id, "observe")
    changed = any(state.values[p.name] != p.default for p in params if p.name != "step")
    if changed:
        progress.mark_done(page_id, "change")


def _plain(value: object) -> object:
    """A value from the browser as its parameter would write it."""
    if isinstance(value, list):
        return "_".join(".".join(str(part) for part in item) for item in value)
    return str(int(value)) if isinstance(value, (bool, int, float)) else value


def _bump_revision(page_id: str) -> None:
    key = f"{page_id}.stepper.revision"
    st.session_state[key] = st.session_state.get(key, 0) + 1


def _data(page_id: str, view: StepperView, band: Band | None) -> dict[str, Any]:
    lang = language.current()
    settings = dict(view.settings)
    for name in ("input_edits", "kernel_edits"):
        settings[name] = _as_list(settings[name])
    settings["flip"] = bool(settings["flip"])
    params = parameters(view.variant)
    return {
        "channel": page_id,
        "variant": view.variant,
        "strings": STRINGS.area("stepper", lang),
        "settings": settings,
        "revision": st.session_state.get(f"{page_id}.stepper.revision", 0),
        "echo": st.session_state.get(f"{page_id}.stepper.echo", 0),
        "random": presets.random_table(settings["seed"]),
        "names": {
            "inputs": presets.INPUT_NAMES,
            "kernels": presets.KERNEL_NAMES,
            "modes": PADDING_MODES,
        },
        "limits": {p.name: [p.low, p.high] for p in params if isinstance(p, IntParam)},
        "band": asdict(band) | {"key": f"{band.prompt} {band.target}"} if band else None,
        "scenarios": _scenarios() if view.variant == "stride_padding" else [],
    }


def _scenarios() -> list[dict[str, Any]]:
    return [
        {"id": name, "label": language.t(f"stepper.scenario_{name}"), "settings": dict(settings)}
        for name, settings in SCENARIOS.items()
    ]


def _as_list(edits: CellEdits) -> list[list[object]]:
    return [[row, column, text] for (row, column), text in sorted(edits.items())]

"""A stack of layers on its page: what its units see, and goals to be reached by building one.

The address holds ``stack``, ``picture``, ``layer``, ``unit`` and ``patch``; those of a goal begin
with its name.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache, partial
from io import BytesIO
from itertools import pairwise
from typing import Any

import streamlit as st
from PIL import Image

from lessons.machinery.answers import show_value
from lessons.machinery.languages import slots
from lessons.machinery.pictures import picture
from lessons.machinery.questions import Slip, split_diagnosis
from lessons.machinery.strings import lesson_texts
from lessons.receptive_field.figures import FIELD
from lessons.receptive_field.goals import Attempt, Goal
from lessons.receptive_field.stacks import (
    LARGEST_SIZE,
    LIMITS,
    MOST_LAYERS,
    PRESETS,
    START,
    Preset,
    Stack,
    as_data,
    fields,
    params,
    sizes,
    stack_of,
)
from pages.components.field_stack import FieldData, field_stack
from pages.components.go_to import go_to
from pages.ui.lesson import milestones
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.taking_along import show_board_along
from pages.ui.lesson.words import words_of
from pages.ui.shell import language, learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides import pieces, views
from pages.ui.slides.pieces import piece

LESSON = "receptive_field"
word = words_of(LESSON)

_BRANCHED = ("stem", "mobile", "inception", "vgg16", "resnet18")
_SMALLEST = 4


@piece("board")
def show_field(page_id: str, *, is_open: bool) -> None:
    """The figure of the lesson.

    Args:
        page_id: The lesson.
        is_open: Whether the last row is shown; the learner predicts it first.
    """
    key = f"{page_id}.field"
    go_to(key=f"{key}.go_to", target="predict", count=st.session_state.get(f"{key}.replays", 0))
    if slip := st.session_state.get(f"{key}.slip"):
        _replayed(page_id, slip)
    masked = None if is_open else len(START.layers)
    _stack(page_id, "field", START, presets=_presets(), masked=masked)
    if is_open:
        show_board_along(page_id, FIELD, open_part(page_id, FIELD.params, "field").values)
    followed = st.session_state.get(f"{key}.followed")
    if followed and followed != [picked(page_id)]:
        del st.session_state[f"{key}.followed"]
        st.rerun()  # what follows stands outside of this part of the page


def picked(page_id: str) -> tuple[str, int, int] | None:
    """The layers up to the unit that is picked on the figure, its picture, and the unit.

    Returns:
        None where no layer is picked, or nothing fits.
    """
    values = open_part(page_id, params("", START), "field").values
    layers, size = stack_of(values["stack"])[: values["layer"]], values["picture"]
    count = sizes(layers, size)[-1]
    if not layers or not count:
        return None
    return "-".join(layer.text for layer in layers), size, min(values["unit"], count - 1)


def follow_picked(page_id: str) -> tuple[str, int, int] | None:
    """The same for a board that has to be drawn anew when another is picked."""
    chosen = picked(page_id)
    st.session_state[f"{page_id}.field.followed"] = [chosen]
    return chosen


def show_slip(page_id: str, slip: Slip) -> None:
    """Put the stack of which an answer would be right on the figure, with the next full run."""
    if slip.replay:
        _put(page_id, slip.replay)
        key = f"{page_id}.field"
        st.session_state[f"{key}.slip"] = slip
        st.session_state[f"{key}.replays"] = st.session_state.get(f"{key}.replays", 0) + 1


def _replayed(page_id: str, slip: Slip) -> None:
    """What stands on the figure instead of the learner's own, and the way back."""
    answer = show_value(slip.answer) if isinstance(slip.answer, int | float) else ""
    said = word("replay.number", given=answer) if answer else word("replay.choice")
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"{page_id}.field.replayed"
    ):
        text.show_html(f'<div class="question">{inline_html(said)}</div>', width="content")
        st.button(
            word("replay.back"), key=f"{page_id}.field.back", type="tertiary",
            on_click=_put_back, args=(page_id,),
        )  # fmt: skip


def _put_back(page_id: str) -> None:
    del st.session_state[f"{page_id}.field.slip"]
    _put(page_id, {"stack": START.stack, "picture": START.size, "layer": len(START.layers) - 1,
                   "unit": 3, "patch": "1"})  # fmt: skip


def _put(page_id: str, settings: Mapping[str, object]) -> None:
    declared = params("", START)
    open_part(page_id, declared, "field").update(checked(declared, settings))


def show_goal(page_id: str, goal: Goal, step: str | None = None) -> None:
    """A stack to be built so that it reaches a goal; each that does is accepted.

    Args:
        page_id: The lesson.
        goal: What it shall do.
        step: The step of the lesson that this completes.
    """
    asked = word(f"goals.{goal.name}.ask", size=goal.size)
    pieces.put("board", partial(_goal_fragment, page_id, goal, step, asked), title=asked)


@learner.kept_fragment
def _goal_fragment(page_id: str, goal: Goal, step: str | None, asked: str) -> None:
    if views.current() == "page":  # a slide has it as its title
        text.show_html(f'<div class="question">{inline_html(asked)}</div>')
    stack = _stack(page_id, goal.name, goal.start, presets=[], masked=None)
    attempt = goal.attempt(stack)
    text.show_html(finding_html(split_diagnosis(_said(goal, stack, attempt))))
    if step and attempt.verdict == "solved" and milestones.reach(page_id, step):
        st.rerun()  # the rail above shows the finished step


def _said(goal: Goal, stack: Stack, attempt: Attempt) -> str:
    """The attempt in words: a distance, never just "wrong"."""
    if stack == goal.start.layers:
        key = "start"
    elif goal.is_cheapest:
        key = "short" if attempt.verdict == "short" else f"cover_{attempt.verdict}"
    else:
        key = attempt.verdict
    values = {
        "seen": attempt.field.size,
        "size": goal.size,
        "off": abs(attempt.field.size - goal.size),
        "read": attempt.read,
        "weights": attempt.weights,
        "jump": attempt.field.jump,
        "way": " + ".join(map(str, [1, *_grown(stack)])),
    }
    named = slots(lesson_texts(LESSON).raw(f"goals.{key}", language.current()))
    return word(f"goals.{key}", **{name: values[name] for name in named})


def _grown(stack: Stack) -> list[int]:
    """What each layer adds to the field."""
    return [after.size - before.size for before, after in pairwise(fields(stack))]


def _stack(
    page_id: str, name: str, start: Preset, *, presets: list[dict[str, Any]], masked: int | None
) -> Stack:
    """The component with its settings; what the learner has built."""
    prefix = "" if name == "field" else f"{name}_"
    declared, key = params(prefix, start), f"{page_id}.{name}"
    state = open_part(page_id, declared, name)
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        raw = {f"{prefix}{each}": value for each, value in sent.items()}
        before = state.values[f"{prefix}stack"]
        state.update(checked(declared, raw))
        if state.values[f"{prefix}stack"] != before:
            st.session_state.pop(f"{key}.slip", None)  # it is the learner's own again

    values = {param.name.removeprefix(prefix): state.values[param.name] for param in declared}
    layers = stack_of(str(values.pop("stack")))
    data: FieldData = {
        "prefix": prefix,
        "settings": {"layers": as_data(layers), **values},
        "presets": presets,
        "limits": LIMITS,
        "sizes": (_SMALLEST, LARGEST_SIZE),
        "most": MOST_LAYERS,
        "masked": masked,
        "maskedStack": start.stack,
        "image": _image(),
        "heard": memory.heard.get(key, 0),
        "words": _words(name),
    }
    field_stack(data, on_settings=changed, key=key)
    return layers


def _words(name: str) -> dict[str, str]:
    area = lesson_texts(LESSON).area("figure", language.current())
    more = {"board": word(f"boards.{name}"), "separator": t("lesson.separator")}
    return area | more | {"sentence": sentences("", "")}


def _presets() -> list[dict[str, Any]]:
    return [
        {
            "label": word(f"presets.{name}"),
            "stack": preset.stack,
            "layers": as_data(preset.layers),
            "size": preset.size,
            "note": word(f"notes.{name}") if name in _BRANCHED else "",
        }
        for name, preset in PRESETS.items()
    ]


@cache
def _image() -> str:
    """The house as a ``data:`` address."""
    buffer = BytesIO()
    Image.fromarray(picture("house")).save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"

"""Spend a budget, on its page: kernels to stack, a field to reach, what was tried.

The address holds ``kernels``, ``goal`` and ``channels``.
"""

from __future__ import annotations

import streamlit as st

from lessons.machinery.params import ChoiceParam, Param
from lessons.machinery.strings import lesson_texts
from lessons.vgg.budget import (
    CHANNELS,
    GOAL,
    GOALS,
    MOST_PIECES,
    PIECES,
    START,
    WIDTH,
    KernelsParam,
    Spent,
    kernels_of,
)
from pages.components.kernel_budget import kernel_budget
from pages.ui.lesson import milestones
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language, learner
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

LESSON = "vgg"
_MOST_TRIED = 24

PARAMS: tuple[Param, ...] = (
    KernelsParam("kernels", START),
    ChoiceParam("goal", tuple(map(str, GOALS)), str(GOAL)),
    ChoiceParam("channels", tuple(map(str, CHANNELS)), str(WIDTH)),
)


@piece("board")
@learner.kept_fragment
def show_budget(page_id: str, step: str | None = None) -> None:
    """The game; every stack that reaches its goal is kept, the dear ones too.

    Args:
        page_id: The lesson.
        step: The step of the lesson that the fewest weights complete.
    """
    key = f"{page_id}.budget"
    state, memory = open_part(page_id, PARAMS, "budget"), memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        state.update(checked(PARAMS, sent))
        _note(key, str(state.values["kernels"]))

    goal, kernels = int(state.values["goal"]), str(state.values["kernels"])
    kernel_budget(
        {
            "pieces": PIECES,
            "goals": GOALS,
            "widths": CHANNELS,
            "most": MOST_PIECES,
            "tries": _tried(key),
            "settings": {
                "kernels": kernels,
                "goal": goal,
                "channels": int(state.values["channels"]),
            },
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("budget", language.current()),
        },
        on_settings=changed,
        key=key,
    )
    is_solved = Spent.of(kernels_of(kernels) or ()).verdict(goal) == "fewest"
    if step and is_solved and milestones.reach(page_id, step):
        st.rerun()  # the rail above shows the finished step


def _tried(key: str) -> list[str]:
    """The stacks that reached a goal, oldest first."""
    kept = learner.get(f"tried/{key}", [START])
    return [each for each in kept if isinstance(each, str) and kernels_of(each)]


def _note(key: str, text: str) -> None:
    tried = _tried(key)
    if Spent.of(kernels_of(text) or ()).field in GOALS and text not in tried:
        learner.put(f"tried/{key}", [*tried, text][-_MOST_TRIED:])

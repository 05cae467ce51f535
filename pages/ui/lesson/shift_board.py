"""The shift test on its page: a digit to drag, and what is left of its maps in each lane.

The address holds ``digit``, ``shift``, ``source`` and ``blur``.
"""

from __future__ import annotations

from lessons.machinery.params import ChoiceParam, FlagParam, IntParam, Param
from lessons.machinery.strings import STRINGS
from lessons.pooling.shifts import CANVAS, DIRECTIONS, REACH, SOURCES, ShiftParam, measured
from pages.components.shift_test import shift_test
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.language import t
from pages.ui.shell.url_state import checked, open_part

PARAMS: tuple[Param, ...] = (
    IntParam("digit", 0, 9, 3),
    ShiftParam("shift"),
    ChoiceParam("source", tuple(SOURCES), "picture"),
    FlagParam("blur"),
)


def show_shift_test(page_id: str, *, is_open: bool) -> None:
    """The digit and its lanes.

    Args:
        page_id: The lesson.
        is_open: Whether the numbers are shown; the learner predicts first.
    """
    state = open_part(page_id, PARAMS, "boards.shift")
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event("shift_test", "settings")
        memory.heard["shift"] = whole(sent.get("n"))
        state.update(checked(PARAMS, {p.name: sent[p.name] for p in PARAMS if p.name in sent}))

    found = measured()
    words = STRINGS.area("shift_test", language.current())
    shift_test(
        {
            "digits": found.digits,
            "canvas": CANVAS,
            "reach": REACH,
            "directions": [list(step) for step in DIRECTIONS],
            "means": found.overlaps,
            "settings": {**state.values, "shift": list(state.values["shift"])},
            "isOpen": is_open,
            "heard": memory.heard.get("shift", 0),
            "words": words | {"measure": t("shift_test.measure", count=found.count)},
        },
        on_settings=changed,
    )

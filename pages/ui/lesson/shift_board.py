"""The shift test on its page: a digit to drag, and what is left of its maps in each lane.

The address holds ``digit``, ``shift`` and ``source``.
"""

from __future__ import annotations

from lessons.machinery.params import ChoiceParam, IntParam, Param, ShiftParam
from lessons.machinery.strings import STRINGS
from lessons.pooling.shifted_nets import results
from lessons.pooling.shifts import (
    CANVAS,
    DIRECTIONS,
    POOLS,
    REACH,
    SOURCES,
    measured,
)
from pages.components.shift_test import shift_test
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.language import t
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

PARAMS: tuple[Param, ...] = (
    IntParam("digit", 0, 9, 3),
    ShiftParam("shift", REACH),
    ChoiceParam("source", tuple(SOURCES), "picture"),
)


@piece("board")
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

    found, nets = measured(), results().nets
    words = STRINGS.area("shift_test", language.current())
    shift_test(
        {
            "digits": found.digits,
            "canvas": CANVAS,
            "reach": REACH,
            "directions": [list(step) for step in DIRECTIONS],
            "means": {
                source: {
                    lane: {kind: found.mean(source, lane, kind) for kind in kinds}
                    for lane, kinds in lanes.items()
                }
                for source, lanes in found.overlaps.items()
            },
            "changed": {lane: list(nets[lane].changed) for lane in POOLS},
            "settings": {**state.values, "shift": list(state.values["shift"])},
            "isOpen": is_open,
            "heard": memory.heard.get("shift", 0),
            "words": words
            | {"measure": t("shift_test.measure", count=found.count, tested=results().tested)},
        },
        on_settings=changed,
    )

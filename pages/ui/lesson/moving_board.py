"""A picture to move, and its feature map, on their page.

The address holds ``moved``.
"""

from __future__ import annotations

from lessons.machinery.params import Param, ShiftParam
from lessons.machinery.strings import lesson_texts
from lessons.why_cnn.moves import BLOCK, CANVAS, GROUND, KERNEL, REACH
from lessons.why_cnn.questions import LESSON
from pages.components.moving_map import moving_map
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

_MOVED = ShiftParam("moved", REACH)
PARAMS: tuple[Param, ...] = (_MOVED,)
SCENE = {
    "block": BLOCK.tolist(),
    "ground": GROUND,
    "kernel": KERNEL.tolist(),
    "canvas": CANVAS,
}


@piece("board")
def show_moving_map(page_id: str) -> None:
    """The picture and both maps."""
    state = open_part(page_id, PARAMS, "boards.moves")
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event("moving_map", "settings")
        memory.heard["moves"] = whole(sent.get("n"))
        if "shift" in sent:
            state.update(checked(PARAMS, {_MOVED.name: sent["shift"]}))

    moving_map(
        {
            "scene": SCENE,
            "reach": REACH,
            "settings": {"shift": list(state.values[_MOVED.name])},
            "heard": memory.heard.get("moves", 0),
            "words": lesson_texts(LESSON).area("moves", language.current()),
        },
        on_settings=changed,
    )

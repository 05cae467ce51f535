"""The six columns of VGG on their page.

The address holds ``columns``, ``column``, ``cell``, ``against`` and ``cost``.
"""

from __future__ import annotations

from lessons.machinery.strings import lesson_texts
from lessons.vgg.columns import as_data, columns
from lessons.vgg.figures import TABLE
from pages.components.configurations import configurations
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.lesson.taking_along import show_board_along
from pages.ui.shell import language
from pages.ui.shell.language import sentences
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides import pieces
from pages.ui.slides.pieces import piece

LESSON = "vgg"


@piece("board")
def show_configurations(page_id: str, *, is_open: bool) -> None:
    """The figure of the lesson.

    Args:
        page_id: The lesson.
        is_open: Whether the costs are shown; the learner predicts them first.
    """
    key = f"{page_id}.configurations"
    state, memory = open_part(page_id, TABLE.params, "configurations"), memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        state.update(checked(TABLE.params, sent))

    configurations(
        {
            "columns": [as_data(each) for each in columns()],
            "masked": not is_open,
            "beside": pieces.plan().asks,
            "settings": {param.name: state.values[param.name] for param in TABLE.params},
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("table", language.current())
            | {"sentence": sentences("", "")},
        },
        on_settings=changed,
        key=key,
    )
    if is_open:
        show_board_along(page_id, TABLE, state.values)

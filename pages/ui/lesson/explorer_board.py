"""The explorer of networks on its page.

The address holds ``model``, ``open``, ``measure`` and ``size``, with the prefix of the explorer.
"""

from __future__ import annotations

from cnncore.models import model
from lessons.machinery.network_explorer import EXPLORER, Explorer
from pages.components.explorer import explorer
from pages.components.scenes import FOLDER, LARGEST_SIZE, SMALLEST_SIZE
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language, learner
from pages.ui.shell.url_state import checked, open_part


@learner.kept_fragment
def show_explorer(page_id: str, figure: Explorer) -> None:
    """Put an explorer on a page.

    Args:
        page_id: The lesson.
        figure: From the lesson's ``figures.py``.
    """
    part = figure.name or "explorer"
    key = f"{page_id}.{part}"
    state = open_part(page_id, figure.params, part, prefix=figure.prefix)
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        state.update(checked(figure.params, sent))

    explorer(
        {
            "scenes": FOLDER,
            "models": [
                {"id": each, "label": figure.labels.get(each, model(each).title)}
                for each in figure.models
            ],
            "settings": dict(state.values),
            "sizes": (SMALLEST_SIZE, LARGEST_SIZE),
            "heard": memory.heard.get(key, 0),
            "words": EXPLORER.area("figure", language.current()),
        },
        on_settings=changed,
        key=key,
    )

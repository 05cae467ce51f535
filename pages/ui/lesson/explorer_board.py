"""The explorer of networks on its page.

The address holds ``model``, ``open``, ``measure``, ``size``, ``picture`` and ``seed``, with the
prefix of the explorer. The learner's own picture stays in the tab.
"""

from __future__ import annotations

from cnncore.data.pictures import FORMAT_NAMES, MAX_PIXELS, SUFFIXES
from cnncore.models import model
from lessons.channels.photos import PHOTO_TEXTS
from lessons.machinery.network_explorer import EXPLORER, PICTURES, Explorer
from pages.components.explorer import explorer
from pages.components.model_maps import MOST_BYTES, OWN
from pages.components.scenes import FOLDER, LARGEST_SIZE, SMALLEST_SIZE
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language, learner
from pages.ui.shell.language import sentences
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece


@piece("board")
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
            "prefix": figure.prefix,
            "scenes": FOLDER,
            "models": [
                {"id": each, "label": figure.labels.get(each, model(each).title)}
                for each in figure.models
            ],
            "settings": dict(state.values),
            "sizes": (SMALLEST_SIZE, LARGEST_SIZE),
            "heard": memory.heard.get(key, 0),
            "pictures": [
                {"id": each, "label": _picture_name(each)} for each in PICTURES if each != OWN
            ],
            "accept": ",".join(SUFFIXES),
            "mostBytes": MOST_BYTES,
            "words": _words(),
        },
        on_settings=changed,
        key=key,
    )


def _picture_name(picture: str) -> str:
    lang = language.current()
    if picture == PICTURES[0]:
        return EXPLORER.get("figure.picture_none", lang)
    return PHOTO_TEXTS.get(f"pictures_of.{picture}", lang)


def _words() -> dict[str, str]:
    """The words, with those about a file that was not taken; the browser knows its name."""
    lang = language.current()
    comma = PHOTO_TEXTS.get("comma", lang)
    return EXPLORER.area("figure", lang) | {
        "sentence": sentences("", ""),
        "file_too_large": PHOTO_TEXTS.get(
            "file_too_large", lang, megabytes=MOST_BYTES // 1_000_000
        ),
        "picture_broken": PHOTO_TEXTS.get(
            "refusal.picture_broken", lang, entry="{entry}", formats=comma.join(FORMAT_NAMES)
        ),
        "picture_too_large": PHOTO_TEXTS.get(
            "refusal.picture_too_large", lang, entry="{entry}", millions=MAX_PIXELS // 1_000_000
        ),
        "picture_too_deep": PHOTO_TEXTS.get("refusal.picture_too_deep", lang, entry="{entry}"),
    }

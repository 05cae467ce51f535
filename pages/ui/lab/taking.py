"""What a learner's file holds, or the sentence why it cannot be used."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from cnncore.errors import SettingError
from pages.ui.lab.data import refusal
from pages.ui.lab.words import word

T = TypeVar("T")


def taking(read: Callable[[], T]) -> T | str:
    """What ``read`` makes of a file, or a sentence; whatever happens, the rest of the page lives.

    A file that stays in its field is read on each run of the page: what nobody has foreseen in its
    bytes would take the page away for good.
    """
    try:
        return read()
    except SettingError as error:
        return refusal(error)
    except Exception:
        logging.getLogger(__name__).exception("a learner's file could not be read")
        return word("refusal.file_strange")

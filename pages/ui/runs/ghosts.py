"""Pinned runs in the address: a copied link brings its ghosts along while the server has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnncore.engine import EngineError, the_engine
from cnncore.errors import SettingError
from lessons.machinery.live import LIVE
from lessons.machinery.params import ParamSlip
from pages.ui.runs import runs
from pages.ui.shell import language
from pages.ui.shell.shell import show_notice
from pages.ui.shell.url_state import open_part, open_state

_ITEM = re.compile(r"([A-F])\.([\w-]{1,64})", re.ASCII)
_BETWEEN = "~"
PART = "compare"

Pin = tuple[str, str]
"""Letter and job of a run."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A run that the address pins.

    Attributes:
        letter: it had where it was pinned.
        job_id: under which the engine knows it.
        config: ``TrainConfig.as_dict()``.
    """

    letter: str
    job_id: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GhostsParam:
    """Pinned runs: ``A.job`` joined by ``~``."""

    name: str = "ghosts"
    default: tuple[Pin, ...] = ()

    def parse(self, text: str) -> tuple[tuple[Pin, ...], ParamSlip | None]:
        """Letters and jobs, no more than there are letters, and whether some were left out."""
        found = [_ITEM.fullmatch(item) for item in text.split(_BETWEEN)]
        pins = tuple((match[1], match[2]) for match in found if match)
        is_whole = all(found) and len(pins) <= len(runs.LETTERS)
        return pins[: len(runs.LETTERS)], None if is_whole else ParamSlip("bad_ghosts", {})

    def format(self, value: tuple[Pin, ...]) -> str:
        """As they stand in the address."""
        return _BETWEEN.join(f"{letter}.{job_id}" for letter, job_id in value)


PARAMS = (GhostsParam(),)


def of_address() -> list[Ghost]:
    """The pinned runs of the address that the engine knows and that are over."""
    pins: tuple[Pin, ...] = open_part(runs.HOME, PARAMS, PART).values["ghosts"]
    found = [(letter, _found(letter, job_id)) for letter, job_id in pins]
    gone = [letter for letter, ghost in found if ghost is None]
    if gone:
        lang = language.current()
        show_notice(LIVE.get("compare.ghosts_gone", lang, letters=" ".join(gone)))
    return [ghost for _, ghost in found if ghost]


def _found(letter: str, job_id: str) -> Ghost | None:
    try:
        # A run that goes on is its owner's: a link to it shows nothing yet.
        if the_engine().result(job_id) is None and runs.of_job(job_id) is None:
            return None
        return Ghost(letter, job_id, the_engine().config(job_id))
    except (EngineError, SettingError, TimeoutError):
        return None


def pinned(sent: Mapping[str, Any]) -> None:
    """The browser has pinned runs or let them go; call it from a callback."""
    texts = [f"{pin.get('letter')}.{pin.get('job')}" for pin in _pins_of(sent)]
    pins, _ = PARAMS[0].parse(_BETWEEN.join(texts)) if texts else ((), None)
    open_state(runs.HOME, PARAMS, part=PART).update({"ghosts": pins})


def _pins_of(sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    raw = sent.get("pins")
    return [pin for pin in raw if isinstance(pin, Mapping)] if isinstance(raw, list) else []

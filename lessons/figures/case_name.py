"""The name of a file in words of its case: ``convolution-k3-s1-p0``."""

from __future__ import annotations

from typing import Any

from lessons.machinery.figure import MAIN, STEP, Settings
from lessons.machinery.params import ChoiceParam, EditsParam, FlagParam, Param
from lessons.machinery.takeable import Takeable

_SHORT = {"kernel_size": "k", "stride": "s", "padding": "p"}
"""Always said."""
_BRIEF = {"dilation": "d", "output_padding": "op"}
_LONGEST = 60


def case_name(page_id: str, figure: Takeable, settings: Settings) -> str:
    """The beginning of a file's name, in letters that every system takes."""
    which = [page_id] if figure.name == MAIN else [page_id, figure.name]
    told = [_word(param, settings[param.name]) for param in figure.params if param.name != STEP]
    edited = any(isinstance(p, EditsParam) and settings[p.name] for p in figure.params)
    words = [*which, *filter(None, told), *(["edited"] if edited else [])]
    return "-".join(words).replace("_", "-")[:_LONGEST].rstrip("-.")


def _word(param: Param, value: Any) -> str:
    """What one parameter adds; nothing where it stands as ever."""
    if short := _SHORT.get(param.name):
        return short + param.format(value)
    if value == param.default or isinstance(param, EditsParam):
        return ""
    if isinstance(param, FlagParam):
        return param.name if value else f"no-{param.name}"
    if isinstance(param, ChoiceParam):
        return param.format(value)
    return _BRIEF.get(param.name, param.name) + param.format(value)

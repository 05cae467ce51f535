"""Whatever ends a run, the live panel has a sentence for it in both languages."""

from __future__ import annotations

import inspect
import re

import pytest

from cnncore.jobs import worker
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.live import LIVE

LIMITS = re.findall(r'_stop\("(\w+)"', inspect.getsource(worker.Control))
ENDS = [*LIMITS, "limit_seconds", "nan", "exploding"]
LOST = [
    f"{cause}_{what}"
    for cause in ("worker", "scheduler")
    for what in ("title", "resumed_title", "restarted_title", "text")
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_end_and_every_break_is_told(lang):
    assert "limit_memory" in LIMITS
    titles = [LIVE.get(f"live.{end}_title", lang) for end in ENDS]
    titles += [LIVE.get(f"live.{key}", lang) for key in LOST]
    assert all(titles)
    assert len(set(titles)) == len(titles)  # each says what happened, and none says it of another

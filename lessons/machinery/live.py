"""The words of what follows a run: live panel, comparison, time machine (``live.toml``)."""

from __future__ import annotations

from pathlib import Path

from lessons.machinery.strings import load_texts

LIVE = load_texts(Path(__file__).parent / "live.toml")

"""The words of the labs (``lab.toml``); ``strings.toml`` serves the shell and the lessons."""

from __future__ import annotations

from pathlib import Path

from lessons.strings import load_texts

LAB = load_texts(Path(__file__).parent / "lab.toml")

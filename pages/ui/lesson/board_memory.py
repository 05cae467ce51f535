"""What the boards of a page share: how far the learner has come, and what the browser sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lessons.machinery.boards import Cell
from pages.ui.shell import learner, progress


@dataclass
class BoardMemory:
    """How far a session has come on the boards of one page."""

    prediction: str | None = None
    heard: dict[str, int] = field(default_factory=dict)
    bug_seed: int | None = None
    cells_tried: list[Cell] = field(default_factory=list)
    slips_tried: list[str] = field(default_factory=list)
    guess: tuple[str, int] | None = None
    losses: list[float] = field(default_factory=list)
    num_hints: int = 0
    is_descending: bool = False
    is_news: bool = False


def memory_of(page_id: str) -> BoardMemory:
    """The session's memory of the boards of a page."""
    return st.session_state.setdefault(f"{page_id}.boards", BoardMemory())


def note_solved(page_id: str, board: str) -> None:
    """A board was solved; bug and kernel together complete the lesson's "construct" step."""
    learner.put(f"solved/{page_id}.{board}", True)
    solved = learner.below(f"solved/{page_id}.")
    is_new = "construct" not in progress.done_steps(page_id)
    if is_new and solved.keys() >= {"bug", "guess"}:
        progress.mark_done(page_id, "construct")
        memory_of(page_id).is_news = True


def tell_the_page(memory: BoardMemory) -> None:
    """The rail above a board shows progress too, and a fragment cannot redraw it."""
    if memory.is_news:
        memory.is_news = False
        st.rerun()


def event(key: str, name: str) -> Mapping[str, Any]:
    """What the browser sent; an empty mapping if it is not one."""
    value = st.session_state[key].get(name)
    return value if isinstance(value, Mapping) else {}


def whole(value: object) -> int:
    """A whole number from 0 that came from the browser, or 0."""
    if isinstance(value, int | float) and 0 <= value < 1e9:  # false for NaN
        return int(value)
    return 0


def edits_text(edits: object) -> str:
    """``{"0.2": "5"}`` as it stands in an address; ``EditsParam`` checks it."""
    items = edits.items() if isinstance(edits, Mapping) else ()
    return "_".join(f"{spot}.{text}" for spot, text in items)

"""Find a hidden kernel from input and output, against gradient descent.

A fragment: a move reruns this board alone. The address holds ``guess``, ``guess_seed`` and
``guess_cells``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lessons.machinery.boards import KERNEL_SIZE
from lessons.machinery.cells import apply_edits, format_number
from lessons.machinery.kernel_guess import LEVELS, GuessCase, guess_case
from lessons.machinery.params import LARGEST_SEED, ChoiceParam, EditsParam, IntParam, Param
from lessons.machinery.strings import STRINGS
from pages.components.kernel_guess import kernel_guess
from pages.ui.lesson.board_memory import (
    BoardMemory,
    edits_text,
    event,
    memory_of,
    note_solved,
    tell_the_page,
    whole,
)
from pages.ui.shell import language, learner
from pages.ui.shell.language import t
from pages.ui.shell.url_state import PageState, open_part
from pages.ui.slides.pieces import piece

PARAMS: tuple[Param, ...] = (
    ChoiceParam("guess", LEVELS, default=LEVELS[0]),
    IntParam("guess_seed", low=0, high=LARGEST_SEED, default=1),
    EditsParam("guess_cells", max_size=KERNEL_SIZE),
)


@piece("board")
@learner.kept_fragment
def show_kernel_guess(page_id: str) -> None:
    """Find a hidden kernel from input and output, against gradient descent."""
    state = open_part(page_id, PARAMS, "boards.guess")
    memory = memory_of(page_id)

    def changed() -> None:
        settings = event("kernel_guess", "settings")
        memory.heard["guess"] = whole(settings.get("n"))
        raw = {
            "guess": settings.get("level"),
            "guess_seed": settings.get("seed"),
            "guess_cells": edits_text(settings.get("edits")),
        }
        before = dict(state.values)
        state.update({p.name: p.parse(str(raw[p.name]))[0] for p in PARAMS})
        _follow_case(memory, state)
        memory.num_hints = min(whole(settings.get("hints")), 3)
        memory.is_descending = settings.get("descending") is True
        case = guess_case(*_case_of(state))
        weight = _weight_of(state)
        if before["guess_cells"] != state.values["guess_cells"]:
            memory.losses.append(case.loss(weight))
        if case.is_solved_by(weight):
            note_solved(page_id, "guess")

    _follow_case(memory, state)
    case = guess_case(*_case_of(state))
    kernel_guess(_guess_data(case, state, memory), on_settings=changed)
    tell_the_page(memory)


def _case_of(state: PageState) -> tuple[str, int]:
    return state.values["guess"], state.values["guess_seed"]


def _weight_of(state: PageState) -> np.ndarray:
    return apply_edits(np.zeros((KERNEL_SIZE, KERNEL_SIZE)), state.values["guess_cells"])


def _follow_case(memory: BoardMemory, state: PageState) -> None:
    """A new case starts without hints, without tries, and without its answer."""
    if memory.guess != _case_of(state):
        memory.guess = _case_of(state)
        memory.losses = [guess_case(*memory.guess).loss(_weight_of(state))]
        memory.num_hints, memory.is_descending = 0, False


def _guess_data(case: GuessCase, state: PageState, memory: BoardMemory) -> dict[str, Any]:
    edits = {f"{row}.{col}": text for (row, col), text in state.values["guess_cells"].items()}
    strings = STRINGS.area("kernel_guess", language.current())
    return {
        "strings": {k: v for k, v in strings.items() if "[[" not in v},
        "heard": memory.heard.get("guess", 0),
        "levels": [{"id": level, "name": t(f"kernel_guess.level.{level}")} for level in LEVELS],
        "largest_seed": LARGEST_SEED,
        "x": case.x.tolist(),
        "target": case.target.tolist(),
        "case": [case.level, case.seed],
        "descent": _descent_data(case.level, case.seed),
        "losses": memory.losses[-len(case.descent) :],
        "hints": [
            t(f"kernel_guess.hints.{hint.name}", **_written(hint.values))
            for hint in case.hints[: memory.num_hints]
        ],
        "solved": _solved_data(case, _weight_of(state)),
        "settings": {
            "level": case.level,
            "seed": case.seed,
            "edits": edits,
            "hints": memory.num_hints,
            "descending": memory.is_descending,
        },
    }


@lru_cache(maxsize=64)
def _descent_data(level: str, seed: int) -> dict[str, Any]:
    case = guess_case(level, seed)
    return {
        "rate": f"{case.learning_rate:.2g}",
        "weights": [np.round(step.weight, 6).ravel().tolist() for step in case.descent],
        "losses": [float(f"{step.loss:.4g}") for step in case.descent],
    }


def _written(values: Mapping[str, float]) -> dict[str, str]:
    return {name: format_number(value) for name, value in values.items()}


def _solved_data(case: GuessCase, weight: np.ndarray) -> dict[str, Any] | None:
    if not case.is_solved_by(weight):
        return None
    slots = {"seed": case.seed} if case.level == "random" else {}
    name = t(f"kernel_guess.kernel_name.{case.level}", **slots)
    if case.rank == case.hidden.size:
        text = t("kernel_guess.solved", name=name)
        return {"text": text, "hidden": None, "why": t("kernel_guess.unique", rank=case.rank)}
    is_same = bool(np.abs(weight - case.hidden).max() < 1e-9)
    why = t(
        "kernel_guess.why_ramp",
        rank=case.rank,
        free=case.hidden.size - case.rank,
        mean=format_number(float(case.hidden.mean())),
    )
    key = "solved_same" if is_same else "solved_other"
    return {
        "text": t(f"kernel_guess.{key}", name=name),
        "hidden": case.hidden.tolist(),
        "why": why,
    }

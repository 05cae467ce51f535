"""The three boards of the convolution page: a kernel on a picture, find the bug, guess the kernel.

Each is a fragment: a move on a board reruns that board alone. What shapes a board is in the address
(``picture``, ``picture_kernel``, ``picture_cells``, ``bug_seed``, ``guess``, ``guess_seed``,
``guess_cells``); how far the learner has come is kept in the session.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from lessons.boards import (
    KERNEL_SIZE,
    LEVELS,
    OUT_SIZE,
    BugBoard,
    Cell,
    GuessCase,
    WrittenSum,
    bug_board,
    guess_case,
)
from lessons.cells import apply_edits, format_number
from lessons.pictures import MAP_OPTIONS, PICTURE_KERNELS, PICTURES, picture
from lessons.strings import STRINGS
from pages.components import bug_board as bug_component
from pages.components import kernel_guess as guess_component
from pages.components import picture_lab as lab_component
from pages.ui import language, progress, shell
from pages.ui.language import t
from pages.ui.url_state import ChoiceParam, EditsParam, IntParam, PageState, Param

LARGEST_SEED = 9999

_PICTURE_PARAMS: tuple[Param, ...] = (
    ChoiceParam("picture", tuple(PICTURES), default="house"),
    ChoiceParam("picture_kernel", tuple(PICTURE_KERNELS), default="vertical"),
    EditsParam("picture_cells", max_size=KERNEL_SIZE),
)
_BUG_PARAMS: tuple[Param, ...] = (IntParam("bug_seed", low=0, high=LARGEST_SEED, default=1),)
_GUESS_PARAMS: tuple[Param, ...] = (
    ChoiceParam("guess", LEVELS, default=LEVELS[0]),
    IntParam("guess_seed", low=0, high=LARGEST_SEED, default=1),
    EditsParam("guess_cells", max_size=KERNEL_SIZE),
)
_QUESTION_PICTURE = "house"
_QUESTION_ORDER = ("horizontal", "flipped", "vertical", "blur")


@dataclass
class _Memory:
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
    solved: set[str] = field(default_factory=set)
    is_news: bool = False


@st.fragment
def show_picture_lab(page_id: str) -> None:
    """A kernel on a picture: first a question, then free play."""
    state = _open(page_id, _PICTURE_PARAMS, "picture")
    memory = _memory(page_id)
    values = state.values
    if memory.prediction is None and any(values[p.name] != p.default for p in _PICTURE_PARAMS):
        memory.prediction = "skipped"  # a link to a setting shows that setting
    area = STRINGS.area("picture_lab", language.current())

    def changed() -> None:
        settings = _event("picture_lab", "settings")
        memory.heard["picture"] = _whole(settings.get("n"))
        if settings.get("prediction") in (*MAP_OPTIONS, "skipped"):
            memory.prediction = str(settings["prediction"])
        raw = {
            "picture": settings.get("picture"),
            "picture_kernel": settings.get("kernel"),
            "picture_cells": _edits_text(settings.get("edits")),
        }
        state.update({p.name: p.parse(str(raw[p.name]))[0] for p in _PICTURE_PARAMS})

    edits = {f"{row}.{col}": text for (row, col), text in values["picture_cells"].items()}
    lab_component.picture_lab(
        {
            "strings": area,
            "heard": memory.heard.get("picture", 0),
            "pictures": [
                {
                    "id": name,
                    "name": area[f"pictures_of.{name}"],
                    "size": len(picture(name)),
                    "pixels": base64.b64encode(picture(name).tobytes()).decode("ascii"),
                }
                for name in PICTURES
            ],
            "kernels": [
                {"id": name, "name": area[f"kernels_of.{name}"], "weights": weight.ravel().tolist()}
                for name, weight in PICTURE_KERNELS.items()
            ],
            "question": {
                "picture": _QUESTION_PICTURE,
                "answer": next(iter(MAP_OPTIONS)),
                "options": list(_QUESTION_ORDER),
                "maps": {
                    name: {"weights": weight.ravel().tolist()}
                    for name, weight in MAP_OPTIONS.items()
                },
            },
            "settings": {
                "picture": values["picture"],
                "kernel": values["picture_kernel"],
                "edits": edits,
                "prediction": memory.prediction,
            },
        },
        on_settings=changed,
    )


@st.fragment
def show_bug_board(page_id: str) -> None:
    """Find the wrong cell of an output, then name the slip behind it."""
    state = _open(page_id, _BUG_PARAMS, "bug")
    memory = _memory(page_id)

    def moved() -> None:
        move = _event("bug_board", "move")
        if move.get("seed") != state.values["bug_seed"]:
            return  # the answer to a board that is no longer there
        board = bug_board(state.values["bug_seed"])
        cell = (_whole(move.get("row")), _whole(move.get("col")))
        is_found = board.cell in memory.cells_tried
        if move.get("kind") == "next":
            state.update({"bug_seed": (board.seed + 1) % (LARGEST_SEED + 1)})
        elif move.get("kind") == "cell" and not is_found and max(cell) < OUT_SIZE:
            memory.cells_tried.append(cell)
        elif move.get("kind") == "slip" and is_found and move.get("slip") in board.options:
            memory.slips_tried.append(str(move["slip"]))
            if memory.slips_tried[-1] == board.slip:
                _note_solved(page_id, "bug")

    if memory.bug_seed != state.values["bug_seed"]:
        memory.bug_seed = state.values["bug_seed"]
        memory.cells_tried, memory.slips_tried = [], []
    board = bug_board(state.values["bug_seed"])
    bug_component.bug_board(_bug_data(board, memory), on_move=moved)
    _tell_the_page(memory)


@st.fragment
def show_kernel_guess(page_id: str) -> None:
    """Find a hidden kernel from input and output, against gradient descent."""
    state = _open(page_id, _GUESS_PARAMS, "guess")
    memory = _memory(page_id)

    def changed() -> None:
        settings = _event("kernel_guess", "settings")
        memory.heard["guess"] = _whole(settings.get("n"))
        raw = {
            "guess": settings.get("level"),
            "guess_seed": settings.get("seed"),
            "guess_cells": _edits_text(settings.get("edits")),
        }
        before = dict(state.values)
        state.update({p.name: p.parse(str(raw[p.name]))[0] for p in _GUESS_PARAMS})
        _follow_case(memory, state)
        memory.num_hints = min(_whole(settings.get("hints")), 3)
        memory.is_descending = settings.get("descending") is True
        case = guess_case(*_case_of(state))
        weight = _weight_of(state)
        if before["guess_cells"] != state.values["guess_cells"]:
            memory.losses.append(case.loss(weight))
        if case.is_solved_by(weight):
            _note_solved(page_id, "guess")

    _follow_case(memory, state)
    case = guess_case(*_case_of(state))
    guess_component.kernel_guess(_guess_data(case, state, memory), on_settings=changed)
    _tell_the_page(memory)


# --- What is remembered ---------------------------------------------------------------------


def _open(page_id: str, params: tuple[Param, ...], board: str) -> PageState:
    """The board's parameters; the address rules, memory fills it on arriving (see url_state)."""
    key = f"{page_id}.boards.{board}"
    state = PageState(key, params)
    arriving = st.session_state.get("shell.arrived_at") == page_id
    remembered = st.session_state.get(f"{key}.state", {}) if arriving else {}
    state.load(st.query_params.to_dict(), remembered)
    state.save()
    for notice in state.notices:
        shell.show_notice(notice)
    return state


def _memory(page_id: str) -> _Memory:
    return st.session_state.setdefault(f"{page_id}.boards", _Memory())


def _note_solved(page_id: str, board: str) -> None:
    memory = _memory(page_id)
    memory.solved.add(board)
    is_new = "construct" not in progress.done_steps(page_id)
    if is_new and memory.solved >= {"bug", "guess"}:
        progress.mark_done(page_id, "construct")
        memory.is_news = True


def _tell_the_page(memory: _Memory) -> None:
    """The rail above a board shows progress too, and a fragment cannot redraw it."""
    if memory.is_news:
        memory.is_news = False
        st.rerun()


def _event(key: str, name: str) -> Mapping[str, Any]:
    """What the browser sent; an empty mapping if it is not one."""
    value = st.session_state[key].get(name)
    return value if isinstance(value, Mapping) else {}


def _whole(value: object) -> int:
    """A whole number from 0 that came from the browser, or 0."""
    is_number = isinstance(value, int | float) and value == value and 0 <= value < 1e9
    return int(value) if is_number else 0  # type: ignore[call-overload]


def _edits_text(edits: object) -> str:
    """``{"0.2": "5"}`` as it stands in an address; ``EditsParam`` checks it."""
    items = edits.items() if isinstance(edits, Mapping) else ()
    return "_".join(f"{spot}.{text}" for spot, text in items)


# --- Find the bug ---------------------------------------------------------------------------


def _bug_data(board: BugBoard, memory: _Memory) -> dict[str, Any]:
    is_found = board.cell in memory.cells_tried
    is_solved = board.slip in memory.slips_tried
    if is_solved:
        ask = t("bug_board.ask_done")
    elif is_found:
        ask = t("bug_board.ask_slip", **_place(board.cell), printed=_shown(board, board.cell))
    else:
        ask = t("bug_board.ask_cell")
    strings = STRINGS.area("bug_board", language.current())
    return {
        "seed": board.seed,
        "x": board.x.tolist(),
        "weight": board.weight.tolist(),
        "out": board.printed.tolist(),
        "ask": ask,
        "board": t("bug_board.board", seed=board.seed),
        "strings": {k: v for k, v in strings.items() if "[[" not in v},
        "options": [{"id": slip, "text": t(f"bug_board.slip.{slip}")} for slip in board.options],
        "cells_tried": [list(cell) for cell in memory.cells_tried],
        "slips_tried": list(memory.slips_tried),
        "found": list(board.cell) if is_found else None,
        "solved": is_solved,
        "diagnosis": _diagnosis(board, memory, is_found, is_solved),
    }


def _diagnosis(
    board: BugBoard, memory: _Memory, is_found: bool, is_solved: bool
) -> dict[str, Any] | None:
    """What the last move showed: words, and the sums that prove them."""
    if is_solved:
        name = t(f"bug_board.slip.{board.slip}")
        right, slip = board.right_sum(board.cell), board.slip_sum(board.slip)
        return {
            "kind": "solved",
            "lead": t("bug_board.solved"),
            "why": t("bug_board.frames") if right.corner != slip.corner else "",
            "sums": [
                _sum_data(right, t("bug_board.solved_right")),
                _sum_data(slip, t("bug_board.solved_slip", slip=name)),
            ],
        }
    if is_found and memory.slips_tried:
        tried = memory.slips_tried[-1]
        made = board.slip_sum(tried)
        shown = {"made": format_number(made.total), "printed": _shown(board, board.cell)}
        name = t(f"bug_board.slip.{tried}")
        return {
            "kind": "wrong",
            "lead": t("bug_board.slip_wrong_lead", **shown),
            "why": t("bug_board.slip_wrong_why", slip=name),
            "sums": [_sum_data(made, "")],
        }
    if is_found:
        return {"kind": "found", "lead": t("bug_board.found"), "why": "", "sums": []}
    if memory.cells_tried:
        cell = memory.cells_tried[-1]
        return {
            "kind": "wrong",
            "lead": t("bug_board.cell_right_lead", **_place(cell)),
            "why": t("bug_board.cell_right_why"),
            "sums": [_sum_data(board.right_sum(cell), "")],
        }
    return None


def _sum_data(written: WrittenSum, label: str) -> dict[str, Any]:
    terms = [{"x": s.x, "weight": s.weight, "operator": s.operator} for s in written.terms]
    corner = list(written.corner)
    return {"label": label, "terms": terms, "total": written.total, "corner": corner}


def _place(cell: Cell) -> dict[str, int]:
    return {"row": cell[0] + 1, "column": cell[1] + 1}


def _shown(board: BugBoard, cell: Cell) -> str:
    return format_number(float(board.printed[cell]))


# --- Guess the kernel -----------------------------------------------------------------------


def _case_of(state: PageState) -> tuple[str, int]:
    return state.values["guess"], state.values["guess_seed"]


def _weight_of(state: PageState) -> np.ndarray:
    return apply_edits(np.zeros((KERNEL_SIZE, KERNEL_SIZE)), state.values["guess_cells"])


def _follow_case(memory: _Memory, state: PageState) -> None:
    """A new case starts without hints, without tries, and without its answer."""
    if memory.guess != _case_of(state):
        memory.guess = _case_of(state)
        memory.losses = [guess_case(*memory.guess).loss(_weight_of(state))]
        memory.num_hints, memory.is_descending = 0, False


def _guess_data(case: GuessCase, state: PageState, memory: _Memory) -> dict[str, Any]:
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

"""Find the wrong cell of an output, then name the slip behind it.

A fragment: a move reruns this board alone. The address holds ``bug_seed``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lessons.machinery.boards import OUT_SIZE, Cell
from lessons.machinery.bug_board import BugBoard, WrittenSum
from lessons.machinery.bug_board import bug_board as board_of
from lessons.machinery.cells import format_number
from lessons.machinery.params import LARGEST_SEED, IntParam, Param
from lessons.machinery.strings import STRINGS
from pages.components.bug_board import bug_board
from pages.ui.lesson.board_memory import (
    BoardMemory,
    event,
    memory_of,
    note_solved,
    tell_the_page,
    whole,
)
from pages.ui.shell import language, learner
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

PARAMS: tuple[Param, ...] = (IntParam("bug_seed", low=0, high=LARGEST_SEED, default=1),)


@piece("board")
@learner.kept_fragment
def show_bug_board(page_id: str) -> None:
    """Find the wrong cell of an output, then name the slip behind it."""
    state = open_part(page_id, PARAMS, "boards.bug")
    memory = memory_of(page_id)

    def moved() -> None:
        move = event("bug_board", "move")
        if move.get("seed") != state.values["bug_seed"]:
            return  # the answer to a board that is no longer there
        board = board_of(state.values["bug_seed"])
        cell = (whole(move.get("row")), whole(move.get("col")))
        is_found = board.cell in memory.cells_tried
        if move.get("kind") == "next":
            state.update({"bug_seed": (board.seed + 1) % (LARGEST_SEED + 1)})
        elif move.get("kind") == "cell" and not is_found and max(cell) < OUT_SIZE:
            memory.cells_tried.append(cell)
        elif move.get("kind") == "slip" and is_found and move.get("slip") in board.options:
            memory.slips_tried.append(str(move["slip"]))
            if memory.slips_tried[-1] == board.slip:
                note_solved(page_id, "bug")

    if memory.bug_seed != state.values["bug_seed"]:
        memory.bug_seed = state.values["bug_seed"]
        memory.cells_tried, memory.slips_tried = [], []
    board = board_of(state.values["bug_seed"])
    bug_board(_bug_data(board, memory), on_move=moved)
    tell_the_page(memory)


def _bug_data(board: BugBoard, memory: BoardMemory) -> dict[str, Any]:
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
    board: BugBoard, memory: BoardMemory, is_found: bool, is_solved: bool
) -> dict[str, Any] | None:
    """What the last move showed: words, and the sums that prove them."""
    if is_solved:
        name = t(f"bug_board.slip.{board.slip}")
        right, slip = board.right_sum(board.cell), board.slip_sum(board.slip)
        return {
            "kind": "solved",
            "lead": t("bug_board.solved"),
            "why": _marks(right, slip),
            "sums": [
                _sum_data(right, right, t("bug_board.solved_right")),
                _sum_data(slip, right, t("bug_board.solved_slip", slip=name)),
            ],
        }
    if is_found and memory.slips_tried:
        tried = memory.slips_tried[-1]
        made, right = board.slip_sum(tried), board.right_sum(board.cell)
        shown = {"made": format_number(made.total), "printed": _shown(board, board.cell)}
        name = t(f"bug_board.slip.{tried}")
        return {
            "kind": "wrong",
            "lead": t("bug_board.slip_wrong_lead", **shown),
            "why": t("bug_board.slip_wrong_why", slip=name),
            "sums": [_sum_data(made, right)],
        }
    if is_found:
        return {"kind": "found", "lead": t("bug_board.found"), "why": "", "sums": []}
    if memory.cells_tried:
        cell = memory.cells_tried[-1]
        own = board.right_sum(cell)
        return {
            "kind": "wrong",
            "lead": t("bug_board.cell_right_lead", **_place(cell)),
            "why": t("bug_board.cell_right_why"),
            "sums": [_sum_data(own, own)],
        }
    return None


def _marks(right: WrittenSum, slip: WrittenSum) -> str:
    """What marks the slip on the board, in words; nothing where the sums speak for themselves."""
    if right.corner != slip.corner:
        return t("bug_board.frames")
    if any(term.is_left_out for term in slip.terms):
        return t("bug_board.left_out")
    return t("bug_board.changed") if any(_changed(slip, right)) else ""


def _changed(made: WrittenSum, right: WrittenSum) -> list[bool]:
    """For each term, whether it took another weight than the right sum of the same window."""
    if made.corner != right.corner:
        return [False] * len(made.terms)
    pairs = zip(made.terms, right.terms, strict=True)
    return [one.weight != other.weight for one, other in pairs]


def _sum_data(written: WrittenSum, right: WrittenSum, label: str = "") -> dict[str, Any]:
    terms = [
        asdict(term) | {"changed": changed}
        for term, changed in zip(written.terms, _changed(written, right), strict=True)
    ]
    corner = list(written.corner)
    return {"label": label, "terms": terms, "total": written.total, "corner": corner}


def _place(cell: Cell) -> dict[str, int]:
    return {"row": cell[0] + 1, "column": cell[1] + 1}


def _shown(board: BugBoard, cell: Cell) -> str:
    return format_number(float(board.printed[cell]))

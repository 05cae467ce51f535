"""Inverse puzzles: choose kernel, stride and padding until one size becomes another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from cnncore.shapes import WindowSpec
from lessons.machinery.cells import MINUS
from lessons.machinery.params import ChoiceParam, IntParam, Param
from lessons.machinery.puzzles import PUZZLES, Attempt, Puzzle
from lessons.machinery.questions import split_diagnosis
from pages.ui.lesson import drawings, milestones
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.number_field import number_field
from pages.ui.shell import learner, text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import PageState, open_part, return_to
from pages.ui.slides import pieces, views

_MOST_TRIES = 8
_LARGEST_DRAWN = 12


def show_puzzles(page_id: str, puzzles: tuple[Puzzle, ...] = (), part: str = "puzzle") -> None:
    """A board of puzzles; a solved one shows all its solutions.

    Args:
        page_id: The lesson.
        puzzles: Which of its puzzles; all if none is named.
        part: Of the page, also in the address: two boards of a page have two names.
    """
    puzzles = puzzles or PUZZLES[page_id]
    title = _task(puzzles[0]) if len(puzzles) == 1 else ""
    pieces.put("board", lambda: _puzzles_fragment(page_id, puzzles, part), title=title)


@learner.kept_fragment
def _puzzles_fragment(page_id: str, puzzles: tuple[Puzzle, ...], part: str) -> None:
    key = f"{page_id}.{part}"
    choice = open_part(page_id, _which(puzzles, part), part)
    at = [puzzle.puzzle_id for puzzle in puzzles].index(choice.values[part])
    if len(puzzles) > 1:
        _chips(page_id, part, puzzles, at, choice)
    if len(puzzles) > 1 or views.current() == "page":
        text.show_html(f'<div class="question">{inline_html(_task(puzzles[at]))}</div>')
    attempt = _board(page_id, part, puzzles[at], f"{key}.{puzzles[at].puzzle_id}")
    if attempt.is_solved:
        _solved(page_id, attempt)


def _chips(page_id: str, part: str, puzzles: Sequence[Puzzle], at: int, choice: PageState) -> None:
    key = f"{page_id}.{part}"
    if part in choice.concealed:
        return
    with st.container(key=f"{key}.chips", horizontal=True, gap="small"):
        for index, puzzle in enumerate(puzzles):
            label = t("puzzle.choose", size=puzzle.size, goal=puzzle.goal)
            st.button(
                f"✓ {label}" if learner.get(_solved_key(page_id, puzzle)) else label,
                key=f"{key}.choose.{index}",
                type="tertiary" if index == at else "secondary",
                on_click=_go_to,
                args=(page_id, part, choice, puzzle),
                **choice.button(part),
            )


def _which(puzzles: Sequence[Puzzle], part: str) -> tuple[Param, ...]:
    ids = tuple(puzzle.puzzle_id for puzzle in puzzles)
    return (ChoiceParam(part, ids, ids[0]),)


def _numbers(puzzle: Puzzle, part: str) -> dict[str, IntParam]:
    """The parameter of each setting that the puzzle leaves open."""
    return {
        name: IntParam(f"{part}_{name}", choices[0], choices[-1], getattr(puzzle.first, name))
        for name, choices in puzzle.choices.items()
    }


def _go_to(page_id: str, part: str, choice: PageState, puzzle: Puzzle) -> None:
    choice.update({part: puzzle.puzzle_id})
    return_to(page_id, tuple(_numbers(puzzle, part).values()), f"{part}.{puzzle.puzzle_id}")


def _board(page_id: str, part: str, puzzle: Puzzle, key: str) -> Attempt:
    """The controls, the output and the tries beside them, the finding below the controls."""
    with st.container(key=f"{key}.board", horizontal=True, gap="large"):
        result = st.empty()
        with st.container(key=f"{key}.choice", width=560):
            spec = _controls(page_id, part, puzzle, key)
            attempt = puzzle.attempt(spec)
            _note_try(key, attempt)
            text.show_html(finding_html(split_diagnosis(_answer(attempt, key))))
            fits = attempt.out_size is not None
            if puzzle.kernel_only and fits and puzzle.size <= _LARGEST_DRAWN:
                places = t("lesson.separator").join(
                    str(n + 1) for n in range(attempt.out_size or 0)
                )
                caption = t("lesson.bars", places=places)
                text.show_html(drawings.window_bars(puzzle.size, spec.kernel_size, caption))
        with result:
            text.show_html(_result(attempt, key), width="content")
    return attempt


def _task(puzzle: Puzzle) -> str:
    known = {"224-55": "puzzle.ask_224_55", "5-5": "puzzle.ask_5_5", "32-16": "puzzle.ask_32_16",
             "55-27": "puzzle.ask_55_27", "112-56": "puzzle.ask_112_56"}  # fmt: skip
    key = known.get(puzzle.puzzle_id, "puzzle.ask")
    return t(key, size=puzzle.size, goal=puzzle.goal)


def _controls(page_id: str, part: str, puzzle: Puzzle, key: str) -> WindowSpec:
    params = _numbers(puzzle, part)
    state = open_part(page_id, tuple(params.values()), f"{part}.{puzzle.puzzle_id}")
    with st.container(key=f"{key}.controls", horizontal=True):
        chosen = {
            name: number_field(
                param, state, label=_label(puzzle, name), key=f"{key}.{name}", width=170
            )
            for name, param in params.items()
        }
    return replace(puzzle.first, **chosen)


def _label(puzzle: Puzzle, name: str) -> str:
    """What a setting is called: a pooling has a window and no kernel."""
    return t("puzzle.window_size" if puzzle.pooling and name == "kernel_size" else f"puzzle.{name}")


def _note_try(key: str, attempt: Attempt) -> None:
    tries: list[str] = st.session_state.setdefault(f"{key}.tries", [])
    specs: list[WindowSpec] = st.session_state.setdefault(f"{key}.specs", [])
    if not specs or specs[-1] != attempt.spec:
        specs.append(attempt.spec)
        tries.append("–" if attempt.out_size is None else str(attempt.out_size))
        del specs[:-_MOST_TRIES], tries[:-_MOST_TRIES]


def _answer(attempt: Attempt, key: str) -> str:
    """The attempt in words: a distance, never just "wrong"."""
    spec, puzzle = attempt.spec, attempt.puzzle
    if st.session_state[f"{key}.specs"] == [puzzle.first]:
        return t("puzzle.start")
    if puzzle.pads_too_much(spec):
        return t("puzzle.pool_padding", padding=spec.padding, kernel_size=spec.kernel_size,
                 largest=spec.kernel_size // 2)  # fmt: skip
    if attempt.out_size is None:
        padded = puzzle.size + 2 * spec.padding
        needed = -(-(spec.kernel_size - puzzle.size) // 2)
        return t("puzzle.nothing_fits", kernel_size=spec.kernel_size, padded=padded,
                 min_padding=needed)  # fmt: skip
    way = f"{puzzle.size} + {2 * spec.padding} {MINUS} {spec.kernel_size}"
    shared = {"out": attempt.out_size, "way": way, "travel": attempt.travel, "stride": spec.stride}
    if attempt.is_solved:
        rest = attempt.travel % spec.stride
        said = t("puzzle.rest", rest=rest) if rest else ""
        return t("puzzle.solved", **shared, quotient=attempt.travel // spec.stride, rest=said)
    off = abs(attempt.windows_off)
    count = t("puzzle.windows_one") if off == 1 else t("puzzle.windows_more", count=off)
    if attempt.windows_off < 0:
        least = attempt.least_travel
        return t("puzzle.short", **shared, off=count, moves=attempt.moves, least=least)
    return t("puzzle.many", **shared, off=count, moves=attempt.moves, most=attempt.most_travel)


def _result(attempt: Attempt, key: str) -> str:
    tries = st.session_state[f"{key}.tries"]
    *before, last = [escape(value) for value in tries]
    listed = " · ".join([*before, f"<b>{last}</b>"])
    fits = attempt.out_size is not None
    number = f'<div class="number{"" if fits else " none"}">{tries[-1]}</div>'
    kind = "puzzle-out is-solved" if attempt.is_solved else "puzzle-out"
    hint = "" if attempt.is_solved else f"<br>{escape(t('puzzle.before_first'))}"
    return (
        f'<div class="{kind}"><div class="caption">{escape(t("puzzle.out"))}</div>{number}'
        f'<div class="goal">{escape(t("puzzle.goal", goal=attempt.puzzle.goal))}</div>'
        f'<div class="caption tries">{t("puzzle.tries", tries=listed)}{hint}</div></div>'
    )


def _solved(page_id: str, attempt: Attempt) -> None:
    text.show_html(_solution_table(attempt))
    solved = _solved_key(page_id, attempt.puzzle)
    if not learner.get(solved):
        learner.put(solved, True)
        milestones.reach(page_id, "construct")
        st.rerun()  # the chip and the rail above show it


def _solved_key(page_id: str, puzzle: Puzzle) -> str:
    return f"solved/{page_id}.puzzle.{puzzle.puzzle_id}"


def _solution_table(attempt: Attempt) -> str:
    puzzle = attempt.puzzle
    found = puzzle.solutions()
    if puzzle.kernel_only:
        heading = t("puzzle.solutions_kernel", count=len(found))
    else:
        ranges = {name: f"{choice[0]}–{choice[-1]}" for name, choice in puzzle.choices.items()}
        heading = t("puzzle.solutions", count=len(found), **ranges)
    rows = "".join(_solution_row(puzzle.attempt(spec), spec == attempt.spec) for spec in found)
    notes = []
    if puzzle.size == puzzle.goal:
        notes.append(t("puzzle.same_note"))
    if any(spec.padding >= spec.kernel_size for spec in found):
        notes.append(t("puzzle.padding_only"))
    return (
        f'<div class="lesson-text"><p>{escape(heading)}</p>'
        f'<table class="solutions"><tr><th>F</th><th>S</th><th>P</th>'
        f"<th>{escape(t('puzzle.unread'))}</th><th></th></tr>{rows}</table>"
        f'<p class="caption">{escape(" ".join(notes))}</p></div>'
    )


def _solution_row(found: Attempt, is_mine: bool) -> str:
    spec = found.spec
    mark, said = (' class="mine"', escape(t("puzzle.mine"))) if is_mine else ("", "")
    numbers = (spec.kernel_size, spec.stride, spec.padding, found.unread)
    cells = "".join(f"<td>{number}</td>" for number in numbers)
    return f"<tr{mark}>{cells}<td>{said}</td></tr>"

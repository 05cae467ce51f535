"""Inverse puzzles: choose kernel, stride and padding until one size becomes another."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnncore.shapes import WindowSpec
from lessons.puzzles import KERNEL_SIZES, PADDINGS, PUZZLES, STRIDES, Attempt, Puzzle
from lessons.questions import MINUS, split_diagnosis
from pages.ui import drawings, milestones, text
from pages.ui.language import t
from pages.ui.questions import finding_html, inline_html

_MOST_TRIES = 8
_LARGEST_DRAWN = 12


@st.fragment
def show_puzzles(page_id: str) -> None:
    """The puzzles of a lesson; a solved one shows all its solutions."""
    puzzles = PUZZLES[page_id]
    state = f"{page_id}.puzzle"
    at = int(st.session_state.get(f"{state}.at", 0)) % len(puzzles)
    with st.container(key=f"{state}.chips", horizontal=True, gap="small"):
        for index, puzzle in enumerate(puzzles):
            solved = puzzle.puzzle_id in st.session_state.get(f"{state}.solved", set())
            label = t("puzzle.choose", size=puzzle.size, goal=puzzle.goal)
            st.button(
                f"✓ {label}" if solved else label,
                key=f"{state}.choose.{index}",
                type="tertiary" if index == at else "secondary",
                on_click=_go_to,
                args=(state, index),
            )
    attempt = _board(puzzles[at], f"{state}.{puzzles[at].puzzle_id}")
    if attempt.is_solved:
        _solved(page_id, state, attempt)


def _go_to(state: str, index: int) -> None:
    st.session_state[f"{state}.at"] = index


def _board(puzzle: Puzzle, key: str) -> Attempt:
    """The controls on the left, the output and the tries on the right, the finding below."""
    text.show_html(f'<div class="question">{inline_html(_task(puzzle))}</div>')
    controls, result = st.columns([3, 1], gap="large")
    with controls:
        spec = _controls(puzzle, key)
        attempt = puzzle.attempt(spec)
        _note_try(key, attempt)
        text.show_html(finding_html(split_diagnosis(_answer(attempt, key))))
        fits = attempt.out_size is not None
        if puzzle.kernel_only and fits and puzzle.size <= _LARGEST_DRAWN:
            places = t("lesson.separator").join(str(n + 1) for n in range(attempt.out_size or 0))
            caption = t("lesson.bars", places=places)
            text.show_html(drawings.window_bars(puzzle.size, spec.kernel_size, caption))
    with result:
        text.show_html(_result(attempt, key))
    return attempt


def _task(puzzle: Puzzle) -> str:
    known = {"224-55": "puzzle.ask_224_55", "5-5": "puzzle.ask_5_5", "32-16": "puzzle.ask_32_16"}
    key = known.get(puzzle.puzzle_id, "puzzle.ask")
    return t(key, size=puzzle.size, goal=puzzle.goal)


def _controls(puzzle: Puzzle, key: str) -> WindowSpec:
    names = {"kernel_size": KERNEL_SIZES, "stride": STRIDES, "padding": PADDINGS}
    first = {"kernel_size": 3 if puzzle.goal != puzzle.size - 2 else 2, "stride": 1, "padding": 0}
    if puzzle.kernel_only:
        names = {"kernel_size": range(1, min(puzzle.size, KERNEL_SIZES[-1]) + 1)}
    chosen = {}
    with st.container(key=f"{key}.controls", horizontal=True):
        for name, numbers in names.items():
            kept = st.session_state.get(f"{key}.kept", first)[name]
            chosen[name] = st.number_input(
                t(f"puzzle.{name}"),
                min_value=numbers[0],
                max_value=numbers[-1],
                value=int(kept),
                step=1,
                key=f"{key}.{name}",
                width=170,
            )
    choice = first | chosen
    st.session_state[f"{key}.kept"] = choice  # a widget's own state ends when its puzzle is left
    return WindowSpec(**choice)


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
    if len(st.session_state[f"{key}.specs"]) == 1 and not attempt.is_solved:
        return t("puzzle.start")
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
    hint = "" if attempt.is_solved else f"<br>{escape(t('puzzle.before_first'))}"
    return (
        f'<div class="puzzle-out"><div class="caption">{escape(t("puzzle.out"))}</div>{number}'
        f'<div class="goal">{escape(t("puzzle.goal", goal=attempt.puzzle.goal))}</div>'
        f'<div class="caption tries">{t("puzzle.tries", tries=listed)}{hint}</div></div>'
    )


def _solved(page_id: str, state: str, attempt: Attempt) -> None:
    text.show_html(_solution_table(attempt))
    solved: set[str] = st.session_state.setdefault(f"{state}.solved", set())
    if attempt.puzzle.puzzle_id not in solved:
        solved.add(attempt.puzzle.puzzle_id)
        milestones.reach(page_id, "construct")
        st.rerun()  # the chip and the rail above show it


def _solution_table(attempt: Attempt) -> str:
    puzzle = attempt.puzzle
    found = puzzle.solutions()
    heading = "puzzle.solutions_kernel" if puzzle.kernel_only else "puzzle.solutions"
    rows = "".join(_solution_row(puzzle.attempt(spec), spec == attempt.spec) for spec in found)
    notes = []
    if puzzle.size == puzzle.goal:
        notes.append(t("puzzle.same_note"))
    if any(spec.padding >= spec.kernel_size for spec in found):
        notes.append(t("puzzle.padding_only"))
    return (
        f'<div class="lesson-text"><p>{escape(t(heading, count=len(found)))}</p>'
        f'<table class="solutions"><tr><th>F</th><th>S</th><th>P</th>'
        f"<th>{escape(t('puzzle.unread'))}</th><th></th></tr>{rows}</table>"
        f'<p class="caption">{escape(" ".join(notes))}</p></div>'
    )


def _solution_row(found: Attempt, is_mine: bool) -> str:
    spec = found.spec
    mark, said = (' class="mine"', escape(t("puzzle.mine"))) if is_mine else ("", "")
    numbers = (spec.kernel_size, spec.stride, spec.padding, found.travel % spec.stride)
    cells = "".join(f"<td>{number}</td>" for number in numbers)
    return f"<tr{mark}>{cells}<td>{said}</td></tr>"

"""Inverse puzzles and the formula on trial, held against torch."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch.nn import functional

from cnncore.shapes import WindowSpec
from lessons.machinery.puzzles import KERNEL_SIZES, PADDINGS, PUZZLES, STRIDES, Puzzle
from lessons.stride_padding.claims import notes_out_size, trial

ALL = [puzzle for puzzles in PUZZLES.values() for puzzle in puzzles]


def torch_size(size: int, spec: WindowSpec) -> int | None:
    if spec.kernel_size > size + 2 * spec.padding:
        return None
    x, weight = torch.zeros(1, 1, size), torch.zeros(1, 1, spec.kernel_size)
    return functional.conv1d(x, weight, stride=spec.stride, padding=spec.padding).shape[-1]


@pytest.mark.parametrize("puzzle", ALL, ids=lambda puzzle: puzzle.puzzle_id)
def test_all_solutions_are_found_and_nothing_else(puzzle: Puzzle):
    strides, paddings = ((1,), (0,)) if puzzle.kernel_only else (STRIDES, PADDINGS)
    every = [WindowSpec(*numbers) for numbers in product(KERNEL_SIZES, strides, paddings)]
    right = {spec for spec in every if torch_size(puzzle.size, spec) == puzzle.goal}
    assert set(puzzle.solutions()) == right
    assert right, "a puzzle without a solution"


@pytest.mark.parametrize("puzzle", ALL, ids=lambda puzzle: puzzle.puzzle_id)
def test_an_attempt_says_how_far_off_it_is(puzzle: Puzzle):
    for numbers in product(KERNEL_SIZES, STRIDES, PADDINGS):
        attempt = puzzle.attempt(WindowSpec(*numbers))
        assert attempt.out_size == torch_size(puzzle.size, attempt.spec)
        if attempt.out_size is None:
            continue
        fits = attempt.least_travel <= attempt.travel <= attempt.most_travel
        assert fits == attempt.is_solved
        assert (attempt.windows_off < 0) == (attempt.travel < attempt.least_travel)
        assert (attempt.windows_off > 0) == (attempt.travel > attempt.most_travel)


def test_alexnet_without_padding_is_one_window_short():
    attempt = Puzzle(224, 55).attempt(WindowSpec(11, stride=4))
    assert (attempt.out_size, attempt.windows_off) == (54, -1)
    assert (attempt.travel, attempt.least_travel) == (213, 216)
    assert WindowSpec(11, stride=4, padding=2) in Puzzle(224, 55).solutions()


def test_the_formula_of_the_notes_fails_their_own_example():
    case = trial(n=5, k=3, p=0, s=1)
    assert (case.claimed, case.corrected, case.counted) == (6, 3, 3)
    assert not case.notes_hold


def test_the_formula_of_the_notes_holds_by_accident_when_k_is_three_p():
    assert trial(n=5, k=3, p=1, s=1).notes_hold
    assert trial(n=9, k=6, p=2, s=1).notes_hold


def test_the_formula_of_the_notes_holds_if_p_means_the_kernel():
    for n, k in ((5, 3), (28, 5), (7, 7)):
        assert notes_out_size(n, k, 1) == trial(n=n, k=k, p=0, s=1).counted


def test_no_output_where_the_kernel_does_not_fit():
    case = trial(n=3, k=11, p=1, s=2)
    assert (case.corrected, case.counted) == (None, None)
    assert not case.notes_hold

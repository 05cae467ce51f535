from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from cnncore import ops
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 4, 2)])
def test_softmax_is_torchs(name: str, shape: tuple[int, ...]) -> None:
    for dim in range(-len(shape), len(shape)):
        x = 20 * normal(*shape)
        assert_matches_torch(
            (x,),
            lambda tensor, dim=dim: getattr(F, name)(tensor, dim),
            lambda array, dim=dim: getattr(ops, name)(array, dim),
            lambda grad_out, x=x, dim=dim: getattr(ops, f"{name}_backward")(grad_out, x, dim),
        )


@pytest.mark.filterwarnings("error")
def test_huge_scores_do_not_overflow() -> None:
    x = np.array([[1000.0, 0, -1000], [-1e300, 1e300, 0]])
    assert_close(ops.softmax(x, 1), np.array([[1.0, 0, 0], [0, 1, 0]]))


Case = tuple[np.ndarray, np.ndarray, np.ndarray | None, dict[str, Any]]


@st.composite
def losses(draw: st.DrawFn, *, indices: bool) -> Case:
    num_classes = draw(st.integers(1, 5))
    batch = draw(st.sampled_from([(), (1,), (4,), (2, 3), (2, 3, 2)]))
    shape = (*batch[:1], num_classes, *batch[1:])
    settings: dict[str, Any] = {
        "reduction": draw(st.sampled_from(["mean", "sum", "none"])),
        "label_smoothing": draw(st.sampled_from([0.0, 0.1, 1.0])),
    }
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    if indices:
        target = rng.integers(num_classes, size=batch)
        ignore = draw(st.sampled_from([-100, 0, -1]))
        settings["ignore_index"] = ignore
        if ignore < 0:
            target = np.where(rng.random(batch) < 0.2, ignore, target)
    else:
        target = rng.random(shape)
    weight = rng.random(num_classes) if draw(st.booleans()) else None
    return 3 * rng.normal(size=shape), np.asarray(target), weight, settings


@given(losses(indices=True))
def test_cross_entropy_with_classes_is_torchs(case: Case) -> None:
    check(case)


@given(losses(indices=False))
def test_cross_entropy_with_probabilities_is_torchs(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    x, target, weight, settings = case
    class_weight = None if weight is None else torch.tensor(weight)
    assert_matches_torch(
        (x,),
        lambda tensor: F.cross_entropy(tensor, torch.tensor(target), class_weight, **settings),
        lambda array: ops.cross_entropy(array, target, weight, **settings),
        lambda grad_out: ops.cross_entropy_backward(grad_out, x, target, weight, **settings),
    )


def test_an_impossible_class_costs_nothing_unless_it_is_the_truth() -> None:
    x = np.array([[0.0, -np.inf, 0.0]])
    assert_close(ops.cross_entropy(x, np.array([0])), np.array(np.log(2)))
    assert np.isposinf(ops.cross_entropy(x, np.array([1])))

"""How a kernel learns: gradients and descent against torch, and programs that run."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.backprop import code, figures, through
from lessons.backprop.cases import GOAL, TASKS, BackCase, LearningCase, loss_in
from lessons.backprop.layers import two_layers
from lessons.backprop.predictions import ROUNDS, predict
from lessons.backprop.through import ThroughCase


@pytest.mark.parametrize("name", TASKS)
def test_every_gradient_is_that_of_autograd(name: str):
    case = TASKS[name]
    x, weight = (
        torch.from_numpy(a.copy())[None, None].requires_grad_() for a in (case.x, case.weight)
    )
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    loss = ((functional.conv2d(x, weight, bias) - torch.from_numpy(case.target)) ** 2).sum() / 2
    loss.backward()
    assert loss.item() == case.loss
    for found, tensor in zip(case.grads, (x, weight, bias), strict=True):
        assert tensor.grad is not None
        np.testing.assert_allclose(found, tensor.grad.squeeze().numpy(), atol=1e-12)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_descent_is_that_of_torch(momentum: float):
    case = TASKS["uneven"]
    x, target = torch.from_numpy(case.x)[None, None], torch.from_numpy(case.target)
    weight = torch.from_numpy(case.weight.copy())[None, None].requires_grad_()
    optimizer = torch.optim.SGD([weight], lr=0.01, momentum=momentum)
    for _ in range(30):
        optimizer.zero_grad()
        (((functional.conv2d(x, weight) - target) ** 2).sum() / 2).backward()
        optimizer.step()
    found = case.descent(0.01, 30, momentum)[-1].weight
    np.testing.assert_allclose(found, weight.detach().numpy()[0, 0], atol=1e-10)


BLOCK = ThroughCase.of(figures.THROUGH.defaults)
PROGRAMS = {
    "kernel": (TASKS["uneven"], code.numpy_loop, code.torch_call, code.arrays, "grad_w"),
    "constant": (TASKS["constant"], code.numpy_loop, code.torch_call, code.arrays, "grad_w"),
    "input": (BackCase.of(figures.BACK.defaults), code.back_loop, code.back_call, code.arrays,
              "grad_x"),
    "block": (BLOCK, through.numpy_loop, through.torch_call, through.arrays, "grad_z"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_text_runs_and_gives_the_gradient(name: str):
    case, loop, call, arrays, left = PROGRAMS[name]
    names: dict[str, object] = {"np": np, **arrays(case)}
    exec("\n".join("    " * line.indent + line.text for line in loop(case)), names)
    np.testing.assert_array_equal(np.asarray(names[left]), case.out())
    tensors = {key: torch.from_numpy(value.copy()) for key, value in arrays(case).items()}
    torch_names: dict[str, object] = {"F": functional, **tensors}
    *preparation, expression = call(case).split("\n")
    exec("\n".join(preparation), torch_names)
    np.testing.assert_allclose(eval(expression, torch_names)[0].numpy(), case.out(), atol=1e-12)


def test_a_block_hands_back_what_autograd_does():
    x, weight = (torch.from_numpy(a.copy())[None, None] for a in (BLOCK.x, BLOCK.weight))
    weight.requires_grad_()
    pooled = functional.max_pool2d(functional.relu(functional.conv2d(x, weight)), through.POOL)
    loss = ((pooled - torch.from_numpy(BLOCK.target)) ** 2).sum() / 2
    loss.backward()
    assert loss.item() == BLOCK.loss
    assert weight.grad is not None
    np.testing.assert_allclose(weight.grad[0, 0].numpy(), BLOCK.grad_weight, atol=1e-12)


def test_the_block_of_the_figure_has_a_window_that_is_shut_and_no_ties():
    z, bent, _ = BLOCK.maps
    windows = bent.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
    assert np.count_nonzero(windows.max(1) == 0) == 1
    assert all((window == window.max()).sum() == 1 for window in windows if window.max())
    assert z.all()
    assert BLOCK.grad_pool.all()


def test_the_limit_parts_the_rates_of_the_page():
    """What the question says of each rate, and why the goal is reached from one input only."""
    case = TASKS["uneven"]
    for rate in map(float, figures.RATES):
        assert (case.descent(rate, 100)[-1].loss > case.loss) == (rate > case.limit), rate
    constant = TASKS["constant"].descent(0.005, 100)[-1]
    assert constant.loss < 1e-6
    assert np.abs(constant.weight - GOAL).max() > 1
    np.testing.assert_allclose(np.ptp(constant.weight - TASKS["constant"].weight), 0, atol=1e-9)


def test_two_layers_agree_in_three_ways():
    assert two_layers().largest_difference < 1e-6
    assert np.abs(two_layers().chain).max() > 1


def test_a_nudge_of_a_thousandth_finds_four_digits_in_float64():
    case = TASKS["uneven"]
    for (row, column), grad in np.ndenumerate(case.out()):
        above, below = (loss_in(case.moved(row, column, by), np.float64) for by in (0.001, -0.001))
        assert (above - below) / 0.002 == pytest.approx(grad, rel=1e-4)


@pytest.mark.parametrize("turn", range(len(ROUNDS)))
def test_a_prediction_asks_for_the_gradient_of_its_weight(turn: int):
    case = LearningCase.of(figures.STEPPER.defaults)
    asked = predict(case, turn)
    assert asked is not None
    question, cell = asked
    assert cell is not None
    assert question.answer == case.out()[cell]

"""The numbers of the first lesson, held against PyTorch and the committed runs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from cnncore.untrained import untrained_pass
from lessons.activations.functions import ACTIVATIONS
from lessons.machinery.questions import build
from lessons.why_cnn import code
from lessons.why_cnn.gradients import CHOICES, DEPTHS, INITS, LITTLE, WIDTH, gradients
from lessons.why_cnn.matrix import (
    DENSE,
    EXAMPLE,
    KERNEL,
    LINKS,
    ORDERS,
    SHUFFLE,
    MatrixCase,
    X,
    counts,
)
from lessons.why_cnn.predictions import predict
from lessons.why_cnn.shuffle import accuracies, drops

CASES = [MatrixCase.of({"links": links, "order": order, "input_edits": {}})
         for links, order in product(LINKS, ORDERS)]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.links}-{case.order}")
def test_the_printed_code_gives_what_the_figure_shows(case: MatrixCase):
    arrays = dict(code.arrays(case))
    lines = "\n".join("    " * line.indent + line.text for line in code.numpy_loop(case))
    names: dict[str, object] = {"np": np, **arrays}
    exec(lines, names)
    np.testing.assert_allclose(np.asarray(names["out"]), case.out())
    tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
    out = eval(code.torch_call(case), {"F": functional, **tensors})
    np.testing.assert_allclose(out[0].numpy(), case.out())


def test_a_shared_matrix_is_a_convolution_and_a_shuffle_moves_its_squares_only():
    plain, shuffled = (MatrixCase.of({"links": "shared", "order": order, "input_edits": {}})
                       for order in ORDERS)  # fmt: skip
    x, weight = torch.from_numpy(X)[None], torch.from_numpy(KERNEL)[None, None]
    np.testing.assert_allclose(plain.out(), functional.conv2d(x, weight, padding=1)[0].numpy())
    np.testing.assert_allclose(shuffled.out().ravel(), plain.out().ravel()[SHUFFLE])
    assert sorted(shuffled.weights.ravel()) == sorted(plain.weights.ravel())
    of_links = [np.abs(np.subtract(*case.has_link.nonzero())).mean() for case in (plain, shuffled)]
    assert of_links[1] > 1.5 * of_links[0]


def test_no_weight_is_0_and_the_example_has_the_kernel_in_every_matrix():
    assert (DENSE != 0).all()
    assert (KERNEL != 0).all()
    assert len(set(KERNEL.ravel())) == KERNEL.size
    rows = [case.weights[EXAMPLE] for case in CASES if case.order == "plain"]
    near = rows[-1] != 0
    for row in rows:
        np.testing.assert_array_equal(row[near], rows[-1][near])


def test_what_is_predicted_is_counted():
    (cut, card), (tie, last) = predict(CASES[0]), predict(CASES[0], 1)
    assert (cut.answer, card, tie.answer, last) == (100, (0, 1), 9, (0, 2))
    assert counts() == {"dense": 256, "local": 100, "shared": 9}
    for turn in range(12):
        question, _ = predict(CASES[0], turn)
        assert not question.hidden
        given = [slip.answer for slip in question.slips]
        assert len(set(given)) == len(given)


def test_the_shuffle_costs_the_cnn_its_lead():
    assert build("why_cnn", "shuffled").answer == "cnn"
    shares = accuracies()
    assert shares["cnn_plain"] > shares["mlp_plain"]
    assert shares["cnn_shuffled"] < shares["mlp_shuffled"]
    assert drops()["cnn"] > 0.3
    assert abs(drops()["mlp"]) < 0.03


def test_three_layers_are_no_limit_and_no_guarantee():
    assert build("why_cnn", "three_layers").answer == "depends"
    assert gradients("sigmoid", "plain", 10)[0] < LITTLE
    assert gradients("sigmoid", "good", DEPTHS[-1])[0] < LITTLE
    for name in ("tanh", "relu"):
        assert gradients(name, "good", DEPTHS[-1])[0] > LITTLE
        assert gradients(name, "plain", DEPTHS[-1])[0] < LITTLE


@pytest.mark.parametrize("name", CHOICES)
def test_the_plain_start_is_that_of_a_linear_layer(name: str):
    torch.manual_seed(0)
    weights = torch.cat([nn.Linear(WIDTH, WIDTH).weight.flatten() for _ in range(20)])
    assert INITS["plain"](name, WIDTH) == pytest.approx(float(weights.std()), rel=0.02)


@pytest.mark.parametrize("name", CHOICES)
def test_gradients_of_an_untrained_network_are_torchs(name: str):
    function = ACTIVATIONS[name]
    rng = np.random.default_rng(4)
    passed = untrained_pass(
        function.value, function.derivative, 0.3, layers=4, width=8, batch=5, seed=4
    )
    called = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}[name]
    out, outs = torch.from_numpy(rng.normal(size=(5, 8))), []
    for _ in range(4):
        weight = torch.from_numpy(rng.normal(0, 0.3, (8, 8)))
        out = called(out @ weight.T).requires_grad_()
        out.retain_grad()
        outs.append(out)
    out.backward(torch.from_numpy(rng.normal(size=(5, 8))))
    for found, norm, wanted in zip(passed.outs, passed.norms, outs, strict=True):
        np.testing.assert_allclose(found, wanted.detach().numpy(), atol=1e-12)
        assert norm == pytest.approx(float(wanted.grad.norm()))

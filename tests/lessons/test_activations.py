"""The numbers of the lesson on activation functions, held against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from lessons.activations import claims, predictions, slopes
from lessons.activations.cases import FADED, ROW, CellwiseCase, LayersCase
from lessons.activations.costs import OPERATIONS, calls
from lessons.activations.dead import UNITS, Block, history, samples, train
from lessons.activations.depth import CHOICES, INITS, LAYERS, layers
from lessons.activations.functions import (
    ACTIVATIONS,
    EXAMPLE,
    LEAKY_SLOPE,
    MAXOUT_PIECES,
    PRELU_SLOPE,
    RRELU_RANGE,
)
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import explain

IN_TORCH = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, LEAKY_SLOPE),
    "prelu": lambda x: functional.prelu(x, torch.tensor([PRELU_SLOPE], dtype=x.dtype)),
    "rrelu": functional.rrelu,
    "elu": functional.elu,
    "maxout": lambda x: torch.stack([w * x + b for w, b in MAXOUT_PIECES]).amax(dim=0),
    "gelu": functional.gelu,
    "silu": functional.silu,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_derivatives_are_torchs(name: str):
    x = torch.linspace(-6, 6, 97, dtype=torch.float64, requires_grad=True)
    out = IN_TORCH[name](x)
    out.sum().backward()
    assert x.grad is not None
    at = x.detach().numpy()
    np.testing.assert_allclose(ACTIVATIONS[name].value(at), out.detach().numpy(), atol=1e-12)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(at), x.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize("rate", slopes.RATES.values())
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_prelu_learns_its_slope_as_in_torch(rate: float, seed: int | None):
    x = EXAMPLE if seed is None else np.random.default_rng(seed).normal(0, 3, (3, 3)).round(1)
    found = slopes.learn(x, 6, rate)
    numbers = torch.from_numpy(x)
    slope = torch.tensor([PRELU_SLOPE], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([slope], lr=rate)
    for step in found:
        optimizer.zero_grad()
        loss = ((functional.prelu(numbers, slope) - numbers.abs()) ** 2).mean() / 2
        loss.backward()
        assert slope.grad is not None
        expected = (slope.item(), loss.item(), slope.grad.item())
        np.testing.assert_allclose((step.slope, step.loss, step.gradient), expected, rtol=1e-10)
        optimizer.step()


def test_the_three_rates_creep_overstep_and_run_away():
    creeps, oversteps, away = (slopes.learn(EXAMPLE, 12, r) for r in slopes.RATES.values())
    assert all(-1 < step.slope <= PRELU_SLOPE for step in creeps)
    assert oversteps[1].slope < -1
    assert abs(oversteps[-1].slope + 1) < 1e-6
    assert [s.loss for s in creeps] == sorted((s.loss for s in creeps), reverse=True)
    assert [s.loss for s in away] == sorted(s.loss for s in away)
    far = slopes.learn(np.full((3, 3), -9999.0), 12, 0.2)
    assert len(far) < 12
    assert np.isfinite(far[-1].loss)
    assert slopes.learn(np.abs(EXAMPLE), 3, 0.2)[-1].slope == PRELU_SLOPE  # nothing below 0


@pytest.mark.parametrize("seed", range(slopes.DRAWS))
def test_rrelu_is_torchs_with_the_same_slopes(seed: int):
    case = CellwiseCase("rrelu", EXAMPLE, draw=seed)
    drawn = slopes.drawn(seed)
    assert ((drawn >= RRELU_RANGE[0]) & (drawn <= RRELU_RANGE[1])).all()
    x = torch.from_numpy(EXAMPLE).requires_grad_()
    out = torch.where(x > 0, x, x * torch.from_numpy(drawn))
    out.sum().backward()
    assert x.grad is not None
    np.testing.assert_allclose(case.out(), out.detach().numpy())
    np.testing.assert_allclose(case.derivative(), x.grad.numpy())
    # what torch draws itself: other numbers from the same range, and one for each cell
    negative = x.detach() < 0
    own = (functional.rrelu(x.detach(), training=True) / x.detach())[negative]
    assert len(own.unique()) == len(own)
    assert ((own >= RRELU_RANGE[0]) & (own <= RRELU_RANGE[1])).all()


def test_the_worked_example():
    case = CellwiseCase("relu", EXAMPLE)
    assert case.out().tolist() == [[5, 6, 0], [0, 0, 4], [9, 0, 7]]
    assert case.derivative().sum() == 5  # at exactly 0 it is 0


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("follow", ["signal", "gradient"])
def test_ten_layers_are_torchs(name: str, follow):
    case = LayersCase(name, follow, ROW)
    x = torch.from_numpy(ROW[0]).requires_grad_()
    out, rows = x, []
    for _ in range(10):
        out = IN_TORCH[name](out)
        (slope,) = torch.autograd.grad(out.sum(), x, retain_graph=True)
        rows.append(out.detach() if follow == "signal" else slope)
    np.testing.assert_allclose(case.out(), torch.stack(rows).numpy(), atol=1e-12)


def test_sigmoid_fades_and_relu_does_not():
    sigmoid = LayersCase("sigmoid", "gradient", ROW)
    after = sigmoid.faded_after()
    assert after is not None
    assert sigmoid.left()[after - 1] < FADED <= sigmoid.left()[after - 2]
    assert LayersCase("relu", "gradient", ROW).faded_after() is None
    assert (LayersCase("tanh", "signal", np.zeros((1, 9))).left() == 0).all()


def test_units_die_at_a_large_rate_and_do_not_come_back():
    healthy, killed, later = (
        train((Block(1, 100),)),
        train((Block(10, 100),)),
        train((Block(10, 100), Block(0.1, 400))),
    )
    assert healthy.dead == 0
    assert killed.dead > UNITS // 2
    assert later.dead >= killed.dead
    assert later.loss < killed.loss  # what is left goes on learning
    assert later.revived(killed) == 0
    assert [state.dead for state in history([Block(10, 100)])] == [0, killed.dead]


def test_units_die_of_their_biases_and_do_not_come_back():
    lowered = [Block(lower=1)] * 3
    fewer = [state.dead for state in history(lowered)]
    assert fewer == sorted(fewer)
    assert fewer[0] == 0 < fewer[-1]
    *_, killed, later = history([*lowered, Block(0.1, 200)])
    assert later.revived(killed) == 0


def test_the_tiny_network_learns_as_in_torch():
    x, label = (torch.from_numpy(part) for part in samples())
    rng = np.random.default_rng(3)
    hidden, scores = nn.Linear(2, UNITS).double(), nn.Linear(UNITS, 2).double()
    with torch.no_grad():
        hidden.weight.copy_(torch.from_numpy(rng.normal(0, 1, (UNITS, 2))))
        scores.weight.copy_(torch.from_numpy(rng.normal(0, np.sqrt(2 / UNITS), (2, UNITS))))
        hidden.bias.zero_()
        scores.bias.zero_()
    optimizer = torch.optim.SGD([*hidden.parameters(), *scores.parameters()], lr=1)
    for _ in range(20):
        optimizer.zero_grad()
        functional.cross_entropy(scores(functional.relu(hidden(x))), label).backward()
        optimizer.step()
    out = functional.relu(hidden(x))
    state = train((Block(1, 20),))
    assert state.active == tuple((out > 0).sum(dim=0).tolist())
    assert state.loss == pytest.approx(functional.cross_entropy(scores(out), label).item())


@pytest.mark.parametrize(("activation", "init"), zip(CHOICES, INITS, strict=True))
def test_shares_of_a_layer_are_all_of_it(activation: str, init: str):
    found = layers(activation, init)
    assert len(found) == LAYERS
    for layer in found:
        assert sum(layer.shares) == pytest.approx(1)
        assert layer.low <= layer.mean <= layer.high


def test_every_function_of_the_lesson_is_counted_and_timed():
    assert OPERATIONS.keys() == ACTIVATIONS.keys() == calls().keys()


def test_numbers_that_spread_may_still_tell_no_sample_from_another():
    last = layers("sigmoid", "small")[-1]
    assert last.std > 0.01
    assert last.between < 1e-12  # every unit gives the same for all samples
    assert layers("relu", "he")[-1].between > 0.3
    assert layers("tanh", "xavier")[-1].is_centred
    assert not layers("sigmoid", "xavier")[-1].is_centred
    assert not layers("relu", "he")[-1].is_centred


def test_initialisation_decides_what_survives():
    assert layers("tanh", "small")[-1].std < 1e-6
    assert layers("relu", "large")[-1].std > 1e6
    assert 0.3 < layers("relu", "he")[-1].std < 3
    assert abs(layers("tanh", "xavier")[-1].mean) < 0.05 < layers("sigmoid", "xavier")[-1].mean


def test_monotone_is_not_proportional():
    for name, below, one, four in claims.proportional().rows:
        assert float(below) <= float(one) <= float(four)
        if name != "@name.relu":
            assert float(four) < 2 * float(one)
    assert claims.proportional().rows[0][1] == 0 != -2 * float(claims.proportional().rows[0][2])


def test_tanh_is_no_cheaper_than_the_sigmoid():
    found = claims.tanh_faster()
    (_, of_sigmoid, others), (_, of_tanh, more) = found.rows
    assert of_sigmoid == of_tanh == 1
    assert float(more) >= float(others)
    assert found.values["gap"] < 1e-12


def test_slopes_are_fixed_learned_or_drawn():
    leaky, prelu, rrelu = (row[1:] for row in claims.leaky_random().rows)
    assert len(set(leaky)) == 1
    assert list(prelu) == sorted(map(float, prelu), reverse=True)
    assert len(set(rrelu[:-1])) == 3
    x = torch.tensor([-1.0])
    assert float(rrelu[-1]) == pytest.approx(-functional.rrelu(x, training=False).item())


def test_a_gradient_stops_at_relu_and_a_maxout_is_relu():
    sigmoid, relu = (row[1:] for row in claims.relu_keeps().rows)
    assert set(relu) == {0.0, 1.0}
    assert max(map(float, sigmoid)) < 1e-5
    gaps = [float(row[-1]) for row in claims.maxout_has_relu().rows]
    assert gaps[:2] == [0, pytest.approx(0, abs=1e-12)]
    assert gaps[2] > 0.3


def test_relu_at_the_end_makes_two_classes_alike():
    scores = torch.from_numpy(claims.SCORES)
    assert functional.softmax(scores, 0)[1] > 0.8
    assert functional.softmax(functional.relu(scores), 0).tolist() == [0.5, 0.5]
    assert claims.hidden_only().rows[-1][-1] == "(0.5, 0.5)"


def test_only_softmax_gives_shares_and_a_narrow_layer_fewer_weights():
    scores = torch.from_numpy(claims.THREE_SCORES)
    one_by_one, together = (list(map(float, row[1:])) for row in claims.classifier().rows)
    np.testing.assert_allclose(together[:-1], functional.softmax(scores, 0))
    np.testing.assert_allclose(one_by_one[:-1], torch.sigmoid(scores))
    assert together[-1] == pytest.approx(1)
    pair = scores[:2]
    assert functional.softmax(pair, 0)[0] == pytest.approx(torch.sigmoid(pair[0] - pair[1]))
    wide, narrow = (
        torch.nn.Linear(claims.WIDE, n, bias=False) for n in (claims.WIDE, claims.NARROW)
    )
    direct, fewer = (row[-1] for row in claims.never_linear().rows)
    assert (direct, fewer) == (wide.weight.numel(), 2 * narrow.weight.numel())


def test_the_sigmoid_is_not_centred():
    sigmoid, tanh, relu = (row[1:] for row in claims.sigmoid_mean().rows)
    assert float(sigmoid[0]) == pytest.approx(0.5, abs=0.01)
    assert sigmoid[1] == relu[1] == 0
    assert abs(float(tanh[0])) < 0.01 < float(relu[0])


@pytest.mark.parametrize("scale", [1.0, 0.25])
@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("follow", ["signal", "gradient"])
def test_the_layer_where_a_row_dies_is_torchs(name: str, follow, scale: float):
    row = ROW * scale
    asked = predictions.fades(LayersCase(name, follow, row))
    assert asked is not None
    x = torch.from_numpy(row[0]).requires_grad_()
    out, layer, found = x, 0, 0
    while layer < 10 and not found:
        out, layer = IN_TORCH[name](out), layer + 1
        (slope,) = torch.autograd.grad(out.sum(), x, retain_graph=True)
        spread = (out.max() - out.min()) / (x.max() - x.min())
        left = spread if follow == "signal" else slope.abs().mean()
        found = layer if left < FADED else 0
    question = asked[0]
    assert question.answer == found
    answers = [slip.answer for slip in question.slips]
    assert len({*answers, found}) == len(answers) + 1
    for lang in LANGUAGES:
        assert (
            str(found) in explain(question, question.judge(str(found)), lang).headline or not found
        )
        for slip in question.slips:
            assert explain(question, question.judge(str(slip.answer)), lang).headline


def test_a_row_of_equal_numbers_has_no_differences_to_lose():
    assert predictions.fades(LayersCase("tanh", "signal", np.ones((1, 9)))) is None

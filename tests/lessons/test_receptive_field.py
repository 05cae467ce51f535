"""The lesson on receptive fields: stacks as text, goals, the fit, paint, depth, glow, code."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnncore.models import summarize
from cnncore.receptive_field import cells_seen
from lessons.machinery.questions import build
from lessons.receptive_field import code, depth, fit, glow, goals, painting
from lessons.receptive_field.goals import CHEAPEST, EXACTLY
from lessons.receptive_field.stacks import (
    MOST_LAYERS,
    PRESETS,
    StackParam,
    fields,
    sizes,
    stack_of,
    weights,
)
from lessons.receptive_field.trial import DRAWS, Trial

PARAM = StackParam("stack", "c3p1")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("c3p1-m2s2", "c3p1-m2s2"), ("c3s1p0d1", "c3"), ("c11s4-m3s2p1", "c11s4-m3s2p1")],
)
def test_a_stack_is_read_and_written_in_its_shortest_form(text: str, shown: str) -> None:
    assert PARAM.parse(text) == (shown, None)
    assert "-".join(layer.text for layer in stack_of(shown)) == PARAM.format(shown)


@pytest.mark.parametrize(
    "text",
    ["", "x3", "c0", "c12", "c3s5", "c3p17", "c3d17", "m3d2", "m2p2", "c3--c3", "c3s0",
     "-".join(["c3"] * (MOST_LAYERS + 1)), "c3p1 "],
)  # fmt: skip
def test_nonsense_gives_the_default_and_a_word(text: str) -> None:
    value, slip = PARAM.parse(text)
    assert value == "c3p1"
    assert slip
    assert slip.code == "bad_stack"


@pytest.mark.parametrize(
    ("preset", "model_id", "stage"),
    [("vgg16", "vgg_D", "pool5"), ("resnet18", "resnet18", "conv5_x")],
)
def test_the_stack_of_a_network_sees_what_the_network_sees(preset, model_id, stage) -> None:
    chosen = PRESETS[preset]
    field = fields(chosen.layers)[-1]
    found = next(row for row in summarize(model_id).stages if row.name == stage)
    assert (field.size, field.jump) == (found.receptive_field, found.jump)
    assert sizes(chosen.layers, chosen.size)[-1] == found.height


def test_the_presets_are_stacks_that_fit_their_pictures() -> None:
    seen = {name: fields(preset.layers)[-1].size for name, preset in PRESETS.items()}
    assert seen["start"] == 10
    assert (seen["two"], seen["three"], seen["dilated"]) == (5, 7, 13)
    assert (seen["vgg16"], seen["resnet18"], seen["inception"]) == (212, 435, 5)
    for preset in PRESETS.values():
        assert PARAM.parse(preset.stack) == (preset.stack, None)
        assert all(sizes(preset.layers, preset.size))


@pytest.mark.parametrize(
    ("stack", "verdict"),
    [
        ("c3-c3-m2s2-c3", "short"),
        ("c3-c3s2-m2s2-c3d2", "solved"),
        ("-".join(["c3"] * 11), "solved"),
        ("c3d11", "solved"),
        ("c3-c3s2-m2s2-c3d2-c3", "long"),
    ],
)
def test_every_stack_that_sees_23_is_accepted(stack: str, verdict: str) -> None:
    assert EXACTLY.attempt(stack_of(stack)).verdict == verdict


@pytest.mark.parametrize(
    ("stack", "verdict"),
    [
        ("c3-c3-c3", "short"),
        ("-".join(["c3"] * 15), "dear"),
        ("c3-c3d2-c3d4-c3d8", "dear"),
        ("c3d15", "holes"),
        ("m2s2-m2s2-m2s2-m2s2-m2s2", "not_convs"),
        ("c2-c2d2-c2d4-c2d8-c2d15", "solved"),
        ("c2s2-c2s2-c2s2-c2s2-c2s2", "solved"),
        ("c2d16-c2d8-c2d4-c2d2-c2", "solved"),
    ],
)
def test_the_fewest_weights_are_accepted_however_they_are_laid_out(stack, verdict) -> None:
    assert CHEAPEST.attempt(stack_of(stack)).verdict == verdict


def test_no_kernels_read_as_much_with_fewer_weights() -> None:
    """All kernels of up to three layers, tried one by one."""
    for size in range(2, 9):
        least = min(
            sum(k * k for k in kernels)
            for kernels in (k for n in (1, 2, 3) for k in product(range(1, size + 1), repeat=n))
            if np.prod(kernels) >= size
        )
        assert goals.fewest_weights(size) == least
    assert goals.fewest_weights(31) == weights(stack_of("c2-c2d2-c2d4-c2d8-c2d16")) == 20


def test_offsets_are_the_cells_seen_far_from_the_edge() -> None:
    for stack in ("c3-c3s2-m2s2-c3d2", "c3d15", "c2d7-c2s3-c3d4"):
        layers = stack_of(stack)
        (seen, *_) = cells_seen([layer.window for layer in layers], 99, [0])
        assert goals.offsets(layers) == set(seen)


def test_two_kernels_are_one_and_the_ring_is_none_of_those() -> None:
    rng = np.random.default_rng(0)
    first, second, x = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=(9, 9))
    tensors = [torch.from_numpy(each)[None, None] for each in (x, first, second)]
    twice = functional.conv2d(functional.conv2d(tensors[0], tensors[1]), tensors[2])
    kernel = torch.from_numpy(fit.composed(first, second))[None, None]
    assert torch.allclose(twice, functional.conv2d(tensors[0], kernel))
    found = fit.nearest_to_ring()
    assert 0.01 < found.missed < 0.2
    assert found.missed == pytest.approx(
        ((found.kernel - fit.RING) ** 2).sum() / (fit.RING**2).sum()
    )
    for _ in range(40):
        other = fit.descended(rng.normal(size=(3, 3)))
        assert ((other - fit.RING) ** 2).sum() / (fit.RING**2).sum() > found.missed - 1e-9


def test_paint_outside_the_square_changes_no_bit_and_inside_it_does() -> None:
    plain = painting.painted("nothing")
    for paint in painting.PAINTS[1:]:
        found = painting.painted(paint)
        assert not np.array_equal(found.x, plain.x)
        assert (found.bits == plain.bits) == ("outside" in paint), paint
    assert float.fromhex(np.float64(plain.value).hex()) == plain.value
    assert len(plain.bits) == 16
    rim = painting.painted("rim_outside").x != plain.x
    assert set(np.flatnonzero(rim.any(0))) >= {painting.square().start - 1, painting.square().stop}


@pytest.mark.parametrize("layers", [3, 6])
def test_the_profile_is_the_mean_squared_gradient_of_random_stacks(layers: int) -> None:
    torch.manual_seed(0)
    exact, draws = depth.profile(layers), 5000
    grad = torch.ones(1, draws, 1).double()
    for _ in range(layers):
        weight = (torch.randint(2, (draws, 1, 3)) * 2 - 1).double() / 3**0.5
        grad = functional.conv_transpose1d(grad, weight, groups=draws)
    measured = grad[0].square().mean(0).numpy()
    assert exact.field == 2 * layers + 1 == len(measured)
    np.testing.assert_allclose(measured, exact.shares, atol=0.02)


def test_the_deviation_grows_as_the_root_of_the_depth() -> None:
    for layers in depth.DEPTHS:
        found = depth.profile(layers)
        assert found.deviation / np.sqrt(layers) == pytest.approx(np.sqrt(2 / 3))
        assert found.shares.sum() == pytest.approx(1)
        middle = found.field // 2
        reach = found.used // 2
        assert found.shares[middle - reach : middle + reach + 1].sum() >= depth.SHARE
        assert found.shares[middle - reach + 1 : middle + reach].sum() < depth.SHARE


def test_the_committed_glow_is_what_training_gives() -> None:
    measured, committed = glow.measure(), glow.results()
    for name in ("before", "after"):
        assert committed[name].shape == (glow.FIELD, glow.FIELD)
        np.testing.assert_allclose(committed[name], measured[name], atol=0.05)
    assert float(committed["accuracy"]) > 0.8
    assert glow.width(committed["after"]) > glow.width(committed["before"])


@pytest.mark.parametrize("name", ["start", "two", "three", "dilated", "mobile", "inception"])
def test_the_program_runs_as_printed_and_its_parts_agree(name: str) -> None:
    preset, names = PRESETS[name], dict[str, Any]()
    exec(code.rows(preset.layers) + code.RECURRENCE + code.NUMPY + code.TORCH, names)
    field = fields(preset.layers)[-1]
    assert (names["r"], names["j"], names["start"]) == (field.size, field.jump, field.left_edge)
    assert names["width"] == field.size
    assert names["read"][-1] - names["read"][0] + 1 == field.size
    assert len(names["read"]) == len(goals.offsets(preset.layers))


@pytest.mark.parametrize("name", ["next_row", "dilated", "patch_field"])
@pytest.mark.parametrize("seed", range(6))
def test_a_slip_is_shown_by_a_stack_of_which_it_would_be_right(name: str, seed: int) -> None:
    shown = [slip for slip in build("receptive_field", name, seed).slips if slip.replay]
    assert shown
    for slip in shown:
        settings: Any = slip.replay
        layers = stack_of(settings["stack"])
        assert PARAM.parse(settings["stack"]) == (settings["stack"], None)
        assert fields(layers)[settings["layer"]].patch(int(settings["patch"])) == slip.answer
        assert 0 < settings["unit"] < sizes(layers, settings["picture"])[-1]


@pytest.mark.parametrize(
    ("stack", "unit"), [("c3p1-c3p1-m2s2", 2), ("c3p3d3", 4), ("c7s2p3-m3s2p1-c3p1", 2)]
)
def test_on_any_stack_nothing_outside_of_the_square_counts(stack: str, unit: int) -> None:
    trial = Trial(stack_of(stack), 24, unit)
    trial.start()
    trial.wait()
    field, found = fields(trial.layers)[-1], trial.found
    assert (found.outside_changed, found.leaked, found.inside_changed) == (0, 0, DRAWS)
    assert trial.profile.field == min(field.view(unit).stop, 24) - max(field.view(unit).start, 0)
    assert trial.reached == trial.profile.field

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnncore import receptive_field
from cnncore.receptive_field import ReceptiveField
from cnncore.shapes import WindowSpec

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "golden.json").read_text("utf-8"))
ARCHITECTURES: dict[str, Any] = {entry["id"]: entry for entry in GOLDEN["architectures"]}

POOL_2 = WindowSpec(2, 2)
POOL_3 = WindowSpec(3, 2)
CONV_3 = WindowSpec(3, padding=1)
CONV_5 = WindowSpec(5, padding=2)

# the layers up to and including each stage of golden.json
VGG_D = [[CONV_3] * n + [POOL_2] for n in (2, 2, 3, 3, 3)]
CHAINS: dict[str, dict[str, list[WindowSpec]]] = {
    "alexnet_paper": {
        "conv1": [WindowSpec(11, stride=4)],
        "pool1": [POOL_3],
        "conv2": [CONV_5],
        "pool2": [POOL_3],
        "conv3": [CONV_3],
        "conv4": [CONV_3],
        "conv5": [CONV_3],
        "pool5": [POOL_3],
    },
    "alexnet_torchvision": {
        "conv1": [WindowSpec(11, stride=4, padding=2)],
        "pool1": [POOL_3],
        "conv2": [CONV_5],
        "pool2": [POOL_3],
        "conv3": [CONV_3],
        "conv4": [CONV_3],
        "conv5": [CONV_3],
        "pool5": [POOL_3],
    },
    "vgg_D": {f"pool{i}": layers for i, layers in enumerate(VGG_D, start=1)},
}


@pytest.mark.parametrize("model_id", CHAINS)
def test_chains_of_golden_json(model_id: str) -> None:
    golden, field = ARCHITECTURES[model_id], ReceptiveField()
    stages = {stage["name"]: stage for stage in golden["stages"]}
    compared = 0
    for name, layers in CHAINS[model_id].items():
        for layer in layers:
            field = receptive_field.grow(field, layer)
        if name in stages:
            expected = stages[name]["receptive_field"], stages[name]["jump"]
            assert (field.size, field.jump) == expected
            compared += 1
    assert compared >= 4


@pytest.mark.parametrize("model_id", CHAINS)
def test_last_convolution_of_golden_json(model_id: str) -> None:
    layers = [layer for stage in CHAINS[model_id].values() for layer in stage][:-1]
    field = receptive_field.of_layers(layers)
    assert {
        "size": field.size,
        "jump": field.jump,
        "left_padding": field.left_padding,
    } == ARCHITECTURES[model_id]["last_conv_receptive_field"]


layers_of_one_axis = st.lists(
    st.builds(
        WindowSpec,
        st.integers(1, 4),
        st.integers(1, 3),
        st.integers(0, 2),
        st.integers(1, 2),
    ),
    max_size=4,
)


@given(layers_of_one_axis, st.integers(0, 3))
def test_the_view_is_where_gradients_arrive(layers: list[WindowSpec], unit: int) -> None:
    """Without holes, the input cells with a gradient are the view, cut at the edges."""
    field = receptive_field.of_layers(layers)
    size = field.left_edge + unit * field.jump + field.size + 40
    x = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    out = x
    for layer in layers:
        kernel = torch.ones(1, 1, layer.kernel_size, dtype=torch.float64)
        out = torch.nn.functional.conv1d(
            out, kernel, None, layer.stride, layer.padding, layer.dilation
        )
    out[0, 0, unit].backward()
    assert x.grad is not None
    reached = np.flatnonzero(x.grad[0, 0].numpy())
    view = field.view(unit)
    inside = [cell for cell in view if 0 <= cell < size]
    assert set(reached) <= set(inside)
    if all(layer.padding == 0 for layer in layers):  # padding may hide an edge of the view
        assert (reached[0], reached[-1]) == (view[0], view[-1])


def test_rows_and_specs_mean_the_same() -> None:
    rows = [(7, 2, 3, 1), (3, 2, 1, 1), (3, 1, 2, 2)]
    specs = [WindowSpec(*row) for row in rows]
    assert receptive_field.of_layers(rows) == receptive_field.of_layers(specs)
    assert receptive_field.of_layers([]) == ReceptiveField(1, 1, 0)


def test_padding_moves_the_view_and_does_not_widen_it() -> None:
    bare = receptive_field.of_layers([(3, 1, 0, 1), (3, 1, 0, 1)])
    padded = receptive_field.of_layers([(3, 1, 1, 1), (3, 1, 1, 1)])
    assert (bare.size, bare.jump) == (padded.size, padded.jump)
    assert padded.left_edge - bare.left_edge == -2


BASIC_BLOCK = [(3, 1, 1, 1)] * 2
DOWN_BLOCK = [(3, 2, 1, 1), (3, 1, 1, 1)]
STEM = [(7, 2, 3, 1), (3, 2, 1, 1)]
RESNET_18 = [*STEM, *BASIC_BLOCK * 2, *(DOWN_BLOCK + BASIC_BLOCK) * 3]
VGG_16 = [row for n in (2, 2, 3, 3, 3) for row in [*[(3, 1, 1, 1)] * n, (2, 2, 0, 1)]]

KNOWN = {
    "dilations 1, 2, 3": ([(3, 1, 1, 1), (3, 1, 2, 2), (3, 1, 3, 3)], (13, 1, -6)),
    "a dilation behind strides": (
        [(3, 1, 1, 1), (3, 2, 1, 1), (2, 2, 0, 1), (3, 1, 2, 2)],
        (23, 4, -10),
    ),
    "VGG-16": (VGG_16, (212, 32, -90)),
    "ResNet-18": (RESNET_18, (435, 32, -217)),
}
"""Rows, and size, jump and left edge; some are what tools have once got wrong."""


def reached_by_gradient(rows: list[tuple[int, ...]], unit: int, size: int) -> list[int]:
    """The input cells where the gradient of one unit is not 0, with weights of 1 in float64."""
    x = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    out = x
    for kernel_size, stride, padding, dilation in rows:
        kernel = torch.ones(1, 1, kernel_size, dtype=torch.float64)
        out = torch.nn.functional.conv1d(out, kernel, None, stride, padding, dilation)
    (grad,) = torch.autograd.grad(out[0, 0, unit], x)
    return np.flatnonzero(grad[0, 0].numpy()).tolist()


@pytest.mark.parametrize("name", KNOWN)
def test_known_fields_and_where_their_gradients_arrive(name: str) -> None:
    rows, (size, jump, left_edge) = KNOWN[name]
    field = receptive_field.of_layers(rows)
    assert field == ReceptiveField(size, jump, left_edge)
    unit = -(left_edge // jump) + 1  # so far in that no padding is read
    reached = reached_by_gradient(rows, unit, field.view(unit).stop + 8 * jump + size)
    view = field.view(unit)
    assert (reached[0], reached[-1]) == (view[0], view[-1])


@given(layers_of_one_axis, st.integers(0, 3))
def test_the_cells_seen_are_those_with_a_gradient(layers: list[WindowSpec], unit: int) -> None:
    rows = [(each.kernel_size, each.stride or 1, each.padding, each.dilation) for each in layers]
    field = receptive_field.of_layers(rows)
    size = field.view(unit).stop + field.size + 40
    seen = receptive_field.cells_seen(rows, size, [unit])
    assert seen[0] == reached_by_gradient(rows, unit, size)
    assert seen[-1] == [unit]


def test_a_dilated_layer_leaves_holes() -> None:
    assert receptive_field.cells_seen([(3, 1, 0, 2)], 9, [1]) == [[1, 3, 5], [1]]
    assert receptive_field.cells_seen([(3, 1, 2, 2)], 9, [0]) == [[0, 2], [0]]


@pytest.mark.parametrize(("dilation", "one", "patch"), [(1, 3, 5), (2, 5, 7), (3, 7, 9)])
def test_the_field_of_a_patch_is_wider_than_that_of_one_unit(dilation, one, patch) -> None:
    field = receptive_field.of_layers([(3, 1, dilation, dilation)])
    assert (field.size, field.patch(1), field.patch(3)) == (one, one, patch)


def test_branches_see_as_far_as_the_widest() -> None:
    one, three, five = (
        receptive_field.of_layers([(k, 1, k // 2, 1)]) for k in (1, 3, 5)
    )  # the branches of an Inception module
    assert receptive_field.of_branches([one, three, five]) == five
    assert receptive_field.is_aligned([one, three, five])
    block = receptive_field.of_layers(DOWN_BLOCK)
    shortcut = receptive_field.of_layers([(1, 2, 0, 1)])
    assert receptive_field.of_branches([block, shortcut]) == block
    assert receptive_field.is_aligned([block, shortcut])


def test_branches_that_are_not_aligned_see_more_together_than_any_of_them() -> None:
    even, odd = receptive_field.of_layers([(2, 1, 0, 1)]), receptive_field.of_layers([(3, 1, 1, 1)])
    assert not receptive_field.is_aligned([even, odd])
    left = receptive_field.of_layers([(3, 1, 2, 1)])
    assert receptive_field.of_branches([left, odd]) == ReceptiveField(4, 1, -2)
    with pytest.raises(ValueError, match="one jump"):
        receptive_field.of_branches([odd, receptive_field.of_layers([(3, 2, 1, 1)])])

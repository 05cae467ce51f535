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

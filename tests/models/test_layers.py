"""Layers that torch has no module for, against what their papers say in formulas."""

import torch
import torch.nn.functional as F

from cnncore.layers import CodeDistance, ScaledTanh, Summed, TableConv, layer_of
from cnncore.models.alexnet import PAPER_ROWS
from cnncore.models.lenet import C3_TABLE
from cnncore.network.operators import ConnectedConv, LocalResponseNorm


def test_each_map_of_c3_sees_the_maps_of_its_row_only():
    layer = TableConv(6, ConnectedConv(C3_TABLE))
    x = torch.randn(2, 6, 14, 14)
    out, kernel = layer(x), 0
    assert out.shape == (2, 16, 10, 10)
    for number, seen in enumerate(C3_TABLE):
        kernels = layer.weight[kernel : kernel + len(seen)].unsqueeze(0)
        alone = F.conv2d(x[:, list(seen)], kernels, layer.bias[number : number + 1])
        torch.testing.assert_close(out[:, number : number + 1], alone)
        kernel += len(seen)
    assert kernel == len(layer.weight) == 60


def test_sub_sampling_is_a_sum_times_a_coefficient_plus_a_bias():
    layer = Summed(3, 2)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([1.0, 2.0, -1.0])[:, None, None])
        layer.bias.fill_(0.5)
    x = torch.arange(48.0).reshape(1, 3, 4, 4)
    assert layer(x)[0, :, 0, 0].tolist() == [0 + 1 + 4 + 5 + 0.5, 2 * 74 + 0.5, -138 + 0.5]


def test_the_code_nearest_to_the_features_wins():
    layer = CodeDistance(84, 10)
    assert {*layer.codes.flatten().tolist()} == {-1.0, 1.0}
    assert len({tuple(code) for code in layer.codes.tolist()}) == 10
    out = layer(layer.codes * 0.9)
    assert out.argmax(1).tolist() == list(range(10))
    torch.testing.assert_close(out.diagonal(), torch.full((10,), -84 * 0.01))
    assert [*layer.parameters()] == []


def test_the_scaled_tanh_takes_one_to_one():
    ends = ScaledTanh()(torch.tensor([-1.0, 0.0, 1.0]))
    torch.testing.assert_close(ends, torch.tensor([-1.0, 0.0, 1.0]), atol=1e-4, rtol=0)


def test_response_normalisation_is_that_of_the_paper():
    """b = a / (k + alpha * sum of squares over five channels) ** beta, alpha not divided by n."""
    assert PAPER_ROWS["1"].lrn
    a = torch.randn(1, 9, 3, 3) * 50
    squares = F.pad(a.square(), (0, 0, 0, 0, 2, 2)).unfold(1, 5, 1).sum(-1)
    expected = a / (2 + 1e-4 * squares) ** 0.75
    layer = layer_of(LocalResponseNorm(), (9, 3, 3), (9, 3, 3))
    torch.testing.assert_close(layer(a), expected)

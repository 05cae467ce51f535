import pytest
from torch import nn

from cnncore import cost


def num_params(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize("bias", [False, True])
def test_conv2d_params_are_torchs(groups: int, bias: bool) -> None:
    layer = nn.Conv2d(8, 12, (3, 5), groups=groups, bias=bias)
    assert cost.conv2d_params(8, 12, (3, 5), groups=groups, bias=bias) == num_params(layer)


def test_each_weight_is_used_once_per_output_position() -> None:
    assert cost.conv2d_mult_adds(8, 12, (3, 5), (7, 9), groups=4) == (
        cost.conv2d_params(8, 12, (3, 5), groups=4, bias=False) * 7 * 9
    )


@pytest.mark.parametrize("bias", [False, True])
def test_depthwise_separable_params_are_torchs(bias: bool) -> None:
    layers = nn.Sequential(nn.Conv2d(8, 8, 3, groups=8, bias=bias), nn.Conv2d(8, 12, 1, bias=bias))
    assert cost.depthwise_separable_params(8, 12, 3, bias=bias) == num_params(layers)


def test_linear_and_batch_norm_params_are_torchs() -> None:
    assert cost.linear_params(9, 4) == num_params(nn.Linear(9, 4))
    assert cost.linear_params(9, 4, bias=False) == cost.linear_mult_adds(9, 4) == 36
    assert cost.batch_norm_params(6) == num_params(nn.BatchNorm2d(6))

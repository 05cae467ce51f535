"""Where the parameters and the multiply-adds of two classic networks sit, layer by layer.

Sources: Krizhevsky et al. 2012 (two towers: layers 2, 4 and 5 in two groups), Simonyan & Zisserman
2015, configuration D.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cnncore.cost import conv2d_mult_adds, conv2d_params, linear_mult_adds, linear_params


@dataclass(frozen=True, slots=True)
class Cost:
    """What a layer learns and computes.

    Attributes:
        is_linear: Whether it is fully connected.
        mult_adds: For one picture.
    """

    name: str
    is_linear: bool
    params: int
    mult_adds: int


_ALEXNET = (
    ("conv1", 3, 96, 11, 55, 1),
    ("conv2", 96, 256, 5, 27, 2),
    ("conv3", 256, 384, 3, 13, 1),
    ("conv4", 384, 384, 3, 13, 2),
    ("conv5", 384, 256, 3, 13, 2),
)
"""Name, channels in and out, kernel, side of the output, groups."""
_ALEXNET_MAP = (256, 6)
_VGG_D = ((2, 64, 224), (2, 128, 112), (3, 256, 56), (3, 512, 28), (3, 512, 14))
"""Convolutions of 3x3 with padding, their kernels, the side of their maps."""
_VGG_MAP = (512, 7)
_HEAD = (4096, 4096, 1000)


@cache
def alexnet() -> tuple[Cost, ...]:
    """AlexNet as in the paper of 2012."""
    convs = [
        Cost(name, False, conv2d_params(ins, outs, kernel, groups=groups),
             conv2d_mult_adds(ins, outs, kernel, side, groups=groups))
        for name, ins, outs, kernel, side, groups in _ALEXNET
    ]  # fmt: skip
    return (*convs, *_head(*_ALEXNET_MAP))


@cache
def vgg_convs() -> tuple[Cost, ...]:
    """The convolutions of VGG, configuration D: the one called VGG-16."""
    found, ins = [], 3
    for stage, (count, outs, side) in enumerate(_VGG_D, 1):
        for number in range(1, count + 1):
            found.append(
                Cost(f"conv{stage}_{number}", False, conv2d_params(ins, outs, 3),
                     conv2d_mult_adds(ins, outs, 3, side))
            )  # fmt: skip
            ins = outs
    return tuple(found)


@cache
def vgg_d() -> tuple[Cost, ...]:
    """All layers of VGG, configuration D."""
    return (*vgg_convs(), *_head(*_VGG_MAP))


def linear_share(costs: tuple[Cost, ...], what: str) -> float:
    """The part of ``params`` or ``mult_adds`` that the fully connected layers have, 0 to 1."""
    linear = sum(getattr(cost, what) for cost in costs if cost.is_linear)
    return linear / sum(getattr(cost, what) for cost in costs)


def _head(channels: int, side: int) -> list[Cost]:
    found, ins = [], channels * side * side
    for number, outs in enumerate(_HEAD, 6):
        found.append(
            Cost(f"fc{number}", True, linear_params(ins, outs), linear_mult_adds(ins, outs))
        )
        ins = outs
    return found


@dataclass(frozen=True, slots=True)
class Ending:
    """A way from 512 maps of 7x7 to the scores of 1000 classes."""

    name: str
    params: int
    mult_adds: int


def endings() -> tuple[Ending, ...]:
    """The head of VGG, and what can stand in its place."""
    channels, side = _VGG_MAP
    classes, ins = _HEAD[-1], channels * side * side
    head = _head(channels, side)
    one_by_one = conv2d_params(channels, classes, 1)
    return (
        Ending("head", sum(c.params for c in head), sum(c.mult_adds for c in head)),
        Ending("one_linear", linear_params(ins, classes), linear_mult_adds(ins, classes)),
        Ending("map_and_mean", one_by_one, conv2d_mult_adds(channels, classes, 1, side)),
        Ending("mean_and_linear", linear_params(channels, classes),
               linear_mult_adds(channels, classes)),
    )  # fmt: skip

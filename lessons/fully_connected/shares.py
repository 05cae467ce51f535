"""Where the parameters and the multiply-adds of two classic networks sit, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cnncore.cost import conv2d_mult_adds, conv2d_params, linear_mult_adds, linear_params
from cnncore.models import SummaryRow, model, summarize


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


def _costs(model_id: str) -> tuple[Cost, ...]:
    """The layers that learn, called as the paper calls them."""
    rows = [row for row in summarize(model_id).rows if row.params]
    return tuple(Cost(_name(row), row.kind == "linear", row.params, row.mult_adds) for row in rows)


def _name(row: SummaryRow) -> str:
    """An operator named after its kind is called like its stage: conv1.conv, fc6.linear."""
    own = row.name.rpartition(".")[2]
    return row.stage if own == row.kind else own


@cache
def alexnet() -> tuple[Cost, ...]:
    """AlexNet as in the paper of 2012."""
    return _costs("alexnet_paper")


@cache
def vgg_d() -> tuple[Cost, ...]:
    """All layers of VGG, configuration D: the one called VGG-16."""
    return _costs("vgg_D")


def vgg_convs() -> tuple[Cost, ...]:
    """The convolutions of VGG, configuration D."""
    return tuple(cost for cost in vgg_d() if not cost.is_linear)


def linear_share(costs: tuple[Cost, ...], what: str) -> float:
    """The part of ``params`` or ``mult_adds`` that the fully connected layers have, 0 to 1."""
    linear = sum(getattr(cost, what) for cost in costs if cost.is_linear)
    return linear / sum(getattr(cost, what) for cost in costs)


@dataclass(frozen=True, slots=True)
class Ending:
    """A way from 512 maps of 7x7 to the scores of 1000 classes."""

    name: str
    params: int
    mult_adds: int


def endings() -> tuple[Ending, ...]:
    """The head of VGG, and what can stand in its place."""
    vgg = summarize("vgg_D")
    last_map = next(stage for stage in vgg.stages if stage.name == "pool5")
    channels, side, classes = last_map.channels, last_map.height, model("vgg_D").num_classes
    ins = channels * side * side
    head = [cost for cost in vgg_d() if cost.is_linear]
    one_by_one = conv2d_params(channels, classes, 1)
    return (
        Ending("head", sum(c.params for c in head), sum(c.mult_adds for c in head)),
        Ending("one_linear", linear_params(ins, classes), linear_mult_adds(ins, classes)),
        Ending("map_and_mean", one_by_one, conv2d_mult_adds(channels, classes, 1, side)),
        Ending("mean_and_linear", linear_params(channels, classes),
               linear_mult_adds(channels, classes)),
    )  # fmt: skip

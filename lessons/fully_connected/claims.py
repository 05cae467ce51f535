"""What is often said of fully connected layers, on trial."""

from __future__ import annotations

import numpy as np

from cnncore.shapes import conv_transpose_out_size, pool_out_size
from lessons.fully_connected.cases import example
from lessons.fully_connected.shares import Cost, alexnet, endings, linear_share, vgg_convs, vgg_d
from lessons.fully_connected.sliding import by_convolution
from lessons.fully_connected.stack import LENET
from lessons.machinery.answers import show_value
from lessons.machinery.claims import Claim, Evidence

_PICTURES = (28, 32, 36)
_ONE_PER_CELL = (4, 2)
"""Channels and side of the maps that a vector is folded into."""
_STRIDE = 2
_VGG_POOLINGS, _WINDOW = 5, 2


def _percent(costs: tuple[Cost, ...], what: str) -> str:
    return f"{100 * linear_share(costs, what):.1f}"


def most_params() -> Evidence:
    """The share of the parameters, with the head as it was and with a global mean in its place."""
    short = next(ending for ending in endings() if ending.name == "mean_and_linear")
    meaned = (*vgg_convs(), Cost("fc", True, short.params, short.mult_adds))
    rows = tuple(
        (f"@share.{name}", show_value(sum(c.params for c in costs)), _percent(costs, "params"))
        for name, costs in (("alexnet", alexnet()), ("vgg_d", vgg_d()), ("vgg_mean", meaned))
    )
    heads = ("network", "params", "of_params")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows)


def slow() -> Evidence:
    """Parameters against multiply-adds, in per cent."""
    nets = (("alexnet", alexnet()), ("vgg_d", vgg_d()))
    rows = tuple(
        (f"@share.{name}", _percent(costs, "params"), _percent(costs, "mult_adds"))
        for name, costs in nets
    )
    heads = ("network", "of_params", "of_mult_adds")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows)


def is_conv() -> Evidence:
    """The outputs of the example, as a layer and by kernels as large as the maps."""
    case = example()
    by_layer, by_kernels = case.out()[:, 0], by_convolution(case)
    rows = tuple(
        (str(number), show_value(float(one)), show_value(float(other)))
        for number, (one, other) in enumerate(zip(by_layer, by_kernels, strict=True), 1)
    )
    gap = float(np.abs(by_layer - by_kernels).max())
    heads = ("output", "by_layer", "by_kernels")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows, {"gap": gap})


def nothing_after() -> Evidence:
    """A vector folded into maps again, and a transposed convolution behind it."""
    ins, (channels, side) = example().vector.size, _ONE_PER_CELL
    outs = channels * side**2
    larger = conv_transpose_out_size(side, _STRIDE, stride=_STRIDE)
    rows = (
        (f"Linear({ins}, {outs})", str(outs)),
        (f"reshape({channels}, {side}, {side})", f"{channels}×{side}×{side}"),
        (f"ConvTranspose2d({channels}, 1, {_STRIDE}, {_STRIDE})", f"1×{larger}×{larger}"),
    )
    return Evidence(("@claims.head.step", "@claims.head.shape"), rows)


def sizes() -> Evidence:
    """What the vector of a small network comes to, and what its layer was built for."""
    rows = tuple(
        (f"{side}×{side}", str(LENET.flattened(side)), "✓" if LENET.fits(side) else "✗")
        for side in _PICTURES
    )
    heads = ("@claims.head.picture", "@claims.head.vector", f"Linear({LENET.in_features}, …)")
    return Evidence(heads, rows)


def picture_out() -> Evidence:
    """The map of scores that VGG gives with 1x1 convolutions in place of its last layers."""
    rows = tuple((f"{side}×{side}", "{0}×{0}".format(_behind_vgg(side))) for side in (224, 448))
    heads = ("@claims.head.picture", "@claims.head.scores")
    return Evidence(heads, rows, {"shrinks": _WINDOW**_VGG_POOLINGS})


def _behind_vgg(side: int) -> int:
    """The side that is left behind the convolutions of VGG, which keep it, and its poolings."""
    for _ in range(_VGG_POOLINGS):
        side = pool_out_size(side, _WINDOW)
    return side


CLAIMS: tuple[Claim, ...] = (
    Claim("most_params", holds=False, evidence=most_params),
    Claim("slow", holds=False, evidence=slow),
    Claim("is_conv", holds=True, evidence=is_conv),
    Claim("nothing_after", holds=False, evidence=nothing_after),
    Claim("sizes", holds=False, evidence=sizes),
    Claim("picture_out", holds=False, evidence=picture_out),
)

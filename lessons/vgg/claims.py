"""What is often said of VGG, on trial: each claim with what it comes to."""

from __future__ import annotations

import numpy as np

from cnncore import ops
from lessons.machinery.claims import Claim, Evidence
from lessons.vgg.budget import Spent
from lessons.vgg.columns import column

_SMALL, _LARGE = (3, 3, 3), (7,)
_WIDE, _NARROW = 64, 16


def three_are_seven() -> Evidence:
    """Field, weights and bends of both."""
    rows = tuple(
        (f"@claims.cell.{name}", float(each.field), f"{each.squares} C²", float(each.relus))
        for name, each in (("seven", Spent.of(_LARGE)), ("threes", Spent.of(_SMALL)))
    )
    return Evidence(
        tuple(f"@claims.head.{n}" for n in ("stack", "field", "weights", "relus")), rows
    )


def saving_formula() -> Evidence:
    """The formula as it is written at times, and with the weights in it."""
    five, threes = Spent.of((5,)).squares, Spent.of((3, 3)).squares
    rows = (
        ("(2·2 − 5·5) / (5·5)", f"{100 * (2 * 2 - five) / five:.0f}%".replace("-", "−")),
        ("(5·5 − 2·3·3) / (5·5)", f"{100 * (five - threes) / five:.0f}%"),
    )
    return Evidence(("@claims.head.formula", "@claims.head.value"), rows)


def seven_more() -> Evidence:
    """The same difference over either."""
    small, large = Spent.of(_SMALL).squares, Spent.of(_LARGE).squares
    more = large - small
    rows = (
        ("@claims.cell.more", f"{more} / {small}", f"{100 * more / small:.1f}%"),
        ("@claims.cell.fewer", f"{more} / {large}", f"{100 * more / large:.1f}%"),
    )
    return Evidence(("", "@claims.head.formula", "@claims.head.value"), rows)


def mostly_linear() -> Evidence:
    """Parameters of D in two parts."""
    found = column("D")
    parts = {"convs": found.conv_params, "linear": found.linear_params}
    rows = tuple(
        (f"@claims.cell.{name}", f"{count:,}", f"{100 * count / found.params:.1f}%")
        for name, count in parts.items()
    )
    return Evidence(tuple(f"@claims.head.{n}" for n in ("part", "params", "share")), rows)


def no_loss() -> Evidence:
    """Numbers at the end of each stage of D."""
    ends = [stage[-1] for stage in column("D").stages]
    rows = tuple(
        (f"conv{number}", f"{each.outs}×{each.size}×{each.size}", f"{each.outs * each.size**2:,}")
        for number, each in enumerate(ends, 1)
    )
    return Evidence(tuple(f"@claims.head.{n}" for n in ("stage", "shape", "numbers")), rows)


def one_is_bent() -> Evidence:
    """How far f(x + y) is from f(x) + f(y), without and with a ReLU behind the 1x1."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 4, 5, 5))
    weight = rng.normal(size=(4, 4, 1, 1))

    def gap(bend: bool) -> float:
        one, other, both = (ops.conv2d(each, weight) for each in (x, y, x + y))
        if bend:
            one, other, both = (ops.relu(each) for each in (one, other, both))
        return float(np.abs(both - one - other).max())

    rows = (
        ("@claims.cell.bare", "0" if gap(False) < 1e-12 else f"{gap(False):.1e}"),
        ("@claims.cell.bent", f"{gap(True):.1f}"),
    )
    return Evidence(("@claims.head.layer", "|f(x + y) − f(x) − f(y)|"), rows)


def one_keeps_all() -> Evidence:
    """How many of the directions of a pixel's channels get through a 1x1 to fewer channels."""
    weight = np.random.default_rng(0).normal(size=(_NARROW, _WIDE))
    rank = int(np.linalg.matrix_rank(weight))
    rows = ((float(_WIDE), float(_NARROW), float(rank), float(_WIDE - rank)),)
    heads = ("channels_in", "channels_out", "kept", "lost")
    return Evidence(tuple(f"@claims.head.{name}" for name in heads), rows)


def network_in_network() -> Evidence:
    """Nothing to compute: who called what how."""
    rows = (
        ("2013", "Lin, Chen & Yan", "@claims.cell.nin"),
        ("2014", "Szegedy et al. (GoogLeNet)", "@claims.cell.googlenet"),
        ("2014", "Simonyan & Zisserman (VGG)", "@claims.cell.vgg"),
    )
    return Evidence(tuple(f"@claims.head.{name}" for name in ("year", "paper", "use")), rows)


def won_detection() -> Evidence:
    """Nothing to compute: the ranks of ILSVRC 2014."""
    rows = (
        ("@claims.cell.localisation", "VGG", "@claims.cell.first"),
        ("@claims.cell.classification", "VGG", "@claims.cell.second"),
        ("@claims.cell.classification", "GoogLeNet", "@claims.cell.first"),
    )
    return Evidence(tuple(f"@claims.head.{name}" for name in ("task", "team", "rank")), rows)


CLAIMS: tuple[Claim, ...] = (
    Claim("three_are_seven", holds=False, evidence=three_are_seven),
    Claim("seven_more", holds=True, evidence=seven_more),
    Claim("saving_formula", holds=False, evidence=saving_formula),
    Claim("mostly_linear", holds=True, evidence=mostly_linear),
    Claim("no_loss", holds=False, evidence=no_loss),
    Claim("one_is_bent", holds=False, evidence=one_is_bent),
    Claim("one_keeps_all", holds=False, evidence=one_keeps_all),
    Claim("network_in_network", holds=False, evidence=network_in_network),
    Claim("won_detection", holds=False, evidence=won_detection),
)

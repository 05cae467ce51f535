"""The questions of the lesson on channels, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from cnncore.cost import conv2d_mult_adds, conv2d_params
from cnncore.ops import conv2d
from cnncore.shapes import conv_out_size
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "channels"
ON_GRID = {"in_channels": 4, "out_channels": 4, "kernel_size": 3, "stride": 1, "padding": 0,
           "shown_kernel": 1, "step": 0}  # fmt: skip
"""As many channels and kernels as the figure can show."""

CaseT = TypeVar("CaseT")


def _drawn(seed: int, cases: Sequence[CaseT]) -> CaseT:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def output_cell(seed: int) -> Question:
    """From three partial sums and a bias to the output."""
    rng = np.random.default_rng(seed)
    parts, bias = ((4, -3, 6), 2) if seed == 0 else (rng.integers(-6, 9, 3), rng.integers(1, 6))
    red, green, blue, bias = *map(int, parts), int(bias)
    x = np.array([red, green, blue], dtype=float)[:, None, None]
    out = float(conv2d(x, np.ones((1, 3, 1, 1)), np.array([float(bias)]))[0, 0, 0])
    slips = [
        Slip("no_bias", out - bias),
        Slip("bias_thrice", out + 2 * bias),
        Slip("mean", (out - bias) / 3),
        Slip("largest", max(red, green, blue)),
        Slip("sign_lost", abs(red) + abs(green) + abs(blue) + bias),
    ]
    values = {"red": red, "green": green, "blue": blue, "bias": bias, "sum": out - bias}
    return ask(LESSON, "output_cell", "number", answer=out, slips=slips, values=values)


def one_pixel(seed: int) -> Question:
    """What changes if one number of one channel does."""
    channel, kernels = _drawn(seed, (("G", 2), ("R", 4), ("B", 3), ("G", 6)))
    x = np.ones((3, 3, 3))
    changed = x.copy()
    changed["RGB".index(channel), 1, 1] = 5
    weight = np.ones((kernels, 3, 3, 3))
    differs = (conv2d(x, weight) != conv2d(changed, weight)).any(axis=(1, 2))
    assert differs.all()  # what the answer says
    slips = [Slip(name, name) for name in ("own_map", "first_map", "no_map")]
    values = {"channel": channel, "kernels": kernels}
    return ask(
        LESSON, "one_pixel", "choice", answer="all_maps", slips=slips, values=values, seed=seed
    )


def group_weights(seed: int) -> Question:
    """How many weights a layer has whose channels are cut into groups."""
    ins, outs, groups = _drawn(seed, ((4, 4, 2), (8, 8, 4), (6, 12, 3), (8, 4, 2), (12, 6, 6)))
    answer = conv2d_params(ins, outs, 3, groups=groups, bias=False)
    all_weights = conv2d_params(ins, outs, 3, bias=False)
    is_on_grid = ins == outs == ON_GRID["in_channels"]
    replay = ON_GRID | {"groups": groups} if is_on_grid else None
    slips = [
        Slip("no_groups", all_weights, ON_GRID | {"groups": 1} if is_on_grid else None),
        Slip("one_group", answer / groups, replay),
        Slip("all_divided", all_weights / groups**3, replay),
        Slip("with_bias", answer + outs, replay),
    ]
    values = {"ins": ins, "outs": outs, "groups": groups, "seen": ins // groups}
    return ask(
        LESSON, "group_weights", "number", answer=answer, slips=slips, values=values,
        replay=replay,
    )  # fmt: skip


def colour_weights(seed: int) -> Question:
    """A much-read count for a colour picture that is that of a grey one."""
    kernels, kernel = _drawn(seed, ((64, 3), (32, 5), (96, 7), (16, 3)))
    answer = conv2d_params(3, kernels, kernel, bias=False)
    claimed = conv2d_params(1, kernels, kernel, bias=False)
    slips = [
        Slip("as_claimed", claimed),
        Slip("one_kernel", 3 * kernel * kernel),
        Slip("with_bias", conv2d_params(3, kernels, kernel)),
        Slip("every_place", conv2d_mult_adds(3, kernels, kernel, 224)),
    ]
    values = {"kernels": kernels, "kernel_size": kernel, "claimed": claimed,
              "one": 3 * kernel * kernel}  # fmt: skip
    return ask(LESSON, "colour_weights", "number", answer=answer, slips=slips, values=values)


def volume(seed: int) -> Question:
    """Height, width and channels behind a layer."""
    size, kernels, kernel = _drawn(seed, ((32, 6, 5), (28, 8, 3), (64, 10, 7), (32, 16, 3)))
    slips = [Slip(name, name) for name in ("same_depth", "times_depth", "same_size")]
    values = {"size": size, "kernels": kernels, "kernel_size": kernel,
              "out": conv_out_size(size, kernel), "times": 3 * kernels}  # fmt: skip
    return ask(LESSON, "volume", "choice", answer="maps", slips=slips, values=values, seed=seed)


def mix_cell(seed: int) -> Question:
    """A 1x1 convolution at one pixel: a row of a matrix times a vector."""
    rng = np.random.default_rng(seed)
    pixel = np.array([2, 0, 3]) if seed == 0 else rng.integers(0, 5, 3)
    weight = np.array([[1, 2, -1], [-1, 1, 2]]) if seed == 0 else rng.integers(-2, 4, (2, 3))
    out = conv2d(pixel[:, None, None] * 1.0, weight[:, :, None, None] * 1.0)[:, 0, 0]
    slips = [
        Slip("first_row", float(out[0])),
        Slip("added", float((pixel + weight[1]).sum())),
        Slip("all", float(out.sum())),
        Slip("unweighted", float(pixel.sum())),
    ]
    values = dict(zip("rgb", map(int, pixel), strict=True)) | {
        f"w{k + 1}{c + 1}": int(weight[k, c]) for k in range(2) for c in range(3)
    }
    return ask(LESSON, "mix_cell", "number", answer=float(out[1]), slips=slips, values=values)


def mix_neighbours(seed: int) -> Question:
    """What a 1x1 convolution cannot do."""
    slips = [Slip(name, name) for name in ("more", "fewer", "combine")]
    return ask(LESSON, "mix_neighbours", "choice", answer="edge", slips=slips, seed=seed)


def shared_claim(seed: int) -> Question:
    """The verdict on "a kernel's weights are shared by all channels"."""
    slips = [Slip(name, name) for name in ("channels", "kernels", "nothing")]
    values = {
        "own": conv2d_params(3, 1, 3, bias=False),
        "shared": conv2d_params(1, 1, 3, bias=False),
    }
    return ask(
        LESSON, "shared_claim", "choice", answer="places", slips=slips, values=values, seed=seed
    )


BUILDERS: dict[str, Builder] = {
    "output_cell": output_cell,
    "one_pixel": one_pixel,
    "group_weights": group_weights,
    "colour_weights": colour_weights,
    "volume": volume,
    "mix_cell": mix_cell,
    "mix_neighbours": mix_neighbours,
    "shared_claim": shared_claim,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("output_cell", "colour_weights", "volume", "mix_cell")
"""What later lessons ask again."""

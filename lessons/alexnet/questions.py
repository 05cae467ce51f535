"""The questions of the lesson; every answer is computed."""

from __future__ import annotations

import numpy as np

from cnncore.cost import conv2d_params
from cnncore.models.lenet import C3_TABLE
from cnncore.shapes import conv_out_size, window_starts
from lessons.alexnet.crops import CROP, SIZE
from lessons.alexnet.lenet import KERNEL, MAPS
from lessons.alexnet.lrn import CHANNELS, VALUES, K, N, normalise
from lessons.alexnet.momentum import RATE
from lessons.alexnet.pooling import MODES
from lessons.alexnet.race import results
from lessons.alexnet.towers import ONE_TOWER, PAPER, side_behind, tower
from lessons.machinery.answers import show_value
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "alexnet"
GROUPED = ("conv2", "conv4", "conv5")
"""The layers of the paper whose kernels see one half of the channels."""
_WINDOWS = ((224, 11, 4), (64, 7, 2), (100, 9, 3), (128, 7, 4), (150, 11, 4))
_SMALLEST = 227
_JUMPS = (4, 8, 16)
_NUMBERS = (VALUES, (1, 1, 6, 1, 1), (2, 0, 3, 1, 2))
_GRADIENT = 100


def grouped_weights(seed: int) -> Question:
    """How many weights a convolution on two GPUs has, each kernel seeing one half."""
    column = tower(PAPER).column(GROUPED[seed % len(GROUPED)])
    whole = conv2d_params(column.ins, column.channels, column.kernel, bias=False)
    slips = [
        Slip("both_halves", whole),
        Slip("one_gpu", column.weights // 2),
        Slip("biases", column.params),
        Slip("one_channel", column.kernel**2 * column.channels),
        Slip("one_kernel", column.kernel**2 * column.seen),
    ]
    values = {
        "layer": column.name,
        "kernels": column.channels,
        "kernel_size": column.kernel,
        "ins": column.ins,
        "seen": column.seen,
    }
    return ask(LESSON, "grouped_weights", "number", answer=column.weights, slips=slips,
               values=values)  # fmt: skip


def so_little(seed: int) -> Question:
    """Why one tower has hardly more parameters, yet many more multiply-adds."""
    two, one = tower(PAPER), tower(ONE_TOWER)
    values = {
        "params": round(100 * (one.params / two.params - 1), 1),
        "mult_adds": round(100 * (one.mult_adds / two.mult_adds - 1)),
        "share": round(100 * two.fc_share),
        "conv": round(100 * sum(c.mult_adds for c in two.columns if c.kind == "conv")
                      / two.mult_adds),
    }  # fmt: skip
    slips = [Slip(name, name) for name in ("only_time", "few_layers")]
    return ask(LESSON, "so_little", "choice", answer="where", slips=slips, values=values, seed=seed)


def windows(seed: int) -> Question:
    """How many windows fit side by side without padding."""
    size, kernel_size, stride = _WINDOWS[seed % len(_WINDOWS)]
    answer = conv_out_size(size, kernel_size, stride=stride)
    slips = [
        Slip("no_plus_one", answer - 1),
        Slip("rounded_up", answer + 1),
        Slip("divided", size // stride),
        Slip("stride_one", size - kernel_size + 1),
        Slip("unrounded", (size - kernel_size) / stride + 1),
    ]
    values = {
        "size": size, "kernel_size": kernel_size, "stride": stride, "next": answer + 1,
        "first": answer * stride, "last": answer * stride + kernel_size - 1, "end": size - 1,
        "missing": answer * stride + kernel_size - size,
    }  # fmt: skip
    return ask(LESSON, "windows", "number", answer=answer, slips=slips, values=values)


def larger_picture(seed: int) -> Question:
    """The smallest picture that leaves a map of a given side behind pool5."""
    side = 7 + seed % 6
    answer = next(
        size for size in range(_SMALLEST, 2000) if side_behind(PAPER, size, "pool5") == side
    )
    jump = (answer - _SMALLEST) // (side - 6)
    slips = [
        *(Slip("jump", _SMALLEST + each * (side - 6)) for each in _JUMPS),
        Slip("proportional", round(_SMALLEST * side / 6)),
        Slip("from_224", 224 + jump * (side - 6)),
        Slip("one_less", answer - 1),
    ]
    values = {"side": side, "jump": jump, "smallest": _SMALLEST, "way": _way(side)}
    return ask(LESSON, "larger_picture", "number", answer=answer, slips=slips, values=values)


def _way(side: int) -> str:
    """From the last map back to the picture: what each layer must be given at least."""
    sides = [side]
    for column in reversed(tower(PAPER).columns):
        if column.kind in ("conv", "pool"):
            needed = (sides[-1] - 1) * column.stride + column.kernel - 2 * column.padding
            sides += [needed] if needed != sides[-1] else []
    return " → ".join(map(str, sides))


def c3_params(seed: int) -> Question:
    """What C3 of LeNet-5 learns, read by its table; then what single maps of it do."""
    chosen = C3_TABLE if seed == 0 else C3_TABLE[: 1 + seed % len(C3_TABLE)]
    cells, pairs, maps = KERNEL**2, sum(map(len, chosen)), len(chosen)
    slips = [
        Slip("full", conv2d_params(MAPS, maps, KERNEL)),
        Slip("no_biases", pairs * cells),
        Slip("one_kernel", conv2d_params(1, maps, KERNEL)),
        Slip("bias_a_pair", pairs * (cells + 1)),
    ]
    values = {"maps": maps, "last": maps - 1, "pairs": pairs, "cells": cells, "all": MAPS * maps}
    return ask(LESSON, "c3_params", "number", answer=pairs * cells + maps, slips=slips,
               values=values)  # fmt: skip


def sub_sample(seed: int) -> Question:
    """A unit of S2 before its squashing function."""
    rng = np.random.default_rng(seed)
    window = np.array([1, 2, 3, 4]) if seed == 0 else rng.choice(9, 4, replace=False) + 1
    coefficient, bias = 0.2, 1 + seed % 3
    total = int(window.sum())
    slips = [
        Slip("mean", round(total / 4 * coefficient + bias, 4)),
        Slip("largest", round(int(window.max()) * coefficient + bias, 4)),
        Slip("no_bias", round(total * coefficient, 4)),
        Slip("bias_inside", round((total + bias) * coefficient, 4)),
    ]
    values = {"window": ", ".join(map(str, window)), "coefficient": coefficient, "bias": bias,
              "total": total}  # fmt: skip
    return ask(LESSON, "sub_sample", "number", answer=round(total * coefficient + bias, 4),
               slips=slips, values=values)  # fmt: skip


def overlap_reads(seed: int) -> Question:
    """How many cells of a small map more than one window reads."""
    side = 7 + 2 * (seed % 4)
    kernel, stride = MODES["overlapping"].kernel, MODES["overlapping"].stride
    along, starts = np.zeros(side, dtype=int), window_starts(side, kernel, stride=stride)
    for start in starts:
        along[start : start + kernel] += 1
    reads = np.outer(along, along)
    slips = [
        Slip("once", int((reads == 1).sum())),
        Slip("four_times", int((reads == 4).sum())),
        Slip("twice", int((reads == 2).sum())),
        Slip("reads", int(reads.sum()) - side**2),
    ]
    values = {"side": side, "kernel_size": kernel, "stride": stride, "all": side**2,
              "once": int((reads == 1).sum()), "windows": len(starts)}  # fmt: skip
    return ask(LESSON, "overlap_reads", "number", answer=int((reads > 1).sum()), slips=slips,
               values=values)  # fmt: skip


def race(seed: int) -> Question:
    """Which of the two was the first below a quarter of errors, here."""
    reached = {name: run.reached for name, run in results().items()}
    first = "tanh" if reached["tanh"] < reached["relu"] else "relu"
    slips = [Slip(name, name) for name in ("relu_far", "relu", "tanh") if name != first]
    return ask(LESSON, "race", "choice", answer=first, slips=slips, seed=seed, values=reached)


def lrn_middle(seed: int) -> Question:
    """The channel in the middle of five, as the paper normalises it."""
    values = np.array(_NUMBERS[seed % len(_NUMBERS)])
    middle = normalise(values.tolist(), 1, 1, "paper")[CHANNELS // 2]
    others = middle.squares - middle.value**2
    slips = [
        Slip("divided", round(middle.value / (K + middle.squares / N), 4)),
        Slip("no_squares", round(middle.value / (K + int(values.sum())), 4)),
        Slip("without_itself", round(middle.value / (K + others), 4)),
        Slip("no_k", round(middle.value / middle.squares, 4)),
    ]
    told = {"values": ", ".join(map(str, values)), "middle": int(middle.value), "k": K, "n": N,
            "squares": int(middle.squares), "base": int(middle.base),
            "torch": show_value(round(middle.value / (K + middle.squares / N), 4))}  # fmt: skip
    return ask(LESSON, "lrn_middle", "number", answer=round(middle.out, 4), slips=slips,
               values=told)  # fmt: skip


def crop_places(seed: int) -> Question:
    """How many crops there are along one side."""
    size, crop = ((SIZE, CROP), (32, 28), (96, 80), (512, 448))[seed % 4]
    slips = [
        Slip("free", size - crop),
        Slip("quotient", round(size / crop, 4)),
        Slip("centred", (size - crop) // 2),
        Slip("square", (size - crop + 1) ** 2),
    ]
    values = {"size": size, "crop": crop, "free": size - crop, "quoted": 2 * (size - crop) ** 2,
              "count": 2 * (size - crop + 1) ** 2}  # fmt: skip
    return ask(LESSON, "crop_places", "number", answer=size - crop + 1, slips=slips, values=values)


def third_step(seed: int) -> Question:
    """How far the third step goes with momentum, on a gradient that stays."""
    momentum = (0.9, 0.5, 0.8)[seed % 3]
    first = RATE * _GRADIENT
    second = first * (1 + momentum)
    slips = [
        Slip("plain", first),
        Slip("sum", 3 * first),
        Slip("last_term", round(first * momentum**2, 6)),
        Slip("second", round(second, 6)),
        Slip("limit", round(first / (1 - momentum), 6)),
    ]
    values = {"momentum": momentum, "rate": RATE, "gradient": _GRADIENT, "first": first,
              "second": round(second, 6), "limit": round(first / (1 - momentum), 6),
              "times": round(1 / (1 - momentum))}  # fmt: skip
    return ask(LESSON, "third_step", "number", answer=round(momentum * second + first, 6),
               slips=slips, values=values)  # fmt: skip


BUILDERS: dict[str, Builder] = {
    "grouped_weights": grouped_weights,
    "so_little": so_little,
    "windows": windows,
    "larger_picture": larger_picture,
    "c3_params": c3_params,
    "sub_sample": sub_sample,
    "overlap_reads": overlap_reads,
    "race": race,
    "lrn_middle": lrn_middle,
    "crop_places": crop_places,
    "third_step": third_step,
}
WARM_UP: tuple[str, ...] = ()
RECALL = ("grouped_weights", "windows", "larger_picture")

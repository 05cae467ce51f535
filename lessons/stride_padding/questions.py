"""The questions of the lesson on stride and padding, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

import numpy as np

from cnncore.shapes import conv_out_size, unread
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "stride_padding"

ALEXNET = {"size": 224, "kernel_size": 11, "stride": 4}
ALEXNET_OUT = 55
"""Its first output, by its own figure 2."""


def out_size(seed: int) -> Question:
    """The size where the stride does not divide."""
    size, kernel, stride = (8, 3, 2) if seed == 0 else _with_rest(seed)
    room = size - kernel
    grid = {"size": size, "kernel_size": kernel, "stride": stride, "padding": 0, "dilation": 1,
            "step": 0}  # fmt: skip
    slips = [
        Slip("rounded_up", -(-room // stride) + 1, grid),
        Slip("plus_one_missing", room // stride, grid),
        Slip("stride_forgotten", room + 1, grid | {"stride": 1}),
        Slip("unrounded", room / stride + 1, grid),
    ]
    values = {
        "size": size,
        "kernel_size": kernel,
        "stride": stride,
        "room": room,
        "moves": room // stride,
        "rest": room % stride,
    }
    answer = conv_out_size(size, kernel, stride=stride)
    return ask(LESSON, "out_size", "number", answer=answer, slips=slips, values=values, replay=grid)


def _with_rest(seed: int) -> tuple[int, int, int]:
    """Size, kernel and stride for the grid: at least two windows, and a remainder."""
    rng = np.random.default_rng(seed)
    while True:
        size, kernel, stride = (int(rng.integers(*ends)) for ends in ((6, 13), (2, 6), (2, 5)))
        room = size - kernel
        if room > stride and room % stride:
            return size, kernel, stride


def padded_size(seed: int) -> Question:
    """The size with padding, at stride 1."""
    rng = np.random.default_rng(seed)
    # The pairs that give every slip a number of its own.
    kernel, padding = (5, 3) if seed == 0 else _PADDED[int(rng.integers(len(_PADDED)))]
    size = 6 if seed == 0 else int(rng.integers(kernel, 13))
    grid = {"size": size, "kernel_size": kernel, "stride": 1, "padding": padding, "dilation": 1,
            "step": 0}  # fmt: skip
    room = size + 2 * padding - kernel
    slips = [
        Slip("padding_once", room - padding + 1, grid),
        Slip("padding_forgotten", conv_out_size(size, kernel), grid | {"padding": 0}),
        Slip("plus_one_missing", room, grid),
        Slip("unchanged", size, grid),
    ]
    values = {"size": size, "kernel_size": kernel, "padding": padding, "room": room}
    answer = conv_out_size(size, kernel, padding=padding)
    return ask(
        LESSON, "padded_size", "number", answer=answer, slips=slips, values=values, replay=grid
    )


_PADDED = ((5, 3), (6, 2), (7, 2))


def leftover(seed: int) -> Question:
    """How many columns at the far end no window reaches."""
    size, kernel, stride, padding = (10, 5, 4, 2) if seed == 0 else _with_leftover(seed)
    out = conv_out_size(size, kernel, stride=stride, padding=padding)
    rest = unread(size, kernel, stride=stride, padding=padding)
    grid = {"size": size, "kernel_size": kernel, "stride": stride, "padding": padding,
            "dilation": 1, "step": out - 1}  # fmt: skip
    slips = [Slip("none", 0, grid), Slip("missing", stride - rest, grid), Slip("gap", stride, grid)]
    if padding:
        slips.append(Slip("padding", padding, grid))
    values = {
        "size": size,
        "kernel_size": kernel,
        "stride": stride,
        "padding": padding,
        "room": size + 2 * padding - kernel,
        "moves": out - 1,
        "out_size": out,
        "missing": stride - rest,
    }
    return ask(LESSON, "leftover", "number", answer=rest, slips=slips, values=values, replay=grid)


def _with_leftover(seed: int) -> tuple[int, int, int, int]:
    """Size, kernel, stride and padding; no two of rest, padding and what is short are equal."""
    rng = np.random.default_rng(seed)
    while True:
        size, kernel, stride = (int(rng.integers(*ends)) for ends in ((6, 13), (2, 6), (3, 5)))
        padding = int(rng.choice([0, 0, 2]))
        room = size + 2 * padding - kernel
        rest = room % stride
        # Who counts pixels only would get rest - padding: never a number of its own.
        is_clear = rest < padding or not padding
        if room > stride and rest and is_clear and len({rest, stride - rest, padding}) == 3:
            return size, kernel, stride, padding


def alexnet_size(seed: int) -> Question:
    """The size that 224 without padding gives; the 55 of AlexNet needs more."""
    size, kernel, stride = ALEXNET["size"], ALEXNET["kernel_size"], ALEXNET["stride"]
    room = size - kernel
    slips = [
        Slip("rounded_up", -(-room // stride) + 1),
        Slip("plus_one_missing", room // stride),
        Slip("stride_forgotten", room + 1),
        Slip("unrounded", room / stride + 1),
        Slip("kernel_forgotten", size // stride),
    ]
    values = {
        **ALEXNET,
        "room": room,
        "moves": room // stride,
        "rest": room % stride,
        "quotient": room / stride,
        "goal": ALEXNET_OUT,
        "more": (ALEXNET_OUT - 1) * stride - room,
    }
    answer = conv_out_size(size, kernel, stride=stride)
    return ask(
        LESSON, "alexnet_size", "number", answer=answer, slips=slips, values=values, seed=seed
    )


def alexnet_fix(seed: int) -> Question:
    """Which of four repairs does not give 55; it is often proposed all the same."""
    kernel, stride, goal = ALEXNET["kernel_size"], ALEXNET["stride"], ALEXNET_OUT
    size = ALEXNET["size"]
    outs = {
        "enlarge": conv_out_size(size + 3, kernel, stride=stride),
        "total_three": conv_out_size(size + 1 + 2, kernel, stride=stride),  # 1 left, 2 right
        "two_each": conv_out_size(size, kernel, stride=stride, padding=2),
        "shrink": conv_out_size(size - 1, kernel, stride=stride),
    }
    answer = next(name for name, out in outs.items() if out != goal)
    slips = [Slip(name, name) for name, out in outs.items() if out == goal]
    values = {
        "goal": goal,
        "larger": size + 3,
        "smaller": size - 1,
        "size": size,
        "shrunk_out": outs["shrink"],
        "shrunk_room": size - 1 - kernel,
        "enlarged_room": size + 3 - kernel,
        "each_room": size + 4 - kernel,
        "each_rest": (size + 4 - kernel) % stride,
        "stride": stride,
        "kernel_size": kernel,
    }
    return ask(
        LESSON, "alexnet_fix", "choice", answer=answer, slips=slips, values=values, seed=seed
    )


def claimed_formula(seed: int) -> Question:
    """The verdict on a common form of the formula, (N - P)/S + 1."""
    verdicts = ("kernel_meant", "always", "never", "stride_one")
    size, kernel = 5, 3
    grid = {"size": size, "kernel_size": kernel, "stride": 1, "dilation": 1, "step": 0}
    # Without padding the formula fails; with one ring it agrees by accident (k = 3p).
    slips = [Slip(name, name, grid | {"padding": int(name == "never")}) for name in verdicts[1:]]
    values = {
        "size": size,
        "kernel_size": kernel,
        "claimed": size + 1,
        "real": conv_out_size(size, kernel),
    }
    return ask(
        LESSON, "claimed_formula", "choice", answer="kernel_meant", slips=slips, values=values,
        seed=seed,
    )  # fmt: skip


BUILDERS: dict[str, Builder] = {
    "out_size": out_size,
    "padded_size": padded_size,
    "leftover": leftover,
    "alexnet_size": alexnet_size,
    "alexnet_fix": alexnet_fix,
    "claimed_formula": claimed_formula,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("out_size", "padded_size", "leftover")
"""What later lessons ask again."""

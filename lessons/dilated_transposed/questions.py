"""The questions of the lesson on dilated and transposed convolution, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from cnncore.ops import conv2d, conv_transpose2d, padded_grid
from cnncore.shapes import (
    conv_out_size,
    conv_transpose_out_size,
    effective_kernel_size,
    same_padding,
)
from lessons.machinery.conv_figure import PADDING_MODES
from lessons.machinery.grid import notes_case
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "dilated_transposed"
STAMPS = "transposed"
"""The figure of the stamps."""


def dilation_extent(seed: int) -> Question:
    """How many cells a dilated kernel spans."""
    kernel, dilation = _drawn(seed, ((4, 2), (5, 2), (6, 2), (3, 3), (4, 3)))
    answer = effective_kernel_size(kernel, dilation)
    grid = {"size": max(7, answer), "kernel_size": kernel, "dilation": dilation, "stride": 1,
            "padding": 0, "step": 0}  # fmt: skip
    slips = [
        Slip("multiplied", kernel * dilation, grid),
        Slip("unchanged", kernel, grid | {"dilation": 1}),
        Slip("plus_one_missing", dilation * (kernel - 1), grid),
        Slip("one_gap", kernel + dilation - 1, grid),
    ]
    values = {
        "kernel_size": kernel,
        "dilation": dilation,
        "gaps": kernel - 1,
        "empty": dilation - 1,
    }
    return ask(
        LESSON, "dilation_extent", "number", answer=answer, slips=slips, values=values, replay=grid
    )


def _drawn(seed: int, cases: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def stamp_counts(kernel_size: int, stride: int) -> list[int]:
    """How many stamps lie on each cell of a row over one stride, away from its ends."""
    size = 8
    out = conv_transpose2d(
        np.ones((1, 1, size)), np.ones((1, 1, 1, kernel_size)), stride=(1, stride)
    )
    middle = stride * (size // 2)
    return [int(count) for count in out[0, 0, middle : middle + stride]]


def uneven(seed: int) -> Question:
    """Which stride stamps some cells more often than others."""
    kernel = 4 if seed % 2 == 0 else 3
    counts = {stride: stamp_counts(kernel, stride) for stride in range(1, kernel + 1)}
    (answer,) = (stride for stride, found in counts.items() if len(set(found)) > 1)
    grid = {"size": 4, "image": "ones", "kernel": "ones", "kernel_size": kernel, "padding": 0,
            "output_padding": 0, "dilation": 1, "reading": "stamp", "step": 15}  # fmt: skip
    slips = [
        Slip("even", stride, grid | {"stride": stride},
             {"count": found[0], "area": found[0] ** 2})
        for stride, found in counts.items()
        if stride != answer
    ]  # fmt: skip
    pattern = " ".join(map(str, counts[answer] * 2))
    return ask(
        LESSON, "uneven", "choice", answer=answer, slips=slips, seed=seed,
        values={"kernel_size": kernel, "pattern": pattern},
        replay=grid | {"stride": answer}, figure=STAMPS,
    )  # fmt: skip


def undo(seed: int) -> Question:
    """What a convolution and then its transpose bring back for certain."""
    kernel, stride = 3, 2
    case = notes_case(stride=stride)
    small = case.out()
    back = conv_transpose2d(small[None], case.weight[None, None], stride=stride)[0]
    remainder = case.x.shape[0] + 1
    values = {
        "kernel_size": kernel,
        "stride": stride,
        "exact": case.x.shape[0],
        "rest": remainder,
        "small": conv_out_size(remainder, kernel, stride=stride),
        "back": conv_transpose_out_size(small.shape[0], kernel, stride=stride),
        "corner": float(back[0, 0]),
        "original": float(case.x[0, 0]),
    }
    grid = {"size": 2, "kernel_size": kernel, "stride": stride, "padding": 0,
            "output_padding": 0, "dilation": 1, "reading": "stamp", "step": 3}  # fmt: skip
    slips = [Slip(name, name, grid) for name in ("size_always", "everything", "nothing")]
    return ask(
        LESSON, "undo", "choice", answer="size_if_exact", slips=slips, values=values, seed=seed,
        figure=STAMPS,
    )  # fmt: skip


def there_and_back(
    sizes: Iterable[int], kernel_size: int, stride: int
) -> list[tuple[int, int, int]]:
    """Sizes, what a convolution makes of them, and what its transpose makes of that."""
    weight = np.ones((1, 1, 1, kernel_size))
    found = []
    for size in sizes:
        small = conv2d(np.ones((1, 1, size)), weight, stride=(1, stride))
        back = conv_transpose2d(small, weight, stride=(1, stride))
        found.append((size, small.shape[-1], back.shape[-1]))
    return found


def pad_mode(seed: int) -> Question:
    """What stands outside a row in one of the padding modes."""
    mode = "reflect" if seed == 0 else PADDING_MODES[seed % len(PADDING_MODES)]
    row = [4, 7, 2, 9, 5] if seed == 0 else _digits(seed)
    distance = 2
    grid = {"size": 5, "image": "ramp", "kernel_size": 3, "stride": 1, "dilation": 1,
            "padding": distance, "step": 0,
            "input_edits": {(0, at): str(digit) for at, digit in enumerate(row)}}  # fmt: skip
    beyond = {name: _beyond(row, distance, name) for name in PADDING_MODES}
    slips = [
        Slip(name, value, grid | {"padding_mode": name})
        for name, value in beyond.items()
        if name != mode
    ]
    if mode == "reflect":
        slips.append(Slip("edge_repeated", row[distance - 1], grid | {"padding_mode": mode}))
    values = {"mode": mode, "distance": distance, "row": " ".join(map(str, row)), "edge": row[0],
              "far": row[-1]}  # fmt: skip
    return ask(
        LESSON, f"pad_{mode}", "number", answer=beyond[mode], slips=slips, values=values,
        replay=grid | {"padding_mode": mode},
    )  # fmt: skip


def _digits(seed: int) -> list[int]:
    """Five different digits, none of them 0."""
    return [int(digit) for digit in np.random.default_rng(seed).permutation(np.arange(1, 10))[:5]]


def _beyond(row: Sequence[int], distance: int, mode: str) -> float:
    """What stands ``distance`` cells to the left of a row."""
    grid = np.tile(np.array(row, dtype=float), (len(row), 1))
    return float(padded_grid(grid, distance, mode)[distance, 0])


def same_even(seed: int) -> Question:
    """Which kernel cannot keep the size with equal padding on both sides."""
    even = (4, 6, 2)[seed % 3]
    slips = [
        Slip("odd", size, {"kernel_size": size, "padding": same_padding(size), "stride": 1,
                           "dilation": 1, "size": 7})
        for size in (3, 5, 7)
    ]  # fmt: skip
    return ask(
        LESSON, "same_even", "choice", answer=even, slips=slips, seed=seed,
        values={"total": even - 1, "less": even // 2 - 1, "more": even // 2},
        replay={"kernel_size": even, "padding": even // 2, "stride": 1, "dilation": 1},
    )  # fmt: skip


def transposed_size(seed: int) -> Question:
    """How large a transposed convolution makes its output."""
    cases = [(4, 3, 2)] if seed == 0 else _sizes()
    size, kernel, stride = cases[seed % len(cases)]
    grid = {"size": size, "kernel_size": kernel, "stride": stride, "padding": 0, "dilation": 1,
            "output_padding": 0, "reading": "stamp", "step": size * size - 1}  # fmt: skip
    slips = [Slip(name, found, grid) for name, found in _wrong_sizes(size, kernel, stride).items()]
    values = {"size": size, "kernel_size": kernel, "stride": stride, "jumps": size - 1,
              "last": (size - 1) * stride}  # fmt: skip
    answer = conv_transpose_out_size(size, kernel, stride=stride)
    return ask(
        LESSON, "transposed_size", "number", answer=answer, slips=slips, values=values,
        replay=grid, figure=STAMPS,
    )  # fmt: skip


def _wrong_sizes(size: int, kernel: int, stride: int) -> dict[str, int]:
    wrong = {
        "times_stride": size * stride,
        "overlap_forgotten": size * kernel,
        "kernel_twice": size * stride + kernel,
    }
    if size >= kernel:
        wrong["forward"] = conv_out_size(size, kernel, stride=stride)
    return wrong


def _sizes() -> list[tuple[int, int, int]]:
    """Inputs, kernels and strides whose slips can be told apart; not those of the figure."""
    found = []
    for size, kernel, stride in product((2, 3, 4), (2, 3, 4), (2, 3)):
        answer = conv_transpose_out_size(size, kernel, stride=stride)
        all_sizes = [answer, *_wrong_sizes(size, kernel, stride).values()]
        if len(set(all_sizes)) == len(all_sizes) and (size, kernel, stride) != (2, 3, 2):
            found.append((size, kernel, stride))
    return found


BUILDERS: dict[str, Builder] = {
    "dilation_extent": dilation_extent,
    "uneven": uneven,
    "undo": undo,
    "transposed_size": transposed_size,
    "pad_mode": pad_mode,
    "same_even": same_even,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("dilation_extent", "transposed_size", "uneven")
"""What later lessons ask again."""

"""Padding: what a kernel meets beyond the edge of the image.

Each mode is one question: which cell does a padded position show? `padded_sources` answers it along
one axis, forward reads from there, and the gradient goes back there.

Source: torch.nn.functional.pad.
"""

import sys

import numpy as np

from cnncore.arguments import choice, whole_number
from cnncore.errors import SettingError
from cnncore.ops.half import computed_in_float32

PAD_MODES = ("constant", "reflect", "replicate", "circular")


def padded_sources(size: int, before: int, after: int, mode: str = "constant") -> np.ndarray:
    """The cell each position of a padded axis shows; -1 where it shows a constant.

    Args:
        size: cells of the axis.
        before: cells added in front; negative cells are cut off.
        after: cells added behind; likewise.
        mode: "constant", "reflect" (mirror, the edge cell once), "replicate" (repeat the edge) or
            "circular" (begin again at the other end of what is not cut off).

    Returns:
        Whole numbers, shape (before + size + after,).

    Raises:
        SettingError: `pad_too_large` for a mirror that would have to be mirrored again, or a circle
            that would go round twice; `pad_crops_everything` when nothing is left.

    Example:
        >>> padded_sources(3, 2, 1, "reflect").tolist()
        [2, 1, 0, 1, 2, 1]
        >>> padded_sources(5, -1, 2, "circular").tolist()
        [1, 2, 3, 4, 1, 2]
    """
    before, after = (whole_number("pad", cells, minimum=-sys.maxsize) for cells in (before, after))
    kept = size + min(before, 0) + min(after, 0)
    least = {"constant": 0, "circular": 1}.get(mode, kept)  # a mirror also shows what is cut off
    if min(before, after) < 0 and (size + before + after < 1 or kept < least):
        raise SettingError("pad_crops_everything", pad=(before, after), size=size)
    limit = {"reflect": size - 1, "circular": kept}.get(mode)
    if limit is not None and max(before, after) > limit:
        value = max(before, after)
        raise SettingError("pad_too_large", mode=mode, max_pad=limit, size=size, value=value)
    positions = np.arange(-before, size + after)
    if mode == "constant":
        return np.where((positions >= 0) & (positions < size), positions, -1)
    if mode == "replicate":
        return positions.clip(0, size - 1)
    if mode == "circular":
        first = max(0, -before)
        return (positions - first) % kept + first
    mirrored = np.abs(positions)
    return np.where(mirrored < size, mirrored, 2 * (size - 1) - mirrored)


def pad(
    input: np.ndarray, pad: tuple[int, ...], mode: str = "constant", value: float | None = None
) -> np.ndarray:
    """Add cells around an array.

    Args:
        input: the array.
        pad: (before, after) of the last axis, then of the one before it, and so on: for images
            (left, right, top, bottom). Negative numbers cut cells off.
        mode: "constant", "reflect", "replicate" or "circular".
        value: what "constant" fills in; None means 0. Not accepted by the other modes.

    Shape:
        input: any for "constant"; the other modes pad the last one, two or three axes of an array
            that has one or two axes more, e.g. the images of (N, C, H, W) or (C, H, W)
        returns: the padded axes longer by before + after

    Raises:
        SettingError: a wrong number of pads, a pad the mode cannot fill or that cuts everything
            off, an unknown mode, or a value that the mode would not use.

    Source: torch.nn.functional.pad.
    """
    input = np.asarray(input)
    if choice("mode", mode, PAD_MODES) != "constant" and value is not None:
        raise SettingError("value_needs_constant", value=value, mode=mode)
    out = input
    for axis, before, after in _axes(input.shape, pad, mode):
        sources = padded_sources(input.shape[axis], before, after, mode)
        shape = (*out.shape[:axis], len(sources), *out.shape[axis + 1 :])
        padded, shown = np.full(shape, 0 if value is None else value, input.dtype), sources >= 0
        np.moveaxis(padded, axis, 0)[shown] = np.moveaxis(out, axis, 0)[sources[shown]]
        out = padded
    return out.copy() if out is input else out


@computed_in_float32
def pad_backward(
    grad_out: np.ndarray, input: np.ndarray, pad: tuple[int, ...], mode: str = "constant"
) -> np.ndarray:
    """Gradient of `pad`: each padded cell hands its gradient to the cell it shows.

    Shape:
        grad_out: as `pad` returns    input: as given to `pad`; only its shape matters
        returns: as input
    """
    grad, shape = np.asarray(grad_out), np.shape(input)
    axes = _axes(shape, pad, choice("mode", mode, PAD_MODES))
    expected = list(shape)
    for axis, before, after in axes:
        expected[axis] += before + after
    if grad.shape != tuple(expected):
        raise SettingError(
            "wrong_shape", name="grad_out", shape=grad.shape, expected=tuple(expected)
        )
    for axis, before, after in axes:
        sources = padded_sources(shape[axis], before, after, mode)
        rows = np.moveaxis(grad, axis, 0)
        sums = np.zeros((shape[axis], *rows.shape[1:]), dtype=grad.dtype)
        shown = sources >= 0
        np.add.at(sums, sources[shown], rows[shown])
        grad = np.moveaxis(sums, 0, axis)
    return grad


def _axes(shape: tuple[int, ...], pad: tuple[int, ...], mode: str) -> list[tuple[int, int, int]]:
    """The padded axes, each as (axis, before, after)."""
    lengths = {
        "constant": tuple(range(0, 2 * len(shape) + 1, 2)),
    }.get(mode, tuple(2 * axes for axes in (1, 2, 3) if len(shape) in (axes + 1, axes + 2)))
    if not isinstance(pad, tuple | list) or len(pad) not in lengths:
        raise SettingError("pad_length", pad=pad, mode=mode, shape=shape, expected=lengths)
    axes = []
    for i in range(0, len(pad), 2):
        axis = len(shape) - 1 - i // 2
        if mode != "constant" and shape[axis] == 0:  # there is no cell to show
            raise SettingError("empty_array", name="input", shape=shape)
        axes.append((axis, pad[i], pad[i + 1]))
    return axes

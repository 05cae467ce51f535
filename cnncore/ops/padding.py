"""Padding: what a kernel meets beyond the edge of the image.

Each mode is one question: which cell does a padded position show? `padded_sources` answers it along
one axis, forward reads from there, and the gradient goes back there.

Source: torch.nn.functional.pad.
"""

import numpy as np

from cnncore.arguments import choice, whole_number
from cnncore.errors import SettingError

PAD_MODES = ("constant", "reflect", "replicate", "circular")


def padded_sources(size: int, before: int, after: int, mode: str = "constant") -> np.ndarray:
    """The cell each position of a padded axis shows; -1 where it shows a constant.

    Args:
        size: cells of the axis.
        before: cells added in front; negative cells are cut off ("constant" only).
        after: cells added behind.
        mode: "constant", "reflect" (mirror, the edge cell once), "replicate" (repeat the edge) or
            "circular" (begin again at the other end).

    Returns:
        Whole numbers, shape (before + size + after,).

    Raises:
        SettingError: `pad_too_large` for a mirror that would have to be mirrored again, a circle
            that would go round twice, or `too_small` for a negative pad outside "constant".

    Example:
        >>> padded_sources(3, 2, 1, "reflect").tolist()
        [2, 1, 0, 1, 2, 1]
    """
    positions = np.arange(-before, size + after)
    if mode == "constant":
        return np.where((positions >= 0) & (positions < size), positions, -1)
    limit = {"reflect": size - 1, "circular": size}.get(mode)
    for value in (before, after):
        whole_number("pad", value, minimum=0)
        if limit is not None and value > limit:
            raise SettingError("pad_too_large", mode=mode, max_pad=limit, size=size, value=value)
    if mode == "replicate":
        return positions.clip(0, size - 1)
    if mode == "circular":
        return positions % size
    mirrored = np.abs(positions)
    return np.where(mirrored < size, mirrored, 2 * (size - 1) - mirrored)


def pad(
    input: np.ndarray, pad: tuple[int, ...], mode: str = "constant", value: float | None = None
) -> np.ndarray:
    """Add cells around an array.

    Args:
        input: the array.
        pad: (before, after) of the last axis, then of the one before it, and so on: for images
            (left, right, top, bottom). Negative numbers cut cells off ("constant" only).
        mode: "constant", "reflect", "replicate" or "circular".
        value: what "constant" fills in; None means 0. Not accepted by the other modes.

    Shape:
        input: any for "constant"; the other modes pad the last one, two or three axes of an array
            that has one or two axes more, e.g. the images of (N, C, H, W) or (C, H, W)
        returns: the padded axes longer by before + after

    Raises:
        SettingError: a wrong number of pads, a pad the mode cannot fill, an unknown mode, or a
            value that the mode would not use.

    Source: torch.nn.functional.pad.
    """
    input = np.asarray(input)
    if choice("mode", mode, PAD_MODES) != "constant" and value is not None:
        raise SettingError("value_needs_constant", value=value, mode=mode)
    out = input
    for axis, before, after in _axes(input.shape, pad, mode):
        sources = padded_sources(input.shape[axis], before, after, mode)
        out = out.take(sources, axis=axis)  # -1 takes some cell, overwritten next
        if mode == "constant":
            np.moveaxis(out, axis, 0)[sources < 0] = 0 if value is None else value
    return out.copy() if out is input else out


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
        size, lowest = shape[axis], -shape[axis] if mode == "constant" else 0
        before, after = (whole_number("pad", value, minimum=lowest) for value in pad[i : i + 2])
        if size + before + after < 1:
            raise SettingError("pad_crops_everything", pad=tuple(pad), size=size)
        axes.append((axis, before, after))
    return axes

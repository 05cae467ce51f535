"""Convolution: slide each kernel over the image and sum the products.

What every deep-learning library calls convolution is *cross-correlation*: the kernel is not
flipped. `conv2d_loops` is the definition, one window at a time; `conv2d` computes the same numbers
as matrix products and keeps up with torch.

Source: torch.nn.functional.conv2d.
"""

import math
from typing import NamedTuple

import numpy as np

from cnncore.arguments import check_groups, choice, pair
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, expect_shape, like_batch
from cnncore.ops.windows import (
    Pair,
    Windows,
    column_blocks,
    stamp,
    zero_padded,
)
from cnncore.shapes import conv_out_size, effective_kernel_size


def conv2d_loops(
    input: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int | Pair = 1,
    padding: int | Pair | str = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> np.ndarray:
    """`conv2d` as its definition reads: window times kernel, summed, for every output cell.

    Shape, errors and meaning are those of `conv2d`; this one is for reading, that one for speed.
    """
    images, plan = _plan(input, weight, bias, stride, padding, dilation, groups)
    weight = np.asarray(weight)
    out_channels, channels_per_group, kernel_h, kernel_w = weight.shape
    (stride_h, stride_w), (dilation_h, dilation_w) = plan.windows.stride, plan.windows.dilation
    padded = zero_padded(images, *plan.border)
    out_h, out_w = plan.windows.out_size
    out = np.zeros((len(images), out_channels, out_h, out_w), dtype=plan.dtype)
    for n in range(len(images)):
        for o in range(out_channels):
            group = o // (out_channels // groups)
            first = group * channels_per_group  # a kernel sees the channels of its group only
            channels = slice(first, first + channels_per_group)
            for row in range(out_h):
                for col in range(out_w):
                    top, left = row * stride_h, col * stride_w
                    rows = slice(top, top + dilation_h * (kernel_h - 1) + 1, dilation_h)
                    cols = slice(left, left + dilation_w * (kernel_w - 1) + 1, dilation_w)
                    window = padded[n, channels, rows, cols]
                    out[n, o, row, col] = np.sum(window * weight[o])
            if bias is not None:
                out[n, o] += bias[o]
    return like_batch(out, input)


def conv2d(
    input: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int | Pair = 1,
    padding: int | Pair | str = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> np.ndarray:
    """Slide each kernel over the zero-padded image and sum the products (cross-correlation).

    Args:
        input: images; whole numbers stay whole numbers.
        weight: one kernel per output channel.
        bias: one number per output channel, added everywhere; None adds nothing.
        stride: cells from one window to the next.
        padding: zeros per side, or "valid" (none), or "same" (size kept; needs stride 1, and puts
            the odd cell of an even kernel at the far end).
        dilation: distance between two cells of the kernel.
        groups: cut the channels into this many groups that do not see each other;
            groups = C_in is a depthwise convolution.

    Shape:
        input: (N, C_in, H, W) or (C_in, H, W)
        weight: (C_out, C_in // groups, KH, KW)    bias: (C_out,)
        returns: (N, C_out, H_out, W_out) or (C_out, H_out, W_out),
            H_out = conv_out_size(H, KH, ...)

    Raises:
        SettingError: shapes that do not belong together, a kernel larger than the padded image,
            groups that do not divide the channels, or a number that is no legal setting.

    Source: torch.nn.functional.conv2d.
    """
    images, plan = _plan(input, weight, bias, stride, padding, dilation, groups)
    kernels = _grouped(weight, groups)
    if bias is not None:  # one more weight, on a cell that is always 1
        kernels = np.concatenate([kernels, np.reshape(bias, (*kernels.shape[:2], 1))], axis=2)
    padded, (out_h, out_w) = zero_padded(images, *plan.border), plan.windows.out_size
    out = np.empty((len(images), *kernels.shape[:2], out_h * out_w), dtype=plan.dtype)
    for block in column_blocks(padded, plan.windows, groups, with_ones=bias is not None):
        np.matmul(kernels, block.columns, out=out[block.images, :, :, block.positions])
    return like_batch(out.reshape(len(images), len(weight), out_h, out_w), input)


def conv2d_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    weight: np.ndarray,
    stride: int | Pair = 1,
    padding: int | Pair | str = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of `conv2d`: each cell of `grad_out` flows back through its own window.

    With the windows as columns, out = kernels @ columns. So the kernels receive
    grad_out @ columns^T, the columns receive kernels^T @ grad_out, and the bias, added to every
    position, receives the sum.

    Shape:
        grad_out: as `conv2d` returns
        returns: grad_input, grad_weight, grad_bias, shaped as input, weight and (C_out,)
    """
    images, plan = _plan(input, weight, None, stride, padding, dilation, groups)
    windows, kernels = plan.windows, _grouped(weight, groups)
    shape = (len(images), len(weight), *windows.out_size)
    grad_out = expect_grad(grad_out, shape, input)
    grads = grad_out.reshape(len(images), *kernels.shape[:2], math.prod(windows.out_size))

    padded = zero_padded(images, *plan.border)
    grad_padded = np.zeros(padded.shape, dtype=np.result_type(grad_out, kernels))
    stamp(grad_out, kernels, windows, grad_padded)
    grad_kernels = np.zeros(kernels.swapaxes(1, 2).shape, np.result_type(grad_out, images))
    for block in column_blocks(padded, windows, groups):
        grad = grads[block.images, :, :, block.positions]
        grad_kernels += (block.columns @ grad.swapaxes(2, 3)).sum(axis=0)

    (top, _, left, _), (height, width) = plan.border, images.shape[2:]
    grad_input = grad_padded[:, :, top : top + height, left : left + width]
    grad_weight = grad_kernels.swapaxes(1, 2).reshape(np.shape(weight))
    grad_bias = grads.sum(axis=(0, 3)).reshape(len(weight))
    return like_batch(grad_input, input), grad_weight, grad_bias


class _Plan(NamedTuple):
    windows: Windows
    border: tuple[int, int, int, int]  # top, bottom, left, right
    dtype: np.dtype


def _grouped(weight: np.ndarray, groups: int) -> np.ndarray:
    """Each kernel as one row: (groups, C_out // groups, C_in // groups * KH * KW)."""
    return np.asarray(weight).reshape(groups, len(weight) // groups, -1)


def _plan(
    input: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None,
    stride: int | Pair,
    padding: int | Pair | str,
    dilation: int | Pair,
    groups: int,
) -> tuple[np.ndarray, _Plan]:
    """Check that the arrays and settings belong together, and where the windows lie."""
    images, weight = as_batch("input", input), np.asarray(weight)
    _check_channels(images.shape[1], weight.shape, groups)
    arrays = [images, weight]
    if bias is not None:
        arrays.append(expect_shape("bias", bias, weight.shape[:1]))

    kernel_size = (weight.shape[2], weight.shape[3])
    steps = pair("stride", stride, minimum=1)
    holes = pair("dilation", dilation, minimum=1)
    border = top, bottom, left, right = _border(kernel_size, steps, padding, holes)
    height, width = images.shape[2:]
    if isinstance(padding, str):  # perhaps not the same on both sides: part of the size instead
        sizes, pads = (height + top + bottom, width + left + right), (0, 0)
    else:
        sizes, pads = (height, width), (top, left)
    out_h, out_w = (
        conv_out_size(size, k, stride=s, padding=p, dilation=d)
        for size, k, s, p, d in zip(sizes, kernel_size, steps, pads, holes, strict=True)
    )
    windows = Windows(kernel_size, steps, holes, (out_h, out_w))
    return images, _Plan(windows, border, np.result_type(*arrays))


def _check_channels(in_channels: int, weight_shape: tuple[int, ...], groups: int) -> None:
    """Refuse a weight that cannot meet these channels."""
    if len(weight_shape) != 4:
        expected = "(C_out, C_in // groups, KH, KW)"
        raise SettingError("wrong_rank", name="weight", shape=weight_shape, expected=expected)
    if 0 in weight_shape:
        raise SettingError("empty_array", name="weight", shape=weight_shape)
    check_groups(in_channels, weight_shape[0], groups)
    if weight_shape[1] * groups != in_channels:
        raise SettingError(
            "channels_mismatch",
            in_channels=in_channels,
            groups=groups,
            expected=in_channels // groups,
            weight_shape=weight_shape,
        )


def _border(
    kernel_size: Pair, stride: Pair, padding: int | Pair | str, dilation: Pair
) -> tuple[int, int, int, int]:
    """The padding as (top, bottom, left, right)."""
    if not isinstance(padding, str):
        vertical, horizontal = pair("padding", padding, minimum=0)
        return vertical, vertical, horizontal, horizontal
    if choice("padding", padding, ("same", "valid")) == "valid":
        return 0, 0, 0, 0
    if stride != (1, 1):
        raise SettingError("same_needs_stride_1", stride=stride)
    totals = [effective_kernel_size(k, d) - 1 for k, d in zip(kernel_size, dilation, strict=True)]
    (top, left), (bottom, right) = [t // 2 for t in totals], [t - t // 2 for t in totals]
    return top, bottom, left, right

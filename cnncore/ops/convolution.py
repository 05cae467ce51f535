"""Convolution: slide each kernel over the image and sum the products.

What every deep-learning library calls convolution is *cross-correlation*: the kernel is not
flipped. `conv2d_loops` is the definition, one window at a time; `conv2d` computes the same numbers
as matrix products and keeps up with torch.

Source: torch.nn.functional.conv2d.
"""

from typing import NamedTuple

import numpy as np

from cnncore.arguments import check_groups, choice, pair
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, expect_shape, like_batch, numbers
from cnncore.ops.half import computed_in_float32
from cnncore.ops.products import correlate, correlate_weight_grad, stamp
from cnncore.ops.windows import Pair, Windows, zero_padded
from cnncore.shapes import conv_out_size, effective_kernel_size


@computed_in_float32
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
    dtype = np.result_type(images, weight, *(() if bias is None else (bias,)))
    out = np.zeros((len(images), out_channels, out_h, out_w), dtype=dtype)
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


@computed_in_float32
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
    bias = None if bias is None else np.asarray(bias)
    padded = zero_padded(images, *plan.border)
    out = correlate(padded, np.asarray(weight), bias, plan.windows, groups)
    return like_batch(out, input)


@computed_in_float32
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

    A window's sum is weight * cell, added up. So the weights receive the cells they met, the cells
    receive the weights they met, each times the gradient of that sum, and the bias, added to every
    position, receives the sum.

    Shape:
        grad_out: as `conv2d` returns
        returns: grad_input, grad_weight, grad_bias, shaped as input, weight and (C_out,)
    """
    images, plan = _plan(input, weight, None, stride, padding, dilation, groups)
    windows, weight = plan.windows, np.asarray(weight)
    grad_out = expect_grad(grad_out, (len(images), len(weight), *windows.out_size), input)
    (top, _, left, _), size = plan.border, images.shape[2:]
    grad_input = stamp(grad_out, weight, windows, groups, size, (top, left))
    padded = zero_padded(images, *plan.border)
    grad_weight = correlate_weight_grad(grad_out, padded, windows, groups)
    return like_batch(grad_input, input), grad_weight, grad_out.sum(axis=(0, 2, 3))


class _Plan(NamedTuple):
    windows: Windows
    border: tuple[int, int, int, int]  # top, bottom, left, right


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
    images, weight = as_batch("input", input), numbers("weight", weight)
    _check_channels(images.shape[1], weight.shape, groups)
    if bias is not None:
        expect_shape("bias", bias, weight.shape[:1])

    kernel_size = (weight.shape[2], weight.shape[3])
    steps = pair("stride", stride, minimum=1)
    holes = pair("dilation", dilation, minimum=1)
    border = top, bottom, left, right = _border(kernel_size, steps, padding, holes)
    height, width = images.shape[2:]
    if isinstance(padding, str):  # perhaps not the same on both sides: part of the size instead
        height, width, pad_h, pad_w = height + top + bottom, width + left + right, 0, 0
    else:
        pad_h, pad_w = top, left
    out_h = conv_out_size(height, kernel_size[0], stride=steps[0], padding=pad_h, dilation=holes[0])
    out_w = conv_out_size(width, kernel_size[1], stride=steps[1], padding=pad_w, dilation=holes[1])
    return images, _Plan(Windows(kernel_size, steps, holes, (out_h, out_w)), border)


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

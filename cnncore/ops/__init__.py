"""The operators of a convolutional network in NumPy, forward and backward, and their steps.

Names, argument names, order, defaults and meaning are those of `torch.nn.functional`, on arrays
instead of tensors: (N, C, H, W), or (C, H, W) where torch takes a single image.

`<op>_backward(grad_out, ...)` takes the gradient of the result and then the operator's own
arguments, except those whose value no gradient depends on (a bias); it returns the gradients in the
order of the inputs.
"""

from cnncore.ops.convolution import conv2d, conv2d_backward, conv2d_loops
from cnncore.ops.padding import pad, pad_backward, padded_sources
from cnncore.ops.pooling import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_loops,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_loops,
)
from cnncore.ops.steps import WindowStep, conv2d_steps, padded_grid, pool2d_steps
from cnncore.ops.windows import unfold, unfold_backward

__all__ = [
    "WindowStep",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool2d_loops",
    "conv2d",
    "conv2d_backward",
    "conv2d_loops",
    "conv2d_steps",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool2d_loops",
    "pad",
    "pad_backward",
    "padded_grid",
    "padded_sources",
    "pool2d_steps",
    "unfold",
    "unfold_backward",
]

"""The operators of a convolutional network in NumPy, forward and backward, and their steps.

Names, argument names, order, defaults and meaning are those of `torch.nn.functional`, on arrays
instead of tensors: (N, C, H, W), or (C, H, W) where torch takes a single image.

`<op>_backward(grad_out, ...)` takes the gradient of the result and then the operator's own
arguments, except those whose value no gradient depends on (a bias); it returns the gradients in the
order of the inputs. What is drawn at random is drawn by a function of its own (`dropout_mask`,
`rrelu_slopes`), and the gradient takes the draw: `dropout_backward(grad_out, mask)`.
"""

from cnncore.ops.adaptive import (
    adaptive_avg_pool2d,
    adaptive_avg_pool2d_backward,
    adaptive_windows,
)
from cnncore.ops.classification import (
    cross_entropy,
    cross_entropy_backward,
    log_softmax,
    log_softmax_backward,
    softmax,
    softmax_backward,
)
from cnncore.ops.convolution import (
    conv2d,
    conv2d_backward,
    conv2d_loops,
)
from cnncore.ops.fully_connected import (
    linear,
    linear_backward,
)
from cnncore.ops.normalization import (
    batch_norm,
    batch_norm_backward,
    local_response_norm,
    local_response_norm_backward,
)
from cnncore.ops.padding import (
    pad,
    pad_backward,
    padded_sources,
)
from cnncore.ops.pooling import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_loops,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_loops,
)
from cnncore.ops.rectifiers import (
    elu,
    elu_backward,
    leaky_relu,
    leaky_relu_backward,
    maxout,
    maxout_backward,
    prelu,
    prelu_backward,
    relu,
    relu6,
    relu6_backward,
    relu_backward,
    rrelu,
    rrelu_backward,
    rrelu_slopes,
)
from cnncore.ops.regularization import (
    dropout,
    dropout_backward,
    dropout_mask,
)
from cnncore.ops.smooth import (
    gelu,
    gelu_backward,
    sigmoid,
    sigmoid_backward,
    silu,
    silu_backward,
    softplus,
    softplus_backward,
    tanh,
    tanh_backward,
)
from cnncore.ops.steps import (
    WindowStep,
    conv2d_steps,
    padded_grid,
    pool2d_steps,
)
from cnncore.ops.transposed import (
    conv_transpose2d,
    conv_transpose2d_backward,
)
from cnncore.ops.windows import (
    unfold,
    unfold_backward,
)

__all__ = [
    "WindowStep",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_windows",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool2d_loops",
    "batch_norm",
    "batch_norm_backward",
    "conv2d",
    "conv2d_backward",
    "conv2d_loops",
    "conv2d_steps",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "dropout",
    "dropout_backward",
    "dropout_mask",
    "elu",
    "elu_backward",
    "gelu",
    "gelu_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "linear",
    "linear_backward",
    "local_response_norm",
    "local_response_norm_backward",
    "log_softmax",
    "log_softmax_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool2d_loops",
    "maxout",
    "maxout_backward",
    "pad",
    "pad_backward",
    "padded_grid",
    "padded_sources",
    "pool2d_steps",
    "prelu",
    "prelu_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "rrelu",
    "rrelu_backward",
    "rrelu_slopes",
    "sigmoid",
    "sigmoid_backward",
    "silu",
    "silu_backward",
    "softmax",
    "softmax_backward",
    "softplus",
    "softplus_backward",
    "tanh",
    "tanh_backward",
    "unfold",
    "unfold_backward",
]

"""What a layer costs: numbers to learn, and multiply-adds for one image.

`..._params` counts weights, biases, and gamma and beta of batch norm; running means and variances
are not learned and never counted. `..._mult_adds` counts one multiply-add for each use of a weight,
for a single image; bias, batch norm, activation and pooling count nothing. FLOPs in the strict
sense are twice that; the "FLOPs" of the ResNet paper and torchvision's are multiply-adds.
"""

from math import prod

from cnncore.arguments import check_groups, pair, whole_number

Pair = tuple[int, int]


def conv2d_params(
    in_channels: int,
    out_channels: int,
    kernel_size: int | Pair,
    *,
    groups: int = 1,
    bias: bool = True,
) -> int:
    """Numbers a convolution learns: out_channels * (in_channels / groups * KH * KW + 1).

    Args:
        in_channels: channels of the input.
        out_channels: number of kernels.
        kernel_size: cells of a kernel.
        groups: cuts the channels into groups that do not see each other.
        bias: whether each kernel has a bias (the + 1).

    Raises:
        SettingError: `groups_do_not_divide`, or a number that is no legal setting.

    Example:
        >>> conv2d_params(3, 192, 3, bias=False), conv2d_params(3, 192, 3)
        (5184, 5376)
    """
    in_channels = _count("in_channels", in_channels)
    out_channels = _count("out_channels", out_channels)
    groups = check_groups(in_channels, out_channels, groups)
    kernel_h, kernel_w = pair("kernel_size", kernel_size, minimum=1)
    weights = out_channels * (in_channels // groups) * kernel_h * kernel_w
    return weights + (out_channels if bias else 0)


def conv2d_mult_adds(
    in_channels: int,
    out_channels: int,
    kernel_size: int | Pair,
    out_size: int | Pair,
    *,
    groups: int = 1,
) -> int:
    """Multiply-adds of a convolution: every weight is used once at every output position.

    Args:
        in_channels: channels of the input.
        out_channels: number of kernels.
        kernel_size: cells of a kernel.
        out_size: height and width of the output.
        groups: cuts the channels into groups that do not see each other.

    Raises:
        SettingError: as `conv2d_params`.

    Example:
        >>> conv2d_mult_adds(512, 512, 3, 14)
        462422016
    """
    out_h, out_w = pair("out_size", out_size, minimum=1)
    weights = conv2d_params(in_channels, out_channels, kernel_size, groups=groups, bias=False)
    return weights * out_h * out_w


def depthwise_separable_params(
    in_channels: int, out_channels: int, kernel_size: int | Pair, *, bias: bool = True
) -> int:
    """Numbers a depthwise separable convolution learns: one kernel per channel, then a 1x1.

    Source: Howard et al. 2017, MobileNets, arXiv:1704.04861, section 3.1.
    """
    depthwise = conv2d_params(in_channels, in_channels, kernel_size, groups=in_channels, bias=bias)
    return depthwise + conv2d_params(in_channels, out_channels, 1, bias=bias)


def depthwise_separable_mult_adds(
    in_channels: int, out_channels: int, kernel_size: int | Pair, out_size: int | Pair
) -> int:
    """Multiply-adds of a depthwise separable convolution, 1/out_channels + 1/KH/KW of a full one.

    Source: Howard et al. 2017, MobileNets, arXiv:1704.04861, section 3.1.

    Example:
        >>> depthwise_separable_mult_adds(512, 512, 3, 14)
        52283392
    """
    depthwise = conv2d_mult_adds(
        in_channels, in_channels, kernel_size, out_size, groups=in_channels
    )
    return depthwise + conv2d_mult_adds(in_channels, out_channels, 1, out_size)


def linear_params(in_features: int, out_features: int, *, bias: bool = True) -> int:
    """Numbers a fully connected layer learns: in_features * out_features, plus the biases.

    Example:
        >>> linear_params(2048, 1000)
        2049000
    """
    in_features = _count("in_features", in_features)
    out_features = _count("out_features", out_features)
    return in_features * out_features + (out_features if bias else 0)


def linear_mult_adds(in_features: int, out_features: int) -> int:
    """Multiply-adds of a fully connected layer: every weight is used once."""
    return linear_params(in_features, out_features, bias=False)


def batch_norm_params(num_features: int) -> int:
    """Numbers a batch norm learns: gamma and beta of every channel."""
    return 2 * _count("num_features", num_features)


def fully_connected_weights(in_size: Pair, num_units: int) -> int:
    """Weights when every unit sees every pixel; biases are not counted.

    Example:
        >>> fully_connected_weights((1000, 1000), 10**6)
        1000000000000
    """
    return prod(pair("in_size", in_size, minimum=1)) * _count("num_units", num_units)


def locally_connected_weights(field_size: int | Pair, num_units: int) -> int:
    """Weights when every unit sees its own small field, with weights of its own.

    Example:
        >>> locally_connected_weights(10, 10**6)
        100000000
    """
    return prod(pair("field_size", field_size, minimum=1)) * _count("num_units", num_units)


def shared_weights(field_size: int | Pair, num_kernels: int = 1) -> int:
    """Weights when all units of a feature map share one kernel, however many units there are.

    Example:
        >>> shared_weights(10)
        100
    """
    return prod(pair("field_size", field_size, minimum=1)) * _count("num_kernels", num_kernels)


def _count(name: str, value: int) -> int:
    return whole_number(name, value, minimum=1)

"""The one error of the package: a setting that cannot work, and what would.

`str(error)` is English. A page that speaks another language looks up `error.code` in its own table
and fills in `error.values`; `MESSAGES` lists every code with the fields it carries, so a test can
hold both tables against each other.
"""

MESSAGES: dict[str, str] = {
    # one number
    "not_an_integer": "{name}={value} must be a whole number",
    "too_small": "{name}={value} is too small: use {name} >= {minimum}",
    "not_a_pair": "{name}={value} must be one whole number or a pair (vertical, horizontal)",
    "out_of_range": "{name}={value} must lie between {minimum} and {maximum}",
    "unknown_choice": "{name}={value} is unknown: choose one of {choices}",
    "only_for_mode": "{name}={value} is only used by mode='{mode}'",
    "range_reversed": "{low_name}={low} must not exceed {high_name}={high}",
    # windows
    "kernel_too_large": (
        "kernel_size={kernel_size} with dilation={dilation} covers {extent} cells, but the padded "
        "input has only {padded_size} (size={size}, padding={padding}): "
        "use kernel_size <= {max_kernel_size} or padding >= {min_padding}"
    ),
    "no_same_padding": (
        "kernel_size={kernel_size} with dilation={dilation} covers {extent} cells, an even number: "
        "the {total_padding} cells of padding it needs cannot be split equally on two sides; "
        "use an odd kernel_size or an even dilation"
    ),
    "same_needs_stride_1": "padding='same' needs stride=1, not stride={stride}",
    "pool_padding_too_large": (
        "padding={padding} is more than half of kernel_size={kernel_size}, so a window could lie "
        "entirely in the padding: use padding <= {max_padding}"
    ),
    "output_padding_too_large": (
        "output_padding={output_padding} must be smaller than stride={stride} or "
        "dilation={dilation}: use output_padding <= {max_output_padding}"
    ),
    "empty_output": (
        "size={size} with kernel_size={kernel_size}, stride={stride}, padding={padding}, "
        "dilation={dilation} leaves no output (out_size={out_size}): use padding <= {max_padding}"
    ),
    # padding an array
    "pad_length": (
        "pad={pad} must hold a (before, after) pair for each padded axis, the last axis first: "
        "mode='{mode}' takes {expected} numbers for an array of shape {shape}"
    ),
    "pad_too_large": (
        "mode='{mode}' can fill at most {max_pad} cells on each side of an axis of size {size}, "
        "not {value}"
    ),
    "pad_crops_everything": "pad={pad} removes all cells of an axis of size {size}",
    "value_needs_constant": "value={value} is only used by mode='constant', not mode='{mode}'",
    # arrays
    "wrong_rank": "{name} has shape {shape}: expected {expected}",
    "wrong_shape": "{name} has shape {shape}, expected {expected}",
    "groups_do_not_divide": (
        "groups={groups} does not divide {name}={channels}: use one of {divisors}"
    ),
    "pieces_do_not_divide": (
        "num_pieces={num_pieces} does not divide channels={channels}: use one of {divisors}"
    ),
    "channels_mismatch": (
        "input has {in_channels} channels in groups={groups}, so each kernel needs "
        "{expected} channels, but weight has shape {weight_shape}"
    ),
    "not_numbers": "{name} holds values of type {dtype}: whole or real numbers are needed",
    "empty_array": "{name} has shape {shape}: every axis except the batch must hold something",
    # statistics and losses
    "one_value_per_channel": (
        "input has shape {shape}: a mean and a variance need more than one value per channel "
        "in training"
    ),
    "needs_running_stats": "training=False needs running_mean and running_var",
    "one_running_stat": (
        "running_mean and running_var belong together: give both, or neither to keep none"
    ),
    "eps_not_positive": (
        "eps={eps} must be above 0 in training, or a channel of equal numbers is divided by 0"
    ),
    "needs_float_buffer": (
        "{name} is updated in place, so it must be a NumPy array of floats, not {value}"
    ),
    "class_out_of_range": (
        "target holds class {value}, but input has {num_classes} classes: "
        "use 0 to {max_class} or ignore_index={ignore_index}"
    ),
    "ignore_needs_indices": (
        "ignore_index={ignore_index} only works with class indices, not class probabilities"
    ),
}


class SettingError(ValueError):
    """A setting, or a combination of settings, that has no meaning.

    Attributes:
        code: which rule is broken; a key of `MESSAGES`.
        values: the numbers that clash and the ones that would be legal, by name.

    Example:
        >>> error = SettingError("too_small", name="stride", value=0, minimum=1)
        >>> str(error)
        'stride=0 is too small: use stride >= 1'
    """

    def __init__(self, code: str, **values: object) -> None:
        """Fill in the English sentence of `code` with `values`."""
        super().__init__(MESSAGES[code].format(**values))
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by code and values, so that the error survives a worker process."""
        return _rebuild, (self.code, self.values)


def _rebuild(code: str, values: dict[str, object]) -> SettingError:
    return SettingError(code, **values)

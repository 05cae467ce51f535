"""Errors of networks, data and training: like `SettingError`, each package with its own sentences.

A page that speaks another language looks up `error.code` in its own table and fills in
`error.values`; every package lists its codes in one `MESSAGES` table, so a test can hold both
tables against each other.
"""

from typing import ClassVar

from cnncore.errors import SettingError

MESSAGES: dict[str, str] = {
    # what a stack cannot do
    "needs_a_map": (
        "{kind} at position {index} needs a feature map (channels, height, width), but the network "
        "is a flat vector of {features} features from there on"
    ),
    "linear_needs_flatten": (
        "linear at position {index} needs a flat vector, but receives a feature map {shape}: "
        "put a flatten before it"
    ),
    "no_classifier": "the network ends with shape {shape}: it needs a linear layer with one output "
    "per class ({num_classes})",
    "wrong_number_of_outputs": (
        "the network ends with {features} outputs, but there are {num_classes} classes"
    ),
    # reading a network
    "unknown_kind": "{kind} is no block: choose one of {choices}",
    "unknown_field": "{field} is no setting of {owner}: it has {fields}",
    "missing_field": "{owner} needs {field}",
    "not_a_mapping": "{owner} must be a dict of settings, not {value}",
    "not_a_flag": "{name}={value} must be true or false",
    "not_a_number": "{name}={value} must be a number",
    "unreadable_block": "'{text}' is no block of a network written as text",
    "too_many_blocks": "{count} blocks are too many: use at most {maximum}",
    # a kernel from a lesson
    "kernel_not_square": "kernel '{kernel}' must have {kernel_size} rows of {kernel_size} numbers",
}


class NetworkError(SettingError):
    """A network, or a setting of one, that has no meaning.

    Attributes:
        messages: every code of this class of errors with its English sentence.
        code: which rule is broken; a key of `messages`.
        values: the values that clash and the ones that would be legal, by name.
    """

    messages: ClassVar[dict[str, str]] = MESSAGES

    def __init__(self, code: str, **values: object) -> None:
        """Fill in the English sentence of `code` with `values`."""
        ValueError.__init__(self, self.messages[code].format(**values))
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by class, code and values, so that the error survives a worker process."""
        return _rebuild, (type(self), self.code, self.values)


def _rebuild(kind: type[NetworkError], code: str, values: dict[str, object]) -> NetworkError:
    return kind(code, **values)

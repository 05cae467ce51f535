"""Errors of a training run: settings that clash, and limits that protect a shared machine."""

from typing import ClassVar

from cnncore.data.errors import MESSAGES as DATA
from cnncore.data.errors import DataError
from cnncore.errors import MESSAGES as SETTINGS
from cnncore.network.errors import MESSAGES as NETWORK

MESSAGES: dict[str, str] = {
    "too_many_params": "the network has {params} parameters: at most {maximum} are trained here",
    "too_much_memory": "the run would need about {megabytes} MB: at most {maximum} MB are given",
    "batch_too_large": "batch_size={batch_size} exceeds the {train_size} training pictures",
    "batch_of_one": "batch norm of vectors or of single cells needs batch_size >= 2",
    "device_unavailable": "no device {device} here: use one of {choices}",
    "nothing_to_learn": "every layer with weights is frozen, or there is none",
    "weights_unreadable": "this is no safetensors file, or it is damaged",
    "weights_mismatch": (
        "the weights do not fit the network: missing {missing}, unexpected {unexpected}, "
        "of another shape {reshaped}"
    ),
    "weights_too_many": "the file lists too many tensors",
    "weights_not_finite": "{name} holds numbers that are infinite or not a number",
    "weights_too_large": "the file has {size} bytes: at most {maximum} are taken",
    "state_unreadable": "the saved run cannot be read",
    "state_of_another_run": "the saved run belongs to other settings",
    "unknown_command": "{command} is no command: use one of {choices}",
    "no_script": "a script for name='{name}' needs the pictures beside it: save them as {file}",
}


class TrainError(DataError):
    """A run that cannot be started, continued or exported; `code` and `values` say why."""

    messages: ClassVar[dict[str, str]] = SETTINGS | NETWORK | DATA | MESSAGES

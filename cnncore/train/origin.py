"""Where weights come from: written into the file that a run is exported as, and read back."""

import json
from dataclasses import dataclass

from cnncore.errors import SettingError
from cnncore.network.network import Network
from cnncore.network.text import MAX_TEXT
from cnncore.train.config import TrainConfig
from cnncore.train.weights import weights_from_bytes, weights_to_bytes

_LONGEST = 80  # characters of a name
_MOST_CLASSES = 1000


@dataclass(frozen=True, slots=True)
class Origin:
    """The run that some weights are of.

    Attributes:
        network: as `Network.as_text` writes it.
        data: name of its data set.
        classes: ids of its classes, in the order of the outputs.
    """

    network: str
    data: str
    classes: tuple[str, ...]


def with_origin(weights: bytes, config: TrainConfig, classes: tuple[str, ...]) -> bytes:
    """A safetensors file that says where its weights come from, in its metadata.

    Raises:
        TrainError: as `weights_from_bytes`.
    """
    about = {
        "network": config.network.as_text(),
        "data": config.data.name,
        "classes": json.dumps(list(classes), ensure_ascii=False),
    }
    return weights_to_bytes(weights_from_bytes(weights), about)


def origin_of(file: bytes) -> Origin | None:
    """What a file says of its origin; None if it says nothing, or nothing that makes sense."""
    try:
        size = int.from_bytes(file[:8], "little")
        about = json.loads(file[8 : 8 + size])["__metadata__"]
        network, data = about["network"], about["data"]
        classes = json.loads(about["classes"])
        Network.from_text(network[: MAX_TEXT + 1])
    except (ValueError, KeyError, TypeError, SettingError, RecursionError):
        return None
    names = [data, *classes] if isinstance(classes, list) else [None]
    if len(names) > _MOST_CLASSES or not all(isinstance(name, str) for name in names):
        return None
    return Origin(network, data[:_LONGEST], tuple(name[:_LONGEST] for name in classes))

"""Training as a generator of events; it knows nothing of threads, Dask or Streamlit.

``for event in train(TrainConfig(network, data)): ...``
"""

from cnncore.train.building import assemble, build, data_shape, initial_state, layer_names
from cnncore.train.commands import COMMANDS, Control, checked_command
from cnncore.train.config import TrainConfig
from cnncore.train.errors import TrainError
from cnncore.train.events import Event
from cnncore.train.limits import check, memory_estimate
from cnncore.train.loop import train
from cnncore.train.state import weights_of_state
from cnncore.train.weights import load_weights, weights_from_bytes, weights_to_bytes

__all__ = [
    "COMMANDS",
    "Control",
    "Event",
    "TrainConfig",
    "TrainError",
    "assemble",
    "build",
    "check",
    "checked_command",
    "data_shape",
    "initial_state",
    "layer_names",
    "load_weights",
    "memory_estimate",
    "train",
    "weights_from_bytes",
    "weights_of_state",
    "weights_to_bytes",
]

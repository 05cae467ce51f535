"""What the engine refuses, as a code that a page puts into words."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "unknown_job": "there is no such run on this server",
    "engine_unavailable": "the cluster at {address} cannot be reached",
    "queue_full": "{waiting} runs are waiting already, more than {maximum} cannot",
    "session_queue_full": "{waiting} runs of yours are waiting already: the limit is {maximum}",
    "config_too_large": "the settings take {size} bytes, more than {maximum}",
    "not_running": "the run is not running",
    "no_state": "the run has not saved its state yet",
}


class EngineError(Exception):
    """A request that the engine cannot serve.

    Attributes:
        code: which rule was broken; a key of `MESSAGES`.
        values: the numbers that belong to it, by name.
    """

    def __init__(self, code: str, **values: object) -> None:
        """Fill in the English sentence of `code` with `values`."""
        super().__init__(MESSAGES[code].format(**values))
        self.code = code
        self.values = values

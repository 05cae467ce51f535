"""Small runs, and what is read from their events."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cnncore.data import DataConfig
from cnncore.network import Network
from cnncore.train import TrainConfig, train

DIGITS = DataConfig("digits", train_size=256, test_size=100)
SMALL = TrainConfig(
    Network.from_text("c6k3p1-bn-relu-m2-drop0.2-flat-fc16-relu-fc"), DIGITS, epochs=3
)
"""24 steps of a network that has everything a resumed run could get wrong."""


def changed(**settings: Any) -> TrainConfig:
    return replace(SMALL, **settings)


def events_of(config: TrainConfig, control: Any = None, **how: Any) -> list[dict[str, Any]]:
    return [event.as_dict() for event in train(config, control, **how)]


def of_type(events: Iterable[dict[str, Any]], *types: str) -> list[dict[str, Any]]:
    return [event for event in events if event["type"] in types]


def losses_of(events: Iterable[dict[str, Any]]) -> list[float]:
    return [loss for event in of_type(events, "step") for loss in event["losses"]]


def numbers_of(events: Iterable[dict[str, Any]]) -> list[Any]:
    """Everything that must not depend on the clock."""
    events = [{k: v for k, v in event.items() if k != "seconds"} for event in events]
    fixed = of_type(events, "test", "snapshot", "mistakes", "embedding")
    return [losses_of(events), fixed, of_type(events, "finished")]


class Script:
    """A control that gives commands at fixed steps, and keeps what it is given."""

    def __init__(self, commands: dict[int, list[Any]] | None = None) -> None:
        self.commands = commands or {}
        self.polls = -1  # the first poll comes before the first step
        self.while_paused: deque[Any] = deque()
        self.states: list[bytes] = []

    def poll(self) -> list[Any]:
        self.polls += 1
        return self.commands.pop(self.polls, [])

    def wait(self, seconds: float) -> None:
        assert 0 < seconds < 1
        command = self.while_paused.popleft() if self.while_paused else {"do": "stop"}
        self.commands.setdefault(self.polls + 1, []).append(command)

    def save(self, state: bytes) -> None:
        self.states.append(state)

"""What a run can be told while it trains."""

from typing import Any, Protocol

from cnncore.arguments import choice
from cnncore.network.records import number, whole
from cnncore.train.choices import MAX_LEARNING_RATE, MIN_LEARNING_RATE, SCHEDULES
from cnncore.train.errors import TrainError

COMMANDS = (
    "pause",  # after the current step
    "resume",
    "step",  # one step, then pause
    "epoch",  # on to the end of the epoch, then pause
    "stop",
    "learning_rate",  # value: the new learning rate, before the schedule
    "schedule",  # value: the new schedule, over the same total of steps
    "sample",  # value: index of the test picture whose maps are shown
)


class Control(Protocol):
    """What steers a run. All it must have is `poll`.

    It may also have `save(state: bytes)`, called every few seconds and at the end with all it takes
    to go on exactly (see `cnncore.train.state`), and `wait(seconds)`, called instead of sleeping
    while the run is paused.
    """

    def poll(self) -> list[dict[str, Any]]:
        """The commands that came since the last call. Called before every step: keep it cheap."""
        ...


def checked_command(command: object, allowed: tuple[str, ...] = COMMANDS) -> dict[str, Any]:
    """A command with nothing unknown in it.

    Args:
        command: {"do": one of `allowed`, "value": where it takes one}.
        allowed: the commands that make sense here.

    Raises:
        TrainError: `unknown_command`; SettingError: a value without meaning.
    """
    do = command.get("do") if isinstance(command, dict) else None
    if not isinstance(command, dict) or do not in allowed or not set(command) <= {"do", "value"}:
        raise TrainError("unknown_command", command=repr(command)[:80], choices=allowed)
    value = command.get("value")
    match do:
        case "learning_rate":
            value = number(do, value, minimum=MIN_LEARNING_RATE, maximum=MAX_LEARNING_RATE)
        case "schedule":
            value = choice(do, value, SCHEDULES)
        case "sample":
            value = whole(do, value, minimum=0, maximum=1_000_000)
        case _:
            if value is not None:
                raise TrainError("unknown_command", command=repr(command)[:80], choices=allowed)
            return {"do": do}
    return {"do": do, "value": value}

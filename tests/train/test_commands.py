"""A run obeys: pause, resume, step, epoch, stop, learning rate, schedule, sample."""

from collections import deque
from typing import Any

import pytest

from cnncore.errors import SettingError
from cnncore.train import checked_command
from tests.train.runs import SMALL, Script, changed, events_of, losses_of, of_type


def told(events: list[dict[str, Any]]) -> list[str]:
    return [event["what"] for event in of_type(events, "command")]


def test_pause_shows_everything_and_resume_changes_nothing():
    control = Script({4: [{"do": "pause"}]})
    control.while_paused = deque([{"do": "resume"}])
    events = events_of(SMALL, control)
    assert told(events) == ["paused", "resume"]
    assert losses_of(events) == losses_of(events_of(SMALL))
    paused = next(i for i, event in enumerate(events) if event.get("what") == "paused")
    before = [event["type"] for event in events[paused - 3 : paused]]
    assert before == ["snapshot", "mistakes", "embedding"]
    assert len(control.states) == 2  # at the pause and at the end
    assert events[-1]["reason"] == "done"


def test_started_in_pause_then_step_by_step():
    control = Script({0: [{"do": "pause"}]})
    control.while_paused = deque([{"do": "step"}, {"do": "step"}, {"do": "epoch"}, {"do": "stop"}])
    events = events_of(SMALL, control)
    pauses = [e["step"] for e in of_type(events, "command") if e["what"] == "paused"]
    assert pauses == [0, 1, 2, 8]
    assert events[-1]["reason"] == "stopped"
    assert losses_of(events) == losses_of(events_of(SMALL))[:8]
    gradients = of_type(events, "snapshot")[2]["gradients"]
    assert [row["name"] for row in gradients] == ["conv1", "linear1", "classifier"]
    assert all(row["norm"] > 0 and row["update"] > 0 for row in gradients)


@pytest.mark.parametrize(("mode", "step"), [("step", 1), ("epoch", 8)])
def test_a_run_can_begin_with_one_step_or_one_epoch(mode: str, step: int):
    control = Script({})
    control.while_paused = deque([{"do": "step"}, {"do": "resume"}])
    events = events_of(changed(changes=((0, {"do": mode}),)), control)
    pauses = [e["step"] for e in of_type(events, "command") if e["what"] == "paused"]
    assert pauses == [step, step + 1]
    assert losses_of(events) == losses_of(events_of(SMALL))
    assert events[-1]["changes"] == []  # nothing that a script would have to repeat


def test_stop_keeps_what_was_learned():
    events = events_of(SMALL, Script({6: [{"do": "stop"}]}))
    finished = events[-1]
    assert finished["reason"] == "stopped"
    assert 0 < finished["step"] < 24
    assert finished["last_good_step"] == finished["step"]


def test_a_learning_rate_changed_by_hand_can_be_repeated():
    control = Script(
        {5: [{"do": "learning_rate", "value": 0.2}, {"do": "schedule", "value": "cosine"}]}
    )
    events = events_of(SMALL, control)
    assert told(events) == ["learning_rate", "schedule"]
    changes = events[-1]["changes"]
    assert [change["do"] for _, change in changes] == ["learning_rate", "schedule"]
    assert losses_of(events) != losses_of(events_of(SMALL))
    repeated = events_of(changed(changes=changes))
    assert losses_of(repeated) == losses_of(events)
    assert repeated[-1]["changes"] == changes
    assert of_type(events, "step")[-1]["learning_rate"] < 0.01


def test_what_a_hand_changed_is_saved_at_once():
    control = Script({5: [{"do": "learning_rate", "value": 0.2}]})
    whole = events_of(SMALL, control)
    assert len(control.states) == 2  # at the change and at the end
    rest = events_of(SMALL, Script(), resume=control.states[0])
    assert rest[-1]["changes"] == whole[-1]["changes"]
    assert losses_of(rest) == losses_of(whole)[-len(losses_of(rest)) :]
    assert of_type(rest, "step")[0]["learning_rate"] == 0.2


def test_another_sample_is_shown():
    control = Script({2: [{"do": "sample", "value": 7}]})
    events = events_of(SMALL, control)
    samples = [event["sample"]["index"] for event in of_type(events, "snapshot")]
    assert samples[0] == 0
    assert samples[-1] == 7
    assert losses_of(events) == losses_of(events_of(SMALL))


REFUSED = [
    {"do": "format_disk"},
    {"do": "learning_rate"},
    {"do": "learning_rate", "value": -1},
    {"do": "learning_rate", "value": float("nan")},
    {"do": "schedule", "value": "never"},
    {"do": "pause", "value": 3},
    {"do": "stop", "now": True},
    "stop",
    {},
]


@pytest.mark.parametrize("command", REFUSED, ids=str)
def test_nonsense_is_refused_and_the_run_goes_on(command: Any):
    with pytest.raises(SettingError):
        checked_command(command)
    events = events_of(SMALL, Script({1: [command]}))
    assert told(events) == ["refused"]
    assert losses_of(events) == losses_of(events_of(SMALL))

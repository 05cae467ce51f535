"""The course of a run: the same numbers every time, resumed or not, and what it tells."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest
import torch

from cnncore.data import Augment, load
from cnncore.network import Network
from cnncore.train import (
    TrainConfig,
    TrainError,
    build,
    train,
    weights_from_bytes,
    weights_of_state,
    weights_to_bytes,
)
from cnncore.train import loop as loop_module
from cnncore.train.run import Run
from cnncore.train.state import state_from_bytes
from tests.train.runs import (
    DIGITS,
    SMALL,
    Script,
    changed,
    events_of,
    losses_of,
    numbers_of,
    of_type,
)


def test_same_settings_same_numbers():
    assert numbers_of(events_of(SMALL)) == numbers_of(events_of(SMALL))


def test_another_seed_gives_other_numbers():
    assert losses_of(events_of(SMALL))[0] != losses_of(events_of(changed(seed=1)))[0]


def test_others_in_the_process_do_not_disturb_a_run():
    expected = losses_of(events_of(SMALL))
    torch.manual_seed(99)
    before = torch.get_rng_state()
    events = []
    for event in train(SMALL):
        assert torch.equal(torch.get_rng_state(), before)
        torch.rand(3)
        before = torch.get_rng_state()
        events.append(event.as_dict())
    assert losses_of(events) == expected


def test_every_event_is_json_and_has_a_type_and_a_step():
    events = events_of(SMALL)
    for event in events:
        assert json.loads(json.dumps(event, allow_nan=False)) == event
        assert isinstance(event["step"], int)
    assert events[0]["type"] == "started"
    assert events[-1]["type"] == "finished"
    types = {event["type"] for event in events}
    assert types == {
        *("started", "step", "test", "snapshot", "mistakes", "embedding", "finished"),
    }


def test_the_events_tell_the_whole_run():
    events = events_of(changed(evaluate_every=5))
    started, finished = events[0], events[-1]
    assert (started["total_steps"], started["steps_per_epoch"]) == (24, 8)
    assert [layer["name"] for layer in started["layers"]] == ["conv1", "linear1", "classifier"]
    steps = of_type(events, "step")
    told = [n for e in steps for n in range(e["first"], e["step"] + 1)]
    assert told == list(range(1, 25))
    tests = of_type(events, "test")
    assert [test["step"] for test in tests] == [0, 5, 10, 15, 20, 24]
    assert all(test["pictures"] == 100 for test in tests)
    assert finished["reason"] == "done"
    assert finished["last_good_step"] == 24
    assert finished["last_loss"] == losses_of(events)[-1]
    assert finished["test_accuracy"] == tests[-1]["test_accuracy"]
    batches = losses_of(events)
    assert tests[1]["train_loss"] == pytest.approx(sum(batches[:5]) / 5)
    mistakes = of_type(events, "mistakes")[-1]
    assert mistakes["total"] == round(100 * (1 - finished["test_accuracy"]))


def test_mistakes_and_embedding_move_with_every_test():
    events = events_of(changed(evaluate_every=5))
    steps = [test["step"] for test in of_type(events, "test")]
    for kind in ("mistakes", "embedding"):
        assert [event["step"] for event in of_type(events, kind)] == steps
    *moving, last = of_type(events, "mistakes")
    for event, test in zip(moving, of_type(events, "test"), strict=False):
        assert event["total"] == round((1 - test["test_accuracy"]) * event["pictures"])
        assert 0 < len(event["items"]) <= 6
    assert last["pictures"] == events[0]["test_size"]
    for event in of_type(events, "embedding"):
        assert len(event["points"]) == len(event["indices"]) == 100


def test_every_event_of_the_curves_says_when_it_was():
    events = events_of(changed(evaluate_every=5))
    seconds = [event["seconds"] for event in of_type(events, "step", "test", "finished")]
    assert seconds == sorted(seconds)
    assert 0 <= seconds[0] < seconds[-1]
    script = Script({12: [{"do": "stop"}]})
    events_of(changed(evaluate_every=5), script)
    resumed = events_of(changed(evaluate_every=5), resume=script.states[-1])
    spent = state_from_bytes(script.states[-1], None).progress["seconds"]
    assert of_type(resumed, "test")[0]["seconds"] >= round(spent, 3) > 0


def test_it_is_the_bare_loop():
    """The same losses as the textbook's loop on the same batches."""
    config = changed(network=Network.from_text("c6k3p1-relu-m2-flat-fc"), optimizer="nesterov")
    model = build(config).to(memory_format=torch.contiguous_format)  # pyright: ignore
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, nesterov=True)
    run = loop_module.Run(config, loop_module.load(config.data))
    expected = []
    for _ in range(24):
        x, y = run._batch()
        run.step += 1
        loss = torch.nn.functional.cross_entropy(model(x.contiguous()), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        expected.append(loss.item())
    assert losses_of(events_of(config)) == pytest.approx(expected, rel=1e-4)


OPTIMIZED: list[dict[str, Any]] = [
    {"optimizer": "sgd", "schedule": "warmup"},
    {"optimizer": "momentum", "schedule": "step", "weight_decay": 0.01},
    {"optimizer": "nesterov", "label_smoothing": 0.1},
    {"optimizer": "adam", "schedule": "cosine", "learning_rate": 0.002},
    {"optimizer": "rmsprop", "learning_rate": 0.002, "shuffle": False},
    {"data": replace(DIGITS, augment=Augment(1, True, 1, 0.1, 0.1))},
    {"network": Network.from_text("c8k3p1-maxout-m2-res8s2-inc2_2_2_2_2_2-dw6-gap-flat-rrelu-fc")},
]


@pytest.mark.parametrize("settings", OPTIMIZED, ids=str)
def test_a_resumed_run_is_the_unbroken_one(settings: dict[str, Any]):
    config = changed(**settings)
    whole = numbers_of(events_of(config))
    first = Script({11: [{"do": "stop"}]})
    begun = events_of(config, first)
    stopped_at = begun[-1]["step"]
    assert 0 < stopped_at < 24
    rest = events_of(config, Script(), resume=first.states[-1])
    assert rest[0]["step"] == stopped_at
    assert losses_of(begun) + losses_of(rest) == whole[0]
    assert numbers_of(rest)[1][-4:] == whole[1][-4:]
    assert numbers_of(rest)[2] == whole[2]


def test_a_state_belongs_to_its_run():
    control = Script({3: [{"do": "stop"}]})
    events_of(SMALL, control)
    with pytest.raises(TrainError) as refused:
        train(changed(seed=1), resume=control.states[-1])
    assert refused.value.code == "state_of_another_run"
    with pytest.raises(TrainError) as refused:
        train(SMALL, resume=b"garbage")
    assert refused.value.code == "state_unreadable"


def test_states_are_saved_while_it_runs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop_module, "SAVE_EVERY", 0.0)
    monkeypatch.setattr(loop_module, "READ_EVERY", 0.0)
    control = Script()
    events = events_of(SMALL, control)
    assert len(control.states) > 10
    weights = weights_from_bytes(weights_of_state(control.states[-1]))
    assert set(weights) == set(build(SMALL).state_dict())
    middle = control.states[len(control.states) // 2]
    assert losses_of(events)[-5:] == losses_of(events_of(SMALL, resume=middle))[-5:]


def test_it_learns():
    config = TrainConfig(Network.from_text("c8k3p1-relu-m2-flat-fc"), epochs=6)
    finished = events_of(config)[-1]
    assert finished["test_accuracy"] > 0.93


def test_zeros_learn_nothing():
    config = changed(network=Network.from_text("c6p1-relu-flat-fc16-relu-fc"), init="zero")
    events = events_of(config)
    # Only the last bias can move: it learns how frequent the classes are, and no more.
    assert min(losses_of(events)) > math.log(10) - 0.15
    kernels = of_type(events, "snapshot")[-1]["kernels"]
    assert kernels["scale"] == 0.0


DEEP = Network.from_text("c8p1-c8p1-c8p1-c8p1-c8p1-c8p1-flat-fc")


def test_a_loss_that_is_no_number_ends_the_run_with_good_weights():
    control = Script()
    config = changed(network=DEEP, learning_rate=1000.0, init="too_large")
    events = events_of(config, control)
    finished = events[-1]
    assert finished["reason"] in ("nan", "exploding")
    assert finished["bad_step"] <= finished["step"]
    assert finished["last_good_step"] < finished["bad_step"]
    kept = weights_from_bytes(weights_of_state(control.states[-1]))
    assert all(torch.isfinite(tensor).all() for tensor in kept.values())
    for event in events:
        json.dumps(event, allow_nan=False)


def test_nan_is_told_from_exploding():
    plain = Network.from_text("c6k3p1-flat-fc16-fc")
    state = build(changed(network=plain)).state_dict()
    huge = weights_to_bytes({name: torch.full_like(t, 1e30) for name, t in state.items()})
    finished = events_of(changed(network=plain, start=huge))[-1]
    assert finished["reason"] == "nan"
    assert finished["bad_step"] == 1
    finished = events_of(changed(network=plain, learning_rate=100.0))[-1]
    assert finished["reason"] == "exploding"
    assert finished["last_good_step"] == 0


def test_the_limit_on_seconds():
    finished = events_of(changed(epochs=200, max_seconds=0.3))[-1]
    assert finished["reason"] == "limit_seconds"
    assert 0 < finished["step"] < 1600


def test_without_shuffling_every_picture_has_its_turn():
    config = replace(SMALL, shuffle=False, batch_size=7)
    run = Run(config, load(config.data))
    per_epoch, seen = run.timetable.steps_per_epoch, set()
    left = len(run.dataset.y_train) % 7
    assert left
    for epoch in range(2):
        order = run._epoch_order(epoch)
        assert sorted(order.tolist()) == list(range(len(order)))
        seen |= set(order[: per_epoch * 7].tolist())
    assert len(seen) == len(run.dataset.y_train)
    by_class = run._y_train[run._epoch_order(0)]
    assert torch.equal(by_class, by_class.sort().values)

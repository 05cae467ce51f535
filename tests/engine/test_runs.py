"""Runs on real worker processes."""

from __future__ import annotations

import platform
import statistics
import time

import pytest

from cnncore.engine import Engine, EngineError
from tests.engine.conftest import allowing, wait_for
from tests.engine.fake_training import train
from tests.engine.watching import Watcher, losses, of_type, types

LONG = {"steps": 2000, "pause": 0.01}


class NoControl:
    def poll(self) -> list:
        return []

    def save(self, blob: bytes) -> None:
        pass


def test_torch_is_there_before_the_first_run(engine: Engine):
    assert not engine._coordinator.jobs  # this test is the first

    def has_torch() -> bool:
        import sys

        return "torch" in sys.modules and "cnncore.train" in sys.modules

    async def ask() -> dict[str, bool]:
        return await engine._coordinator.link._client.run(has_torch)

    assert list(engine._ask(ask()).values()) == [True, True]


def test_a_run_gives_the_numbers_of_a_bare_loop(engine: Engine):
    config = {"steps": 60, "seed": 4}
    limits = {"max_seconds": 180.0, "max_params": 2_000_000}
    bare = [(0, event) for event in train({**config, **limits}, NoControl(), None)]
    job_id = engine.submit(config, "numbers")
    seen = Watcher(engine, job_id).wait()
    assert losses(seen) == losses(bare)
    assert seen[-1][1]["weights"] == bare[-1][1]["weights"]
    assert engine.result(job_id) == {k: v for k, v in seen[-1][1].items() if k != "seen_at"}
    assert engine.status(job_id)["state"] == "ended"
    assert len(engine.saved_state(job_id)) > 1000


def test_the_worker_is_set_up_for_training(engine: Engine):
    config = {"steps": 3, "max_seconds": 1e6, "fills_memory": True}
    seen = Watcher(engine, engine.submit(config, "setup")).wait()
    started = of_type(seen, "started")[0]
    assert started["trim"] is None
    if platform.libc_ver()[0] == "glibc":
        assert started["page_faults"] < 5000  # 50,000 when blocks are handed back
    assert started["threads"] == 1
    assert started["limits"] == [180.0, 2_000_000]  # more was asked for


def test_events_are_numbered_without_gaps(engine: Engine):
    job_id = engine.submit({"steps": 100, "pause": 0.005}, "numbers")
    seen = Watcher(engine, job_id).wait()
    numbers = [number for number, _ in seen]
    assert numbers == list(range(1_000_001, 1_000_001 + len(numbers)))
    assert set(losses(seen)) == set(range(1, 101))
    # Whoever comes late sees the same; whoever comes back only what is new.
    again = Watcher(engine, job_id).wait()
    assert [number for number, _ in again] == numbers
    rest = Watcher(engine, job_id, after=numbers[2]).wait()
    assert [number for number, _ in rest] == numbers[3:]


def test_commands_reach_a_busy_worker(engine: Engine):
    job_id = engine.submit(LONG, "commands")
    watcher = Watcher(engine, job_id)
    watcher.wait_for(lambda seen: len(seen) > 3)
    delays = []
    for value in range(1, 8):
        sent = time.time()
        assert engine.command(job_id, {"do": "learning_rate", "value": 0.01 * value})
        seen = watcher.wait_for(lambda seen, n=value: len(of_type(seen, "command")) == n)
        delays.append(of_type(seen, "command")[-1]["at"] - sent)
    assert statistics.median(delays) < 0.1, delays
    engine.command(job_id, {"do": "pause"})
    wait_for(lambda: engine.status(job_id)["state"] == "paused")
    steps = engine.status(job_id)["step"]
    time.sleep(0.3)
    assert engine.status(job_id)["step"] == steps
    engine.command(job_id, {"do": "resume"})
    wait_for(lambda: engine.status(job_id)["step"] > steps)
    assert engine.stop(job_id)
    assert watcher.wait()[-1][1]["reason"] == "stopped"
    assert not engine.command(job_id, {"do": "pause"})


def test_senseless_commands_are_refused(engine: Engine):
    job_id = engine.submit({"steps": 1}, "refused")
    for command in ({"do": "explode"}, {"do": "learning_rate", "value": "much"}, {}):
        with pytest.raises(ValueError, match=r"\w") as refused:
            engine.command(job_id, command)
        assert refused.value.code  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(EngineError) as unknown:
        engine.stop("nobody-knows")
    assert unknown.value.code == "unknown_job"


def test_a_loss_that_is_not_a_number_passes_through(engine: Engine):
    seen = Watcher(engine, engine.submit({"steps": 50, "nan_at": 20}, "nan")).wait()
    assert of_type(seen, "step")[-1]["losses"][-1] is None
    assert seen[-1][1]["reason"] == "nan"


@pytest.mark.parametrize(
    ("raises", "code", "values"),
    [
        ("refused", "too_many_params", {"params": 3_000_000, "maximum": 2_000_000}),
        ("no such thing", "crashed", {}),
    ],
)
def test_a_run_that_fails_says_why(engine: Engine, raises: str, code: str, values: dict):
    seen = Watcher(engine, engine.submit({"raises": raises}, "fails")).wait()
    assert types(seen) == ["failed"]
    assert (seen[0][1]["code"], seen[0][1]["values"]) == (code, values)


def test_sessions_take_turns_and_see_their_place(engine: Engine):
    names = ["a1", "a2", "b1", "c1"]  # two workers: a1 and b1 begin
    steps = {"b1": 300}  # a1 is through first and makes room for c1, b1 later for a2
    ids = {
        name: engine.submit({"steps": steps.get(name, 150), "pause": 0.01}, f"turns-{name[0]}")
        for name in names
    }
    watchers = {name: Watcher(engine, job_id) for name, job_id in ids.items()}
    wait_for(lambda: engine.status(ids["b1"])["state"] == "running")
    assert engine.position(ids["a1"]) is None
    assert engine.position(ids["c1"]) == 1
    assert engine.position(ids["a2"]) == 2
    assert engine.status(ids["c1"])["seconds"] > 0
    started = {name: w.wait()[0][1]["seen_at"] for name, w in watchers.items()}
    assert sorted(names, key=started.__getitem__)[2:] == ["c1", "a2"]


def test_a_run_that_waits_can_be_taken_back(engine: Engine):
    running, waiting = (engine.submit(LONG, "back") for _ in range(2))
    watcher = Watcher(engine, waiting)
    wait_for(lambda: engine.status(running)["state"] == "running")
    assert engine.stop(waiting)
    assert watcher.wait()[-1][1]["reason"] == "stopped"
    assert engine.stop(running)


def test_a_slow_browser_slows_nobody(engine: Engine):
    job_id = engine.submit({"steps": 150, "pause": 0.005}, "slow")
    slow, quick = Watcher(engine, job_id, delay=0.2), Watcher(engine, job_id)
    ended = quick.wait()
    assert len(slow.seen) < len(ended) / 2
    wait_for(lambda: engine.status(job_id)["state"] == "ended", 1)


def test_the_queue_has_an_end(engine: Engine):
    with allowing(engine, waiting_per_session=2, waiting_total=3, unwatched_seconds=1.0):
        watchers = [Watcher(engine, engine.submit(LONG, session)) for session in ("a", "z")]
        for watcher in watchers:
            watcher.wait_for(len)
        waiting = [engine.submit(LONG, session) for session in ("a", "a", "b")]
        for session, code in (("a", "session_queue_full"), ("c", "queue_full")):
            with pytest.raises(EngineError) as full:
                engine.submit(LONG, session)
            assert full.value.code == code
        # Nobody watches the three that wait: they leave. Those that are watched go on.
        wait_for(lambda: all(engine.status(job_id)["state"] == "ended" for job_id in waiting), 10)
        for watcher in watchers:
            assert engine.status(watcher.job_id)["state"] == "running"
            engine.stop(watcher.job_id)
            watcher.wait()
        # Now nobody watches this one.
        job_id = engine.submit(LONG, "f")
        wait_for(lambda: engine.status(job_id)["state"] == "ended", 15)
        seen = Watcher(engine, job_id).wait()
    assert of_type(seen, "limit")[0]["code"] == "unwatched"
    assert seen[-1][1]["reason"] == "stopped"


def test_settings_may_not_be_too_large(engine: Engine):
    with pytest.raises(EngineError) as large:
        engine.submit({"start": b"0" * (25 << 20)}, "d")
    assert large.value.code == "config_too_large"


@pytest.mark.parametrize("code", ["wall", "paused"])
def test_a_run_cannot_hold_a_worker_for_ever(code: str, engine: Engine):
    with allowing(engine, **{f"{code}_seconds": 1.0}):
        job_id = engine.submit(LONG, code)
        watcher = Watcher(engine, job_id)
        watcher.wait_for(len)
        if code == "paused":
            engine.command(job_id, {"do": "pause"})
        seen = watcher.wait()
    assert [event["code"] for event in of_type(seen, "limit")] == [f"limit_{code}"]
    assert seen[-1][1]["reason"] == "stopped"


def test_what_blocks_a_visitor_can_be_ended_from_elsewhere(engine: Engine):
    """A tab was closed while its run went on: the next one need not wait until that is noticed."""
    closed, stranger = engine.submit(LONG, "visitor"), engine.submit({"steps": 3}, "stranger")
    wait_for(lambda: engine.status(closed)["state"] == "running")
    waiting = engine.submit({"steps": 3}, "visitor")
    assert engine.status(waiting)["state"] == "queued"
    engine.end_others(waiting)
    assert Watcher(engine, waiting).wait()[-1][1]["reason"] == "done"
    assert Watcher(engine, closed).wait()[-1][1]["reason"] == "stopped"
    assert Watcher(engine, stranger).wait()[-1][1]["reason"] == "done"

"""What goes wrong, with real processes: workers and schedulers that die, servers that restart."""

from __future__ import annotations

import os
import signal

import pytest

from cnncore.engine import Engine
from tests.engine.conftest import wait_for
from tests.engine.processes import free_port, scheduler, server, submit, workers
from tests.engine.watching import (
    Watcher,
    losses,
    numbered,
    of_type,
    stream,
    types,
)

RUN = {"steps": 300, "pause": 0.01, "save_every": 20}


@pytest.fixture(scope="module")
def fragile(make_engine) -> Engine:
    """A cluster of its own, whose workers are killed."""
    return make_engine(unwatched_seconds=60.0, attempts=2, memory_limit=1 << 30)


def test_a_run_that_fills_the_memory_stops_before_its_worker_is_killed(fragile: Engine):
    config = {"steps": 5000, "pause": 0.02, "grows": 4}
    greedy = Watcher(fragile, fragile.submit(config, "greedy"))
    seen = greedy.wait(90)
    limit = of_type(seen, "limit")[0]
    assert limit["code"] == "limit_memory"
    assert limit["values"] == {"megabytes": round(0.85 * 1024)}
    # It ended in order, with all that was learnt, and nothing was started again.
    assert (seen[-1][1]["type"], seen[-1][1]["reason"]) == ("finished", "stopped")
    assert 20 < seen[-1][1]["step"] < 250
    assert "worker_lost" not in types(seen)
    assert len(fragile.saved_state(greedy.job_id)) > 1000
    # The worker is as good as new for whoever comes next: two at once, so that one of them gets it.
    config = {"steps": 100, "pause": 0.02}
    after = [Watcher(fragile, fragile.submit(config, name)) for name in ("one", "two")]
    for each in after:
        assert types(each.wait())[-1] == "finished"
        assert not of_type(each.seen, "limit")
    pids = {of_type(each.seen, "started")[0]["pid"] for each in after}
    assert of_type(seen, "started")[0]["pid"] in pids


def test_a_killed_worker_harms_one_run_and_that_goes_on(fragile: Engine):
    undisturbed = Watcher(fragile, fragile.submit({**RUN, "seed": 3}, "before")).wait()
    hit, other = (
        Watcher(fragile, fragile.submit({**RUN, "seed": 3}, session))
        for session in ("hit", "other")
    )
    hit.wait_for(lambda seen: seen and seen[-1][1].get("step", 0) >= 60)
    other.wait_for(len)
    pids = [of_type(w.seen, "started")[0]["pid"] for w in (hit, other)]
    assert pids[0] != pids[1]
    os.kill(pids[0], signal.SIGKILL)
    seen = hit.wait()
    assert of_type(seen, "worker_lost")[0]["restarts"]
    resumed = of_type(seen, "resumed")[0]
    assert resumed["after"] == "worker_lost"
    assert 0 < resumed["step"] <= max(losses(seen))
    # The steps that were trained twice gave the same losses (`losses` checks it); so did the rest.
    assert losses(seen) == losses(undisturbed)
    assert seen[-1][1]["weights"] == undisturbed[-1][1]["weights"]
    assert sorted({number for number, _ in seen}) == [number for number, _ in seen]
    # Nobody else notices.
    calm = other.wait()
    assert set(types(calm)) == {"started", "step", "finished"}
    assert calm[-1][1]["weights"] == undisturbed[-1][1]["weights"]


def test_a_run_that_loses_every_worker_gives_up(fragile: Engine):
    watcher = Watcher(fragile, fragile.submit(RUN, "unlucky"))
    for attempt in (1, 2):
        watcher.wait_for(lambda seen, n=attempt: len(of_type(seen, "started")) == n, 60)
        os.kill(of_type(watcher.seen, "started")[-1]["pid"], signal.SIGKILL)
    seen = watcher.wait()
    assert [event["restarts"] for event in of_type(seen, "worker_lost")] == [True, False]
    assert (seen[-1][1]["type"], seen[-1][1]["code"]) == ("failed", "worker_lost")


def test_servers_share_a_cluster_and_take_over_from_each_other():
    port = free_port()
    with scheduler(port), workers(port), server(port) as (second, _):
        with server(port) as (first, process):
            watched = submit(first, "a", **{**RUN, "steps": 1000})
            seen = []
            for number, event in numbered(stream(first, f"/live/{watched}")):
                seen.append((number, event))
                if event["step"] > 100:
                    break
            # Both servers' runs at once: each has a worker of its own.
            other = submit(second, "a", steps=50, pause=0.01)
            assert list(numbered(stream(second, f"/live/{other}")))[-1][1]["reason"] == "done"
            # The other server knows the run, from its first event.
            elsewhere = numbered(stream(second, f"/live/{watched}"))
            assert [next(elsewhere) for _ in seen] == seen
            process.kill()
        with server(port) as (restarted, _):
            # The run is still there; the page goes on after the event it saw last.
            after = {"Last-Event-ID": str(seen[-1][0])}
            told = restarted.post(f"/live/{watched}/command", json={"do": "pause"})
            assert told.json() == {"done": True}
            restarted.post(f"/live/{watched}/command", json={"do": "resume"})
            seen += numbered(stream(restarted, f"/live/{watched}", headers=after))
        numbers = [number for number, _ in seen]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert set(losses(seen)) == set(range(1, 1001))
        assert "worker_lost" not in types(seen)
        assert seen == list(numbered(stream(second, f"/live/{watched}")))


def test_the_scheduler_goes_and_comes_back():
    port = free_port()
    with server(port, state="unavailable") as (client, _):
        with scheduler(port) as process, workers(port, 1):
            wait_for(lambda: client.get("/state").json()["state"] == "ready", 30)
            job_id = submit(client, "a", **{**RUN, "steps": 500})
            events = stream(client, f"/live/{job_id}")
            seen = []
            for number, event in numbered(events):
                seen.append((number, event))
                if event["step"] > 200:
                    break
            process.send_signal(signal.SIGKILL)
            told = next(e["data"] for e in events if e.get("data", {}).get("type") == "engine")
            assert told["state"] == "unavailable"
            refused = client.post("/submit", json={"config": RUN, "session": "b"})
            assert refused.json() == {"code": "engine_unavailable"}
        with scheduler(port), workers(port, 1):
            seen += numbered(events)  # the same stream goes on
            assert len(of_type(seen, "scheduler_lost")) == 1
            # This server had a copy of a saved state: what was learnt is not lost.
            resumed = of_type(seen, "resumed")[0]
            assert resumed["after"] == "scheduler_lost"
            assert 0 < resumed["step"] <= max(losses(seen))
            assert seen[-1][1]["reason"] == "done"
            again = submit(client, "b", steps=5)
            assert list(numbered(stream(client, f"/live/{again}")))[-1][1]["reason"] == "done"

"""Runs as a browser follows them: server-sent events from a real server."""

from __future__ import annotations

import itertools
import signal
import threading
import time
from collections.abc import Iterator
from subprocess import Popen

import httpx
import pytest

from tests.engine.processes import server, submit
from tests.engine.watching import Seen, losses, numbered, stream

LONG = {"steps": 3000, "pause": 0.01}


@pytest.fixture(scope="module")
def serving() -> Iterator[tuple[httpx.Client, Popen]]:
    with server() as (client, process):
        yield client, process


@pytest.fixture
def client(serving: tuple[httpx.Client, Popen]) -> httpx.Client:
    return serving[0]


def test_a_stream_from_start_to_end(client: httpx.Client):
    job_id = submit(client, "a", steps=60, pause=0.005)
    with client.stream("GET", f"/live/{job_id}") as response:
        headers = response.headers
        lines = list(response.iter_lines())
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["x-accel-buffering"] == "no"
    assert "no-store" in headers["cache-control"]
    assert "content-encoding" not in headers
    assert lines[-3:] == ["event: end", "data: {}", ""]
    # Asked again after the end: nothing follows, and an EventSource gives up on 204.
    last = max(int(line[4:]) for line in lines if line.startswith("id: "))
    again = client.get(f"/live/{job_id}", headers={"Last-Event-ID": str(last)})
    assert again.status_code == 204


def test_a_reloaded_page_goes_on_without_gaps_or_repeats(client: httpx.Client):
    job_id = submit(client, "b", steps=300, pause=0.01)
    path, seen = f"/live/{job_id}", []
    for _ in range(3):
        after = {"Last-Event-ID": str(seen[-1][0])} if seen else {}
        seen += itertools.islice(numbered(stream(client, path, headers=after)), 7)
    seen += numbered(stream(client, path, params={"after": seen[-1][0]}))
    assert [number for number, _ in seen] == list(range(1_000_001, 1_000_001 + len(seen)))
    assert set(losses(seen)) == set(range(1, 301))
    # A new tab sees the whole run.
    assert list(numbered(stream(client, path))) == seen


def test_many_watchers_see_the_same(client: httpx.Client):
    job_id = submit(client, "c", steps=100, pause=0.01)
    everybody: list[Seen] = []

    def watch() -> None:
        with httpx.Client(base_url=client.base_url, trust_env=False, timeout=30) as own:
            everybody.append(list(numbered(stream(own, f"/live/{job_id}"))))

    threads = [threading.Thread(target=watch) for _ in range(15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(everybody) == 15
    assert all(seen == everybody[0] for seen in everybody)


def test_who_waits_is_told_the_place(client: httpx.Client):
    ids = [submit(client, "d", **LONG) for _ in range(2)]
    events = stream(client, f"/live/{ids[1]}")
    # The first may not have left the queue yet: then this one is told 2 before it is told 1.
    told = next(event for event in events if event.get("data", {}).get("position") == 1)
    assert told["data"]["type"] == "queued"
    assert "id" not in told
    for job_id in reversed(ids):
        assert client.post(f"/live/{job_id}/command", json={"do": "stop"}).json()["done"]


def test_commands_by_post(client: httpx.Client):
    job_id = submit(client, "e", **LONG)
    path = f"/live/{job_id}/command"
    events = numbered(stream(client, f"/live/{job_id}"))
    next(events)
    own = str(client.base_url).rstrip("/")
    refused = (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": own},
        {"Sec-Fetch-Site": "same-site"},
    )
    for headers in refused:
        answer = client.post(path, json={"do": "stop"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin"), headers
    for body, kind in (
        (b'{"do": "stop"}', "text/plain"),
        (b'{"do"', "application/json"),
        (b'{"do": "explode"}', "application/json"),
        (b'"' + b"x" * 5000 + b'"', "application/json"),
    ):
        answer = client.post(path, content=body, headers={"Content-Type": kind})
        assert answer.status_code == 400, body
    stopped = client.post(path, json={"do": "stop"}, headers={"Origin": own})
    assert (stopped.status_code, stopped.json()) == (200, {"done": True})
    assert list(events)[-1][1]["reason"] == "stopped"
    assert client.post(path, json={"do": "pause"}).status_code == 409


@pytest.mark.parametrize("job_id", ["nobody-knows", "..%2f..", "%00", "a" * 500])
def test_an_unknown_run(client: httpx.Client, job_id: str):
    answers = (
        client.get(f"/live/{job_id}"),
        client.post(f"/live/{job_id}/command", json={"do": "stop"}),
    )
    assert [answer.status_code for answer in answers] == [404, 404]
    if "%" not in job_id:
        assert answers[0].json() == {"code": "unknown_job", "values": {}}
    assert client.get(f"/live/{job_id}", headers={"Last-Event-ID": "x"}).status_code in (400, 404)


def test_a_server_stops_while_browsers_watch(serving: tuple[httpx.Client, Popen]):
    client, process = serving  # nobody needs it any more: this test is the last
    job_id = submit(client, "f", **LONG)
    events = stream(client, f"/live/{job_id}")
    assert any("id" in event for event in events)
    process.send_signal(signal.SIGTERM)
    sent = time.monotonic()
    rest = list(events)
    assert not any(event.get("event") == "end" for event in rest)  # so the browser asks again
    process.wait(15)
    assert time.monotonic() - sent < 15

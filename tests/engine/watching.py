"""Follow runs from a test."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from cnncore.engine import Engine

Seen = list[tuple[int, dict[str, Any]]]


def types(seen: Seen) -> list[str]:
    return [event["type"] for _, event in seen]


def of_type(seen: Seen, kind: str) -> list[dict[str, Any]]:
    return [event for _, event in seen if event["type"] == kind]


def losses(seen: Seen) -> dict[int, float]:
    """The loss of each step; a step that was trained twice must have the same loss twice."""
    found: dict[int, float] = {}
    for event in of_type(seen, "step"):
        for step, loss in enumerate(event["losses"], start=event["first"]):
            assert found.setdefault(step, loss) == loss, step
    return found


class Watcher(threading.Thread):
    """Collects the events of a run; `seen` grows while it runs."""

    def __init__(self, engine: Engine, job_id: str, after: int = -1, delay: float = 0.0) -> None:
        super().__init__(daemon=True)
        self.engine, self.job_id, self.after, self.delay = engine, job_id, after, delay
        self.seen: Seen = []
        self.start()

    def run(self) -> None:
        asyncio.run(self._watch())

    async def _watch(self) -> None:
        async for number, event in self.engine.events(self.job_id, self.after):
            self.seen.append((number, {**event, "seen_at": time.time()}))
            await asyncio.sleep(self.delay)

    def wait(self, seconds: float = 40) -> Seen:
        """Everything until the end of the run."""
        self.join(seconds)
        assert not self.is_alive(), f"no end after {seconds} s: {types(self.seen)[-5:]}"
        return self.seen

    def wait_for(self, is_enough: Callable[[Seen], object], seconds: float = 20) -> Seen:
        deadline = time.monotonic() + seconds
        while not is_enough(self.seen):
            assert time.monotonic() < deadline, f"waited in vain: {types(self.seen)[-5:]}"
            time.sleep(0.01)
        return self.seen


def http(address: str) -> httpx.Client:
    # No proxy: the server is on this machine.
    return httpx.Client(base_url=address, trust_env=False, timeout=20)


def server_sent_events(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Parse a stream: each event as {"id", "event", "data"}, comments as {"comment"}."""
    fields: dict[str, Any] = {}
    for line in lines:
        if line.startswith(":"):
            yield {"comment": line[1:].strip()}
        elif line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            if "data" in fields:
                fields["data"] = json.loads(fields["data"])
            yield fields
            fields = {}


def stream(client: httpx.Client, path: str, **options) -> Iterator[dict[str, Any]]:
    with client.stream("GET", path, **options) as response:
        assert response.status_code == 200, response.read()
        yield from server_sent_events(response.iter_lines())


def numbered(events: Iterator[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The kept events, until the stream says that nothing follows."""
    for event in events:
        if event.get("event") == "end":
            return
        if "id" in event:
            yield int(event["id"]), event["data"]

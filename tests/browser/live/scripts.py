"""What the pretended engine sends for each job: (seconds to wait, event) or a break of the line."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.live import recording as made

BREAK = "break"  # the line is cut; the browser must come back by itself
STAY = "stay"  # nothing more for now, the stream stays open
END = "end"

Act = tuple[float, made.Event | str]


def at_once(events: Iterator[made.Event]) -> Iterator[Act]:
    yield from ((0.0, event) for event in events)


def done(number: int = 0) -> Iterator[Act]:
    """Several of them learn at different speeds, so that a comparison shows something."""
    yield from at_once(made.slower(made.ended_run(), 1 - 0.14 * number))
    yield 0.0, END


def running() -> Iterator[Act]:
    """Steadily, 20 events a second for half a minute, far from its end."""
    yield from at_once(made.whole_run(300))
    for step in range(301, 900):
        yield 0.05, made.steps(step, step)
        if step % 30 == 0:
            yield 0.0, made.test(step)
    yield 0.0, STAY


def middle() -> Iterator[Act]:
    yield from at_once(made.whole_run(600))
    yield 0.0, STAY


def paused() -> Iterator[Act]:
    yield from at_once(made.whole_run(600))
    yield 0.0, {"type": "command", "step": 320, "what": "learning_rate", "value": 0.005}
    yield 0.0, made.mistakes(600)
    yield 0.0, made.embedding(600)
    yield 0.0, {"type": "command", "step": 600, "what": "paused", "value": None}
    yield 0.0, STAY


def queued() -> Iterator[Act]:
    yield 0.0, {"type": "queued", "step": 0, "position": 2, "seconds": 20}
    yield 0.0, STAY


def queued_own() -> Iterator[Act]:
    yield 0.0, {"type": "queued", "step": 0, "position": 1, "seconds": 20, "own": True}
    yield 0.0, STAY


def nan() -> Iterator[Act]:
    yield from at_once(made.whole_run(30))
    yield 0.0, made.steps(31, 40, rate=0.5)
    yield 0.0, made.finished(38, "nan", bad_step=41)
    yield 0.0, END


def limit() -> Iterator[Act]:
    yield from at_once(made.ended_run(700, "limit_seconds"))
    yield 0.0, END


def unwatched() -> Iterator[Act]:
    yield from at_once(made.whole_run(300))
    yield 0.0, {"type": "limit", "step": 300, "code": "unwatched", "values": {"seconds": 60}}
    yield 0.0, made.finished(300, "stopped")
    yield 0.0, END


def worker() -> Iterator[Act]:
    yield from at_once(made.whole_run(480))
    yield 0.0, {"type": "worker_lost", "step": 480, "restarts": True}
    yield 0.4, {"type": "resumed", "step": 450, "after": "worker_lost"}
    yield 0.0, made.steps(451, 465)
    yield 0.0, STAY


def cluster() -> Iterator[Act]:
    yield from at_once(made.whole_run(300))
    yield 0.0, {"type": "engine", "state": "unavailable"}
    yield 0.0, STAY


def scheduler(step: int = 285) -> Iterator[Act]:
    yield from cluster_acts()
    yield 0.0, {"type": "scheduler_lost", "step": 300, "restarts": True}
    yield 1.5, {"type": "resumed", "step": step, "after": "scheduler_lost"}
    yield 0.0, made.steps(step + 1, step + 15)
    yield 0.0, STAY


def scheduler_early() -> Iterator[Act]:
    """No state had been kept."""
    yield from scheduler(0)


def cluster_acts() -> Iterator[Act]:
    yield from (act for act in cluster() if act[1] != STAY)


def broken() -> Iterator[Act]:
    yield from at_once(made.whole_run(300))
    yield 0.3, BREAK
    for first in range(301, 430, 10):
        yield 0.0, made.steps(first, first + 9)
    yield 0.0, STAY


def failed() -> Iterator[Act]:
    yield 0.0, {"type": "failed", "step": 0, "code": "crashed", "values": {}, "text": ""}
    yield 0.0, END


SCRIPTS = {
    script.__name__: script
    for script in (
        done,
        running,
        middle,
        paused,
        queued,
        queued_own,
        nan,
        limit,
        unwatched,
        worker,
        cluster,
        scheduler,
        scheduler_early,
        broken,
        failed,
    )
}

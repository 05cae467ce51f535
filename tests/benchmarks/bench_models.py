"""The networks of the papers: how long a summary and a scene take, from nothing, without torch.

Run it with: python -m tests.benchmarks.bench_models
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from cnncore.models import list_models, scene, summarize
from cnncore.models.measuring import measured
from tests.benchmarks.report import Figure, show

SUMMARY_TARGET, SCENE_TARGET, ROUNDS = 300.0, 300.0, 5


def milliseconds(task: Callable[[], object]) -> float:
    """The median of some rounds; nothing is remembered from one to the next."""
    taken = []
    for _ in range(ROUNDS):
        measured.cache_clear()
        start = time.process_time()
        task()
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def measure() -> Iterator[Figure]:
    """The slowest summary and the slowest scene as JSON."""
    for name, work, target in (
        ("summarize", summarize, SUMMARY_TARGET),
        ("scene as JSON", lambda model_id: json.dumps(scene(model_id)), SCENE_TARGET),
    ):
        times = {
            model_id: milliseconds(lambda work=work, model_id=model_id: work(model_id))
            for model_id in list_models()
        }
        slowest = max(times, key=lambda model_id: times[model_id])
        yield Figure(f"{name} {slowest}", times[slowest], None, None, target, "ms")


if __name__ == "__main__":
    sys.exit(0 if show(measure()) else 1)

"""Runs on a worker: throughput, updates, the first one, and the pages meanwhile.

Followed over HTTP, where processor time can be told apart, and in the lab's own page in Chromium.

Run it with: python -m tests.benchmarks.bench_engine
"""

# ruff: noqa: E402 - the number of threads must be set before NumPy is imported

import os
import sys

for library in ("OMP", "MKL", "OPENBLAS"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import itertools
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import psutil
import torch
from playwright.sync_api import Browser, Page, sync_playwright

from cnncore.data import DataConfig, load
from cnncore.network import preset
from cnncore.train import TrainConfig
from tests.benchmarks.bench_app import PAGE, alone, percentile
from tests.benchmarks.bench_train import bare_steps
from tests.benchmarks.report import Figure, show
from tests.benchmarks.sessions import visit_together
from tests.browser.chromium import LIVE_JOBS, Visits, launch
from tests.browser.server import running_server
from tests.engine.processes import server, submit
from tests.engine.watching import http, numbered, stream

RUNNER = "cnncore.jobs.training:run"
CONFIG = TrainConfig(preset("tiny_vgg", (3, 32, 32)), DataConfig("shapes"), epochs=10)
LOOP_TARGET = 1 / 0.95
ROUNDS = 5
LAB_ROUNDS = 9
TURN_SECONDS = 0.2
SETTLE_SECONDS = 0.05
READY_SECONDS = 60.0
NICENESS = "DASK_CNN_COURSE__NICENESS"


def followed(client: httpx.Client, session: str) -> tuple[float, list[tuple[float, dict]]]:
    """Submit a run and follow it; when it was submitted, and each event with its arrival."""
    submitted = time.perf_counter()
    job_id = submit(client, session, **CONFIG.as_dict())
    events = numbered(stream(client, f"/live/{job_id}"))
    return submitted, [(time.perf_counter(), event) for _, event in events]


def bare_loop(steps: int) -> None:
    """The same steps, here, without any of it."""
    loop = bare_steps(CONFIG, load(CONFIG.data))
    next(loop)
    for _ in itertools.islice(loop, steps):
        pass


def worker_seconds(server_process: subprocess.Popen) -> float:
    """Processor time of all workers so far."""
    times = [p.cpu_times() for p in psutil.Process(server_process.pid).children(recursive=True)]
    return sum(t.user + t.system for t in times)


def one_run(client: httpx.Client, server_process: subprocess.Popen) -> Iterator[Figure]:
    """What one learner sees of one run.

    The first figure compares processor time: all that a worker does for a run, streaming included,
    is in it, and what else the machine does is not. The second is the same by the clock.
    """
    runs: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    first, gaps, steps = [], [], 0
    for turn in range(ROUNDS):
        used = worker_seconds(server_process)
        submitted, events = followed(client, f"round {turn}")
        started, ended = events[0][0], events[-1][0]
        runs.append((worker_seconds(server_process) - used, ended - started))
        steps = events[0][1]["total_steps"]
        first.append(1000 * (started - submitted))
        training = [at for at, event in events if event["step"] < steps]
        gaps.append(1000 * (training[-1] - started) / (len(training) - 1))
        clocks = time.process_time(), time.perf_counter()
        bare_loop(steps)
        bare.append((time.process_time() - clocks[0], time.perf_counter() - clocks[1]))
    for side, name in enumerate(("processor time", "by the clock")):
        pairs = [(a[side], b[side]) for a, b in zip(runs, bare, strict=True)]
        ours, reference = (statistics.median(column) for column in zip(*pairs, strict=True))
        scale = 1e6 / (steps * CONFIG.batch_size)
        ratio = statistics.median(a / b for a, b in pairs)
        text = f"followed run against bare loop, {name}"
        yield Figure(text, scale * ours, scale * reference, ratio, LOOP_TARGET, "us")
    yield alone("between updates, mean", statistics.median(gaps), 100.0)
    yield alone("submit to first event, median", statistics.median(first), 1000.0)
    yield alone("submit to first event, slowest", max(first), None)


FIRST_UPDATE = (
    f"() => {LIVE_JOBS}.then((all) =>"
    """ new Promise((resolve) => {
  const hosts = () => [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  const find = (name) => hosts().map((h) => h.shadowRoot.querySelector(name)).find(Boolean);
  const start = find('[data-action="start"]'), jobs = () => all.size;
  const [before, began] = [jobs(), performance.now()];
  const look = () => {
    const step = Number(find('[data-testid="live-panel"]').dataset.step);
    if (jobs() > before && step > 0) resolve(performance.now() - began);
    else requestAnimationFrame(look);
  };
  start.click();
  requestAnimationFrame(look);
}))"""
)
ENDED_RUN = (
    f"(count) => {LIVE_JOBS}.then((jobs) => {{"
    """
  const runs = [...jobs.values()].map((job) => job.run);
  const { finished, total } = runs.at(-1) ?? {};
  return runs.length === count && finished && [finished.seconds, total];
})"""
)
LAB = f"training_lab?data=shapes&network=tiny_vgg&epochs={CONFIG.epochs}"


def bare_for_ever() -> Iterator[None]:
    """Steps of the bare loop, one after the other."""
    data = load(CONFIG.data)
    while True:
        yield from bare_steps(CONFIG, data)


def training_worker() -> psutil.Process:
    """The worker that computes at this moment."""
    workers = [p for p in psutil.Process().children(recursive=True) if "python" in p.name()]
    before = {worker: sum(worker.cpu_times()[:2]) for worker in workers}
    time.sleep(TURN_SECONDS)
    return max(workers, key=lambda worker: sum(worker.cpu_times()[:2]) - before[worker])


def in_turns(page: Page, runs: int, bare: Iterator[None]) -> tuple[float, float]:
    """Microseconds per picture of the run that the page follows, and of the bare loop.

    The two take turns: the run's worker is stopped while the bare loop computes, and all else goes
    on. A machine that is now quicker and now slower is so for both; a second is too long for that.
    The bare loop begins when the page has drawn what came before. A worker that was stopped has to
    catch up, 5 ms each time, which a run left alone has not: the ratio is an upper bound.

    Args:
        page: on which the run was started.
        runs: how many there were, this one included.
        bare: steps to take.
    """
    worker = training_worker()
    stopped = spent = count = 0
    while True:
        worker.suspend()
        since = time.perf_counter()
        time.sleep(SETTLE_SECONDS)
        if ended := page.evaluate(ENDED_RUN, runs):
            worker.resume()
            break
        began = time.perf_counter()
        while time.perf_counter() < began + TURN_SECONDS:
            next(bare)
            count += 1
        spent += time.perf_counter() - began
        worker.resume()
        stopped += time.perf_counter() - since
        time.sleep(TURN_SECONDS)
    seconds, steps = ended
    scale = 1e6 / CONFIG.batch_size
    return scale * (seconds - stopped) / steps, scale * spent / count


def in_the_lab(browser: Browser, address: str) -> Iterator[Figure]:
    """What one learner sees who presses Start, with everything on the page moving."""
    page = Visits(browser, address).open(f"/{LAB}", lang="en")
    bare = bare_for_ever()
    firsts, pairs = [], []
    for turn in range(1, 2 + LAB_ROUNDS):
        firsts.append(page.evaluate(FIRST_UPDATE))
        pairs.append(in_turns(page, turn, bare))
    del firsts[0], pairs[0]  # they made everything warm
    ours, reference = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    name = "run with the lab's page open against bare loop, by the clock"
    yield Figure(name, ours, reference, ratio, LOOP_TARGET, "us")
    yield alone("Start to first step on the page, slowest", max(firsts), 1000.0)


def train_two(path: str) -> None:
    """In the server's process: start two long runs when told to; their ids go to a file."""

    def train() -> None:
        from cnncore.engine import the_engine

        engine = the_engine()
        while engine.state != "ready" or not Path(path).with_suffix(".go").exists():
            time.sleep(0.1)
        config = replace(CONFIG, epochs=200).as_dict()
        ids = [engine.submit(config, session) for session in ("one", "two")]
        Path(path).write_text("\n".join(ids), encoding="utf-8")

    threading.Thread(target=train, daemon=True).start()


def watch(address: str, job_id: str, arrivals: list[float]) -> None:
    """Follow a run like a browser."""
    with http(address) as client:
        for _ in numbered(stream(client, f"/live/{job_id}")):
            arrivals.append(time.perf_counter())


def thirty_sessions() -> Iterator[Figure]:
    """What thirty visitors feel while two runs train and are watched."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ids"
        prelude = f"from tests.benchmarks.bench_engine import train_two\ntrain_two({str(path)!r})"
        with running_server(prelude) as address:
            alone_with_pages = visit_together(address, PAGE)
            path.with_suffix(".go").touch()
            deadline = time.monotonic() + READY_SECONDS
            while not path.exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            arrivals: list[float] = []
            for job_id in path.read_text(encoding="utf-8").splitlines():
                arguments = (address, job_id, arrivals)
                threading.Thread(target=watch, args=arguments, daemon=True).start()
            latencies = visit_together(address, PAGE)
            span = arrivals[-1] - arrivals[0]
    for percent, target in ((50, None), (95, 150.0)):
        yield alone(f"30 sessions, no run, p{percent}", percentile(alone_with_pages, percent), None)
        yield alone(f"30 sessions, two runs, p{percent}", percentile(latencies, percent), target)
    yield alone("meanwhile, between updates of a run", 2000 * span / len(arrivals), 100.0)


def measure() -> Iterator[Figure]:
    """All figures, one after the other."""
    torch.set_num_threads(1)
    os.environ["TEST_RUNNER"] = RUNNER
    os.environ[NICENESS] = "0"  # as the bare loop
    with server() as (client, process):
        followed(client, "warm up")
        yield from one_run(client, process)
    del os.environ[NICENESS]  # as the course does it
    with running_server() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        yield from in_the_lab(browser, address)
        browser.close()
    yield from thirty_sessions()


if __name__ == "__main__":
    sys.exit(0 if show(measure()) else 1)

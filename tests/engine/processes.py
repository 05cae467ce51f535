"""Schedulers, workers and servers in processes of their own, started as README says."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.engine.conftest import READY_SECONDS, wait_for
from tests.engine.watching import http

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
# The two commands of README, "Hosting"; a test holds them against it.
SCHEDULER = "dask scheduler --host {host} --port {port} --no-dashboard"
WORKER = (
    "dask worker tcp://{host}:{port} --nworkers {workers} --nthreads 1"
    " --memory-limit 2GiB --no-dashboard --preload cnncore.jobs.worker_setup"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def process(command: str, **environment: str) -> Iterator[subprocess.Popen]:
    """Run ``python -m command`` in a group of its own and end the whole group afterwards."""
    with tempfile.TemporaryFile("w+") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            end(started)
            output.seek(0)
            print(f"--- {command}\n{output.read()[-3000:]}")  # pytest shows it when a test fails


def end(started: subprocess.Popen, number: signal.Signals = signal.SIGTERM) -> None:
    """Stop a process and those it started, gently unless `number` says otherwise."""
    with contextlib.suppress(ProcessLookupError):
        if number == signal.SIGKILL:
            os.killpg(started.pid, number)
        started.send_signal(number)
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(8)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait(5)


@contextmanager
def scheduler(port: int) -> Iterator[subprocess.Popen]:
    command = SCHEDULER.format(host=HOST, port=port)
    with process(command, DASK_CONFIG="cnncore/jobs") as started:
        wait_for(lambda: answers(port), READY_SECONDS)
        yield started


@contextmanager
def workers(port: int, count: int = 2, **environment: str) -> Iterator[subprocess.Popen]:
    command = WORKER.format(host=HOST, port=port, workers=count)
    with process(command, DASK_CONFIG="cnncore/jobs", **environment) as started:
        try:
            yield started
        finally:
            end(started, signal.SIGKILL)  # asked gently, it may take eight seconds to go


@contextmanager
def server(
    scheduler_port: int | None = None, state: str = "ready", **environment: str
) -> Iterator[tuple[httpx.Client, subprocess.Popen]]:
    """A server whose engine has reached `state`."""
    port = free_port()
    address = "" if scheduler_port is None else f"tcp://{HOST}:{scheduler_port}"
    with (
        process(
            f"tests.engine.server {port}", DASK_SCHEDULER_ADDRESS=address, **environment
        ) as started,
        http(f"http://{HOST}:{port}") as client,
    ):
        wait_for(lambda: started.poll() is not None or answers(port), READY_SECONDS)
        wait_for(lambda: client.get("/state").json()["state"] == state, READY_SECONDS)
        yield client, started


def submit(client: httpx.Client, session: str, **config: object) -> str:
    answer = client.post("/submit", json={"config": config, "session": session})
    assert answer.status_code == 200, answer.text
    return answer.json()["job_id"]

"""The course's own server has the routes and the workers, and stops with both."""

from __future__ import annotations

import psutil

from tests.browser.server import running_server
from tests.engine.conftest import wait_for
from tests.engine.watching import http


def workers() -> list[psutil.Process]:
    """The worker processes of servers that this test process started."""
    return [p for p in psutil.Process().children(recursive=True) if is_worker(p)]


def is_worker(process: psutil.Process) -> bool:
    try:
        return "--multiprocessing-fork" in process.cmdline()
    except psutil.NoSuchProcess:  # just ended, or ended and not yet waited for
        return False


def test_the_app_serves_runs_and_stops_its_workers():
    before = set(workers())
    with running_server() as address, http(address) as client:
        answer = client.get("/live/nobody-knows")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_job")
        wait_for(lambda: set(workers()) - before, 60)
        listening = {
            connection.laddr.ip
            for process in set(workers()) - before
            for connection in process.net_connections()
            if connection.status == psutil.CONN_LISTEN
        }
        assert listening <= {"127.0.0.1"}
    wait_for(lambda: not set(workers()) - before, 20)

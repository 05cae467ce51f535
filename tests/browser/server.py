"""The real server, on this machine only, for tests and benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60

_STREAMLIT = "import sys; sys.argv[0] = 'streamlit'; from streamlit.web.cli import main; main()"


@contextmanager
def running_server(
    prelude: str = "",
    script: str = "app.py",
    *,
    base: str = "",
    port: str = "",
    **environment: str,
) -> Iterator[str]:
    """Start ``streamlit run`` on a free port; yields its address, stops it at the end.

    The address is yielded as soon as the server answers, before any page was asked for.

    Args:
        prelude: Python to run in the server's process first; a benchmark changes a thing with it.
        script: The application; a test of one component has its own.
        port: Where; a free one if it is not given.
        base: Below which path Streamlit is told to serve it: "" or "/school".
        environment: Variables that differ from those here.
    """
    port = port or free_port()
    command = [sys.executable, "-c", f"{prelude}\n{_STREAMLIT}", "run", script]
    command += ["--server.port", port, "--server.address", HOST]
    command += ["--server.baseUrlPath", base] if base else []
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(process, f"http://{HOST}:{port}{base}", log)
            yield f"http://{HOST}:{port}{base}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> str:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return str(probe.getsockname()[1])


def _wait_until_healthy(process: subprocess.Popen, address: str, log) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            # No proxy: the server is on this machine.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the server did not start:\n{log.read()}")

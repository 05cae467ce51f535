"""What app.py does before the first visitor."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import app
from tests.coroutines import run_apart

ROOT = Path(__file__).parents[1]

SETTINGS = {
    "server.maxUploadSize": 5,
    "server.enableXsrfProtection": True,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}

STARTUP = """
import asyncio, gc, sys
import app
from pages.ui.runs import charts

async def start():
    async with app.lifespan(app.app):
        print(gc.get_freeze_count() > 100_000, "torch" in sys.modules, "pandas" in sys.modules)
        # The engine starts meanwhile, with imports of its own.
        plotly = lambda: [name for name in sys.modules if name.startswith("plotly")]
        before = plotly()
        charts.warm_up()
        print(bool(before) and plotly() == before)
        print("matplotlib" not in sys.modules)

asyncio.run(start())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    """What a fresh Python prints on the way through a program."""
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )


def test_startup_imports_what_is_heavy_and_freezes_it():
    done = run(STARTUP)
    assert done.stdout.split()[-5:] == ["True"] * 5
    assert "Traceback" not in done.stderr


def test_small_messages_leave_at_once_on_a_socket_like_streamlits():
    app.send_small_messages_at_once()

    async def accepted_without_delay() -> bool:
        options = asyncio.get_running_loop().create_future()

        def accepted(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            options.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = socket.socket(family=socket.AF_INET)  # no protocol named, as Streamlit does it
        listening.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(accepted, sock=listening)
        async with server:
            _, writer = await asyncio.open_connection(*listening.getsockname())
            without_delay = await asyncio.wait_for(options, 10)
            writer.close()
        return bool(without_delay)

    assert run_apart(accepted_without_delay())


IMPORTED_BY_A_WORKER = """
import runpy, sys
runpy.run_path("pages/main.py", run_name="__mp_main__")
print("streamlit" in sys.modules)
"""


def test_a_spawned_worker_does_not_run_the_pages():
    assert run(IMPORTED_BY_A_WORKER).stdout.split() == ["False"]


def test_the_settings_of_the_server_and_both_themes():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    for name, value in SETTINGS.items():
        section, _, key = name.partition(".")
        assert config[section][key] == value, name
    assert {"light", "dark"} <= config["theme"].keys()

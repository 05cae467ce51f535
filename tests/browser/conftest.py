"""What the browser tests share: one server, one Chromium, and visitors that complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import Visits, Windows, launch
from tests.browser.server import running_server

HERE = Path(__file__).parent
OpenPage = Callable[..., Page]
Visit = Callable[[str], AbstractContextManager[Visits]]

# Two test processes share two cores: a busy machine is late, not wrong.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real server that all tests share."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_server() -> Iterator[str]:
    """The address of a server with the components that follow runs, and a pretended engine."""
    with running_server(script="tests/browser/live/app.py") as address:
        yield address


@pytest.fixture(scope="session")
def windows() -> Windows:
    """What was opened by the tests before."""
    return Windows()


@pytest.fixture
def visit(browser: Browser, windows: Windows) -> Visit:
    """``with visit(address) as visits:`` opens pages of a server.

    It fails if one logs an error or asks another machine for anything. A test that expects an error
    clears ``visits.complaints`` itself.
    """

    @contextmanager
    def visit(address: str) -> Iterator[Visits]:
        visits = Visits(browser, address, windows=windows)
        try:
            yield visits
        finally:
            visits.close()
        assert visits.complaints == []

    return visit


@pytest.fixture
def visits(visit: Visit, server: str) -> Iterator[Visits]:
    """Visits to the course."""
    with visit(server) as visits:
        yield visits


@pytest.fixture
def open_page(visits: Visits) -> OpenPage:
    """``open_page("/convolution", lang="zh", theme="dark", viewport=PHONE)`` as a new visitor."""
    return visits.open

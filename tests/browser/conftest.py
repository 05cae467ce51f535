"""What the browser tests share: one server, one Chromium, and visitors that complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import Visits, launch
from tests.browser.server import running_server

HERE = Path(__file__).parent
OpenPage = Callable[..., Page]

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


@pytest.fixture
def visits(browser: Browser, server: str) -> Iterator[Visits]:
    """Opens pages; the test fails if one logs an error or asks another machine for anything.

    A test that expects an error clears ``visits.complaints`` itself.
    """
    visits = Visits(browser, server)
    yield visits
    visits.close()
    assert visits.complaints == []


@pytest.fixture
def open_page(visits: Visits) -> OpenPage:
    """``open_page("/convolution", lang="zh", theme="dark", viewport=PHONE)`` as a new visitor."""
    return visits.open

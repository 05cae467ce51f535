"""What goes wrong with a run, told on the page: the real engine, real processes, a real browser."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import wait_until_ready
from tests.browser.conftest import OpenPage, Visit
from tests.browser.server import running_server

TRAINING_MS = 120_000
"""A cold engine on a busy machine; the run itself takes some seconds."""

LONG = "/training_lab?data=shapes&network=tiny_vgg&epochs=25"
"""Long enough that states are saved: one every four seconds."""


def transport(page: Page) -> Locator:
    return page.get_by_test_id("live-transport")


def start(page: Page) -> None:
    page.locator('[data-action="start"]').first.click()


def wait_for_step(page: Page, least: int) -> int:
    """Wait until the run has come so far; returns how far it is."""
    page.wait_for_function(
        """([least]) => [...document.querySelectorAll('*')].some((host) =>
            Number(host.shadowRoot?.querySelector('[data-testid="live-transport"]')
                ?.dataset.step) >= least)""",
        arg=[least],
        timeout=TRAINING_MS,
    )
    return int(transport(page).get_attribute("data-step") or 0)


def busiest_worker(address: str) -> psutil.Process:
    """Of the processes that the server at ``address`` has started, the one that trains."""
    port = urlsplit(address).port
    listening = (c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN)
    server = next(c.pid for c in listening if c.laddr and c.laddr.port == port)
    children = psutil.Process(server).children(recursive=True)
    before = {child.pid: sum(child.cpu_times()[:2]) for child in children}
    time.sleep(1)
    return max(children, key=lambda child: sum(child.cpu_times()[:2]) - before[child.pid])


@pytest.mark.slow
def test_a_run_that_explodes_says_why_and_offers_ways_on(open_page: OpenPage):
    page = open_page("/training_lab?data=digits&epochs=2&init=too_large&learning_rate=1", lang="en")
    start(page)
    expect(transport(page)).to_have_attribute("data-state", "fault", timeout=TRAINING_MS)
    band = transport(page).locator(".band")
    expect(band).to_contain_text("so it stopped")
    expect(band).to_contain_text("A learning rate of 1 is probably too large")
    page.locator('[data-choice="restart_rate"]').click()
    expect(page).to_have_url(re.compile(r"learning_rate=0\.1(&|$)"))
    expect(band).to_be_hidden(timeout=TRAINING_MS)


@pytest.mark.slow
def test_a_run_outlives_a_reload_and_a_killed_worker(open_page: OpenPage, server: str):
    page = open_page(LONG, lang="en")
    start(page)
    seen = wait_for_step(page, 20)

    page.reload()
    wait_until_ready(page)
    wait_for_step(page, seen)
    expect(transport(page)).to_have_attribute("data-state", "running")

    page.wait_for_timeout(5000)  # by then a state is saved
    seen = int(transport(page).get_attribute("data-step") or 0)
    os.kill(busiest_worker(server).pid, signal.SIGKILL)
    band = transport(page).locator(".band")
    expect(band).to_contain_text("The training process died", timeout=TRAINING_MS)
    expect(band).to_contain_text("it went on from its snapshot at step", timeout=TRAINING_MS)
    wait_for_step(page, seen)
    expect(transport(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)
    expect(transport(page)).to_contain_text("Done: test accuracy")


@pytest.mark.slow
def test_a_visitor_has_one_run_at_a_time_whatever_is_reloaded(open_page: OpenPage):
    page = open_page(LONG, lang="en")
    start(page)
    wait_for_step(page, 5)

    lab = page.url
    page.goto(lab.partition("/training_lab")[0] + "/experiments?experiment=8&lang=en")
    wait_until_ready(page)
    page.locator(".st-key-experiment-prediction label", has_text="zero weights").click()
    page.get_by_role("button", name="Run all").click()
    board = page.get_by_test_id("experiment-board")
    expect(board.get_by_role("status")).to_contain_text("waits for another run of yours to end")

    page.goto(lab)  # the tab knows its run
    wait_until_ready(page)
    wait_for_step(page, 10)
    transport(page).locator('[data-action="stop"]').click()
    expect(transport(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)


@pytest.mark.slow
def test_kept_runs_come_back_after_a_reload(open_page: OpenPage):
    page = open_page("/training_lab?data=digits&epochs=1&network=linear", lang="en")
    for letter in "BC":  # each run has kept itself; this is the next one's
        start(page)
        expect(transport(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)
        expect(transport(page).locator(".keeps")).to_contain_text(f"will be kept as {letter}")
    page.locator('[data-action="reset"]').click()  # none on show: the letters alone come back
    expect(transport(page)).to_have_attribute("data-state", "empty")
    page.locator(".st-key-training_lab-compare button").click()
    compare = page.get_by_test_id("run-compare")
    expect(compare).to_have_attribute("data-runs", "2")

    page.reload()
    expect(compare).to_have_attribute("data-runs", "2")
    rows = compare.locator(".runs tbody tr")
    assert rows.evaluate_all("rows => rows.map((row) => row.dataset.letter)") == ["A", "B"]
    name = rows.first.locator("[data-field=name]")
    name.fill("baseline")
    name.press("Enter")
    rows.last.locator('[data-action="remove"]').click()
    expect(compare).to_have_attribute("data-runs", "1")
    page.reload()
    expect(name).to_have_value("baseline")
    page.get_by_role("tab", name="Train").click()
    expect(transport(page).locator(".keeps")).to_contain_text("will be kept as B")


UNDER_A_PATH = """
from starlette.applications import Starlette
answer = Starlette.__call__
async def answer_below(self, scope, receive, send):
    if scope["type"] != "lifespan":
        scope["root_path"] = "/school"
    await answer(self, scope, receive, send)
Starlette.__call__ = answer_below
"""
"""As behind a proxy that serves the course at /school and says so."""


def path_of(address: str) -> str:
    return urlsplit(address).path


@pytest.fixture(scope="module")
def school() -> Iterator[str]:
    """A server that is told to serve the course at /school."""
    with running_server(base="/school") as address:
        yield address


@pytest.mark.slow
def test_the_course_works_below_the_path_of_a_proxy(visit: Visit):
    with running_server(UNDER_A_PATH) as address:
        works_below(f"{address}/school", visit)


@pytest.mark.slow
def test_the_course_works_below_a_path(visit: Visit, school: str):
    works_below(school, visit)


def works_below(school: str, visit: Visit) -> None:
    origin = f"http://{urlsplit(school).netloc}"
    with visit(school) as visits:
        page = visits.open("/training_lab?data=digits&epochs=1", lang="en")
        del visits.asked[:]
        start(page)
        expect(transport(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)
        assert any(url.startswith(f"{school}/live/") for url in visits.asked)

        page.goto(f"{school}/no_such_page?lang=en")
        wait_until_ready(page)
        assert path_of(page.url) == "/school/"
        page.get_by_role("link", name="Convolution", exact=True).first.click()
        expect(page).to_have_url(re.compile(r"/school/convolution\?.*lang=en"))
        expect(page.get_by_test_id("grid-stepper")).to_have_attribute("data-ready", "true")
        page.reload()
        wait_until_ready(page)
        asked = [path_of(url) for url in visits.asked if url.startswith(origin)]
        assert asked
        assert not [path for path in asked if not path.startswith("/school/")]


@pytest.mark.slow
def test_the_servers_own_root_leads_to_the_course_below(visit: Visit, school: str):
    with visit(school.removesuffix("/school")) as visits:
        page = visits.open("/", lang="zh")
        assert path_of(page.url) == "/school/"
        page = visits.open("/convolution", lang="zh")  # an address from before the move
        assert path_of(page.url) == "/school/"

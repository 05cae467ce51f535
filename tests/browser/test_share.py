"""What a teacher hands out, opened by a student: a link with fixed settings, a frame in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, expect

from lessons.machinery.strings import STRINGS
from tests.browser.chromium import launch_without_cookies

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
FRAMED = "https://school.example/convolution?lang=en&embed=true"
"""What the README puts into a frame."""
SIZES = """() => {
  const height = (selector) => document.querySelector(selector).getBoundingClientRect().height;
  return [innerHeight, height('[data-testid="stMainBlockContainer"] > *')];
}"""


def test_a_fixed_setting_is_in_sight_and_nobody_moves_it(open_page):
    page = open_page("/convolution?fix=kernel_size,image&kernel_size=2", lang="en")
    slider = page.locator("input[data-param=kernel_size]").first
    expect(slider).to_be_disabled()
    expect(slider).to_have_value("2")
    said = page.locator(".slider[data-fixed]")
    expect(said).to_contain_text(STRINGS.get("share.fixed", "en"))
    expect(said).to_have_attribute("title", STRINGS.get("share.fixed_message", "en"))
    expect(page.locator("[data-preset=edge]").first).to_be_disabled()
    cell = page.locator("[data-role=input] [data-row='4'][data-col='4']")
    cell.dblclick()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell).to_have_text("25")
    free = page.locator("input[data-param=stride]").first
    free.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"stride=2"))
    assert "fix=kernel_size%2Cimage" in page.url
    assert "kernel_size=2" in page.url


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def another_page(folder: Path, address: str) -> Iterator[str]:
    """A page of another server with the README's frame in it, around an address of the course."""
    snippet = re.search(r"```html\n(.*?)```", README, re.DOTALL)
    assert snippet
    assert FRAMED in snippet[1]
    html = f"<!doctype html><h1>A wiki</h1>{snippet[1].replace(FRAMED, address)}"
    (folder / "wiki.html").write_text(html, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wiki.html"
    server.shutdown()


@pytest.fixture
def without_cookies(browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser that keeps nothing for anybody."""
    context = launch_without_cookies(browser, tmp_path / "profile")
    yield context
    context.close()


def test_a_frame_in_another_page_holds_the_page_alone_and_grows_with_it(
    server, without_cookies, tmp_path
):
    address = f"{server}/convolution?lang=en&embed=true&theme=dark"
    with another_page(tmp_path, address) as wiki:
        page = without_cookies.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(wiki)
        frame = page.frame_locator("iframe")
        stepper = frame.get_by_test_id("grid-stepper")
        expect(stepper).to_have_attribute("data-ready", "true")
        for part in ("stSidebar", "stHeader"):
            expect(frame.get_by_test_id(part)).to_be_hidden()
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        inner = page.frames[1]
        assert inner.evaluate("document.cookie") == ""
        frame.locator("[data-action=next]").first.click()
        expect(stepper).to_have_attribute("data-step", "1")
        page.wait_for_function("document.querySelector('iframe').offsetHeight > 2000")
        before = page.locator("iframe").evaluate("f => f.offsetHeight")
        frame.locator("summary").last.click()
        page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {before}")
        window, content = inner.evaluate(SIZES)
        assert 0 <= window - content < 80
        assert "embed=true" in inner.url
        assert errors == []


def test_a_theme_in_the_address_holds_for_this_visit_alone(open_page):
    page = open_page("/convolution?theme=dark", lang="en", theme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("localStorage.getItem('cnn_course.theme')") is None
    page.get_by_test_id("theme-switch").get_by_role("radio", name="Light").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.wait_for_function("!location.search.includes('theme')")

"""A real Chromium, and what a visit in it may not do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

Theme = Literal["light", "dark"]
LAPTOP = (1280, 800)
PHONE = (390, 844)
READY_MS = 20_000

_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The course must work with the network cable out: every other name fails to resolve.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

# The script has run, and every component on the page says that it is drawn.
_READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (document.querySelector('[data-testid$="Skeleton"]')) return false;
  const hosts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  return hosts.length > 0 && hosts.every(
    (host) => host.shadowRoot?.querySelector('[data-ready="true"]'));
}"""


def find_chromium() -> str | None:
    """The browser on the PATH; None leaves it to Playwright's own download."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, without a window."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(_SWITCHES))


def wait_until_ready(page: Page) -> None:
    """Wait until the page has been run and every component on it is drawn."""
    page.wait_for_function(_READY, timeout=READY_MS)


def has_sideways_scroll(page: Page) -> bool:
    """Whether anything on the page is wider than the window."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('.stMain')]
            .some((box) => box && box.scrollWidth > box.clientWidth + 1)"""
    )


@dataclass
class Visits:
    """Opens pages of one server, and notes console errors and requests that leave the machine."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        path: str = "/",
        *,
        lang: str | None = None,
        theme: Theme = "light",
        viewport: tuple[int, int] = LAPTOP,
        locale: str = "en-GB",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        touch: bool = False,
        scale: float = 1,
        ready: bool = True,
    ) -> Page:
        """Open a page as a new visitor (a browser of its own: no cookies, no session).

        Args:
            path: Page and parameters, such as ``/convolution?stride=2``.
            lang: Asked for in the address; None leaves it to ``locale``.
            theme: What the visitor's system prefers.
            viewport: Width and height of the window.
            locale: The language of the browser.
            reduced_motion: What the visitor's system prefers.
            touch: Whether it is a touch screen.
            scale: Device pixels per CSS pixel.
            ready: Whether to wait until everything is drawn.
        """
        context = self.browser.new_context(
            viewport={"width": viewport[0], "height": viewport[1]},
            color_scheme=theme,
            locale=locale,
            reduced_motion=reduced_motion,
            has_touch=touch,
            device_scale_factor=scale,
        )
        self._contexts.append(context)
        context.on("request", self._note_request)
        page = context.new_page()
        page.on("console", lambda m: self._note("console", m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self._note("page error", str(error)))
        page.goto(self.address + with_language(path, lang))
        if ready:
            wait_until_ready(page)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _note(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind}: {text}")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self._note("left the machine", request.url)


def with_language(path: str, lang: str | None) -> str:
    """The path with the language among its parameters."""
    if lang is None:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': lang})}"


def save_screenshot(page: Page, target: Path) -> None:
    """A picture of the whole page: Streamlit scrolls inside a box, so the window grows first."""
    height = page.evaluate(
        "() => { const m = document.querySelector('.stMain'); "
        "return Math.ceil(Math.max(innerHeight, m ? m.scrollHeight : 0)) }"
    )
    width = page.viewport_size["width"] if page.viewport_size else LAPTOP[0]
    page.set_viewport_size({"width": width, "height": min(height, 12_000)})
    page.wait_for_timeout(300)
    page.screenshot(path=target)

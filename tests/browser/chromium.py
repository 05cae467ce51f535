"""A real Chromium, and what a visit in it may not do."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
)

from pages.components.modules import address

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

# The script has run, every component on the page says that it is drawn, and the page is shown.
_READY = """() => {
  if ('arriving' in document.documentElement.dataset) return false;
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (document.querySelector('[data-testid$="Skeleton"]')) return false;
  const hosts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  return hosts.length > 0 && hosts.every(
    (host) => host.shadowRoot?.querySelector('[data-ready="true"]'));
}"""

_LIVE_JOB = address("shared/view/live_job.js")
LIVE_JOBS = f'import(new URL("{_LIVE_JOB}", document.baseURI)).then((module) => module.liveJobs)'
"""JavaScript for a promise of the jobs that a page follows, by name."""

# What a page keeps in the browser; it writes down nothing more before it goes.
_FORGET = """() => {
  Storage.prototype.setItem = () => {};
  sessionStorage.clear();
  localStorage.clear();
}"""


def find_chromium() -> str | None:
    """The browser on the PATH; None leaves it to Playwright's own download."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, without a window."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(_SWITCHES))


def launch_without_cookies(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of its own that lets no page keep anything: neither cookies nor storage."""
    told = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(told), encoding="utf-8")
    return browser.browser_type.launch_persistent_context(
        profile, executable_path=find_chromium(), args=list(_SWITCHES)
    )


def wait_until_ready(page: Page, milliseconds: int = READY_MS) -> None:
    """Wait until the page has been run and every component on it is drawn."""
    page.wait_for_function(_READY, timeout=milliseconds)


def go_to(page: Page, path: str) -> None:
    """Another address of the same page, as by the browser's Back: nothing is loaded anew."""
    page.evaluate(
        """(path) => {
          history.pushState({}, "", path);
          dispatchEvent(new PopStateEvent("popstate"));
        }""",
        path,
    )


def has_sideways_scroll(page: Page) -> bool:
    """Whether anything on the page is wider than the window."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('.stMain')]
            .some((box) => box && box.scrollWidth > box.clientWidth + 1)"""
    )


@dataclass
class Visits:
    """Opens pages of one server, and notes console errors and requests that leave the machine.

    Attributes:
        browser: Where.
        address: Of the server.
        complaints: What was noted.
        asked: Every address that was asked for, as often as it was; a cache may have answered.
        windows: Windows of earlier visits, to be used again; None opens each visit a new one.
    """

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    windows: Windows | None = None
    _open: list[Window] = field(default_factory=list)

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
        scripts: bool = True,
        fresh: bool = False,
    ) -> Page:
        """Open a page as a new visitor: no cookies, no session.

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
            scripts: Whether the browser gets any; without them nothing is waited for.
            fresh: Whether it has to be a window without history and without a cache.
        """
        kind = Kind(locale, touch, scale)
        window = None if fresh or self.windows is None else self.windows.take(kind)
        window = window or Window.open(self, kind)
        self._open.append(window)
        window.visits = self
        page = window.page
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        page.emulate_media(color_scheme=theme, reduced_motion=reduced_motion)
        if not scripts:
            window.keep_scripts_out()
        page.goto(self.address + with_language(path, lang))
        if ready and scripts:
            wait_until_ready(page)
        return page

    def close(self) -> None:
        """Close every window, or leave it to later visits."""
        while self._open:
            window = self._open.pop()
            if self.windows is None or not self.windows.give_back(window):
                window.context.close()


@dataclass(frozen=True)
class Kind:
    """What a window keeps for ever."""

    locale: str
    touch: bool
    scale: float


@dataclass
class Window:
    """One page in a context of its own; ``visits`` hears what goes on there."""

    kind: Kind
    context: BrowserContext
    page: Page
    visits: Visits
    _without_scripts: CDPSession | None = None

    @classmethod
    def open(cls, visits: Visits, kind: Kind) -> Window:
        """Open an empty one."""
        context = visits.browser.new_context(
            locale=kind.locale, has_touch=kind.touch, device_scale_factor=kind.scale
        )
        window = cls(kind, context, context.new_page(), visits)
        context.on("request", window._note_request)
        window.page.on("console", window._note_message)
        window.page.on("pageerror", lambda error: window._complain("page error", str(error)))
        return window

    def keep_scripts_out(self) -> None:
        """No script is fetched from now on; the browser itself refuses it, without asking here."""
        self._without_scripts = self.context.new_cdp_session(self.page)
        self._without_scripts.send("Network.enable")
        self._without_scripts.send("Network.setBlockedURLs", {"urls": ["*.js"]})

    def let_scripts_in(self) -> None:
        """As at first."""
        if self._without_scripts:
            self._without_scripts.detach()
            self._without_scripts = None

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain("console", message.text)

    def _note_request(self, request: Request) -> None:
        self.visits.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self._complain("left the machine", request.url)

    def _complain(self, kind: str, text: str) -> None:
        self.visits.complaints.append(f"{kind}: {text}")


class Windows:
    """Windows that were used before: a page opens in one in a third of the time."""

    def __init__(self) -> None:
        self._idle: dict[Kind, list[Window]] = {}

    def take(self, kind: Kind) -> Window | None:
        """One of this kind; None when there is none."""
        idle = self._idle.get(kind)
        return idle.pop() if idle else None

    def give_back(self, window: Window) -> bool:
        """Empty a window for the next visitor; False when that cannot be done."""
        if window.page.is_closed() or len(window.context.pages) > 1:
            return False
        try:
            window.context.unroute_all()
            window.page.unroute_all()
            window.let_scripts_in()
            window.page.evaluate(_FORGET)
            window.page.emulate_media(media="null")  # a test may have laid the page out for paper
            window.page.goto("about:blank")
        except Error:  # a page that could not be opened has no storage
            return False
        window.context.clear_cookies()
        window.context.clear_permissions()
        self._idle.setdefault(window.kind, []).append(window)
        return True


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

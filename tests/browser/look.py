"""Pictures of every page, to look at: ``python -m tests.browser.look OUTDIR [page ...]``.

Each page in both languages and themes, on a laptop and on a phone. ``--at URL`` uses a server that
is already running. A page may carry parameters: ``convolution?stride=2``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from tests.browser.chromium import (
    LAPTOP,
    PHONE,
    Visits,
    has_sideways_scroll,
    launch,
    save_screenshot,
)
from tests.browser.server import running_server

THEMES = ("light", "dark")
WIDTHS = {"laptop": LAPTOP, "phone": PHONE}


@contextmanager
def _server(address: str | None) -> Iterator[str]:
    if address:
        yield address
    else:
        with running_server() as started:
            yield started


def take_pictures(outdir: Path, pages: list[str], address: str | None, only: str) -> None:
    """Save ``<page>-<lang>-<theme>-<width>.png`` for each, and print what complained."""
    outdir.mkdir(parents=True, exist_ok=True)
    with _server(address) as server, sync_playwright() as playwright:
        visits = Visits(launch(playwright), server)
        for page_id, lang, theme, width in product(pages, LANGUAGES, THEMES, WIDTHS):
            name = f"{re.sub(r'[^a-z0-9_]+', '-', page_id or 'home')}-{lang}-{theme}-{width}"
            if only not in name:
                continue
            path = "/" if page_id == "home" else f"/{page_id}"
            page = visits.open(path, lang=lang, theme=theme, viewport=WIDTHS[width])
            sideways = "  scrolls sideways!" if has_sideways_scroll(page) else ""
            save_screenshot(page, outdir / f"{name}.png")
            print(f"{name}.png{sideways}", *visits.complaints, sep="\n  ")
            visits.complaints.clear()
            visits.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("pages", nargs="*", default=["home", *(e.page_id for e in LESSONS)])
    parser.add_argument("--at", help="address of a running server")
    parser.add_argument("--only", default="", help="part of the picture's name, such as zh-light")
    arguments = parser.parse_args()
    take_pictures(arguments.outdir, arguments.pages, arguments.at, arguments.only)

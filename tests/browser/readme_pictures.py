"""The pictures of README, from the app itself: ``python -m tests.browser.readme_pictures``.

They are written to ``docs/pictures``, in both languages, and each stays below ``LARGEST`` bytes.
The one that moves needs no browser: ``python -m lessons.figures.gallery --readme``.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from lessons.machinery.languages import LANGUAGES
from tests.browser.chromium import Visits, launch
from tests.browser.server import ROOT, running_server

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 400_000
WIDTH = 880
"""Pixels across: what README's column shows."""

TALL = (1280, 1400)


def shot(of: Page | Locator) -> Image.Image:
    """The window, or what one thing covers of it, scaled to README's column."""
    picture = Image.open(io.BytesIO(of.screenshot(animations="disabled"))).convert("RGB")
    return picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))


def trained(page: Page) -> Image.Image:
    """The training lab after a run."""
    page.locator('[data-action="start"]').first.click()
    page.locator('[data-testid="live-transport"][data-state="done"]').wait_for(timeout=120_000)
    return shot(page)


def save_still(picture: Image.Image, name: str) -> Path:
    """As PNG with a palette: flat colours need no more."""
    target = FOLDER / f"{name}.png"
    picture.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main() -> int:
    """Take all of them; 1 if one is too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = []
    with running_server() as server, sync_playwright() as playwright:
        visits = Visits(launch(playwright), server)
        for lang in LANGUAGES:
            page = visits.open("/stride_padding?stride=2", lang=lang, theme="dark", viewport=TALL)
            taken.append(save_still(shot(page), f"stride-padding-{lang}"))
            page = visits.open("/training_lab", lang=lang, viewport=TALL)
            taken.append(save_still(trained(page), f"training-lab-{lang}"))
            visits.close()
    for path in taken:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")
    return int(any(path.stat().st_size > LARGEST for path in taken))


if __name__ == "__main__":
    sys.exit(main())

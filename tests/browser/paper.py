"""A page on paper: laid out as the browser lays it out to print it, and printed."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

_LOOK = (Path(__file__).parent / "paper.js").read_text(encoding="utf-8")

PAPERS = {"A4": (794, 1123), "Letter": (816, 1056)}
"""Width and height in pixels of 1/96 inch."""


def sheets(page: Page, paper: str) -> int:
    """Print the page; how many sheets of paper it took."""
    pdf = page.pdf(format=paper, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def lay_out(page: Page, paper: str) -> None:
    """What a browser does before it prints; it stays so."""
    width, height = PAPERS[paper]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def give_back(page: Page) -> None:
    """What a browser does after it has printed."""
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")


def faults_on_paper(page: Page, paper: str, most: int) -> list[str]:
    """What is wrong with the page on a paper, in words.

    Args:
        page: As it stands on the screen; its window has another size afterwards.
        paper: One of ``PAPERS``.
        most: How many sheets it may take.
    """
    lay_out(page, paper)
    found: list[str] = page.evaluate(_LOOK)
    give_back(page)
    count = sheets(page, paper)
    return found if 1 <= count <= most else [*found, f"{count} sheets of paper"]

"""Every page of the course, opened once in each manner and looked at from all sides.

A new page is walked as soon as the catalogue has it: it needs no test of its own for any of this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import Language
from lessons.machinery.questions import has_questions
from lessons.machinery.strings import STRINGS
from tests.browser.axe import findings
from tests.browser.chromium import (
    LAPTOP,
    PHONE,
    Theme,
    Visits,
    has_sideways_scroll,
)
from tests.browser.conftest import Visit
from tests.browser.names import alike
from tests.browser.numbers import not_numpys
from tests.browser.paper import faults_on_paper

LOOK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8").removesuffix(";\n")

PAGES = ("", "glossary", "prepare", *(entry.page_id for entry in LESSONS))
UNLISTED = {"prepare"}
"""Those that the contents do not name."""


class Manner(NamedTuple):
    """How a page is opened.

    Attributes:
        is_open: With all its folded parts open; else as a link leads to it.
    """

    lang: Language
    theme: Theme
    viewport: tuple[int, int]
    is_open: bool


# Each pair of language, width and folds occurs, and each theme with each width and folds.
MANNERS = {
    "zh-light-laptop": Manner("zh", "light", LAPTOP, is_open=False),
    "en-dark-laptop-open": Manner("en", "dark", LAPTOP, is_open=True),
    "zh-light-phone-open": Manner("zh", "light", PHONE, is_open=True),
    "en-dark-phone": Manner("en", "dark", PHONE, is_open=False),
}
ON_PHONE = [name for name, how in MANNERS.items() if how.viewport == PHONE]
# Pages that look quite different at other addresses, on the narrow screen.
OTHER_FACES = (
    "experiments?experiment=1",
    "experiments?experiment=6",
    "training_lab?network=residual20",
    "prepare?lesson=pooling",
)

# A page is printed as it stands; a handout has few sheets.
ON_PAPER = ("A4", 7)
OPEN_ON_PAPER = ("Letter", 20)

MOST_SHIFT = 0.1
"""Where Google draws the line; from the start of the visit until the page is drawn."""

MOST_MOVED = 2
"""Pixels by which something may move when the page takes the place of its first look."""

# Where what both the document and the page show stands on the first screen, in whole pixels.
PLACES = """() => Object.fromEntries(
  ['h1', '.lead', '.terms', '[class*=section_rail]', '[class*=course_map]', '[class*=-stepper]']
    .map((what) => [what, [...document.querySelectorAll(`.stMain ${what}`)]])
    .map(([what, nodes]) => [what, nodes.find((node) => node.checkVisibility())])
    .filter(([, node]) => node)
    .map(([what, node]) => [what, node.getBoundingClientRect()])
    .map(([what, { left, top }]) => [what, [Math.round(left), Math.round(top)]]))"""

# The folded parts of a page, in their order.
FOLDS = """() => [...document.querySelectorAll('[class*="st-key-more-"]')]
  .flatMap((node) => [...node.classList].filter((name) => name.startsWith('st-key-more-')))
  .map((name) => name.slice('st-key-more-'.length))"""

# The matrix of the live panel stands below its heading and has no name of its own yet.
NAMELESS = {"confusion"}

UNFILLED = re.compile(r"\[\[|\]\]|\{\w+\}")
PROGRAMS_NUMBER = re.compile(r"\d\.\de[+-]\d|\de[+-]0\d")
"""9.5e-07 where a text says 9.5×10⁻⁷."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHINESE_SENTENCE = re.compile(r"[\u4e00-\u9fff，。]{7,}")
ENGLISH_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){5,}", re.IGNORECASE)


@pytest.mark.parametrize("page_id", PAGES)
def test_a_page(visit: Visit, server: str, page_id: str):
    faults, folds = {}, []
    for name, how in MANNERS.items():
        named = f"?more={'_'.join(folds)}" if how.is_open and folds else ""
        with visit(server) as visits:
            look = Look(visits, how, page_id + named)
            folds = folds or (look.page.evaluate(FOLDS) if has_questions(page_id) else [])
            faults[name] = [*look.found(), *_of_page(look, page_id)]
    assert {name: words for name, words in faults.items() if words} == {}


@pytest.mark.parametrize("address", OTHER_FACES)
@pytest.mark.parametrize("manner", ON_PHONE)
def test_another_face_of_a_page(visits: Visits, manner: str, address: str):
    look = Look(visits, MANNERS[manner], address)
    assert [*look.found(), *_of_axe(look)] == []


def test_a_number_that_numpy_does_not_have_is_found(visits: Visits):
    page = visits.open("/stride_padding", lang="en")
    assert [*not_numpys(page, "stride_padding")] == []
    page.evaluate(
        """() => {
          const hosts = [...document.querySelectorAll("*")];
          const { figure } = hosts.find((node) => node.shadowRoot?.figure?.scene).shadowRoot;
          figure.scene.grids.out.values[1][0] += 1;
        }"""
    )
    (found,) = not_numpys(page, "stride_padding")
    assert "NumPy has [[35.0, 45.0], [85.0, 95.0]]" in found


class Look:
    """A page opened in one manner, and what is seen on it."""

    def __init__(self, visits: Visits, how: Manner, address: str) -> None:
        self.visits, self.how, self.page_id = visits, how, address.partition("?")[0]
        self.page = visits.open(
            f"/{address}", lang=how.lang, theme=how.theme, viewport=how.viewport,
            touch=how.viewport == PHONE,
        )  # fmt: skip
        self.asked = [url for url in visits.asked if url.startswith("http")]
        self.seen = self.page.evaluate(LOOK)

    def found(self) -> list[str]:
        """What is wrong with it, in words; console errors are noted by ``visits``."""
        page, seen, lang = self.page, self.seen, self.how.lang
        return [
            *_of_frame(page, seen, self.page_id, lang),
            *_of_words(seen["words"], lang),
            *(f"hard to read: {what}" for what in seen["faint"]),
            *(f"cut off: {what}" for what in seen["cutOff"]),
            *(f"no variable: {what}" for what in seen["slanted"]),
            *_of_grids(seen["grids"]),
            *alike(page),
            *_of_opening(page, self.how.viewport[1]),
            *(f"fetched twice: {url}" for url, times in Counter(self.asked).items() if times > 1),
            *(["scrolls sideways"] if has_sideways_scroll(page) else []),
            *([f"jumps by {seen['shift']:.2f}"] if seen["shift"] > MOST_SHIFT else []),
        ]


def _of_axe(look: Look) -> Iterable[str]:
    """What axe finds; it finds the same in the other language."""
    return findings(look.page) if look.how.is_open else ()


def _of_page(look: Look, page_id: str) -> Iterable[str]:
    """What is looked at only where nothing but the page is asked for."""
    yield from _of_axe(look)
    if look.how.is_open:
        yield from not_numpys(look.page, page_id)
    else:
        yield from _of_document(look.visits, f"/{page_id}", look.how, look.page.evaluate(PLACES))
    if look.how.viewport == LAPTOP:
        yield from faults_on_paper(look.page, *(OPEN_ON_PAPER if look.how.is_open else ON_PAPER))


def _of_frame(page: Page, seen: dict[str, Any], page_id: str, lang: Language) -> Iterable[str]:
    """Title, heading, rail, place in the contents."""
    if seen["lang"] != lang:
        yield f"the document is in {seen['lang']!r}"
    names = [f"nav.{page_id}"] * bool(page_id) + ["course.title"]
    if seen["title"] != " · ".join(STRINGS.get(name, lang) for name in names):
        yield f"the title: {seen['title']!r}"
    if len(seen["headings"]) != 1 or not seen["headings"][0]:
        yield f"headings: {seen['headings']}"
    current = page.locator("[data-testid=stSidebarNavLink][aria-current=page]").all_text_contents()
    name = STRINGS.get(f"nav.{page_id or 'home'}", lang)
    if [name in each for each in current] != [True] * (page_id not in UNLISTED):
        yield f"the contents are at {current!r}"
    if page.get_by_test_id("section-rail").count() and not all(seen["rail"] or [""]):
        yield f"the rail: {seen['rail']}"


def _of_opening(page: Page, height: int) -> Iterable[str]:
    """What a lesson is for, its drawing too, stands on the first screen."""
    for opening in page.locator(".stMain .why:has(.drawing-row)").all():
        bottom = opening.evaluate("node => node.getBoundingClientRect().bottom")
        if bottom > height:
            yield f"the opening ends at {bottom:.0f} px, below the first screen"


def _of_document(visits: Visits, path: str, how: Manner, places: dict[str, list]) -> Iterable[str]:
    """What is shown before a script has come stands where the page will put it."""
    # What is missing then is complained of, and does not matter.
    still = Visits(visits.browser, visits.address, windows=visits.windows)
    page = still.open(
        path, lang=how.lang, theme=how.theme, viewport=how.viewport,
        touch=how.viewport == PHONE, scripts=False,
    )  # fmt: skip
    shown = page.evaluate(PLACES)
    still.close()
    if "h1" not in shown:
        yield "the document is empty"
    for what, (left, top) in shown.items():
        there = places.get(what, [0, 0])
        if max(abs(left - there[0]), abs(top - there[1])) > MOST_MOVED and top < how.viewport[1]:
            yield f"{what} moves from {[left, top]} to {there} when the page runs"


def _of_words(words: list[dict[str, Any]], lang: str) -> Iterable[str]:
    """Slots nobody filled, keys without words, numbers of a program, the other language."""
    for word in words:
        text, prose = word["text"], word["prose"]
        if prose and UNFILLED.search(text):
            yield f"unfilled: {text}"
        if not prose:
            continue
        if PROGRAMS_NUMBER.search(text):
            yield f"as a program writes it: {text}"
        if lang == "en" and CHINESE_SENTENCE.search(text):
            yield f"Chinese: {text}"
        if lang == "zh" and ENGLISH_SENTENCE.search(text) and not CHINESE.search(text):
            yield f"English: {text}"


def _of_grids(grids: list[dict[str, Any]]) -> Iterable[str]:
    """Keyboards, screen readers and tests find every cell of every matrix."""
    for grid in grids:
        name, cells = grid["name"], grid["cells"]
        if not grid["role"] or not (name or grid["role"] in NAMELESS):
            yield f"a grid without a name or a role: {name!r} {grid['role']!r}"
        if not grid["rows"] or not cells:
            yield f"{name}: no rows or no cells"
        if not all(re.fullmatch(r"\d+,\d+", cell) for cell in cells):
            yield f"{name}: cells without a place"
        if len(set(cells)) < len(cells):
            yield f"{name}: two cells at one place"

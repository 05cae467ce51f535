"""The keys of class view in Chromium, those of a clicker too: they work without a click.

That of the teacher's window is in ``test_presenter.py``, what keys mean in ``class_keys.test.js``.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import Visits, wait_until_ready
from tests.browser.test_class_view import DECK, settled
from tests.qr import read_svg

SCREEN = (1280, 720)
FIGURE = "[data-testid=grid-stepper]"
# What the deck knows of the slide that is on.
KNOWN = """() => [...document.querySelectorAll("*")].map((node) => node.shadowRoot?.figure)
  .find((figure) => figure?.data?.options && figure.corner).data"""


def pressed(page: Page, key: str, **there: object) -> Locator:
    """Press a key and wait until the deck is where it leads to."""
    page.keyboard.press(key)
    deck = page.locator(DECK)
    for name, value in there.items():
        expect(deck).to_have_attribute(f"data-{name}", str(value))
    settled(page)
    return deck


def query(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def first(page: Page, kind: str, section: str) -> int:
    """The number of a slide."""
    slides = page.evaluate(KNOWN)["slides"]
    places = [(slide["kind"], slide["section"]) for slide in slides]
    return places.index((kind, section)) + 1


def test_slides_are_turned_and_a_figure_is_walked(visits: Visits):
    page = visits.open("/convolution?view=class", lang="en", viewport=SCREEN)
    last = page.locator(DECK).get_attribute("data-slides")
    pressed(page, "PageDown", slide=2)
    pressed(page, "PageUp", slide=1)
    pressed(page, "ArrowRight", slide=2)
    pressed(page, "ArrowLeft", slide=1)
    pressed(page, "End", slide=last)
    expect(page).to_have_url(re.compile(rf"slide={last}\b"))
    pressed(page, "Home", slide=1)
    expect(page).not_to_have_url(re.compile("slide="))
    page.go_back()
    expect(page.locator(DECK)).to_have_attribute("data-slide", str(last))
    figure = first(page, "figure", "predict")
    page.goto(f"{visits.address}/convolution?view=class&lang=en&slide={figure}")
    wait_until_ready(page)
    pressed(page, "ArrowRight", slide=figure)
    expect(page).to_have_url(re.compile(r"\bstep=1\b"))
    pressed(page, "ArrowLeft", slide=figure)
    page.keyboard.press(" ")
    expect(page).to_have_url(re.compile(r"\bstep=8\b"))
    # In a part of a slide that is not shown it keeps its width, so that it is not drawn anew.
    node = page.locator(FIGURE).first
    width = node.evaluate("node => node.clientWidth")
    node.evaluate(
        "node => node.getRootNode().host.closest('.stElementContainer').dataset.elsewhere = true"
    )
    assert node.evaluate("node => node.clientWidth") == width


def test_a_question_says_nothing_until_it_is_revealed(visits: Visits):
    page = visits.open("/convolution?view=class", lang="zh", viewport=SCREEN)
    asked = first(page, "question", "asked")
    page.goto(f"{visits.address}/convolution?view=class&lang=zh&slide={asked}")
    wait_until_ready(page)
    settled(page)
    known = page.evaluate(KNOWN)
    told = [*known["options"], {"headline": known["words"]["right"], "reason": ""}]
    _says_nothing(page, told)
    for letter in "abcd":
        deck = pressed(page, letter, slide=asked, shown=0)
        chosen = deck.locator("li[data-chosen=true] [data-letter]")
        expect(chosen).to_have_attribute("data-letter", letter.upper())
        _says_nothing(page, told)
    deck = pressed(page, "Enter", shown=1)
    expect(deck.locator("li[data-right=true]")).to_have_count(1)
    expect(deck.locator(".finding")).to_have_count(len(known["options"]))
    deck = pressed(page, "Enter", shown=2)
    assert all(reason.strip() for reason in deck.locator(".reason").all_text_contents())
    pressed(page, "Backspace", shown=0)
    _says_nothing(page, told)
    title = deck.locator("h1").text_content() or ""
    page.keyboard.press("g")
    expect(deck.locator("h1")).not_to_have_text(title)
    pressed(page, "c", shown=0)
    pressed(page, "Enter", shown=1)
    expect(page).to_have_url(re.compile(r"(?=.*\bshown=1\b)(?=.*\bchoice=c\b)(?=.*_seed=\d)"))
    copied = visits.open(page.url.removeprefix(visits.address), viewport=SCREEN)
    assert settled(copied) == settled(page)
    assert copied.locator(DECK).inner_text() == page.locator(DECK).inner_text()
    expect(copied.locator(f"{DECK} li[data-chosen=true] [data-letter=C]")).to_have_count(1)


def _says_nothing(page: Page, told: list[dict[str, str]]) -> None:
    shown = page.evaluate(
        """() => {
          const text = (root) => [...root.querySelectorAll("*")].map((node) =>
            [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data)
              .join("") + (node.shadowRoot ? text(node.shadowRoot) : "")).join(" ");
          const plain = document.createElement("template");
          window.cnnPlain = (html) => { plain.innerHTML = html; return plain.content.textContent; };
          return text(document.querySelector(".stMain"));
        }"""
    )
    for each in told:
        for name in ("headline", "reason"):
            words = page.evaluate("html => window.cnnPlain(html)", each[name])
            assert not words or words not in shown, words


def test_what_else_the_keys_do(visits: Visits):
    page = visits.open("/convolution?view=class&slide=5&kernel_size=2", lang="en", viewport=SCREEN)
    deck = page.locator(DECK)
    settled(page)
    for key in (".", "b"):
        page.keyboard.press(key)
        expect(deck.locator(".black")).to_be_visible()
        page.keyboard.press("x")
        expect(deck.locator(".black")).to_be_hidden()
    for key in ("c", "r"):  # Streamlit has keys of its own
        page.keyboard.press(key)
    expect(page.locator("[data-testid=stDialog]")).to_have_count(0)
    page.keyboard.press("?")
    expect(deck.locator(".help")).to_be_visible()
    page.keyboard.press("?")
    expect(deck.locator(".help")).to_be_hidden()
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    page.keyboard.press("t")
    expect(deck.get_by_role("timer")).to_have_text(re.compile(r"^0:(30|2\d)$"))
    page.keyboard.press("t")
    expect(deck.get_by_role("timer")).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
    page.keyboard.press("q")
    expect(deck.locator(".code-words")).to_be_visible()
    _opens_the_ordinary_page(page, read_svg(deck.locator(".code").inner_html()))
    page.keyboard.press("Escape")
    expect(deck.locator(".code-words")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(deck.get_by_role("timer")).to_be_hidden()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("#terms$"))
    wait_until_ready(page)
    expect(page.locator("[data-testid=stSidebar]")).to_be_visible()
    assert "view" not in query(page.url)
    assert query(page.url)["kernel_size"] == "2"


def _opens_the_ordinary_page(page: Page, address: str) -> None:
    """A phone sees the same state; which host it asks is tested with ``reach``."""
    of_class = {"view", "slide", "part", "shown", "choice"}
    here = {name: value for name, value in query(page.url).items() if name not in of_class}
    assert query(address) == here
    assert urlsplit(address).path == urlsplit(page.url).path
    assert here["kernel_size"] == "2"

"""Every page in both languages, with every kind of address: never an error, never untranslated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from tests.pages.remembered import remember

MAIN = Path(__file__).parents[3] / "pages" / "main.py"
PAGES = ("home", "glossary", "prepare", *(entry.page_id for entry in LESSONS))

EDGES = {
    "largest": {"size": "12", "kernel_size": "7", "stride": "4", "padding": "3", "dilation": "3"},
    "smallest": {"size": "3", "kernel_size": "1", "stride": "1", "padding": "0", "dilation": "1"},
    "kernel larger than input": {"size": "3", "kernel_size": "7", "dilation": "3"},
    "out of range": {
        "size": "99",
        "kernel_size": "0",
        "stride": "-1",
        "padding": "4",
        "seed": "1e9",
    },
    "no numbers": {"size": "abc", "stride": "", "padding": "1.5", "step": "٣", "seed": "NaN"},
    "no such choice": {"image": "../../etc/passwd", "kernel": "<u>x", "padding_mode": "mirror"},
    "bad cells": {"input_edits": "9.9.x_0.0.1/0_99999.1.2_._", "kernel_edits": "0.0.1e999"},
    "edited cells": {"input_edits": "0.0.-2_1.1.1/3", "kernel_edits": "0.0.0.5", "flip": "1"},
    "unknown names": {"nonsense": "1", "utm_source": "x" * 3000},
    "last step": {"step": "9999"},
}

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHINESE_SENTENCE = re.compile(r"[\u4e00-\u9fff，。]{7,}")
ENGLISH_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){5,}", re.IGNORECASE)


def open_page(page_id: str, lang: str, parameters: dict[str, str] | None = None) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    if page_id != "home":
        app.switch_page(f"{page_id}.py")
    for name, value in {"lang": lang, **(parameters or {})}.items():
        app.query_params[name] = value
    return app.run()


def html_of(app: AppTest) -> Iterator[str]:
    for block in (app.main, app.sidebar):
        yield from (element.proto.body for element in block if element.type == "html")


def words_of(app: AppTest) -> Iterator[str]:
    """Every run of words that a reader sees: from HTML, labels and what components are given."""
    for html in html_of(app):
        # Code is the same in both languages; a title shows its pair in the other.
        prose = re.sub(r'<(code|pre|var)\b.*?</\1>|<span class="pair"[^>]*>.*?</span>', " ", html)
        yield from re.split(r"</(?:p|h1|h2|h3|li|td|th|dt|dd)>", re.sub(r"<(?!/)[^>]*>", "", prose))
    for block in (app.main, app.sidebar):
        for element in block:
            proto = getattr(element, "proto", None)
            yield getattr(proto, "label", "")
            if data := getattr(proto, "json", ""):
                yield from strings_in(json.loads(data))


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in {"code", "source", "lines"}:
                yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", PAGES)
def test_a_page_opens_in_its_language(page_id: str, lang: str):
    app = open_page(page_id, lang)
    assert not app.exception
    assert not app.warning
    assert app.query_params["lang"] in (lang, [lang])
    titles = [title for html in html_of(app) for title in re.findall("<h1.*?</h1>", html)]
    assert titles
    # Read aloud or copied, a title and its pair are two words.
    assert not any(re.search(r'\S<span class="pair"', title) for title in titles)
    if lang == "en":
        untranslated = [words for words in words_of(app) if CHINESE_SENTENCE.search(words)]
    else:
        untranslated = [
            words
            for words in words_of(app)
            if ENGLISH_SENTENCE.search(words) and not CHINESE.search(words)
        ]
    assert untranslated == []


# No address is read by its language: each meets both, not on every page.
@pytest.mark.parametrize(
    ("page_id", "lang", "edge"),
    [
        (page_id, LANGUAGES[(at + place) % len(LANGUAGES)], edge)
        for place, page_id in enumerate(PAGES)
        for at, edge in enumerate(EDGES)
    ],
)
def test_no_address_breaks_a_page(page_id: str, lang: str, edge: str):
    app = open_page(page_id, lang, EDGES[edge])
    assert not app.exception
    assert not app.warning
    assert not any("<u>" in html for html in html_of(app))


@pytest.mark.parametrize("asked", ["ZH", "zh-CN", "zh_CN", "zh-Hant-TW"])
def test_a_language_may_be_spelled_as_locales_are(asked: str):
    app = open_page("home", asked)
    assert app.query_params["lang"] in ("zh", ["zh"])
    assert any(CHINESE.search(words) for words in words_of(app))


def test_an_address_without_a_known_language_reads_in_one(monkeypatch: pytest.MonkeyPatch):
    app = open_page("home", "klingon")
    assert not app.exception
    assert app.query_params["lang"] in (*LANGUAGES, ["en"], ["zh"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_page_is_named_on_the_home_page(lang: Language):
    app = open_page("home", lang, {"unknown_page": "<i>nothing"})
    notice = STRINGS.get("notice.unknown_page", lang, page="&lt;i&gt;nothing")
    assert any(notice in html for html in html_of(app))
    assert "unknown_page" not in app.query_params


def test_the_switch_changes_the_words_and_the_address():
    app = open_page("home", "zh")
    app.sidebar.button_group(key="shell.switch_sidebar").set_value("en").run()
    assert app.query_params["lang"] in ("en", ["en"])
    assert any(STRINGS.get("course.title", "en") in html for html in html_of(app))


def test_home_goes_on_where_the_learner_is():
    app = open_page("home", "en")
    first, second = (STRINGS.get(f"nav.{entry.page_id}", "en") for entry in LESSONS[:2])
    assert [b.label for b in app.main.button] == [STRINGS.get("home.begin", "en", page=first)]
    remember(app, f"done/{LESSONS[0].page_id}/finished")
    app.run()
    # Behind them come the answers of the recall items.
    assert [b.label for b in app.main.button][:2] == [
        STRINGS.get("home.continue", "en", page=second),
        STRINGS.get("home.restart", "en"),
    ]


def test_home_goes_on_with_what_was_begun():
    begun = LESSONS[2].page_id
    app = open_page("home", "en")
    remember(app, f"done/{begun}/recall")
    app.run()
    title = STRINGS.get(f"nav.{begun}", "en")
    assert app.main.button[0].label == STRINGS.get("home.continue", "en", page=title)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_theme_in_the_address_gets_a_word(lang):
    app = open_page("convolution", lang, {"theme": "sepia"})
    assert any("theme=sepia" in html for html in html_of(app))
    assert "theme" not in app.query_params
    assert "theme" in open_page("convolution", lang, {"theme": "dark"}).query_params

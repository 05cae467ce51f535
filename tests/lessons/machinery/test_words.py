"""Words of the house, in every text: quotation marks, one word for one thing, known terms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.machinery.catalogue import LESSONS as PAGES
from lessons.machinery.strings import GLOSSARY
from tests.pages.lesson.opened import folds_of, seen

ROOT = Path(__file__).parents[3]
LESSONS = ROOT / "lessons"
TABLES = sorted(LESSONS.rglob("*.toml"))
PROSE = [*sorted(LESSONS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]

CORNERS = re.compile("[「」『』]")
STRAIGHT = re.compile('"(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])"')
NOT_OURS = {
    "zh": re.compile(
        "下注|押中|赌注|直通|捷径|沉默单元|死亡 ReLU|得数|得几？|笔记(?!本)|补边|跑掉|梯子"
    ),
    "en": re.compile(
        r"\bbets?\b|\bthe notes\b|answers? (loudly|most)|speaks up|"
        r"\bthe miss(es)?\b|how many per cent",
        re.IGNORECASE,
    ),
}
"""Words that have another of ours: 预测, 普通网络, 跳跃连接, 死亡单元, 结果, 填充, 失控; error."""

APART = re.compile(r"[\d\]}][ \u00a0]%(?![a-z])")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Each text of a file with its language."""
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        yield ("en" if path.stem.endswith("en") else "zh"), text
        return

    def walk(table: dict) -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from walk(value)
            elif isinstance(value, str):
                yield ("zh" if key.endswith("zh") else "en"), value

    yield from walk(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [*TABLES, *PROSE], ids=name)
def test_chinese_is_quoted_as_the_house_does(path: Path):
    for _, text in texts_of(path):
        assert not CORNERS.search(text), text
        code = re.sub(r"`[^`]*`|```.*?```", "", text, flags=re.DOTALL)
        assert not STRAIGHT.search(code), code


@pytest.mark.parametrize("path", [*TABLES, *PROSE], ids=name)
def test_one_word_for_one_thing(path: Path):
    for language, text in texts_of(path):
        assert not NOT_OURS[language].search(text), text


@pytest.mark.parametrize("path", [*TABLES, *PROSE], ids=name)
def test_no_line_breaks_between_a_number_and_its_percent_sign(path: Path):
    for _, text in texts_of(path):
        assert not APART.search(text), text


@pytest.mark.parametrize("path", [*TABLES, *PROSE], ids=name)
def test_every_term_that_a_text_links_is_in_the_glossary(path: Path):
    for _, text in texts_of(path):
        linked = set(re.findall(r"\(term:([a-z_]+)\)", text))
        assert linked <= set(GLOSSARY)


def test_every_link_to_a_page_leads_to_a_page_and_a_fold_that_are_there():
    linked = {
        found
        for path in [*TABLES, *PROSE]
        for _, text in texts_of(path)
        for found in re.findall(r"\(page:([a-z_]+)(?:#([a-z_]+))?\)", text)
    }
    for page_id, fold in linked:
        assert not fold or fold in folds_of(seen(page_id, "en"), page_id), (page_id, fold)
    assert {page_id for page_id, _ in linked} <= {entry.page_id for entry in PAGES}
    assert len(linked) > 5


@pytest.mark.parametrize("term_id", GLOSSARY)
def test_the_page_that_is_named_for_a_term_speaks_of_it(term_id: str):
    term = GLOSSARY[term_id]
    folder = ROOT / "lessons" / term.taught
    sources = [*folder.glob("*.md"), *folder.glob("*.toml"), *folder.glob("*.py")]
    told = "\n".join(each.read_text(encoding="utf-8") for each in sources)
    for word in (term.zh, term.en):
        assert word.lower() in told.lower() or term_id in told, word

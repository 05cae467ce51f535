"""The rules of the house: who imports whom, where words live, and that both languages match."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES, slots
from lessons.machinery.strings import STRINGS
from lessons.machinery.text import load_lesson

ROOT = Path(__file__).parents[1]
LAYERS = ("app", "pages", "lessons", "cnncore")
PYTHON = sorted([ROOT / "app.py", *(p for d in LAYERS[1:] for p in (ROOT / d).rglob("*.py"))])
SCRIPTS = sorted((ROOT / "pages").rglob("*.js"))
SHEETS = sorted((ROOT / "pages").rglob("*.css"))
MARKUP = sorted((ROOT / "pages").rglob("*.html"))
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")

FORBIDDEN = {
    "cnncore": {"streamlit", "plotly", "starlette", "lessons", "pages", "app", "tests"},
    "lessons": {"streamlit", "starlette", "pages", "app", "tests"},
    "pages": {"app", "tests"},
    "app": {"tests"},
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file of Python."""
    return tuple(ast.walk(ast.parse(read(path))))


def against(paths: Iterable[Path], faults: Callable[[Path], Iterable[object]]) -> dict[str, list]:
    """The files that break a rule, with what breaks it."""
    return {name(path): found for path in paths if (found := [*faults(path)])}


def imported(path: Path) -> Iterator[str]:
    """The top-level names of everything a file imports, wherever in the file."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


def test_imports_run_one_way():
    def upwards(path: Path) -> set[str]:
        layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
        return FORBIDDEN[layer] & {*imported(path)}

    assert against(PYTHON, upwards) == {}


WINGS = {
    "shell": {"shell"},
    "slides": {"shell", "slides"},
    "lesson": {"shell", "slides", "lesson"},
    "runs": {"shell", "runs"},
    "lab": {"shell", "slides", "runs", "lab"},
    "experiment": {"shell", "slides", "runs", "experiment"},
}
"""The wings of ``pages/ui``, and which of them each may use."""


def imported_modules(path: Path) -> Iterator[str]:
    """The full names of everything a file imports, wherever in the file."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_wing_has_a_rule():
    assert {p.parent.name for p in (ROOT / "pages" / "ui").glob("*/*.py")} == set(WINGS)
    assert [name(p) for p in (ROOT / "pages" / "ui").glob("*.py")] == ["pages/ui/__init__.py"]


def parts_used(path: Path, package: str) -> set[str]:
    """Of a package: which of its parts a file imports."""
    found = (m for m in imported_modules(path) if m.startswith(f"{package}."))
    return {m.removeprefix(f"{package}.").partition(".")[0] for m in found}


def test_a_wing_uses_only_those_below_it():
    wings = (ROOT / "pages" / "ui").glob("*/*.py")
    assert against(wings, lambda p: parts_used(p, "pages.ui") - WINGS[p.parent.name]) == {}


def test_components_know_no_page():
    """Words and numbers come in as data."""
    components = (ROOT / "pages/components").rglob("*.py")
    assert against(components, lambda path: parts_used(path, "pages") & {"ui"}) == {}


def test_the_machinery_knows_no_lesson():
    machinery = (ROOT / "lessons/machinery").rglob("*.py")
    assert against(machinery, lambda path: parts_used(path, "lessons") - {"machinery"}) == {}


def modules_of(package: Path) -> dict[str, set[str]]:
    """Which modules of a package each of its modules imports."""
    files = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in package.rglob("*.py")}
    graph = {}
    for module, path in files.items():
        found = set(imported_modules(path))
        found |= {m.rpartition(".")[0] for m in found}
        graph[module] = found & set(files) - {module}
    return graph


@pytest.mark.parametrize("package", ["pages/ui", "lessons", "cnncore"])
def test_no_two_modules_import_each_other(package: str):
    graph = modules_of(ROOT / package)
    assert [(a, b) for a, used in graph.items() for b in used if a < b and a in graph[b]] == []


def test_no_relative_imports():
    def relative(path: Path) -> list[int]:
        return [n.lineno for n in nodes(path) if isinstance(n, ast.ImportFrom) and n.level > 0]

    assert against(PYTHON, relative) == {}


def test_the_address_is_read_in_one_place():
    """Elsewhere it may be older than what the session has written (``shell/address.py``)."""
    found = against(PYTHON, lambda path: re.findall(r"\bst\.query_params\b", read(path)))
    assert set(found) == {"pages/ui/shell/address.py"}


@pytest.mark.parametrize("module", ["cnncore.ops", "cnncore.shapes", "cnncore.receptive_field"])
def test_the_operators_do_not_load_torch(module: str):
    check = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0


def test_words_live_in_the_lessons_texts():
    def chinese(path: Path) -> list[str]:
        return [line.strip() for line in read(path).splitlines() if CHINESE.search(line)]

    assert against([*PYTHON, *SCRIPTS, *SHEETS, *MARKUP], chinese) == {}


def test_nothing_is_loaded_from_elsewhere():
    def elsewhere(path: Path) -> list[str]:
        text = read(path).replace("http://www.w3.org/2000/svg", "")
        return re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", text)

    assert against([*SCRIPTS, *SHEETS, *MARKUP], elsewhere) == {}


EXPORT = re.compile(r"^export (?:default |const |class |(?:async )?function )?(.*)", re.MULTILINE)
TAKES = re.compile(r"\w+(?: = (?:async )?)?\((?!\))")
"""An exported function that takes something."""


def undescribed(script: str) -> Iterator[str]:
    """The exports of a module without a JSDoc block right above them that says what they take."""
    for export in EXPORT.finditer(script):
        above = script[: export.start()]
        block = above[above.rfind("/*") :] if above.endswith("*/\n") else ""
        wanted = ("@param", "@type") if TAKES.match(export[1]) else ("",)
        if not (block.startswith("/**") and any(tag in block for tag in wanted)):
            yield export[0]


def test_what_crosses_the_border_of_a_browser_module_is_described():
    assert against(SCRIPTS, lambda path: undescribed(read(path))) == {}


@pytest.mark.parametrize("lesson_id", [entry.page_id for entry in LESSONS])
def test_a_lesson_has_the_same_structure_in_both_languages(lesson_id: str):
    zh, en = (load_lesson(lesson_id, language) for language in ("zh", "en"))
    assert list(zh.sections) == list(en.sections)
    for section_id, section in zh.sections.items():
        twin = en.sections[section_id]
        assert slots(section.title + section.body) == slots(twin.title + twin.body), section_id
        assert bool(section.body) == bool(twin.body), section_id
        links = [re.findall(r"\(((?:term|page):[a-z_#]+)\)", s.body) for s in (section, twin)]
        assert sorted(set(links[0])) == sorted(set(links[1])), section_id


@pytest.mark.parametrize("lesson_id", [entry.page_id for entry in LESSONS])
def test_a_lesson_is_written_in_its_language(lesson_id: str):
    for section in load_lesson(lesson_id, "zh").sections.values():
        assert CHINESE.search(section.title + section.body), section.section_id
    for section in load_lesson(lesson_id, "en").sections.values():
        # An English lesson names Chinese terms, if at all, in brackets.
        prose = re.sub(r"[(（][^)）]*[)）]", "", section.title + section.body)
        assert not CHINESE.search(prose), section.section_id


def text_pairs(table: dict, prefix: str = "") -> Iterator[tuple[str, dict]]:
    for key, value in table.items():
        if isinstance(value, dict) and set(value) == set(LANGUAGES):
            yield prefix + key, value
        elif isinstance(value, dict):
            yield from text_pairs(value, f"{prefix}{key}.")


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").rglob("*.toml")), ids=name)
def test_texts_come_in_pairs(path: Path):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    braces = re.compile(r"\{[a-z_]+\}")
    for key, pair in text_pairs(table):
        assert all(pair[language].strip() for language in LANGUAGES), key
        assert slots(pair["zh"]) == slots(pair["en"]), key
        assert set(braces.findall(pair["zh"])) == set(braces.findall(pair["en"])), key


def literal_keys() -> Iterator[tuple[str, str]]:
    """Every ``t("...")`` and ``t(f"...")`` with its file; a computed part becomes ``*``."""
    for path in PYTHON:
        for node in nodes(path):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called != "t":
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, name(path)
            elif isinstance(key, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "*" for p in key.values]
                yield "".join(map(str, parts)), name(path)


def test_every_key_that_a_page_uses_exists():
    known = set(STRINGS)
    missing = {
        f"{file}: {key}"
        for key, file in literal_keys()
        if not any(re.fullmatch(re.escape(key).replace(r"\*", "[a-z0-9_.]+"), k) for k in known)
    }
    assert missing == set()


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.page_id)
def test_a_lesson_has_a_page_and_a_place_on_the_map(entry):
    assert (ROOT / "pages" / f"{entry.page_id}.py").is_file()
    for key in (f"nav.{entry.page_id}", f"nav.{entry.section}", f"map.{entry.page_id}"):
        assert key in STRINGS, key


def test_files_stay_readable():
    lengths = {name(path): len(read(path).splitlines()) for path in PYTHON}
    assert {path: lines for path, lines in lengths.items() if lines >= 400} == {}
    assert {path.stem for path in PYTHON} & {"utils", "helpers", "misc", "common"} == set()

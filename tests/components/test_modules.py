"""The components' modules: how they import each other, and how they are served."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath

import httpx
import pytest
from starlette.applications import Starlette

from pages.components import loader, modules
from pages.components.modules import SOURCES, VERSION, address, imports, with_imports
from tests.coroutines import run_apart

EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
LATER = re.compile(r'\(await import\("([^"]+)"\)\)\.(\w+)')
NAMED = re.compile(r'^import \{([^}]*)\} from "([^"]+)"', re.MULTILINE)
OURS = sorted(name for name in SOURCES if not name.startswith("generated/"))
COMPONENTS = sorted(name for name in OURS if name.endswith("/component.js"))


def test_every_import_is_there():
    for name in SOURCES:
        for found in (*imports(name), *imports(name, later=True)):
            assert found in SOURCES, f"{name} imports {found}"


def test_no_module_imports_itself_by_a_detour():
    TopologicalSorter({name: imports(name) for name in SOURCES}).prepare()


def allowed(name: str) -> tuple[str, ...]:
    """A component imports what is shared and its own; what is shared, and pure, no view."""
    folder = name.partition("/")[0]
    if folder != "shared":
        return ("shared/", "generated/", f"{folder}/")
    return ("shared/pure/",) if name.startswith("shared/pure/") else ("shared/",)


def test_modules_import_downwards():
    found = {name: [m for m in imports(name) if not m.startswith(allowed(name))] for name in OURS}
    assert {name: upwards for name, upwards in found.items() if upwards} == {}


def test_pure_modules_know_no_page():
    for name in (name for name in OURS if name.startswith("shared/pure/")):
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", SOURCES[name], flags=re.DOTALL)
        code = re.sub(r"`[^`]*`", "", code)  # a text may be the program of another page
        assert re.findall(r"\b(?:document|window|getComputedStyle|matchMedia)\b", code) == [], name


def test_what_is_exported_is_imported_somewhere():
    wanted = {
        (normpath(join(dirname(name), path)), export.strip())
        for name, text in SOURCES.items()
        for exports, path in NAMED.findall(text)
        for export in exports.split(",")
    }
    wanted |= {
        (normpath(join(dirname(name), path)), export)
        for name, text in SOURCES.items()
        for path, export in LATER.findall(text)
    }
    wanted.add(("shared/view/live_job.js", "liveJobs"))  # the browser tests and benchmarks look in
    for path in (Path(__file__).parents[1] / "node").glob("*.test.js"):
        for exports, name in NAMED.findall(path.read_text(encoding="utf-8")):
            wanted |= {
                (name.partition("components/")[2], each.strip()) for each in exports.split(",")
            }
    for name in OURS:
        for export in EXPORTED.findall(SOURCES[name]):
            assert (name, export) in wanted, f"{name} exports {export}"


def test_what_is_imported_is_exported_there():
    for name in OURS:
        for exports, path in NAMED.findall(SOURCES[name]):
            found = EXPORTED.findall(SOURCES[normpath(join(dirname(name), path))])
            wanted = {export.split(" as ")[0].strip() for export in exports.split(",")} - {""}
            assert wanted <= {*found}, f"{name} imports {path}"


def ask(path: str, encoding: str = "gzip") -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=modules.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.get(f"/{path}", headers={"accept-encoding": encoding})

    return run_apart(get())


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_module_may_be_kept_for_ever(encoding: str):
    name = "shared/pure/numbers.js"
    answer = ask(address(name), encoding)
    assert answer.text == SOURCES[name]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers.get("content-encoding") == {"gzip": "gzip"}.get(encoding)


@pytest.mark.parametrize(
    "path",
    ["scripts/0123456789ab/shared/pure/numbers.js", address("shared/pure/no_such.js")],
    ids=["another version", "no such module"],
)
def test_what_is_not_of_this_version_is_not_kept(path: str):
    answer = ask(path)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_the_version_changes_with_any_text(monkeypatch: pytest.MonkeyPatch):
    assert re.fullmatch(r"[0-9a-f]{12}", VERSION)
    changed = SOURCES | {"shared/pure/numbers.js": SOURCES["shared/pure/numbers.js"] + "\n"}
    renamed = {name.replace("numbers", "digits"): text for name, text in SOURCES.items()}
    versions = {modules.version_of(texts) for texts in (SOURCES, changed, renamed)}
    assert len(versions) == 3


def test_a_sheet_and_a_table_are_modules_too():
    sheet = SOURCES["shared/view/grid.css.js"]
    assert ".cell" in sheet
    assert sheet.endswith("export default sheet;\n")
    assert SOURCES["generated/presets.js"].startswith("export default JSON.parse(")


def test_what_a_component_needs_at_once():
    names = with_imports("section_rail/component.js")
    assert names[0] == "section_rail/component.js"
    assert set(names) == {
        "section_rail/component.js",
        "section_rail/component.css.js",
        "shared/view/dom.js",
        "shared/view/fixed.css.js",
        "shared/view/fixed.js",
        "shared/view/mount.js",
        "shared/view/print.css.js",
    }


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_loader_imports_its_component(name: str):
    assert f'"{address(name)}"' in loader(name.partition("/")[0])

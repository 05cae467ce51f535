"""What every test relies on, and how long each file takes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from lessons.machinery.catalogue import LESSONS

LESSON_SECONDS = 30
"""What a lesson may add to the suite, both processes counted."""
_NAMESAKES = ("/cnncore/", "/train/", "/experiment/", "test_experiments", "test_fairness")
"""Where operators and experiments are tested that are called like a lesson."""
SECONDS = "course/seconds"
"""Where pytest's cache keeps what each file took the last time."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes golden texts anew, to be reviewed by eye."""
    parser.addoption("--update-golden", action="store_true")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files first, those that are new before them: a long one that starts last runs alone."""
    cache = getattr(config, "cache", None)
    known: dict[str, float] = cache.get(SECONDS, {}) if cache else {}
    items.sort(key=lambda item: -known.get(_file_of(item.nodeid), float("inf")))


def pytest_collection_finish() -> None:
    """Two processes share two cores: threads of theirs would only wait for each other."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what all tests took together, and keep it for the order of the next time."""
    reports = [r for each in terminalreporter.stats.values() for r in each if hasattr(r, "when")]
    seconds: Counter[str] = Counter()
    for report in reports:
        seconds[_file_of(report.nodeid)] += report.duration
    terminalreporter.write_sep("=", f"{sum(seconds.values()):,.0f} worker-seconds in all")
    for file, each in seconds.most_common(5):
        terminalreporter.write_line(f"{each:6.0f} s  {file}")
    for lesson in (entry.page_id for entry in LESSONS if entry.minutes):
        if own := sum(r.duration for r in reports if r.when == "call" and _is_of(lesson, r.nodeid)):
            terminalreporter.write_line(f"{own:6.0f} s  {lesson} ({LESSON_SECONDS} s a lesson)")
    if cache := getattr(config, "cache", None):
        cache.set(SECONDS, cache.get(SECONDS, {}) | dict(seconds))


def _is_of(lesson: str, nodeid: str) -> bool:
    """Whether a test bears the lesson's name, in its file or among its parameters."""
    file, _, test = nodeid.partition("::")
    if any(part in file for part in _NAMESAKES):
        return False
    return f"test_{lesson}" in file or lesson in test.partition("[")[2]


def _file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """A page in AppTest leaves its script as ``__main__``, which spawned workers would import."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main

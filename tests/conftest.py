"""What every test relies on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """A page in AppTest leaves its script as ``__main__``, which spawned workers would import."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main

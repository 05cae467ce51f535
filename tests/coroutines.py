"""Coroutines in tests that share their process with Playwright, whose loop runs in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_LONGEST_SECONDS = 30


def run_apart(coroutine: Coroutine[None, None, T]) -> T:
    """What the coroutine returns, run on a loop and a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result(timeout=_LONGEST_SECONDS)

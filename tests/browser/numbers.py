"""What the figures of a page have computed in the browser, held against NumPy: no list by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from playwright.sync_api import Page

from lessons.machinery.figure import MAIN, Figure, figures_of

Told = Mapping[str, Any]
"""What a figure says of itself: ``caseKey`` and ``out``."""

# As the code beside a figure asks it; every figure answers at once.
_ASK = """(channels) => {
  const told = {};
  const hear = ({ detail: { channel, caseKey, out } }) => (told[channel] = { caseKey, out });
  addEventListener("cnn-step", hear);
  for (const channel of channels) {
    dispatchEvent(new CustomEvent("cnn-step-request", { detail: { channel } }));
  }
  removeEventListener("cnn-step", hear);
  return told;
}"""


def not_numpys(page: Page, page_id: str) -> Iterator[str]:
    """What is wrong with the numbers of a lesson whose address changes no figure, in words."""
    known = figures_of(page_id) if page_id else {}
    figures = {_channel(page_id, name): figure for name, figure in known.items()}
    told: Mapping[str, Told] = page.evaluate(_ASK, list(figures)) if figures else {}
    for channel, figure in figures.items():
        if channel not in told:
            yield f"{channel}: the figure is not on the page"
        else:
            yield from _differences(channel, figure, told[channel])


def _channel(page_id: str, name: str) -> str:
    return page_id if name == MAIN else f"{page_id}.{name}"


def _differences(channel: str, figure: Figure[Any], told: Told) -> Iterator[str]:
    if told["caseKey"] != figure.case_key(figure.defaults):
        yield f"{channel}: another case: {told['caseKey']}"
        return
    expected, found = figure.case(figure.defaults).out(), np.array(told["out"], dtype=float)
    if found.shape != expected.shape:
        yield f"{channel}: {found.shape} numbers, NumPy has {expected.shape}"
    elif not np.allclose(found, expected, rtol=0, atol=1e-9, equal_nan=True):
        yield f"{channel}: {found.tolist()}, NumPy has {expected.tolist()}"

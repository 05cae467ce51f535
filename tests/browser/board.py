"""A board of the lesson in a real browser, by mouse and by key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Locator, Page

from cnncore.ops import conv2d
from lessons.machinery.cells import parse_number


@dataclass
class Board:
    """One board on the page, by its ``data-testid``."""

    page: Page
    test_id: str

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id(self.test_id)

    @property
    def sentence(self) -> str:
        return " ".join(self.root.get_by_role("status").inner_text().split())

    def cell(self, grid: str, row: int, col: int) -> Locator:
        return self.root.locator(f'{grid} [data-row="{row}"][data-col="{col}"]')

    def numbers(self, grid: str) -> np.ndarray:
        texts = self.root.locator(f"{grid} [role=row]").evaluate_all(
            "rows => rows.map(r => [...r.querySelectorAll('.digit')].map(d => d.textContent))"
        )
        return np.array([[parse_number(text) for text in row] for row in texts], dtype=np.float64)

    def edit(self, grid: str, row: int, col: int, text: str) -> None:
        self.cell(grid, row, col).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def press(self, action: str) -> None:
        self.root.locator(f'[data-action="{action}"]').click()

    def in_address(self, part: str) -> None:
        self.page.wait_for_function("part => location.search.includes(part)", arg=part)


def conv(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return conv2d(x.astype(np.float64)[None], weight[None, None])[0]

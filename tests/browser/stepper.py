"""The grid stepper as a test sees it: cells by role and place, the sentence, the gestures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Locator, Page

from lessons.machinery.cells import parse_number

Place = tuple[int, int]


@dataclass
class StepperOnPage:
    """One stepper, found by its ``data-testid``; of several on a page by its name."""

    page: Page
    name: str = ""

    @property
    def root(self) -> Locator:
        within = self.page.locator(f'[class*="-{self.name}"]') if self.name else self.page
        return within.get_by_test_id("grid-stepper")

    @property
    def step(self) -> int:
        return int(self.root.get_attribute("data-step") or -1)

    @property
    def sentence(self) -> str:
        return " ".join(self.root.get_by_role("status").inner_text().split())

    @property
    def message(self) -> str:
        return self.root.locator(".message").inner_text()

    def grid(self, role: str) -> Locator:
        return self.root.locator(f'[role="grid"][data-role="{role}"]')

    def cell(self, role: str, row: int, col: int) -> Locator:
        return self.grid(role).locator(f'[data-row="{row}"][data-col="{col}"]')

    def places(self, role: str, attribute: str) -> set[Place]:
        self.wait_until_drawn()
        found = self.grid(role).locator(f'[role="gridcell"][{attribute}]')
        pairs = found.evaluate_all("ns => ns.map(n => [+n.dataset.row, +n.dataset.col])")
        return {(row, col) for row, col in pairs}

    def numbers(self, role: str) -> np.ndarray:
        """The digits of a grid; NaN where a cell shows none."""
        self.wait_until_drawn()
        rows = self.grid(role).evaluate(
            "g => [...g.querySelectorAll('[role=row]')].map("
            "r => [...r.querySelectorAll('.digit')].map(d => d.textContent))"
        )
        values = [[parse_number(text) for text in row] for row in rows]
        return np.array([[np.nan if v is None else v for v in row] for row in values])

    def wait_until_drawn(self) -> None:
        """A gesture is sent first and drawn in the browser's next task."""
        self.page.evaluate("() => new Promise((done) => setTimeout(done))")

    def press(self, action: str) -> None:
        self.root.locator(f'[data-action="{action}"]').click()

    def slider(self, name: str, axis: int | None = None) -> Locator:
        """The slider of both axes; where the lock is open, of the height (0) or the width (1)."""
        of_axis = "" if axis is None else f'[data-axis="{axis}"]'
        return self.root.locator(f'input[data-param="{name}"]{of_axis}')

    def drag(self, name: str, value: int, *, axis: int | None = None, release: bool = True) -> None:
        """Take the thumb with the mouse and move it to ``value``."""
        slider = self.slider(name, axis)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        low, high, now = (
            int(slider.get_attribute("min") or 0),
            int(slider.get_attribute("max") or 0),
            int(slider.input_value()),
        )
        thumb = 22

        def spot(number: int) -> float:
            part = (number - low) / (high - low)
            return box["x"] + thumb / 2 + part * (box["width"] - thumb)

        y = box["y"] + box["height"] / 2
        self.page.mouse.move(spot(now), y)
        self.page.mouse.down()
        self.page.mouse.move((spot(now) + spot(value)) / 2, y)
        self.page.mouse.move(spot(value), y)
        if release:
            self.page.mouse.up()

    def edit(self, role: str, row: int, col: int, text: str) -> None:
        """Click a cell, type, confirm."""
        self.cell(role, row, col).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.wait_until_drawn()

    def wait_for_step(self, step: int) -> None:
        """Wait until the sweep has reached ``step``, looking at every frame."""
        self.root.evaluate(
            """(node, step) => new Promise((done) => {
                const look = () =>
                    +node.dataset.step >= step ? done() : requestAnimationFrame(look);
                look();
            })""",
            step,
        )

    def wait_for_address(self, *parts: str) -> None:
        """Wait until every part stands in the address."""
        self.page.wait_for_function(
            "parts => parts.every(p => location.search.includes(p))", arg=parts
        )

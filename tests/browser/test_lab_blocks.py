"""Every block with every parameter, every preset, + and −: in a real browser, against cnncore."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from cnncore.network import ACTIVATIONS, BLOCKS, Network, ledger, list_presets, preset
from pages.ui.lab import network
from tests.browser.conftest import OpenPage

SHAPES = (3, 32, 32)
ALL = "c8p1-bn-relu-drop0.5-res8-inc4_4_4_4_4_4-dw8-m2-flat-fc16-fc"
"""A stack with a block of each kind."""


def builder(page: Page) -> Locator:
    return page.get_by_test_id("network-builder")


def expect_address(page: Page, text: str) -> None:
    expect(page).to_have_url(re.compile(rf"network={re.escape(text)}(&|$)"))


def another(field: dict[str, Any], value: Any) -> Any:
    """A value that the field does not have now."""
    if field["type"] == "flag":
        return not value
    if field["type"] == "choice":
        choices = [choice["id"] for choice in field["choices"]]
        return choices[(choices.index(value) + 1) % 2]
    return 0.25 if field["type"] == "real" else (value or field["low"]) + 1


def enter(control: Locator, field: dict[str, Any], value: Any) -> None:
    if field["type"] == "flag":
        control.set_checked(value)
    elif field["type"] == "choice":
        control.select_option(value)
    else:
        control.fill(str(value))
        control.press("Enter")


def test_every_parameter_of_every_block_can_be_set(open_page: OpenPage):
    page = open_page(f"/training_lab?network={ALL}", lang="en")
    blocks = Network.from_text(ALL).as_dict()["blocks"]
    form = builder(page).locator(".form")
    for kind in BLOCKS:
        index = next(i for i, block in enumerate(blocks) if block["kind"] == kind)
        builder(page).locator(f'.face[data-index="{index}"]').click()
        expect(form.locator(".form-title")).to_contain_text(f"{index + 1}")
        # Frozen is offered once a kernel from a lesson is in: tested where one is dropped.
        fields = [f for f in network._fields(kind) if f["name"] != "frozen"]
        for field in fields:
            value = another(field, blocks[index][field["name"]])
            enter(form.locator(f'[data-field="{field["name"]}"]'), field, value)
            blocks[index][field["name"]] = value
            expect_address(page, Network.from_dict({"blocks": blocks}).as_text())
        assert form.locator("[data-field]").count() == len(fields)


def test_all_activations_are_offered(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    builder(page).locator('.face[data-index="1"]').click()
    offered = builder(page).locator('[data-field="name"] option')
    assert offered.evaluate_all("o => o.map((x) => x.value)") == [*ACTIVATIONS]
    assert len(ACTIVATIONS) == 8
    for name in ("sigmoid", "tanh", "maxout"):
        builder(page).locator('[data-field="name"]').select_option(name)
        expect_address(page, f"c12k5p2-{name}-m2-c24p1-relu-m2-flat-fc")


def test_every_preset_can_be_chosen(open_page: OpenPage):
    page = open_page("/training_lab?network=mlp", lang="en")
    choose = builder(page).locator('[data-action="preset"]')
    assert choose.locator("option").evaluate_all("o => o.map((x) => x.value)") == [*list_presets()]
    for name in list_presets():
        choose.select_option(name)
        book = ledger(preset(name, SHAPES), SHAPES, 6)
        total = builder(page).locator('[data-line="params"] .total')
        expect(total).to_have_text(f"{book.totals.params:,}")
        expect(choose).to_have_value(name)
    assert "network=" in page.url


def test_blocks_come_and_go_and_grow_by_mouse(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    builder(page).locator('.face[data-index="0"]').click()
    column = builder(page).locator(".block").nth(0)
    column.locator(".channels button").last.click()
    expect_address(page, "c14k5p2-relu-m2-c24p1-relu-m2-flat-fc")
    column.locator(".channels button").first.click()
    expect(page).not_to_have_url(re.compile("network="))  # that is the preset again
    builder(page).locator('.face[data-index="1"]').click()
    builder(page).locator('[data-action="remove"]').click()
    expect_address(page, "c12k5p2-m2-c24p1-relu-m2-flat-fc")
    builder(page).locator('[data-action="add"]').click()
    kinds = (
        builder(page)
        .locator(".menu [data-add]")
        .evaluate_all("items => items.map((item) => item.dataset.add)")
    )
    assert {name.partition("_")[0] for name in kinds} >= {"conv", "pool", "activation", "batch"}
    assert {"dropout", "flatten", "linear", "residual", "inception", "depthwise"} <= set(kinds)
    builder(page).locator('[data-add="depthwise"]').click()
    expect_address(page, "c12k5p2-m2-dw12-c24p1-relu-m2-flat-fc")

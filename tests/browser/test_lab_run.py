"""From Start to a network that reads a digit drawn with the mouse, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.chromium import LIVE_JOBS, wait_until_ready
from tests.browser.conftest import OpenPage

TRAINING_MS = 120_000
"""A cold engine on a busy machine; the run itself takes a few seconds."""

ADDRESS = "/training_lab?data=digits&epochs=12&network=tiny_vgg"


def state(page: Page):
    return page.get_by_test_id("live-transport")


def train(page: Page) -> None:
    page.locator('[data-action="start"]').first.click()
    expect(state(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)


def draw_a_zero(page: Page) -> None:
    canvas = page.get_by_test_id("draw-pad").locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    circle = [(0.5, 0.15), (0.32, 0.3), (0.28, 0.5), (0.32, 0.7), (0.5, 0.85), (0.68, 0.7)]
    circle += [(0.72, 0.5), (0.68, 0.3), (0.5, 0.15)]
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in circle]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


@pytest.mark.slow
def test_a_trained_network_reads_a_drawn_digit(open_page: OpenPage, tmp_path: Path):
    page = open_page(ADDRESS, lang="en")
    train(page)
    a_mistake_shows_what_the_first_layer_saw(page)
    draw_a_zero(page)
    pad = page.get_by_test_id("draw-pad")
    expect(pad).to_have_attribute("data-result", "0", timeout=20_000)
    expect(pad.locator("[role=status]")).to_contain_text("It says 0")
    expect(pad.locator(".bars li")).to_have_count(10)

    take_away_and_bring_back(page, tmp_path)

    page.reload()  # the run is still there
    wait_until_ready(page)
    expect(state(page)).to_have_attribute("data-state", "done", timeout=20_000)
    assert findings(page) == []


def a_mistake_shows_what_the_first_layer_saw(page: Page) -> None:
    page.locator('[data-panel="mistakes"]').scroll_into_view_if_needed()
    page.locator("button.mistake").first.click()
    why = page.locator(".why")
    expect(why.locator(".why-seen")).to_contain_text("What conv 1 makes of this picture")
    expect(why.locator(".tiles .tile")).to_have_count(12)


def take_away_and_bring_back(page: Page, folder: Path) -> None:
    files = {
        "weights": "w.safetensors",
        "script": "train.py",
        "curves": "c.csv",
        "picture": "c.png",
    }
    for name, file_name in files.items():
        with page.expect_download() as download:
            page.locator(f".st-key-training_lab-take_{name} button").click()
        download.value.save_as(folder / file_name)
        assert (folder / file_name).stat().st_size > 500
    with Image.open(folder / "c.png") as picture:  # drawn by the browser: two charts side by side
        assert picture.width == 2 * 2 * 720
    after = page.locator(".st-key-lab-after")
    upload = after.locator("input[type=file]")
    upload.set_input_files(folder / "w.safetensors")
    loaded_weights_are_on_show(page)
    the_next_run_starts_where_this_one_ended(page)
    page.locator('[data-choice="fresh"]').click()
    expect(state(page).locator(".starts")).to_be_hidden()
    expect(after.locator("[data-testid=stFileUploaderFile]")).to_have_count(0)
    (folder / "fake.safetensors").write_bytes(b"\x80\x04pickle" * 20)
    upload.set_input_files(folder / "fake.safetensors")
    expect(after).to_contain_text("This is not a safetensors file")


def loaded_weights_are_on_show(page: Page) -> None:
    """Without a step of training: their accuracy, their mistakes, and an answer to a drawing."""
    expect(page.locator(".st-key-lab-after")).to_contain_text("The weights fit this network")
    expect(page.locator(".st-key-lab-after")).to_contain_text("The file says: network c12k5p2-relu")
    expect(state(page)).to_contain_text("without a step of training", timeout=TRAINING_MS)
    expect(state(page)).to_have_attribute("data-step", "0")
    expect(state(page).locator(".starts")).to_contain_text("starts from w.safetensors")
    notes = page.get_by_test_id("training-settings").locator(".note")
    expect(notes.filter(has_text="not in use")).to_have_count(1)
    page.get_by_test_id("draw-pad").get_by_role("button", name="Classify").click()
    expect(page.get_by_test_id("draw-pad")).to_have_attribute("data-result", "0", timeout=20_000)


FIRST_AND_LAST = f"""() => {LIVE_JOBS}.then((jobs) => [...jobs.values()]
    .map(({{ run }}) => [run.tests[0]?.test_accuracy, run.finished?.test_accuracy]))"""
"""Test accuracy of every run of this page before its first step, and in the end."""


def the_next_run_starts_where_this_one_ended(page: Page) -> None:
    """Before its first step it knows what the brought-back weights know."""
    [[untrained, trained], [shown, _]] = page.evaluate(FIRST_AND_LAST)
    assert untrained < 0.3 < 0.8 < trained
    assert shown == pytest.approx(trained)
    page.locator('[data-action="start"]').first.click()
    expect(state(page)).not_to_have_attribute("data-step", "0", timeout=TRAINING_MS)
    assert page.evaluate(FIRST_AND_LAST)[2][0] == pytest.approx(trained, abs=0.06)
    page.locator('[data-action="stop"]').click()
    expect(state(page)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)


@pytest.mark.slow
def test_the_rate_changes_mid_run_and_two_runs_are_compared(open_page: OpenPage):
    page = open_page("/training_lab?data=shapes&epochs=50&network=residual8", lang="en")
    settings = page.get_by_test_id("training-settings")
    page.locator('[data-action="start"]').first.click()
    expect(state(page)).to_have_attribute("data-state", "running", timeout=TRAINING_MS)
    expect(settings.locator(".note", has_text="after reset").first).to_be_visible()
    settings.locator('[data-param="learning_rate"]').fill("0")
    expect(page).to_have_url(re.compile("learning_rate=0.0001"))
    expect(state(page)).to_contain_text("the learning rate is 0.0001", timeout=10_000)
    state(page).locator('[data-action="stop"]').click()
    expect(state(page)).to_have_attribute("data-state", "done", timeout=20_000)

    page.locator(".st-key-training_lab-lock label").click()
    expect(page).to_have_url(re.compile("lock=1"))
    note = page.locator(".st-key-lab-after [role=status]").first
    expect(note).to_contain_text("One difference from A: Learning rate")
    page.locator(".st-key-training_lab-compare button").click()
    expect(page).to_have_url(re.compile("tab=compare"))
    expect(page.get_by_test_id("run-compare")).to_be_visible()
    assert "PlotlyChart" not in scripts_of(page)
    explore_the_run(page)


def scripts_of(page: Page) -> str:
    """The names of all scripts that the page has loaded so far."""
    return page.evaluate("performance.getEntriesByType('resource').map((r) => r.name).join(' ')")


DRAWN = """() => document.querySelector('.st-key-explore-curves .js-plotly-plot')
    ?._fullData.filter(({ line }) => line)
    .map(({ hovertemplate, x, line }) => [hovertemplate, x.length, line.color])"""


def explore_the_run(page: Page) -> None:
    """The same run in a chart that can be zoomed and measured."""
    page.get_by_role("tab", name="Explore").click()
    chart = page.locator(".st-key-explore-curves .js-plotly-plot")
    expect(chart).to_be_visible()
    assert "PlotlyChart" in scripts_of(page)
    choose(page, "quantity", "loss")
    choose(page, "side", "both")
    page.wait_for_function(f"({DRAWN})()?.length === 2")
    (test, tests, colour), (train, batches, same) = page.evaluate(DRAWN)
    assert "A test" in test
    assert "A train" in train
    assert 1 <= tests < batches
    assert colour == same == "#0072B2"

    choose(page, "y_scale", "log")
    page.wait_for_function(
        "document.querySelector('.st-key-explore-curves .js-plotly-plot')"
        "?._fullLayout.yaxis.type === 'log'"
    )
    for part in ("quantity=loss", "side=both", "y_scale=log"):
        expect(page).to_have_url(re.compile(part))
    chart.get_by_role("button", name="Box Select").click()
    box = chart.locator(".nsewdrag").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 20, steps=5)
    page.mouse.up()
    expect(page.locator(".explore-reading tbody tr").last).to_contain_text("A train")


def choose(page: Page, name: str, label: str) -> None:
    page.locator(f".st-key-{name}").get_by_text(label, exact=True).click()

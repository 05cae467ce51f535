"""Comparison and time machine in Chromium, with runs from a pretended engine."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visits, has_sideways_scroll
from tests.browser.conftest import Visit
from tests.browser.live import recording


@pytest.fixture
def visits(visit: Visit, live_server: str) -> Iterator[Visits]:
    with visit(live_server) as visits:
        yield visits


def open_compare(visits: Visits, runs: int = 3, **options) -> Page:
    page = visits.open(f"/?view=compare&runs={runs}", ready=False, **{"lang": "en", **options})
    compare = page.get_by_test_id("run-compare")
    expect(compare).to_have_attribute("data-runs", str(runs), timeout=20_000)
    shown = compare.locator(".runs tbody tr").last.locator("td").last
    expect(shown).to_have_text("12 s")  # the last run is read to its end
    return page


def open_time(visits: Visits, **options) -> Page:
    page = visits.open("/?view=time&runs=2", ready=False, **{"lang": "en", **options})
    expect(page.get_by_test_id("time-machine")).to_have_attribute(
        "data-step", "900", timeout=20_000
    )
    return page


def test_the_readout_is_sorted_at_the_crosshair(visits: Visits):
    page = open_compare(visits, 6)
    compare = page.get_by_test_id("run-compare")
    readings = compare.locator(".reading")
    assert readings.evaluate_all("ns => ns.map(n => n.dataset.letter)") == list("ABCDEF")
    compare.locator(".plot").focus()
    page.keyboard.press("ArrowLeft")
    expect(compare).to_have_attribute("data-step", "825")
    shown = float(readings.first.locator(".value").inner_text())
    assert shown == pytest.approx(100 * recording.test(825)["test_accuracy"], abs=0.06)


def test_a_step_stands_at_its_own_seconds(visits: Visits):
    page = open_compare(visits)
    compare = page.get_by_test_id("run-compare")
    compare.get_by_role("button", name="seconds", exact=True).click()
    compare.locator(".plot").focus()
    page.keyboard.press("ArrowLeft")
    expect(compare.locator(".at")).to_have_text(f"second {recording.seconds(825):.1f}")
    shown = float(compare.locator(".reading .value").first.inner_text())
    assert shown == pytest.approx(100 * recording.test(825)["test_accuracy"], abs=0.06)


def test_a_run_that_goes_on_keeps_the_curve_before_it(visits: Visits):
    page = visits.open("/?view=compare&runs=2&goes_on=1", lang="en", ready=False)
    compare = page.get_by_test_id("run-compare")
    expect(compare.locator(".chart")).to_contain_text("B went on from step 450", timeout=20_000)
    expect(compare.locator(".at")).to_have_text("step 1,350")
    compare.locator(".plot").focus()
    page.keyboard.press("ArrowLeft")
    expect(compare).to_have_attribute("data-step", str(450 + 825))
    over = compare.locator('.reading[data-letter="A"] .value')
    expect(over).to_have_text("–")  # A was over by then


def test_only_what_differs_is_bold(visits: Visits):
    page = open_compare(visits)
    row = page.get_by_test_id("run-compare").locator('tr[data-letter="B"]')
    expect(row.locator(".differs")).to_have_text(["0.1"])
    expect(
        page.get_by_test_id("run-compare").locator('tr[data-letter="A"] .differs')
    ).to_have_count(0)


def test_solo_and_ghosts_by_key_and_by_link(visits: Visits):
    page = visits.open("/?view=compare&runs=3&ghosts=C.done-5~D.gone", lang="en", ready=False)
    compare = page.get_by_test_id("run-compare")
    expect(compare).to_have_attribute("data-runs", "4", timeout=20_000)
    expect(page.get_by_text("The link keeps D as a reference curve")).to_be_visible()
    from_link = compare.locator(".runs tbody tr").last
    expect(from_link.locator("th")).to_contain_text("reference C" + "from the link, seed 11")
    compare.get_by_role("button", name="Remove reference C").click()
    expect(page).not_to_have_url(re.compile("ghosts"))
    page.keyboard.press("2")
    expect(compare).to_have_attribute("data-solo", "B")
    expect(compare.locator(".reading")).to_have_count(1)
    page.keyboard.press("p")
    expect(compare.locator(".reading[data-ghost]")).to_have_count(1)
    page.keyboard.press("2")
    expect(compare.locator(".reading")).to_have_count(4)

    page.keyboard.press("p")  # none alone: the first
    names = compare.locator(".reading[data-ghost] b")
    expect(names).to_have_text(["reference A", "reference B"])
    drawn = compare.locator('[data-series^="ghost-"]').evaluate_all(
        "lines => lines.map((line) => [line.dataset.series, line.style.strokeDasharray])"
    )
    assert [name for name, _ in drawn] == ["ghost-B-test", "ghost-A-test"]
    assert len({dash for _, dash in drawn}) == 2
    table = compare.locator(".runs tbody th")
    expect(table.filter(has_text="reference")).to_have_text([" reference B", " reference A"])
    expect(page).to_have_url(re.compile("ghosts=B.done-1(~|%7E)A.done-0"))
    compare.get_by_role("button", name="Remove reference B").click()
    expect(names).to_have_text(["reference A"])
    expect(compare.locator('[data-action="unpin-all"]')).to_be_hidden()
    page.keyboard.press("3")
    page.keyboard.press("p")
    compare.locator('[data-action="unpin-all"]').click()
    expect(names).to_have_count(0)


def test_the_keyboard_stays_with_its_reading(visits: Visits):
    page = open_compare(visits)
    compare = page.get_by_test_id("run-compare")
    compare.locator('.reading[data-letter="B"]').focus()
    page.keyboard.press("Enter")
    expect(compare).to_have_attribute("data-solo", "B")
    expect(compare.locator('.reading[data-letter="B"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(compare.locator(".reading")).to_have_count(3)


def test_the_pointer_reads_the_curves(visits: Visits):
    page = open_compare(visits, 2)
    compare = page.get_by_test_id("run-compare")
    box = compare.locator(".plot svg").bounding_box()
    assert box is not None
    left, right = 42, 74  # the margins of the drawing
    at = box["x"] + left + (box["width"] - left - right) * 450 / 900
    page.mouse.move(at, box["y"] + 100)
    expect(compare).to_have_attribute("data-step", "450")
    expect(compare.locator(".crosshair")).to_have_count(1)
    shown = float(compare.locator(".reading .value").first.inner_text())
    assert shown == pytest.approx(100 * recording.test(450)["test_accuracy"], abs=0.06)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 200)
    expect(compare.locator(".crosshair")).to_have_count(0)


def accuracy(number: int) -> float:
    """The last test accuracy of the recording ``done-<number>``, in per cent."""
    events = recording.slower(recording.whole_run(), 1 - 0.14 * number)
    return 100 * [e["test_accuracy"] for e in events if e["type"] == "test"][-1]


def test_three_seeds_give_a_mean_and_a_band(visits: Visits):
    page = open_compare(visits, 2)
    compare = page.get_by_test_id("run-compare")
    expect(compare.locator('[data-panel="table"]')).to_contain_text("One seed each")
    assert compare.locator("[data-range]").count() == 0
    page.keyboard.press("1")  # A alone
    repeat = compare.locator('[data-action="repeat"]')
    expect(repeat).to_have_text("Repeat A with 3 seeds")
    repeat.click()
    band = compare.locator('[data-range="run-A-test"]')
    expect(band).to_have_count(1)
    page.keyboard.press("1")
    values = [accuracy(number) for number in (0, 2, 3)]
    mean = sum(values) / 3
    spread = max(abs(value - mean) for value in values)
    cell = compare.locator('tr[data-letter="A"] .strong')
    expect(cell).to_have_text(re.compile("±"))
    wanted = pytest.approx((mean, spread), abs=0.11)
    shown, tries = None, 0
    while shown != wanted and tries < 150:  # the third seed comes after the second
        shown, tries = tuple(map(float, cell.inner_text().split("±"))), tries + 1
        page.wait_for_timeout(100)
    assert shown == wanted
    expect(compare.locator('tr[data-letter="A"] [data-column="seed"]')).to_have_text("7, 8, 9")
    expect(compare.locator('tr[data-letter="B"] .strong')).not_to_contain_text("±")
    panel = compare.locator('[data-panel="table"]')
    expect(panel).to_contain_text("3 seeds: the mean ± the farthest from it")
    expect(panel).to_contain_text("Without ± it is one seed.")
    reading = compare.locator('.reading[data-letter="A"] .value')
    expect(reading).to_have_text(cell.inner_text())
    with page.expect_download() as download:
        compare.locator('[data-action="csv"]').click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    assert {(row["run"], row["seed"]) for row in rows} == {
        *(("A", "7"), ("A", "8"), ("A", "9"), ("B", "7")),
    }
    # Now the other: A has its seeds, so only B is run again.
    expect(repeat).to_have_text("Repeat with 3 seeds")
    repeat.click()
    expect(compare.locator('tr[data-letter="B"] .strong')).to_contain_text("±")
    expect(compare.locator('tr[data-letter="B"] [data-column="seed"]')).to_have_text("7, 8, 9")
    expect(repeat).to_be_hidden()


def test_a_stopped_run_is_not_repeated(visits: Visits):
    page = visits.open("/?view=compare&runs=2&stopped=1", lang="zh", ready=False)
    compare = page.get_by_test_id("run-compare")
    compare.locator('[data-action="repeat"]').click(timeout=20_000)
    expect(compare.locator(".seeds [role=status]")).to_contain_text("只有跑完的训练才能换种子重复")
    assert compare.locator("[data-range]").count() == 0


def test_curves_leave_as_csv_and_png(visits: Visits):
    page = open_compare(visits, 2)
    compare = page.get_by_test_id("run-compare")
    with page.expect_download() as download:
        compare.locator('[data-action="csv"]').click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    first = [row for row in rows if row["run"] == "A"]
    assert {row["seed"] for row in rows} == {"7"}
    assert [int(row["step"]) for row in first] == [0, *range(75, 901, 75)]
    told = [recording.seconds(int(row["step"])) for row in first]
    assert [float(row["seconds"]) for row in first] == pytest.approx(told, abs=1e-3)
    assert float(first[-1]["test_accuracy"]) == recording.test(900)["test_accuracy"]
    with page.expect_download() as download:
        compare.locator('[data-action="png"]').click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_time_machine_moves_kernels_maps_and_answer_together(visits: Visits):
    page = open_time(visits)
    machine = page.get_by_test_id("time-machine")
    machine.locator(".scrubber").focus()
    page.keyboard.press("Home")
    expect(machine).to_have_attribute("data-step", "0")
    expect(machine.locator(".answer .part-title").first).to_have_text("What it answered at step 0")
    page.keyboard.press("ArrowRight")
    expect(machine).to_have_attribute("data-step", "15")
    expect(machine.get_by_role("status")).to_contain_text("Step 15")
    machine.locator(".frame").nth(2).click()
    expect(machine).not_to_have_attribute(
        "data-step", "15"
    )  # painted in the next frame, all at once
    step = int(machine.get_attribute("data-step") or -1)
    probs = recording.snapshot(step)["sample"]["probs"]
    shown = machine.locator(".answer-line .number").all_inner_texts()
    assert [float(text) for text in shown] == pytest.approx([100 * p for p in probs], abs=0.06)


def test_the_time_machine_plays_and_changes_runs(visits: Visits):
    page = open_time(visits)
    machine = page.get_by_test_id("time-machine")
    machine.locator('[data-action="play"]').click()
    # A snapshot stands for half a second: a busy machine may miss any one of them.
    expect(machine).to_have_attribute("data-step", re.compile(r"^\d{2,3}$(?<!900)"))
    machine.get_by_role("button", name="B", exact=True).click()
    expect(machine.locator(".panel-title")).to_have_text("Time machine, run B")


@pytest.mark.parametrize(("view", "lang"), [("compare", "en"), ("time", "zh")])
def test_a_phone_never_scrolls_sideways(visits: Visits, view: str, lang: str):
    page = (open_compare if view == "compare" else open_time)(visits, lang=lang, viewport=PHONE)
    page.wait_for_timeout(300)
    assert not has_sideways_scroll(page)


@pytest.mark.parametrize("view", ["compare", "time"])
def test_without_runs_a_sentence_says_what_to_do(visits: Visits, view: str):
    page = visits.open(f"/?view={view}&runs=0", lang="zh", ready=False)
    expect(page.locator(".empty b")).to_be_visible(timeout=20_000)

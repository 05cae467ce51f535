"""The learner's own pictures through the page: a zip that is taken, zips that are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from lessons.machinery.languages import Language
from lessons.training_lab.words import LAB
from tests.browser.conftest import OpenPage
from tests.data.test_uploads import honest, named, png, zipped

REFUSED: Mapping[str, tuple[bytes, str]] = {
    "one class": (
        zipped({f"cats/{i}.png": png() for i in range(5)}),
        "There is only one class (cats)",
    ),
    "wrong type": (zipped(honest() | {"cats/run.exe": b"MZ"}), "cats/run.exe is not a picture"),
    "outside": (zipped(honest() | {"../../cats/6.png": png()}), "leads out of the zip"),
    "no zip": (b"PK no zip at all", "This is not a zip file"),
}


def open_own(open_page: OpenPage, lang: Language = "en") -> Page:
    page = open_page("/training_lab?data=digits", lang=lang)
    page.locator('[data-panel="own"]').click()
    return page


def upload(page: Page, packed: bytes) -> None:
    place = page.locator(".st-key-training_lab-zip")
    place.locator("input[type=file]").set_input_files(
        {"name": "pictures.zip", "mimeType": "application/zip", "buffer": packed}
    )


def test_a_zip_of_class_folders_is_trained_on(open_page: OpenPage):
    page = open_own(open_page)
    upload(page, zipped(honest()))
    own = page.locator(".st-key-lab-own")
    expect(own).to_contain_text("Got 10 pictures in 2 classes: cats, dogs.")
    own.get_by_role("button", name="Use them").click()
    strip = page.get_by_test_id("data-strip")
    names = strip.locator(".count b")
    expect(names).to_have_text(["cats", "dogs"])
    expect(strip.locator("canvas").first).to_be_visible()
    # The cats are red: what the page paints is what was in the zip.
    red = strip.locator("canvas").first.evaluate(
        "c => [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]"
    )
    assert red[0] > red[2] + 80
    assert "upload=" in page.url


def test_what_a_screen_reader_is_told_of_files_is_in_the_language_of_the_page(open_page: OpenPage):
    place = open_own(open_page, "zh").locator(".st-key-training_lab-zip")
    field = place.locator("input[type=file]")
    expect(field).to_have_attribute("aria-label", LAB.get("own.zip", "zh"))
    upload(place.page, zipped(honest()))
    expect(place.get_by_role("button", name="去掉 pictures.zip")).to_be_visible()
    names = place.locator("[aria-label]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert [name for name in names if re.match("[A-Z]", name)] == []


def test_a_file_that_is_not_taken_leaves_no_word_of_success(open_page: OpenPage):
    page = open_own(open_page)
    own = page.locator(".st-key-lab-own")
    upload(page, zipped(honest()))
    expect(own.get_by_role("status").filter(has_text="Got 10 pictures")).to_be_visible()
    expect(own.locator(".not-taken")).to_be_hidden()
    upload(page, bytes(5_500_000))
    expect(own.locator(".not-taken")).to_have_text(
        "This file was not taken: it has to be a zip file of 5 MB at most."
    )
    expect(own.get_by_role("status").filter(has_text="Got 10 pictures")).to_be_hidden()
    expect(own.get_by_text("File must be")).to_be_hidden()


def test_names_that_can_be_read_in_several_ways_are_asked_about(open_page: OpenPage):
    page = open_own(open_page)
    own = page.locator(".st-key-lab-own")
    upload(page, named({"猫".encode("gb2312"): 4, "狗".encode("gb2312"): 4}))
    expect(own).to_contain_text("Got 8 pictures in 2 classes: 狗, 猫.")
    other = own.get_by_role("radiogroup").get_by_text("챔", exact=False)
    other.click()
    expect(own).to_contain_text("Got 8 pictures in 2 classes: 뭍, 챔.")


def test_a_hostile_zip_is_refused_with_a_word(open_page: OpenPage):
    page = open_own(open_page)
    own = page.locator(".st-key-lab-own")
    for packed, sentence in REFUSED.values():
        upload(page, packed)
        expect(own.get_by_role("alert")).to_contain_text(sentence)
        expect(own.get_by_role("button", name="Use them")).to_be_disabled()


def test_photographs_and_drawings_become_a_data_set(open_page: OpenPage):
    page = open_own(open_page)
    own = page.locator(".st-key-lab-own")
    pad = own.get_by_test_id("draw-pad")
    add = pad.locator('[data-action="ask"]')
    expect(add).to_be_disabled()  # nameless pictures are of no class
    photo = pad.locator("input[type=file]")
    photo.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(pad.get_by_role("status")).not_to_be_empty()

    name_class(page, "sun")
    for count in range(1, 5):
        # The middle square of a wide photograph.
        photo.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
        add_picture(page, "sun", count)
    name_class(page, "line")
    for count in range(1, 5):
        draw_a_line(page)
        add_picture(page, "line", count)
    a_picture_goes_and_comes_back(page)
    page.reload()
    expect(tray(page).locator(".picture")).to_have_count(8)
    upload(
        page,
        zipped(
            {f"data/{part}/line/{i}.png": png() for part in ("train", "test") for i in range(3)}
            | {f"data/train/cats/{i}.png": png() for i in range(4)}
        ),
    )
    expect(own).to_contain_text(
        "Pictures of one class from the folders test, train were put together"
    )
    expect(tray(page)).to_contain_text("line 10, 6 of them from the zip")
    own.get_by_role("button", name="Use them").click()
    strip = page.get_by_test_id("data-strip")
    expect(strip.locator(".count b")).to_have_text(["cats", "line", "sun"])
    assert "upload=" in page.url


def a_picture_goes_and_comes_back(page: Page) -> None:
    suns = tray(page).locator('[data-class="sun"] .picture')
    suns.nth(1).click()
    expect(suns).to_have_count(3)
    expect(page.locator(".st-key-lab-own")).to_contain_text("Two classes with at least 4")
    tray(page).get_by_role("button", name="Undo").click()
    expect(suns).to_have_count(4)
    tray(page).get_by_role("button", name="Throw them away…").click()
    expect(tray(page)).to_contain_text("Throw away all 8 pictures")
    tray(page).get_by_role("button", name="Keep them").click()
    expect(suns).to_have_count(4)


def test_a_stroke_is_rubbed_out_and_taken_back(open_page: OpenPage):
    page = open_own(open_page)
    pad = page.locator(".st-key-lab-own").get_by_test_id("draw-pad")
    ink = "(c) => c.getContext('2d').getImageData(140, 100, 1, 1).data[0]"
    canvas = pad.locator("canvas").first
    paper = canvas.evaluate(ink)
    draw_a_line(page)
    assert canvas.evaluate(ink) == 255
    pad.get_by_role("button", name="Eraser").click()
    draw_a_line(page)
    assert canvas.evaluate(ink) == paper
    pad.get_by_role("button", name="Undo").click()
    assert canvas.evaluate(ink) == 255
    pad.get_by_role("button", name="Clear").click()
    assert canvas.evaluate(ink) == paper
    pad.get_by_role("button", name="Undo").click()
    assert canvas.evaluate(ink) == 255


def tray(page: Page) -> Locator:
    return page.locator(".st-key-lab-own").get_by_test_id("picture-tray")


def name_class(page: Page, name: str) -> None:
    field = page.locator(".st-key-training_lab-own_class input")
    field.fill(name)
    field.press("Enter")
    add = page.locator(".st-key-lab-own").get_by_test_id("draw-pad").locator('[data-action="ask"]')
    expect(add).to_have_text(f"Add to “{name}”")


def add_picture(page: Page, name: str, count: int) -> None:
    own = page.locator(".st-key-lab-own")
    own.get_by_test_id("draw-pad").locator('[data-action="ask"]').click()
    expect(tray(page).locator(f'[data-class="{name}"] .picture')).to_have_count(count)


def draw_a_line(page: Page) -> None:
    canvas = page.locator(".st-key-lab-own").get_by_test_id("draw-pad").locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=4)
    page.mouse.up()

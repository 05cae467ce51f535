"""The learner's own pictures through the page: a zip that is taken, zips that are refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.data.test_uploads import honest, png, zipped

REFUSED: Mapping[str, tuple[bytes, str]] = {
    "one class": (
        zipped({f"cats/{i}.png": png() for i in range(5)}),
        "There is only one class (cats)",
    ),
    "wrong type": (zipped(honest() | {"cats/run.exe": b"MZ"}), "cats/run.exe is not a picture"),
    "outside": (zipped(honest() | {"../../cats/6.png": png()}), "leads out of the zip"),
    "no zip": (b"PK no zip at all", "This is not a zip file"),
}


def open_own(open_page: OpenPage) -> Page:
    page = open_page("/training_lab?data=digits", lang="en")
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
    own.get_by_role("button", name="Train on them").first.click()
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


@pytest.mark.parametrize(("packed", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_zip_is_refused_with_a_word(open_page: OpenPage, packed: bytes, sentence: str):
    page = open_own(open_page)
    upload(page, packed)
    own = page.locator(".st-key-lab-own")
    expect(own.get_by_role("alert")).to_contain_text(sentence)
    expect(own.get_by_role("button", name="Train on them")).to_have_count(0)

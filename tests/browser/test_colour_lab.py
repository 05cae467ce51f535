"""Kernels on a coloured picture in a real browser: pointer, keys, address, own picture, camera."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cnncore.data import picture
from cnncore.ops import conv2d
from lessons.channels.photos import COLOUR_KERNELS, PHOTO_TEXTS, SIZE, colour_picture
from lessons.machinery.cells import format_number
from pages.ui.lesson.colour_board import MOST_BYTES
from tests.browser.board import Board
from tests.browser.chromium import wait_until_ready
from tests.data.test_pictures import quarters, saved

PAGE = "/channels?more=photos"
OUTPUTS = """root => root.found.map(({ maps, out }) =>
    [out, ...maps].map(({ height, width, values }) => ({ height, width, values: [...values] })))"""


HUGE = """(field, bytes) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(bytes)], "huge.png"));
    field.files = files.files;
    field.dispatchEvent(new Event("change"));
}"""


def open_lab(open_page, query: str = "", lang: str = "en") -> Board:
    lab = Board(open_page(PAGE + query, lang=lang), "colour-lab")
    lab.root.scroll_into_view_if_needed()
    return lab


def outputs(lab: Board) -> list[list[np.ndarray]]:
    """For each kernel its output, then the map of each channel."""
    return [
        [np.array(m["values"]).reshape(m["height"], m["width"]) for m in found]
        for found in lab.root.evaluate(OUTPUTS)
    ]


def out_of(x: np.ndarray, weight: np.ndarray, bias: float = 0) -> np.ndarray:
    return conv2d(x.astype(float), weight[None], np.array([bias]))[0]


def test_pointer_shows_the_window_in_every_channel(open_page):
    """From a lane, a map and the output: the same window, its 27 numbers and their sum."""
    lab = open_lab(open_page)
    x, weight = colour_picture("temple"), COLOUR_KERNELS["red_edge"]
    row, col = 40, 31
    window = x[:, row : row + 3, col : col + 3]
    partials = (window * weight).sum((1, 2))
    for screen, offset in (
        ("[data-lane=G] [data-screen=input]", 1),
        ("[data-lane=B] [data-screen=partial]", 0),
        ("[data-kernel='1'] [data-screen=output]", 0),
    ):
        spot = lab.root.locator(screen).first
        box = spot.locator("canvas").bounding_box()
        assert box is not None
        spot.hover(position={"x": 2 * (col + offset) + 1, "y": 2 * (row + offset) + 1})
        for channel, letter in enumerate("RGB"):
            lane = f".lane[data-lane={letter}]"
            assert (lab.numbers(f"{lane} [data-role=input]") == window[channel]).all()
            assert (lab.numbers(f"{lane} [data-role=kernel]") == weight[channel]).all()
            written = lab.root.locator(f".lane-sum[data-lane={letter}]")
            expect(written).to_contain_text(f"= {format_number(partials[channel])}")
        assert f"row {row + 1}, column {col + 1}" in lab.sentence
        assert f"= {format_number(partials.sum())} " in lab.sentence
        lab.page.mouse.move(2, 2)


def test_keys_and_edits_reach_the_maps_and_the_address(open_page):
    lab = open_lab(open_page)
    lab.edit(".lane[data-lane=B] [data-role=kernel]", 2, 0, "-2.5")
    lab.edit(".bias [data-role=kernel]", 0, 0, "-40")
    weight = COLOUR_KERNELS["red_edge"].copy()
    weight[2, 2, 0] = -2.5
    wanted = out_of(colour_picture("temple"), weight, -40)
    np.testing.assert_allclose(outputs(lab)[0][0], wanted, atol=1e-8)
    lab.edit(".bias [data-role=kernel]", 0, 0, "abc")
    expect(lab.root.locator(".refusal").filter(has_text="abc")).to_be_visible()
    np.testing.assert_allclose(outputs(lab)[0][0], wanted, atol=1e-8)
    lab.press("kernel-2")
    lab.root.locator('[data-value="green_red"]').click()
    lab.root.locator('[data-value="card"]').click()
    lab.in_address("photo_kernel_2=green_red")
    lab.in_address("photo=card")
    lab.page.reload()
    wait_until_ready(lab.page)
    x = colour_picture("card")
    (first, *_), (second, red, green, blue) = outputs(lab)
    np.testing.assert_allclose(first, out_of(x, weight, -40), atol=1e-8)
    np.testing.assert_allclose(second, x[1].astype(float) - x[0], atol=1e-8)
    assert (red == -x[0].astype(float)).all()
    assert (green == x[1]).all()
    assert not blue.any()
    lab.root.locator("[data-screen=output]").last.focus()
    for key in ("Home", "ArrowRight", "Shift+ArrowRight"):
        lab.page.keyboard.press(key)
    assert "column 10 " in lab.sentence


def choose(lab: Board, name: str, content: bytes) -> None:
    lab.root.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "image/png", "buffer": content}
    )


def frame_sizes(page: Page) -> list[int]:
    """Bytes of each message that the server sends from the next load on."""
    sizes: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    return sizes


def refusal(lab: Board):
    return lab.root.locator(".bring .refusal")


def test_an_own_picture_is_shown_upright_and_a_bad_one_leaves_it_there(open_page):
    lab = open_lab(open_page)
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = saved(quarters(), "JPEG", exif=exif, quality=95)
    choose(lab, "garden.jpg", photo)
    own = lab.root.locator('[data-value="own"]')
    expect(own).to_have_attribute("aria-pressed", "true")
    wanted = picture(photo, size=SIZE).transpose(2, 0, 1)
    np.testing.assert_allclose(outputs(lab)[1][0], out_of(wanted, COLOUR_KERNELS["grey"]))
    choose(lab, "notes.png", b"not a picture at all")
    expect(refusal(lab)).to_contain_text("“notes.png” cannot be read as a picture")
    expect(own).to_have_attribute("aria-pressed", "true")
    lab.root.locator("input[type=file]").evaluate(HUGE, MOST_BYTES + 1)
    expect(refusal(lab)).to_contain_text("10 MB at most")
    np.testing.assert_allclose(outputs(lab)[1][0], out_of(wanted, COLOUR_KERNELS["grey"]))
    lab.root.locator('[data-value="flower"]').click()
    expect(refusal(lab)).to_have_text("")
    lab.in_address("photo=flower")
    own.click()
    expect(own).to_have_attribute("aria-pressed", "true")
    # The picture is in the tab: after a reload it is there, in the middle of other settings.
    sizes = frame_sizes(lab.page)
    lab.page.reload()
    wait_until_ready(lab.page)
    assert max(sizes) > 4 * SIZE * SIZE  # a picture in base64
    expect(own).to_have_attribute("aria-pressed", "true")
    np.testing.assert_allclose(outputs(lab)[1][0], out_of(wanted, COLOUR_KERNELS["grey"]))
    expect(lab.root.get_by_test_id("note")).to_contain_text("still there after a reload")
    sizes.clear()
    lab.press("kernel-2")
    lab.in_address("photo_kernel=2")
    assert max(sizes) < 4 * SIZE * SIZE
    # The board is taken down and drawn anew; its pictures do not travel a second time.
    fold = lab.page.get_by_text("More: On pictures")
    fold.click()
    expect(lab.root).to_be_hidden()
    fold.click()
    lab.root.locator('[data-value="temple"]').click()
    lab.in_address("photo_kernel=2")
    expect(own).to_have_attribute("aria-pressed", "false")
    temple = colour_picture("temple")
    np.testing.assert_allclose(outputs(lab)[1][0], out_of(temple, COLOUR_KERNELS["grey"]))


def answer_camera(page: Page, answer: str) -> None:
    page.evaluate(f"() => {{ navigator.mediaDevices.getUserMedia = async () => {{ {answer} }}; }}")


CAMERA = """
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 240];
    const pen = canvas.getContext("2d");
    const paint = () => {
      pen.fillStyle = "rgb(200 40 80)";
      pen.fillRect(0, 0, 320, 240);
    };
    paint();
    setInterval(paint, 30);
    return canvas.captureStream();
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_camera_that_is_refused_gets_a_sentence(open_page, lang):
    lab = open_lab(open_page, lang=lang)
    answer_camera(lab.page, 'throw new DOMException("no", "NotAllowedError");')
    lab.press("camera")
    expect(refusal(lab)).to_have_text(PHOTO_TEXTS.get("lab.camera_refused", lang))
    expect(lab.root.locator('[data-value="temple"]')).to_have_attribute("aria-pressed", "true")


def test_the_camera_takes_a_picture_and_goes_out(open_page):
    lab = open_lab(open_page)
    answer_camera(lab.page, CAMERA)
    lab.press("camera")
    video = lab.root.locator("video")
    lab.page.wait_for_function("video => video.videoWidth > 0", arg=video.element_handle())
    stream = video.evaluate_handle("video => video.srcObject")
    lab.press("shoot")
    expect(video).to_be_hidden()
    assert stream.evaluate("stream => stream.active") is False
    expect(lab.root.locator('[data-value="own"]')).to_have_attribute("aria-pressed", "true")
    grey = outputs(lab)[1][0]
    assert abs(grey - np.dot([200, 40, 80], COLOUR_KERNELS["grey"].ravel())).max() < 12

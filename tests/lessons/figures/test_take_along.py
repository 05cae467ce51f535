"""Figures to take along: their steps, how they are written, and the gallery for slides."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnncore.errors import SettingError
from lessons.channels.cases import example
from lessons.dilated_transposed.stamps import StampCase
from lessons.figures import export, fonts, gallery, order
from lessons.figures.drawing import draw
from lessons.figures.palette import PALETTES, mixed
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.hidden import hide
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.plate import Plate, SmallSum, Stack
from lessons.machinery.presets import ramp
from lessons.machinery.strings import STRINGS
from lessons.pooling.cases import PoolCase
from lessons.pooling.cases import notes_case as pooling_case

ROOT = Path(__file__).parents[3]
ENGLISH = STRINGS.area("stepper", "en")
COLUMN = Style("column")


def result_of(plate: Plate) -> float:
    """What the written sum of a step gives, read as a learner would."""
    written = "".join(token.text for token in plate.tokens).partition(" = ")[0]
    program = written.replace("×", "*").replace("÷", "/").replace("−", "-").replace("∞", "inf")
    return float(eval(program, {"max": lambda *n: max(n), "inf": math.inf}))


def texts_of(svg: bytes) -> list[str]:
    return [
        "".join(node.itertext()).strip()
        for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_the_colours_are_those_of_the_pages():
    sheet = (ROOT / "pages/ui/shell/theme.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", sheet)
    for name, light, dark in found:
        assert PALETTES["light"].get(name, light) == light
        assert PALETTES["dark"].get(name, dark) == dark
    assert set(PALETTES["light"]) == set(PALETTES["dark"]) <= {name for name, *_ in found}
    assert mixed("#000000", "#0A64FF", 0.5) == "#053280"


@given(st.integers(1, 3), st.integers(0, 2), st.integers(1, 2), st.booleans())
@settings(max_examples=25, deadline=None)
def test_each_window_of_a_convolution_is_a_plate(stride, padding, dilation, flip):
    kernel = np.array([[1.0, 0, -2], [0, 3, 0], [-1, 0, 1]])
    case = GridCase(ramp(6), kernel, stride, padding, dilation, flip=flip)
    plates = case.plates()
    assert len(plates) == case.out().size
    for plate, total in zip(plates, case.out().flat, strict=True):
        x, weight, out = plate.sheets
        assert plate.total == total == result_of(plate)
        assert x.read is not None
        assert x.padding is not None
        assert out.empty is not None
        assert x.read.sum() == np.count_nonzero(weight.values)
        assert x.padding.sum() == x.values.size - case.x.size
        assert out.current == (plate.cell[0] - 1, plate.cell[1] - 1)
        assert not out.empty[out.current]
    assert not plates[-1].sheets[-1].empty.any()  # pyright: ignore[reportOptionalMemberAccess]


@pytest.mark.parametrize("mode", ["max", "avg"])
@pytest.mark.parametrize(
    ("stride", "padding", "ceil_mode"), [(2, 0, False), (2, 1, True), (1, 1, False)]
)
def test_each_window_of_a_pooling_is_a_plate(mode, stride, padding, ceil_mode):
    case = PoolCase(
        ramp(5), (2, 2), (stride, stride), (padding, padding), mode=mode, ceil_mode=ceil_mode
    )
    totals = [result_of(plate) for plate in case.plates()]
    np.testing.assert_allclose(totals, case.out().flat, atol=0.005)  # sums print two decimals


def test_cells_that_no_window_reads_are_marked():
    unread = pooling_case().plates()[0].sheets[0].unread
    assert unread is not None
    assert unread.sum() == 9  # the last row and column of 5×5


def test_stamps_add_up_to_the_output_and_so_do_its_windows():
    case = StampCase(ramp(2), ramp(3), stride=(2, 2), padding=(1, 1))
    stamps = case.plates()
    np.testing.assert_array_equal(stamps[-1].sheets[-1].values, case.out())
    assert len(stamps) == 4
    windows = replace(case, reading="window").plates()
    np.testing.assert_array_equal([result_of(plate) for plate in windows], case.out().flat)


def test_settings_that_leave_nothing_to_draw_are_refused():
    with pytest.raises(SettingError):
        GridCase(ramp(3), np.ones((5, 5))).plates()


def numbers_on(plate: Plate) -> Sequence[str]:
    return [str(int(n)) for n in plate.sheets[0].values.flat]


@pytest.mark.parametrize(("paper", "theme"), zip(PAPERS, ("light", "dark", "none"), strict=True))
def test_an_svg_has_its_digits_and_names_as_text(paper, theme):
    plate = notes_case().plates()[1]
    texts = texts_of(export.svg(plate, ENGLISH, Style(paper, theme)))
    assert set(numbers_on(plate)) <= set(texts)
    assert {"Input", "Kernel", "Output", "40", "row 1, column 2"} <= set(texts)
    bare = texts_of(export.svg(plate, ENGLISH, Style(paper, theme, has_sum=False, has_names=False)))
    assert not {"Input", "row 1, column 2"} & set(bare)


def test_a_pdf_brings_its_fonts_along():
    content = export.pdf(notes_case().plates()[0], export.words_for("zh"), COLUMN)
    assert content.startswith(b"%PDF")
    named = set(re.findall(rb"/BaseFont /([\w-]+)", content))
    assert named
    assert len(re.findall(rb"/CharProcs|/FontFile\d?", content)) >= len(named)


def test_a_png_has_the_size_of_its_paper_and_says_what_it_shows():
    picture = Image.open(io.BytesIO(export.png(notes_case().plates()[1], ENGLISH, Style("slide"))))
    assert picture.size == (1920, 1080)
    assert picture.info["Description"].endswith(
        "Output 3×3: 35 40 _ / _ _ _ / _ _ _. row 1, column 2: 2×1 + 4×1 + 8×1 + 12×1 + 14×1 = 40"
    )


def test_padding_is_drawn_but_not_described():
    said = export.described(notes_case(padding=1).plates()[0], ENGLISH)
    assert said.startswith("Input 5×5: 1 2 3 4 5 / 6 7")


def test_a_gif_has_a_frame_for_each_step_and_ends():
    content = export.gif(notes_case(stride=2).plates(), ENGLISH, COLUMN)
    moving = Image.open(io.BytesIO(content))
    assert getattr(moving, "n_frames", 1) == 4
    assert "loop" not in moving.info
    assert moving.width == export.GIF_WIDTH
    assert moving.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert len(content) < 500_000


def test_too_many_steps_are_refused():
    plates = GridCase(ramp(12), np.ones((3, 3))).plates()
    for write in (export.gif, export.pdf_pages):
        with pytest.raises(order.TooManyStepsError):
            write(plates, ENGLISH, COLUMN)


def test_all_steps_in_a_pdf_have_a_page_each():
    content = export.pdf_pages(notes_case(stride=2).plates(), ENGLISH, COLUMN)
    assert len(re.findall(rb"/Type /Page\b", content)) == 4


def test_a_hidden_cell_is_nowhere_in_what_is_taken_along():
    plates = notes_case().plates()
    before, asked, after = (hide(p, ["out:0,1"], plates) for p in plates[:3])
    assert asked.total is None
    for plate in (before, asked, after):
        texts = texts_of(export.svg(plate, ENGLISH, COLUMN))
        assert "?" in texts
        assert "40" not in texts
        assert " 40" not in export.described(plate, ENGLISH)
    assert before.tokens[-1].text == "35"
    assert [plate.sheets[0].asked for plate in (before, asked)] == [plates[1].sheets[0].frame, None]


def test_a_hidden_number_of_a_sum_hides_its_products():
    plate = hide(notes_case().plates()[0], ["weight:0,0"])
    assert not any(re.search(r"\d", token.text) for token in plate.tokens if token.role == "kernel")


def test_a_pooling_is_hidden_by_the_name_of_its_matrix_on_screen():
    plate = hide(pooling_case(mode="avg").plates()[0], ["avg:0,0"])
    assert plate.tokens[-1].text == "?"


def test_the_weights_stand_in_the_corners_of_the_window():
    plate = notes_case().plates()[1]
    with_weights, without = (
        texts_of(export.svg(plate, ENGLISH, Style("half", has_weights=on))) for on in (True, False)
    )
    assert (with_weights.count("×1"), with_weights.count("×0")) == (5, 4)
    assert not {"×1", "×0"} & set(without)


def test_both_languages_are_two_lines_of_a_name():
    texts = texts_of(export.svg(notes_case().plates()[0], export.words_for("both"), COLUMN))
    assert {"输入", "Input", "卷积核", "Kernel"} <= set(texts)


LINK = "http://192.168.1.20:8501/convolution?lang=en&step=1"


def test_a_link_is_below_the_figure_in_words_and_as_a_code():
    plate = notes_case().plates()[0]
    assert LINK.partition("//")[2] in texts_of(export.svg(plate, ENGLISH, Style(link=LINK)))
    plain, linked = (draw(plate, ENGLISH, Style("column", link=link)) for link in ("", LINK))
    assert linked.get_figheight() > plain.get_figheight()
    with pytest.raises(ValueError, match="1200"):
        draw(plate, ENGLISH, Style(link="http://a/" + "b" * 1200))


def test_an_svg_brings_the_letters_along_that_it_shows():
    sheet = export.svg(notes_case().plates()[0], export.words_for("zh"), COLUMN).decode()
    faces = re.findall(r"@font-face{font-family:'([^']+)';font-weight:(\w+)", sheet)
    assert {(fonts.LATIN, "normal"), (fonts.LATIN, "bold")} <= set(faces)
    assert fonts.chinese_font() is None or (fonts.chinese_font(), "bold") in faces


def test_steps_that_belong_together_stand_at_one_place():
    short = GridCase(np.ones((5, 5)), np.eye(3)).plates()[0]
    long = GridCase(np.full((5, 5), 1234.0), np.full((3, 3), 1234.0)).plates()[0]
    alone, beside = (draw(short, ENGLISH, COLUMN, beside=b) for b in ((), (short, long)))
    assert beside.get_figheight() > alone.get_figheight()
    assert beside.get_figheight() == draw(long, ENGLISH, COLUMN).get_figheight()


def test_without_a_chinese_font_the_names_are_english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export, "chinese_font", lambda: None)
    assert export.words_for("zh") == ENGLISH
    assert fonts.families()[0] == fonts.LATIN


def test_the_gallery_writes_its_cases_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert all(make().plates() for make in gallery.CASES.values())
    monkeypatch.setattr(gallery, "CASES", {"max_pooling": pooling_case})
    written = gallery.write_gallery(tmp_path / "new")
    assert {file.name for file in written} == {
        f"max_pooling{which}"
        for code in ("zh", "en")
        for which in (
            f".{code}.gif",
            *(f"-{e}.{code}.{k}" for e in ("first", "last") for k in ("png", "svg")),
        )
    }
    assert all(file.stat().st_size for file in written)


def test_what_a_step_makes_is_hidden_in_its_small_sums_too():
    plate = hide(example().plates()[0], ["part.0:0,0"])
    lanes = next(item for item in plate.items if isinstance(item, Stack))
    small = [item for row in lanes.rows for item in row if isinstance(item, SmallSum)]
    assert all(sum_.tokens[-1].text == "?" for sum_ in small)
    assert plate.tokens[-1].text == "?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_moving_picture_of_the_readme_is_what_is_drawn_today(language: Language):
    name = f"docs/pictures/convolution-{language}.gif"
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
    committed = Image.open(ROOT / name)
    today = Image.open(io.BytesIO(gallery.readme_picture(language)))
    assert committed.size == today.size
    assert committed.info["loop"] == 0
    steps = len(notes_case().plates())
    assert [getattr(each, "n_frames", 1) for each in (committed, today)] == [steps, steps]
    if language == "en":  # its font is the same on every machine
        for step in range(steps):
            frames = []
            for moving in (committed, today):
                moving.seek(step)
                frames.append(np.asarray(moving.convert("L"), dtype=float))
            assert np.abs(frames[0] - frames[1]).mean() < 1

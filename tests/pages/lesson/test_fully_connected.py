"""The boards of the lesson on fully connected layers."""

from __future__ import annotations

import pytest

from lessons.fully_connected.stack import LENET
from tests.pages.lesson.opened import html_of, open_page

PAGE = "fully_connected"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_picture_that_does_not_fit_is_told_in_torchs_words_and_every_side_that_fits_is_right(
    lang,
):
    at = open_page(PAGE, lang)
    at.button(key=f"{PAGE}.stack.try").click().run()
    assert LENET.complaint(28) in html_of(at)
    for side in LENET.solutions():
        at.number_input(key=f"{PAGE}.stack.side").set_value(side).run()
        assert "✓" not in html_of(at).partition("Conv2d(1, 6, 5)</td>")[2]
        at.button(key=f"{PAGE}.stack.try").click().run()
        assert all(str(side) in html_of(at) for side in LENET.solutions())
    assert not at.exception

"""VGG on its page: costs wait for a prediction, settings in the address, the budget."""

from __future__ import annotations

import pytest

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build
from lessons.machinery.strings import STRINGS
from lessons.vgg.columns import NAMES
from lessons.vgg.misprint import wrong
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_figures import sent_to
from tests.pages.lesson.test_questions import answer
from tests.pages.remembered import steps_done

PAGE = "vgg"


def test_the_costs_open_with_the_prediction():
    app = open_page(PAGE, "en")
    data = sent_to(app, f"{PAGE}.configurations")
    assert [column["name"] for column in data["columns"]] == list(NAMES)
    assert (data["masked"], data["settings"]["columns"]) == (True, 1)
    answer(app, f"{PAGE}.where", build(PAGE, "where"), "fc6")
    assert not sent_to(app, f"{PAGE}.configurations")["masked"]
    taken = sent_to(app, f"{PAGE}.configurations.take_along")["seen"]["settings"]
    assert taken == {"columns": "1", "column": "A", "cell": "conv1_1", "against": "left",
                     "cost": "params"}  # fmt: skip
    assert "predict" in steps_done(app, PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_table_and_budget_are_in_the_address(lang):
    query = {"columns": "4", "column": "C", "cell": "conv5_3", "against": "A", "cost": "mult_adds"}
    app = open_page(PAGE, lang, kernels="3-5", goal="9", channels="64", **query)
    assert sent_to(app, f"{PAGE}.configurations")["settings"] == query | {"columns": 4}
    settings = sent_to(app, f"{PAGE}.budget")["settings"]
    assert settings == {"kernels": "3-5", "goal": 9, "channels": 64}
    assert 'class="notice"' not in html_of(app)
    app = open_page(PAGE, lang, kernels="4-4")
    said = STRINGS.get("notice.bad_kernels", lang, name="kernels", value="4-4", default="7",
                       pieces="1, 3, 5, 7", most=8)  # fmt: skip
    assert said in html_of(app)


def test_only_the_fewest_weights_complete_the_construction():
    for kernels, is_done in (("5-3", False), ("3-3-1-3", False), ("3-3-3", True)):
        app = open_page(PAGE, "en", kernels=kernels)
        assert ("construct" in steps_done(app, PAGE)) == is_done


def test_marks_on_the_copied_table_are_checked_and_the_right_one_is_told():
    marked = "A.1_A-LRN.2_B.1"
    app = open_page(PAGE, "en", more="misprint", marked=marked)
    assert sent_to(app, f"{PAGE}.misprint")["settings"] == {"marked": marked}
    app.button(key=f"{PAGE}.misprint.check").click().run()
    assert "Found: 2. Missing: 3. Marked though right: 1." in html_of(app)
    assert sent_to(app, f"{PAGE}.misprint")["truth"] == {}
    app.button(key=f"{PAGE}.misprint.show").click().run()
    assert list(sent_to(app, f"{PAGE}.misprint")["truth"]) == list(wrong())
    app = open_page(PAGE, "zh", more="misprint", marked="_".join(wrong()))
    app.button(key=f"{PAGE}.misprint.check").click().run()
    assert "5 处都找到了" in html_of(app)

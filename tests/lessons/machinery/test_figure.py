"""Every figure of every lesson: defaults hold, words exist, parts and parameters agree."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from lessons.convolution.figures import STEPPER
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import STEP, Figure, stepper_of
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.params import EditsParam, IntParam, PairParam
from lessons.machinery.strings import STRINGS

FIGURES: dict[str, Figure[Any]] = {
    f"{entry.page_id}.{name}": figure
    for entry in LESSONS
    if find_spec(f"lessons.{entry.page_id}.figures")
    for name, figure in vars(import_module(f"lessons.{entry.page_id}.figures")).items()
    if isinstance(figure, Figure)
}
each_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))


def test_both_lessons_have_a_stepper():
    assert {"convolution.STEPPER", "stride_padding.STEPPER"} <= set(FIGURES)
    assert stepper_of("convolution") is STEPPER


@each_figure
def test_the_defaults_are_values_and_make_a_case(figure: Figure[Any]):
    for param in figure.params:
        assert param.parse(param.format(param.default)) == (param.default, None)
    assert figure.case(figure.defaults).out().size > 1


@each_figure
@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_its_parts(figure: Figure[Any], language):
    area = STRINGS.area("stepper", language)
    assert set(figure.words) <= set(area)
    assert len(figure.words) < len(area), "only the words of its own parts"


def test_every_word_of_the_stepper_belongs_to_a_part():
    used = {word for figure in FIGURES.values() for word in figure.words}
    assert set(STRINGS.area("stepper", "en")) == used


@each_figure
def test_parts_name_parameters_that_exist(figure: Figure[Any]):
    names = set(figure.defaults)
    for part in figure.parts:
        assert set(part.settings) <= names
        for item in part.options.get("items", ()):
            if isinstance(item, dict):
                assert set(item["settings"]) <= names
    assert len({part.name for part in figure.parts}) == len(figure.parts)


@each_figure
def test_limits_are_those_of_the_parameters(figure: Figure[Any]):
    for param in figure.params:
        if isinstance(param, IntParam | PairParam) and param.name != STEP:
            low, high = figure.limits[param.name]
            for number, is_fine in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
                assert (param.parse(str(number))[1] is None) == is_fine


@each_figure
def test_settings_of_scenarios_and_edits_are_read_without_a_word(figure: Figure[Any]):
    params = {param.name: param for param in figure.params}
    for part in figure.parts:
        for item in part.options.get("items", ()):
            for name, value in item["settings"].items() if isinstance(item, dict) else ():
                assert params[name].parse(str(value))[1] is None
    for param in figure.params:
        if isinstance(param, EditsParam):
            assert not param.over or param.over in figure.choices


def test_the_case_key_names_every_setting_but_the_step():
    settings = STEPPER.defaults | {
        "kernel_size": (1, 3),
        "stride": (2, 2),
        "flip": True,
        "input_edits": {(0, 1): "5", (2, 3): "1/3"},
        "step": 4,
    }
    assert STEPPER.case_key(settings) == "5|ramp|x|1x3|2|0|1|zeros|1|0|0.1.5_2.3.1/3|"
    assert STEPPER.keys == (
        "size", "image", "kernel", "kernel_size", "stride", "padding", "dilation", "padding_mode",
        "flip", "seed", "input_edits", "kernel_edits",
    )  # fmt: skip


def test_another_preset_drops_the_edits_over_the_old_one():
    assert STEPPER.following({"image": "face", "stride": 2}) == {"input_edits": {}}
    assert STEPPER.following({"kernel": "edge"}) == {"kernel_edits": {}}
    assert STEPPER.following({"size": 7}) == {}

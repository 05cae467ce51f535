"""Real runs, and the sentence that each must and must not get, in both languages.

The runs were trained once (``tests.judgement.record``); what the page says of them is asked of its
own modules, in Node.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.live import LIVE
from pages.ui.runs.live_view import CHOICES, known_of
from tests.judgement.record import CASES, FILE, FOLLOWED

HERE = Path(__file__).parent
RUNS: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))

BLAME = {
    "zh": ("过拟合", "不稳", "随机猜", "没有梯度", "只改一样", "÷", "×10", "大小合适"),
    "en": ("overfit", "nsteady", "chance", "no gradient", "One thing", "÷", "×10", "healthy"),
}
"""What a run that learns well must not hear."""


@dataclass(frozen=True)
class Expected:
    """What is said of a run at its end.

    Attributes:
        zh: parts of the Chinese sentence.
        en: parts of the English one.
        action: name and value of the one thing to change; None: there is no advice.
        layers_zh: parts of the sentence below the gradients.
        layers_en: likewise.
    """

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    action: tuple[str, float | None] | None = None
    layers_zh: str = "常用经验值"
    layers_en: str = "a rule of thumb"

    def said(self, lang: str) -> tuple[str, ...]:
        return self.zh if lang == "zh" else self.en


BLOCKED = Expected(
    ("还是随机猜的水平：没有梯度传到卷积 1、卷积 2。",),
    ("Still at chance: no gradient reaches conv 1 and conv 2.",),
    layers_zh="没有梯度传到卷积 1、卷积 2：学不到东西。其余的层",
    layers_en="No gradient reaches conv 1 and conv 2: nothing is learnt there. In the other layers",
)


def blocked(name: str, value: float | None = None) -> Expected:
    return Expected(BLOCKED.zh, BLOCKED.en, (name, value), BLOCKED.layers_zh, BLOCKED.layers_en)


FINE = Expected()
FEW = Expected(("测试图只有",), ("test pictures, so one of them is",))
EXPECTED: Mapping[str, Expected] = {
    "zeros": blocked("restart_init"),
    "zeros_deep": Expected(
        ("还是随机猜的水平：没有梯度传到 4 层（卷积 1 …… 残差 3）",),
        ("Still at chance: no gradient reaches 4 layers (conv 1 … residual 3)",),
        ("restart_init", None),
        "没有梯度传到 4 层",
        "No gradient reaches 4 layers",
    ),
    "dead_relu": blocked("restart_rate", 0.03),
    "dead_adam": blocked("restart_rate", 0.002),
    "sigmoid": Expected(
        ("还是随机猜的水平：卷积 1 的梯度还不到最大那层的 1/",),
        ("Still at chance: the gradient of conv 1 is less than 1/",),
        ("restart_relu", None),
    ),
    "crawling": Expected(
        ("还是随机猜的水平：一步最多改动权重的 0.0",),
        ("Still at chance: a step changes the weights by 0.0",),
        ("restart_rate", 0.001),
    ),
    "exploding": Expected(("停在第",), ("It ended at step",), ("restart_rate", 0.1), "", ""),
    "unsteady_batch": Expected(
        ("不稳：到第", "回升到"), ("Unsteady: by step", "gone back up"), ("restart_rate", 0.002)
    ),
    "unsteady_rate": Expected(
        ("不稳：到第", "回升到"), ("Unsteady: by step", "gone back up"), ("restart_rate", 0.005)
    ),
    "overfitting": Expected(("测试损失却从", "过拟合"), ("the test loss rose from", "overfits")),
    "overfitting_vgg": Expected(
        ("测试损失却从", "过拟合"), ("the test loss rose from", "overfits")
    ),
    "few": Expected(
        ("测试图只有 4 张，一张就是 25 个百分点",),
        ("only 4 test pictures, so one of them is 25 points",),
    ),
    "few_wrong": FEW,
} | {name: FINE for name in CASES if name.startswith("fine")}


@cache
def told() -> Mapping[str, Any]:
    """What the page says of every run."""
    known = {
        name: known_of(run["config"], len(run["events"][0]["classes"]))
        for name, run in RUNS.items()
    }
    given = {
        "runs": {name: run["events"] for name, run in RUNS.items()},
        "known": known,
        "strings": {lang: LIVE.area("live", lang) for lang in LANGUAGES},
    }
    answer = subprocess.run(
        ["node", "say.js"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=HERE,
        check=True,
        timeout=60,
    )
    return json.loads(answer.stdout)


def test_every_case_is_recorded_and_expected():
    assert list(RUNS) == list(CASES)
    assert set(EXPECTED) == set(CASES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_run_gets_its_sentence_and_no_other(name: str, lang: str):
    said, expected = told()[name][lang], EXPECTED[name]
    every = " ".join([said["end"], said["way"], said["layers"]])
    for part in expected.said(lang):
        assert part in said["end"]
    own = " ".join([*expected.said(lang), expected.layers_zh, expected.layers_en])
    unwanted = [blame for blame in BLAME[lang] if blame not in own]
    if expected.action:
        unwanted.remove(BLAME[lang][4])
    assert [blame for blame in unwanted if blame in every] == []
    assert (expected.layers_zh if lang == "zh" else expected.layers_en) in said["layers"]
    assert "{" not in every
    assert "NaN" not in said["end"]


@pytest.mark.parametrize("name", CASES)
def test_one_thing_to_change_where_the_cause_is_known(name: str):
    for lang in LANGUAGES:
        actions = told()[name][lang]["actions"]
        expected = EXPECTED[name].action
        assert [(action, value) for action, value, _ in actions] == (
            [(expected[0], pytest.approx(expected[1]))] if expected else []
        )
        assert {action for action, _, _ in actions} <= CHOICES


@pytest.mark.parametrize("name", FOLLOWED)
def test_who_follows_the_advice_fares_better(name: str):
    action = EXPECTED[name].action
    assert action
    if action[1] is not None:
        assert FOLLOWED[name] == {"learning_rate": action[1]}
    own = RUNS[name]["events"][-1]["test_accuracy"]
    assert RUNS[name]["followed"] > own + 0.03


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said_on_the_way_that_the_end_takes_back(name: str):
    """Overfitting and being stuck are said only of runs that end so."""
    for lang, words in (("en", ("overfits", "Still at chance")), ("zh", ("过拟合", "还是随机猜"))):
        on_the_way = " ".join(told()[name][lang]["on_the_way"])
        for word in words:
            assert word not in on_the_way or word in told()[name][lang]["end"]

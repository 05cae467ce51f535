"""What the table of the comparison says: wherever two runs differ, some cell differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cnncore.data import Augment, DataConfig
from cnncore.network import Network
from cnncore.train import TrainConfig
from cnncore.train.experiments import list_experiments
from lessons.machinery.languages import LANGUAGES
from pages.ui.runs import words as run_words

FIRST = TrainConfig(Network.from_text("c8p1-relu-m2-c8p1-relu-m2-flat-fc"), DataConfig("shapes"))


def network(text: str) -> TrainConfig:
    return replace(FIRST, network=Network.from_text(text))


OTHERS: dict[str, tuple[TrainConfig, str]] = {
    "batch norm": (network("c8p1-bn-relu-m2-c8p1-bn-relu-m2-flat-fc"), "batch_norm"),
    "dropout": (network("c8p1-relu-m2-c8p1-relu-m2-flat-drop0.3-fc"), "dropout"),
    "activation": (network("c8p1-tanh-m2-c8p1-tanh-m2-flat-fc"), "activation"),
    "pooling": (network("c8p1-relu-a2-c8p1-relu-a2-flat-fc"), "pool"),
    "a far layer": (network("c8p1-relu-m2-c9p1-relu-m2-flat-fc"), "network"),
    "padding": (network("c8-relu-m2-c8p1-relu-m2-flat-fc"), "blocks"),
    "fewer pictures": (replace(FIRST, data=DataConfig("shapes", train_size=300)), "data"),
    "harder": (replace(FIRST, data=DataConfig("shapes", difficulty="hard")), "data"),
    "augmented": (replace(FIRST, data=DataConfig("shapes", augment=Augment(flip=True))), "data"),
    "shuffled pixels": (replace(FIRST, data=DataConfig("shapes", pixel_shuffle=True)), "data"),
    "given weights": (replace(FIRST, start=b"weights"), "start"),
    "unshuffled": (replace(FIRST, shuffle=False), "shuffle"),
    "seed": (replace(FIRST, seed=1), "seed"),
    "smoothing": (replace(FIRST, label_smoothing=0.1), "label_smoothing"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("other", OTHERS)
def test_what_differs_has_a_column(other: str, lang: Any):
    config, column = OTHERS[other]
    pair = [FIRST.as_dict(), config.as_dict()]
    always = {*run_words.ALWAYS}
    assert set(run_words.columns_of(pair, lang)) - always == {column}
    words = [run_words.setting_word(one, column, lang) for one in pair]
    assert words[0] != words[1]
    assert run_words.column_name(column, lang)


def test_what_all_share_is_a_sentence_and_no_column():
    pair = [FIRST.as_dict(), replace(FIRST, optimizer="adam").as_dict()]
    columns = run_words.columns_of(pair, "en")
    assert columns == ["optimizer", "learning_rate"]
    assert run_words.shared_words(pair, "en", columns) == "batch 32 · epochs 12"
    assert run_words.shared_words([], "en", []) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_runs_of_every_experiment_can_be_told_apart(lang: Any):
    for experiment in list_experiments():
        configs = [guided.config.as_dict() for guided in experiment.runs[:6]]
        names = run_words.columns_of(configs, lang)
        rows = {tuple(run_words.setting_word(c, n, lang) for n in names) for c in configs}
        starts = len({guided.start_from for guided in experiment.runs})
        assert len(rows) >= len(configs) - (starts - 1), experiment.id


def test_layers_are_counted_not_listed():
    text = "c8p1-relu-" * 5 + "flat-fc64-relu-fc"
    word = run_words.setting_word(network(text).as_dict(), "network", "en")
    assert word == "Conv 8 3×3 ×5 · Linear 64 · Linear"

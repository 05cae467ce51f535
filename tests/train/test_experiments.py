"""The guided experiments are sound as data, and the committed table belongs to them."""

import json
from typing import Any

import pytest

from cnncore.data import load
from cnncore.train import check, initial_state
from cnncore.train.experiments import EXPERIMENTS, Experiment, list_experiments
from cnncore.train.measures import MEASURES
from cnncore.train.outcomes import differences, expected_outcomes, main, run_experiment


def test_there_are_fourteen():
    assert len(list_experiments()) == 14
    assert [experiment.id for experiment in list_experiments()] == list(EXPERIMENTS)


@pytest.mark.parametrize("experiment", list_experiments(), ids=lambda e: e.id)
def test_an_experiment_can_run_and_has_an_expected_outcome(experiment: Experiment):
    labels = [guided.label for guided in experiment.runs]
    assert len(set(labels)) == len(labels) >= 2
    assert set(experiment.measures) <= set(MEASURES)
    for place, guided in enumerate(experiment.runs):
        check(guided.config, load(guided.config.data))
        assert guided.start_from is None or guided.start_from in labels[:place]
    expected = expected_outcomes()[experiment.id]
    assert list(expected["runs"]) == labels
    for measured in expected["runs"].values():
        assert set(measured) == {*experiment.measures, "params", "mult_adds"}
    assert set(expected.get("ensembles", {})) == {str(size) for size in experiment.ensembles}


def test_a_start_is_locked():
    first, second, _ = (initial_state(g.config) for g in EXPERIMENTS["activations"].runs)
    assert first.keys() == second.keys()
    assert all((first[name] == second[name]).all() for name in first)


def test_a_quick_experiment_comes_out_as_expected(capsys: pytest.CaptureFixture[str]):
    assert main(["broken"]) == 0
    assert "all as expected" in capsys.readouterr().out


def test_outcomes_are_json():
    outcome = run_experiment(EXPERIMENTS["broken"])
    assert json.loads(json.dumps(outcome)) == outcome


def test_differences_are_named():
    expected = {"runs": {"a": {"test_accuracy": 0.9, "reason": "done"}}}
    close = {"runs": {"a": {"test_accuracy": 0.91, "reason": "done"}}}
    far = {"runs": {"a": {"test_accuracy": 0.5, "reason": "nan"}, "b": {}}}
    assert list(differences(close, expected)) == []
    assert len(list(differences(far, expected))) == 3


def run(experiment: str, label: str) -> dict[str, Any]:
    return expected_outcomes()[experiment]["runs"][label]


# What a teacher counts on, whatever the last digits: (experiment, better run, worse run, by).
MARGINS = [
    ("activations", "tanh", "sigmoid", 0.5),
    ("dropout", "dropout", "none", 0.02),
    ("depth", "residual32", "plain32", 0.5),
    ("batch_norm", "with_1", "without_1", 0.5),
    ("broken", "sound", "rate_too_large", 0.5),
    ("broken", "sound", "zero_init", 0.5),
    ("broken", "sound", "unshuffled", 0.5),
    ("pixel_shuffle", "cnn_plain", "cnn_shuffled", 0.2),
    ("step_decay", "step", "constant", 0.1),
    ("grow", "deep_from_shallow", "deep_from_scratch", 0.5),
    ("shifted", "cnn_shift_1", "mlp_shift_1", 0.3),
    ("augmentation", "augmented", "none", 0.05),
]


@pytest.mark.parametrize(("experiment", "better", "worse", "margin"), MARGINS)
def test_one_run_is_clearly_better(experiment: str, better: str, worse: str, margin: float):
    accuracies = [run(experiment, label)["test_accuracy"] for label in (better, worse)]
    assert accuracies[0] > accuracies[1] + margin


def test_the_committed_outcomes_tell_what_the_lessons_say():
    assert run("activations", "sigmoid")["first_step_90"] is None
    assert run("activations", "sigmoid")["gradient_ratio"] > 1000
    ratios = [run("depth", name)["gradient_ratio"] for name in ("plain32", "residual32")]
    assert ratios[0] > 1e6 > 100 > ratios[1]
    plain, shuffled = (run("pixel_shuffle", f"mlp_{name}") for name in ("plain", "shuffled"))
    assert abs(plain["test_accuracy"] - shuffled["test_accuracy"]) < 0.05
    votes = expected_outcomes()["ensemble"]["ensembles"]
    assert votes["1"] < votes["3"] < votes["7"]


def test_the_cheaper_blocks_are_cheaper():
    assert run("kernel_size", "two_3x3")["params"] < run("kernel_size", "one_5x5")["params"]
    for experiment, cheap, dear in (
        ("separable", "separable", "standard"),
        ("pooling", "strided", "max"),
    ):
        mult_adds = [run(experiment, label)["mult_adds"] for label in (cheap, dear)]
        assert 3 * mult_adds[0] < mult_adds[1]

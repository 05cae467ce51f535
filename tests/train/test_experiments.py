"""The guided experiments are sound as data, and the committed table belongs to them."""

import json
from typing import Any

import pytest

from cnncore.data import load
from cnncore.train import check, initial_state, outcomes
from cnncore.train.experiments import (
    EXPERIMENTS,
    SEED_COUNT,
    Experiment,
    list_experiments,
    reseeded,
)
from cnncore.train.measures import MEASURES
from cnncore.train.outcomes import (
    MISSING,
    Difference,
    differences,
    expected_outcomes,
    main,
    run_experiment,
)


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
    sizes = [str(size) for size in experiment.ensembles]
    assert list(expected.get("ensembles", {})) == sizes
    assert list(expected["seeds"]) == (sizes or labels)
    for label, measured in expected["seeds"].items():
        for measure, values in measured.items():
            first = expected["ensembles"][label] if sizes else expected["runs"][label][measure]
            assert len(values) == SEED_COUNT
            assert values[0] == first


def test_another_seed_is_another_start_of_the_same_runs():
    for experiment in (EXPERIMENTS["depth"], EXPERIMENTS["ensemble"]):
        seeds = [
            {run.config.seed for run in reseeded(experiment, shift).runs}
            for shift in range(SEED_COUNT)
        ]
        assert len(set().union(*seeds)) == sum(len(some) for some in seeds)
    assert reseeded(EXPERIMENTS["grow"], 0) == EXPERIMENTS["grow"]


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


EXPECTED: dict[str, Any] = {
    "runs": {"a": {"test_accuracy": 0.9, "first_step_90": 40, "reason": "done", "params": 1000}},
    "seeds": {
        "a": {"test_accuracy": [0.9, 0.8], "first_step_90": [40, 60], "reason": ["done"] * 2}
    },
}


def differing(**measured: Any) -> list[Difference]:
    """How it differs when these measures of run "a" are found instead."""
    found = {"runs": {"a": EXPECTED["runs"]["a"] | measured}}
    return list(differences(found, EXPECTED, "x"))


def test_an_accuracy_may_differ_a_little():
    assert differing() == []
    assert differing(test_accuracy=0.92) == []


def test_differences_are_named():
    assert differing(first_step_90=None) == [Difference("x/runs/a/first_step_90", None, 40)]
    assert differing(reason="nan") == [Difference("x/runs/a/reason", "nan", "done")]
    assert differing(params=1001) == [Difference("x/runs/a/params", 1001, 1000)]
    assert differing(gap=0.1) == [Difference("x/runs/a/gap", 0.1, MISSING)]
    (missing,) = differences({"runs": {}}, {"runs": {"a": {"gap": 0.1}}}, "x")
    assert str(missing) == "x/runs/a/gap: nothing instead of 0.1"


@pytest.mark.parametrize(
    ("measure", "value", "is_drift"),
    [
        ("test_accuracy", 0.7, True),
        ("test_accuracy", 0.66, False),
        ("first_step_90", 80, True),
        ("first_step_90", 81, False),
    ],
)
def test_what_another_seed_might_do_is_told_apart(measure: str, value: float, is_drift: bool):
    (difference,) = differing(**{measure: value})
    assert difference.is_drift == is_drift


def test_every_seed_is_compared():
    seeds = {"a": EXPECTED["seeds"]["a"] | {"test_accuracy": [0.88, 0.5]}}
    (difference,) = differences(EXPECTED | {"seeds": seeds}, EXPECTED, "x")
    assert difference == Difference("x/seeds/a/test_accuracy/1", 0.5, 0.8)


def test_the_votes_of_an_ensemble_are_compared():
    expected = {"ensembles": {"3": 0.8}, "seeds": {"3": {"test_accuracy": [0.8, 0.9]}}}
    (drift,) = differences({"ensembles": {"3": 0.9}}, expected, "x")
    (fault,) = differences({"ensembles": {"3": 0.6}}, expected, "x")
    assert drift.is_drift
    assert not fault.is_drift


@pytest.mark.parametrize(("is_drift", "code"), [(True, 0), (False, 1)])
def test_the_command_fails_for_more_than_a_drift(
    is_drift: bool,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    difference = Difference("broken/runs/sound/test_accuracy", 0.5, 0.9, is_drift)
    monkeypatch.setattr(outcomes, "run_experiment", lambda _: {})
    monkeypatch.setattr(outcomes, "differences", lambda *_: [difference])
    assert main(["broken"]) == code
    assert str(difference) in capsys.readouterr().out


def run(experiment: str, label: str) -> dict[str, Any]:
    return expected_outcomes()[experiment]["runs"][label]


def seeds(experiment: str, label: str, measure: str = "test_accuracy") -> list[Any]:
    return expected_outcomes()[experiment]["seeds"][label][measure]


# What a teacher counts on with every seed: (experiment, better run, worse run, by).
MARGINS = [
    ("activations", "tanh", "sigmoid", 0.5),
    ("dropout", "dropout", "none", 0.04),
    ("depth", "residual32", "plain32", 0.5),
    ("depth", "plain8", "plain20", 0.7),  # the shallow one learns, so depth is what fails
    ("depth", "plain8", "plain32", 0.7),
    ("batch_norm", "with_1", "without_1", 0.5),
    ("broken", "sound", "rate_too_large", 0.5),
    ("broken", "sound", "zero_init", 0.5),
    ("broken", "sound", "unshuffled", 0.5),
    ("pooling", "max", "average", 0.01),
    ("pooling", "average", "strided", 0.03),
    ("separable", "standard", "separable", 0.02),
    ("pixel_shuffle", "cnn_plain", "cnn_shuffled", 0.3),
    ("pixel_shuffle", "mlp_shuffled", "cnn_shuffled", 0.2),
    ("step_decay", "step", "constant", 0.05),
    ("grow", "deep_from_shallow", "deep_from_scratch", 0.5),
    ("shifted", "cnn_shift_1", "mlp_shift_1", 0.3),
    ("augmentation", "augmented", "none", 0.05),
]


@pytest.mark.parametrize(("experiment", "better", "worse", "margin"), MARGINS)
def test_one_run_is_clearly_better(experiment: str, better: str, worse: str, margin: float):
    pairs = zip(seeds(experiment, better), seeds(experiment, worse), strict=True)
    assert all(high > low + margin for high, low in pairs)


def test_the_committed_outcomes_tell_what_the_lessons_say():
    assert run("activations", "sigmoid")["first_step_90"] is None
    assert run("activations", "sigmoid")["gradient_ratio"] > 1000
    ratios = [run("depth", name)["gradient_ratio"] for name in ("plain32", "residual32")]
    assert ratios[0] > 1e6 > 100 > ratios[1]
    plain, shuffled = (run("pixel_shuffle", f"mlp_{name}") for name in ("plain", "shuffled"))
    assert abs(plain["test_accuracy"] - shuffled["test_accuracy"]) < 0.05
    votes = expected_outcomes()["ensemble"]["ensembles"]
    assert votes["1"] < votes["3"] < votes["7"]


def test_the_first_votes_help_most():
    one, three, seven = (seeds("ensemble", size) for size in ("1", "3", "7"))
    gains = [(b - a, c - b) for a, b, c in zip(one, three, seven, strict=True)]
    assert all(first > 0 and second > 0 for first, second in gains)
    assert sum(first > second for first, second in gains) >= 4


def test_the_cheaper_blocks_are_cheaper():
    assert run("kernel_size", "two_3x3")["params"] < run("kernel_size", "one_5x5")["params"]
    for experiment, cheap, dear in (
        ("separable", "separable", "standard"),
        ("pooling", "strided", "max"),
    ):
        mult_adds = [run(experiment, label)["mult_adds"] for label in (cheap, dear)]
        assert 3 * mult_adds[0] < mult_adds[1]


def test_seeds_change_the_kernel_sizes_more_than_the_size_does():
    pairs = zip(seeds("kernel_size", "one_5x5"), seeds("kernel_size", "two_3x3"), strict=True)
    apart = max(abs(one - two) for one, two in pairs)
    for label in ("one_5x5", "two_3x3"):
        shares = seeds("kernel_size", label)
        assert max(shares) - min(shares) > apart


def test_the_strided_convolution_overfits_most():
    gaps = [seeds("pooling", label, "gap") for label in ("strided", "max", "average")]
    assert all(strided > max(others) for strided, *others in zip(*gaps, strict=True))


def test_the_shallow_network_is_the_quickest():
    steps = [seeds("grow", label, "first_step_90") for label in ("shallow", "deep_from_shallow")]
    assert all(shallow < deep for shallow, deep in zip(*steps, strict=True))


def test_a_rate_fits_more_often_with_batch_norm():
    for rate in ("0.01", "1"):
        without, normed = (seeds("batch_norm", f"{name}_{rate}") for name in ("without", "with"))
        assert max(without) < 0.2 < 0.9 < min(normed)
    assert min(seeds("batch_norm", "without_0.1")) > 0.9

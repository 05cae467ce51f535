"""The guided experiments: outcomes from events, items computed from outcomes, texts for all."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from cnncore.train.experiments import EXPERIMENTS, SEED_COUNT
from cnncore.train.measures import EARLY_STEPS as MEASURED_STEPS
from lessons.experiments import GUIDES, PAGE, TEXTS, Outcome, outcome_of
from lessons.experiments.expected import expected_winners
from lessons.experiments.guides import NONE, SAME, VOTES
from lessons.experiments.looks import RIGHT
from lessons.experiments.outcome import EARLY_STEPS
from lessons.experiments.pictograms import pictogram
from lessons.machinery.languages import LANGUAGES, slots
from lessons.machinery.strings import GLOSSARY
from tests.browser.live import recording

ARMS = {
    name: (*(run.label for run in experiment.runs), *(VOTES[n] for n in experiment.ensembles))
    for name, experiment in EXPERIMENTS.items()
}


def outcomes(experiment_id: str, spread: float) -> dict[str, Outcome]:
    """Outcomes that lie ``spread`` apart; with 0 all runs came to the same."""
    made = {}
    for place, arm in enumerate(ARMS[experiment_id]):
        share = 0.9 - spread * place
        made[arm] = Outcome(
            final=share,
            train=min(1.0, share + 0.05 + spread * place),
            tests=((0, 0.1), (50, share - 0.02), (100, share)),
            gradients=((0, 1e-4 * 10**-place if spread else 0.5), (2, 0.5)),
            layers=(("conv", 1), ("linear", 1)),
            params=round(1000 * (1 + spread * 5 * place)),
            total_steps=100,
            classes=tuple("0123456789"),
        )
    return made


def test_there_are_fourteen_in_the_order_of_the_course():
    assert len(GUIDES) == 14
    assert tuple(GUIDES) == tuple(EXPERIMENTS)
    assert EARLY_STEPS == MEASURED_STEPS


@pytest.mark.parametrize("spread", [0.0, 0.06])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_an_item_can_be_asked_whatever_came_out(experiment_id: str, spread: float):
    guide = GUIDES[experiment_id]
    made = outcomes(experiment_id, spread)
    look = guide.look(made)
    assert sum(option.slip == RIGHT for option in look.options) == 1
    values = [option.value for option in look.options]
    assert len(set(values)) == len(values)
    for option in look.options:
        text = TEXTS.get  # every slip has its diagnosis, in both languages
        for lang in ("zh", "en"):
            key = f"{experiment_id}.look.{option.slip}"
            template = TEXTS.area(experiment_id, lang)[f"look.{option.slip}"]
            values_needed = dict.fromkeys(slots(template), "x")
            assert text(key, lang, **values_needed)
    assert guide.winner(made) in {*ARMS[experiment_id], *guide.options}


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_everything_has_words(experiment_id: str):
    guide = GUIDES[experiment_id]
    wanted = ["title", "setting", "prediction", "varies", "look.prompt", "look.right", "next"]
    wanted += ["mistake.claim", "mistake.answer"]
    wanted += [f"arm.{arm}" for arm in (*ARMS[experiment_id], *guide.options) if arm != SAME]
    wanted += [f"hint.{option}" for option in guide.options if option != SAME]
    wanted += [f"why.{arm}" for arm in guide.reasons]
    assert [key for key in wanted if f"{experiment_id}.{key}" not in TEXTS] == []


def test_a_slip_is_named_for_the_tick_of_a_log_axis():
    made = outcomes("activations", 0.06)
    factor = made["sigmoid"].last_over_first
    by_slip = {option.slip: option.value for option in GUIDES["activations"].look(made).options}
    assert by_slip["right"] == pytest.approx(factor, rel=0.5)
    assert by_slip["right"] == float(f"{by_slip['right']:.0e}")  # as one reads it off an axis
    assert by_slip["ticks"] == 1000


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_a_wrong_answer_is_not_told_the_right_one(experiment_id: str):
    texts = {lang: TEXTS.area(f"{experiment_id}.look", lang) for lang in LANGUAGES}
    for lang, by_slip in texts.items():
        assert [slip for slip in by_slip if slots(by_slip[slip]) and slip != RIGHT] == [], lang


GIVEN_AWAY = {
    "activations": "last_first",
    "depth": "last_first",
    "dropout": "gap",
    "pooling": "gap",
    "augmentation": "gap",
}


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_a_fact_that_is_the_answer_waits_for_it(experiment_id: str):
    guide = GUIDES[experiment_id]
    assert list(guide.given_away) == [GIVEN_AWAY[n] for n in [experiment_id] if n in GIVEN_AWAY]
    assert set(guide.given_away) <= set(guide.facts)


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_options_are_as_round_as_one_can_read_them(experiment_id: str):
    look = GUIDES[experiment_id].look(outcomes(experiment_id, 0.06))
    if look.kind == "times":
        values = [float(option.value) for option in look.options]
        assert values == [float(f"{value:.0e}") for value in values]


def test_close_runs_are_about_the_same():
    made = outcomes("dropout", 0.0)
    assert GUIDES["dropout"].winner(made) == SAME
    assert GUIDES["dropout"].winner(outcomes("dropout", 0.06)) == "none"


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_the_table_says_which_prediction_comes_true_with_every_seed(experiment_id: str):
    guide = GUIDES[experiment_id]
    winners = expected_winners(guide)
    assert len(winners) == SEED_COUNT
    assert set(winners) <= set(guide.options)


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_where_chance_could_decide_about_the_same_is_an_option(experiment_id: str):
    guide = GUIDES[experiment_id]
    assert SAME in guide.options or len(set(expected_winners(guide))) == 1


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_it_names_the_words_it_presupposes_and_draws_its_options(experiment_id: str):
    guide = GUIDES[experiment_id]
    assert guide.terms
    assert set(guide.terms) <= set(GLOSSARY)
    assert all(pictogram(experiment_id, option) for option in guide.options)


def test_nothing_broken_learns_until_it_does():
    made = outcomes("broken", 0.0)
    assert GUIDES["broken"].winner(made) != NONE
    guessing = {arm: replace(outcome, final=0.1) for arm, outcome in made.items()}
    assert GUIDES["broken"].winner(guessing) == NONE


def test_the_group_that_spreads_more_depends_more():
    made = outcomes("batch_norm", 0.0)
    assert GUIDES["batch_norm"].winner(made) == SAME
    assert GUIDES["batch_norm"].winner(made | {"with_1": Outcome(0.1)}) == "with"


def test_a_curve_that_does_not_come_to_rest_is_measured_late():
    made = outcomes("step_decay", 0.0)
    tests = ((0, 0.2), (50, 0.9), (80, 0.5), (90, 0.62), (100, 0.55))
    made["constant"] = replace(made["constant"], tests=tests)
    by_slip = {o.slip: o.value for o in GUIDES["step_decay"].look(made).options}
    assert by_slip == {"right": 12.0, "other_run": 0.0, "whole": 70.0}


def test_an_outcome_is_read_from_events():
    made = outcome_of(recording.ended_run())
    assert made.final == recording.test(900)["test_accuracy"]
    assert made.train == recording.test(900)["train_accuracy"]
    assert made.step_at(0.5) == next(s for s, share in made.tests if share >= 0.5)
    assert [kind for kind, _ in made.layers] == ["conv", "conv", "linear"]
    assert made.last_over_first == pytest.approx(0.984 / 0.652)
    assert made.chance == pytest.approx(1 / 6)
    assert math.isfinite(made.gap)


def test_a_run_that_broke_off_has_no_outcome():
    with pytest.raises(ValueError, match="unfinished"):
        outcome_of(recording.whole_run(100))
    with pytest.raises(ValueError, match="crashed"):
        outcome_of([{"type": "failed", "step": 0, "code": "crashed"}])


def test_words_of_the_page_exist():
    for guide in GUIDES.values():
        kind = guide.look(outcomes(guide.experiment_id, 0.06)).kind
        assert kind == "arm" or f"option.{kind}" in PAGE

"""What the guided experiments come out as, so that a teacher knows before the class does.

python -m cnncore.train.outcomes            run all, compare with the committed table
python -m cnncore.train.outcomes --seeds    run all with every seed of the table, which takes longer
python -m cnncore.train.outcomes --write    run all with every seed, write the table
python -m cnncore.train.outcomes depth grow these only
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cnncore.train.experiments import EXPERIMENTS, SEED_COUNT, Experiment, reseeded
from cnncore.train.loop import train
from cnncore.train.measures import MEASURES, ensemble_accuracies, network_totals
from cnncore.train.state import weights_of_state

TABLE = Path(__file__).with_name("expected_outcomes.json")
TOLERANCE = 0.03  # of an accuracy; of larger numbers this part
DEVIATIONS = 3  # standard deviations over the seeds that a drift may be away from their mean
MISSING = "nothing"

Outcome = dict[str, Any]
Key = tuple[str, ...]  # where a number stands in an outcome


class Keep:
    """A control that never says anything, and keeps the last state."""

    def __init__(self) -> None:
        self.state = b""

    def poll(self) -> list[dict[str, Any]]:
        """Nothing to obey."""
        return []

    def save(self, state: bytes) -> None:
        """Keep it."""
        self.state = state


def run_experiment(experiment: Experiment) -> Outcome:
    """Run an experiment and measure it.

    Returns:
        {"runs": {label: {measure: value, "params": ..., "mult_adds": ...}}, "ensembles": {...}}.
    """
    weights: dict[str, bytes] = {}
    runs: dict[str, dict[str, Any]] = {}
    for guided in experiment.runs:
        config = guided.config
        if guided.start_from is not None:
            config = replace(config, start=weights[guided.start_from])
        control = Keep()
        events = [event.as_dict() for event in train(config, control)]
        weights[guided.label] = weights_of_state(control.state)
        totals = network_totals(config)
        measured = {name: _rounded(MEASURES[name](events)) for name in experiment.measures}
        runs[guided.label] = measured | {"params": totals.params, "mult_adds": totals.mult_adds}
    config, files = experiment.runs[0].config, list(weights.values())
    shares = ensemble_accuracies(config, files, experiment.ensembles)
    ensembles = {str(size): _rounded(share) for size, share in shares.items()}
    return {"runs": runs} | ({"ensembles": ensembles} if ensembles else {})


def run_seeds(experiment: Experiment) -> Outcome:
    """Run an experiment with every seed: how far can its outcome be trusted?

    Returns:
        As `run_experiment` for the first seed, and "seeds": {label: {measure: [one per seed]}} of
        the runs, or of the sizes of an ensemble instead.
    """
    outcomes = [run_experiment(reseeded(experiment, shift)) for shift in range(SEED_COUNT)]
    compared = [_compared(experiment, outcome) for outcome in outcomes]
    seeds = {
        label: {measure: [one[label][measure] for one in compared] for measure in measured}
        for label, measured in compared[0].items()
    }
    return outcomes[0] | {"seeds": seeds}


def _compared(experiment: Experiment, outcome: Outcome) -> dict[str, dict[str, Any]]:
    votes = {size: {"test_accuracy": share} for size, share in outcome.get("ensembles", {}).items()}
    return votes or {
        label: {measure: run[measure] for measure in experiment.measures}
        for label, run in outcome["runs"].items()
    }


def expected_outcomes() -> dict[str, Outcome]:
    """The committed table."""
    return json.loads(TABLE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an outcome is not the expected one.

    Attributes:
        name: experiment, part, run and measure.
        found: what it is now.
        expected: what the table says.
        is_drift: a number no further off than with another seed. The same processor gives the same
            numbers; one of another kind rounds differently, and a run drifts away from its twin.
    """

    name: str
    found: Any
    expected: Any
    is_drift: bool = False

    def __str__(self) -> str:
        drift = " (no more than another seed changes)" if self.is_drift else ""
        return f"{self.name}: {self.found} instead of {self.expected}{drift}"


def differences(found: Outcome, expected: Outcome, path: str) -> Iterator[Difference]:
    """Where an outcome is not the expected one; accuracies may differ by `TOLERANCE`.

    Args:
        found: of `run_experiment`, or of `run_seeds`.
        expected: of the table.
        path: in front of every name.
    """
    compared = {part: expected[part] for part in expected if part != "seeds" or part in found}
    ours, theirs = dict(_leaves(found)), dict(_leaves(compared))
    for key in sorted(ours.keys() | theirs.keys()):
        name = "/".join((path, *key))
        if key not in ours or key not in theirs:
            yield Difference(name, ours.get(key, MISSING), theirs.get(key, MISSING))
        elif not _is_close(ours[key], theirs[key]):
            is_drift = _is_drift(ours[key], theirs[key], _with_every_seed(expected, key))
            yield Difference(name, ours[key], theirs[key], is_drift)


def _leaves(tree: Any, path: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Every number, word or None, and where it stands."""
    if not isinstance(tree, dict | list):
        yield path, tree
        return
    for name, branch in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from _leaves(branch, (*path, str(name)))


def _with_every_seed(expected: Outcome, key: Key) -> list[Any]:
    """The same measure of the same run, or of as many votes, with all seeds of the table."""
    _, label, *measure = key
    measured = expected.get("seeds", {}).get(label, {})
    return measured.get(measure[0] if measure else "test_accuracy", [])


def _is_close(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= TOLERANCE * max(1.0, abs(theirs))
    return ours == theirs


def _is_drift(ours: Any, theirs: Any, seeds: list[Any]) -> bool:
    numbers = [one for one in seeds if isinstance(one, int | float)]
    if not numbers or not all(isinstance(one, int | float) for one in (ours, theirs)):
        return False
    mean, spread = statistics.mean(numbers), statistics.pstdev(numbers)
    slack = TOLERANCE * max(1.0, abs(mean)) if isinstance(ours, float) else 0
    return abs(ours - mean) <= DEVIATIONS * spread + slack


def main(arguments: list[str] | None = None) -> int:
    """Run experiments; 0 when all come out as expected or were written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("ids", nargs="*", metavar="id", help="experiments to run; none: all")
    parser.add_argument("--seeds", action="store_true", help="with every seed of the table")
    parser.add_argument("--write", action="store_true", help="with every seed; write the table")
    options = parser.parse_args(arguments)
    unknown = set(options.ids) - EXPERIMENTS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(EXPERIMENTS)}")
    table = expected_outcomes() if TABLE.is_file() else {}
    wrong: list[Difference] = []
    for name in options.ids or EXPERIMENTS:
        has_seeds = options.seeds or options.write
        outcome = _reported(name, run_seeds if has_seeds else run_experiment)
        wrong += differences(outcome, table.get(name, {}), name)
        table[name] = outcome
    if options.write:
        ordered = {name: table[name] for name in EXPERIMENTS if name in table}
        TABLE.write_text(_as_json(ordered), encoding="utf-8")
        return 0
    print("\n".join(map(str, wrong)) if wrong else "all as expected")
    return 0 if all(difference.is_drift for difference in wrong) else 1


def _reported(name: str, run: Callable[[Experiment], Outcome]) -> Outcome:
    start = time.perf_counter()
    outcome = run(EXPERIMENTS[name])
    print(f"{name}  ({time.perf_counter() - start:.1f} s)")
    for part in ("runs", "ensembles", "seeds"):
        for label, measured in outcome.get(part, {}).items():
            print(f"  {label:<20} {measured}", flush=True)
    return outcome


def _as_json(table: dict[str, Outcome]) -> str:
    """Indented, with a list on one line, so that a change of it is one line of a diff."""
    text = json.dumps(table, indent=1)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text) + "\n"


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    raise SystemExit(main())

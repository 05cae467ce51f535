"""What the guided experiments come out as, so that a teacher knows before the class does.

python -m cnncore.train.outcomes            run all, compare with the committed table
python -m cnncore.train.outcomes --write    run all, write the table
python -m cnncore.train.outcomes depth grow these only
"""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnncore.train.experiments import EXPERIMENTS, Experiment
from cnncore.train.loop import train
from cnncore.train.measures import MEASURES, ensemble_accuracy, network_totals
from cnncore.train.state import weights_of_state

TABLE = Path(__file__).with_name("expected_outcomes.json")
TOLERANCE = 0.03  # of an accuracy; another processor rounds differently, and runs drift apart

Outcome = dict[str, Any]


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
    files = list(weights.values())
    ensembles = {
        str(size): _rounded(ensemble_accuracy(experiment.runs[0].config, files[:size]))
        for size in experiment.ensembles
    }
    return {"runs": runs} | ({"ensembles": ensembles} if ensembles else {})


def expected_outcomes() -> dict[str, Outcome]:
    """The committed table."""
    return json.loads(TABLE.read_text(encoding="utf-8"))


def differences(found: Outcome, expected: Outcome, path: str = "") -> Iterable[str]:
    """Where an outcome is not the expected one; accuracies may differ by `TOLERANCE`."""
    for key in sorted(found.keys() | expected.keys()):
        name, ours, theirs = f"{path}/{key}", found.get(key), expected.get(key)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            yield from differences(ours, theirs, name)
        elif isinstance(ours, float) and isinstance(theirs, float):
            if abs(ours - theirs) > TOLERANCE * max(1.0, abs(theirs)):
                yield f"{name}: {ours} instead of {theirs}"
        elif key not in found or key not in expected:
            yield f"{name}: {'not expected' if key in found else 'missing'}"
        elif ours != theirs:
            yield f"{name}: {ours} instead of {theirs}"


def main(arguments: list[str] | None = None) -> int:
    """Run experiments; 0 when all come out as expected or were written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("ids", nargs="*", metavar="id", help="experiments to run; none: all")
    parser.add_argument("--write", action="store_true", help="write the table of outcomes")
    options = parser.parse_args(arguments)
    unknown = set(options.ids) - EXPERIMENTS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(EXPERIMENTS)}")
    table = expected_outcomes() if TABLE.is_file() else {}
    wrong: list[str] = []
    for name in options.ids or EXPERIMENTS:
        start = time.perf_counter()
        outcome = run_experiment(EXPERIMENTS[name])
        print(f"{name}  ({time.perf_counter() - start:.1f} s)")
        for label, measured in (outcome["runs"] | outcome.get("ensembles", {})).items():
            print(f"  {label:<20} {measured}", flush=True)
        wrong += differences(outcome, table.get(name, {}), name)
        table[name] = outcome
    if options.write:
        ordered = {name: table[name] for name in EXPERIMENTS if name in table}
        TABLE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
        return 0
    print("\n".join(wrong) if wrong else "all as expected")
    return 1 if wrong else 0


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    raise SystemExit(main())

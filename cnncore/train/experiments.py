"""The guided experiments as data: which runs, and what is read off them.

All runs of an experiment have a locked start: same seed, so same weights wherever names and shapes
agree, and same batches; one thing differs. ``python -m cnncore.train.outcomes`` runs them all.
"""

from dataclasses import dataclass, replace
from typing import Any

from cnncore.data.config import Augment, DataConfig
from cnncore.network.network import Network
from cnncore.train.config import TrainConfig


@dataclass(frozen=True, slots=True)
class GuidedRun:
    """One run of an experiment.

    Attributes:
        label: its id within the experiment; the name on screen lives in lessons.
        config: its settings.
        start_from: label of an earlier run whose final weights it begins with; None: its own.
    """

    label: str
    config: TrainConfig
    start_from: str | None = None


@dataclass(frozen=True, slots=True)
class Experiment:
    """Several runs and a prediction about them.

    Attributes:
        id: for addresses and texts.
        runs: in the order of the screen.
        measures: keys of `cnncore.train.measures.MEASURES`; what is predicted comes first.
        ensembles: how many of the runs are averaged at a time, e.g. (1, 3, 7); empty: none are.
    """

    id: str
    runs: tuple[GuidedRun, ...]
    measures: tuple[str, ...]
    ensembles: tuple[int, ...] = ()


SEED_COUNT = 5  # so many seeds a class may try, and the table of expected outcomes holds

DIGITS = DataConfig("digits")
SHAPES = DataConfig("shapes")
FEW_SHAPES = DataConfig("shapes", train_size=400)
# Where a few points are compared, chance must be smaller: more test pictures, and a rate that falls
# to 0, without which the last steps decide. A larger test is made less often.
MANY_TESTS = DataConfig("shapes", test_size=1000)
PICTURES: dict[str, Any] = {"epochs": 8, "evaluate_every": 25}
SETTLED: dict[str, Any] = PICTURES | {"schedule": "cosine"}


def _run(text: str, data: DataConfig = DIGITS, **settings: Any) -> TrainConfig:
    """A run with tests often enough to draw a curve."""
    defaults: dict[str, Any] = {"seed": 1, "epochs": 8, "evaluate_every": 8}
    return TrainConfig(Network.from_text(text), data, **(defaults | settings))


def _varied(runs: dict[str, TrainConfig]) -> tuple[GuidedRun, ...]:
    return tuple(GuidedRun(label, config) for label, config in runs.items())


def _activations() -> Experiment:
    stack = "c16p1-{0}-c16p1-{0}-m2-c16p1-{0}-c16p1-{0}-c16p1-{0}-flat-fc"
    names = ("relu", "tanh", "sigmoid")
    runs = {name: _run(stack.format(name)) for name in names}
    return Experiment(
        "activations", _varied(runs), ("first_step_90", "gradient_ratio", "test_accuracy")
    )


def _dropout() -> Experiment:
    stack = "c12k5p2-relu-m2-c24p1-relu-m2-flat-{0}fc64-relu-{0}fc"
    few = DataConfig("shapes", difficulty="easy", train_size=400, test_size=1000)
    settings = SETTLED | {"epochs": 50, "evaluate_every": 30}
    runs = {
        "none": _run(stack.format(""), few, **settings),
        "dropout": _run(stack.format("drop0.5-"), few, **settings),
    }
    return Experiment("dropout", _varied(runs), ("test_accuracy", "gap", "test_loss"))


def _depth() -> Experiment:
    """Plain and shallow learns, plain and deep does not: with momentum not even the shallow one.

    Adam divides by the size of the gradient, so it still gets through eight layers; the rate rises
    slowly, so that the gradients at the start are those of the first weights.
    """
    settings = {"optimizer": "adam", "learning_rate": 0.002, "schedule": "warmup"}
    runs = {
        f"{kind}{depth}": _run(_deep(kind, depth), epochs=5, evaluate_every=22, **settings)
        for kind in ("plain", "residual")
        for depth in (8, 20, 32)
    }
    return Experiment("depth", _varied(runs), ("test_accuracy", "gradient_ratio"))


def _deep(kind: str, depth: int) -> str:
    """The presets' stacks without batch norm, which would hide the difference at this depth."""
    word = {"plain": "plain", "residual": "res"}[kind]
    count = (depth - 2) // 6
    stages = [
        f"{word}{c}{'s2' if c > 8 and i == 0 else ''}n" for c in (8, 16, 32) for i in range(count)
    ]
    return "-".join(("c8p1", "relu", *stages, "gap", "flat", "fc"))


def _kernel_size() -> Experiment:
    """The second is cheaper; which is better changes with seed and learning rate."""
    stacks = {
        "one_5x5": "c16p1-relu-m2-c16k5p2-relu-m2-flat-fc",
        "two_3x3": "c16p1-relu-m2-c16p1-relu-c16p1-relu-m2-flat-fc",
    }
    settings = SETTLED | {"epochs": 12}
    runs = {name: _run(stack, MANY_TESTS, **settings) for name, stack in stacks.items()}
    return Experiment("kernel_size", _varied(runs), ("test_accuracy", "gap"))


def _separable() -> Experiment:
    """A quarter of the work for a few points of accuracy."""
    stacks = {
        "standard": "c16p1n-bn-relu-m2-c32p1n-bn-relu-m2-c64p1n-bn-relu-m2-flat-fc",
        "separable": "c16p1n-bn-relu-m2-dw32-m2-dw64-m2-flat-fc",
    }
    settings = SETTLED | {"learning_rate": 0.01}
    runs = {name: _run(stack, MANY_TESTS, **settings) for name, stack in stacks.items()}
    return Experiment("separable", _varied(runs), ("test_accuracy",))


def _batch_norm() -> Experiment:
    stack = "c16p1-{0}relu-c16p1-{0}relu-m2-c16p1-{0}relu-c16p1-{0}relu-flat-fc"
    runs = {
        f"{name}_{rate:g}": _run(stack.format(norm), optimizer="sgd", learning_rate=rate, epochs=4)
        for name, norm in (("without", ""), ("with", "bn-"))
        for rate in (0.01, 0.1, 1.0)
    }
    return Experiment("batch_norm", _varied(runs), ("test_accuracy", "first_step_90", "reason"))


def _pooling() -> Experiment:
    stacks = {
        "max": "c12k5p2-relu-m2-c24p1-relu-m2-flat-fc",
        "average": "c12k5p2-relu-a2-c24p1-relu-a2-flat-fc",
        "strided": "c12k5s2p2-relu-c24s2p1-relu-flat-fc",
    }
    runs = {name: _run(stack, MANY_TESTS, **SETTLED) for name, stack in stacks.items()}
    return Experiment("pooling", _varied(runs), ("test_accuracy", "gap"))


def _broken() -> Experiment:
    stack = "c16p1-relu-m2-c16p1-relu-m2-flat-fc"
    runs = {
        "sound": _run(stack, epochs=5),
        "rate_too_large": _run(stack, epochs=5, learning_rate=2.0),
        "zero_init": _run(stack, epochs=5, init="zero"),
        "unshuffled": _run(stack, epochs=5, shuffle=False),
    }
    return Experiment("broken", _varied(runs), ("test_accuracy", "best_test_accuracy", "reason"))


def _pixel_shuffle() -> Experiment:
    networks = {"mlp": "flat-fc64-relu-fc", "cnn": "c12k5p2-relu-m2-c24k5p2-relu-m2-flat-fc"}
    bars = DataConfig("bars", difficulty="hard")
    runs = {
        f"{name}_{'shuffled' if is_shuffled else 'plain'}": _run(
            text, replace(bars, pixel_shuffle=is_shuffled), evaluate_every=25
        )
        for name, text in networks.items()
        for is_shuffled in (False, True)
    }
    return Experiment("pixel_shuffle", _varied(runs), ("test_accuracy",))


def _ensemble() -> Experiment:
    config = _run(
        "c12k5p2-relu-m2-c24p1-relu-m2-flat-fc",
        replace(MANY_TESTS, train_size=1000),
        **SETTLED | {"epochs": 10, "evaluate_every": None},
    )
    runs = {f"member_{seed}": replace(config, seed=seed) for seed in range(1, 8)}
    return Experiment("ensemble", _varied(runs), ("test_accuracy",), ensembles=(1, 3, 7))


def _step_decay() -> Experiment:
    config = replace(
        _run("c12k5p2-relu-m2-c24p1-relu-m2-flat-fc", SHAPES, **PICTURES), learning_rate=0.03
    )
    runs = {"constant": config, "step": replace(config, schedule="step")}
    return Experiment("step_decay", _varied(runs), ("test_accuracy", "test_loss", "train_accuracy"))


def _grow() -> Experiment:
    shallow = _run("c16p1-relu-c16p1-relu-m2-flat-fc", epochs=4)
    deep = _run("c16p1-relu-c16p1-relu-" + "c16p1-relu-" * 6 + "m2-flat-fc", epochs=4)
    runs = (
        GuidedRun("shallow", shallow),
        GuidedRun("deep_from_scratch", deep),
        GuidedRun("deep_from_shallow", deep, start_from="shallow"),
    )
    return Experiment("grow", runs, ("first_step_90", "test_accuracy"))


def _shifted() -> Experiment:
    networks = {
        "mlp": "flat-fc64-relu-fc",
        "cnn": "c16p1-bn-relu-c32p1-bn-relu-c32p1-bn-relu-gap-flat-fc",
    }
    runs = {
        f"{name}_shift_{shift}": _run(
            text, replace(DIGITS, test_shift=shift), epochs=10, evaluate_every=44
        )
        for name, text in networks.items()
        for shift in (0, 1)
    }
    return Experiment("shifted", _varied(runs), ("test_accuracy",))


def _augmentation() -> Experiment:
    stack = "c12k5p2-relu-m2-c24p1-relu-m2-flat-fc"
    settings = {"epochs": 50, "evaluate_every": 50}
    augment = Augment(crop=4, flip=True, shift=3)
    runs = {
        "none": _run(stack, FEW_SHAPES, **settings),
        "augmented": _run(stack, replace(FEW_SHAPES, augment=augment), **settings),
    }
    return Experiment("augmentation", _varied(runs), ("test_accuracy", "gap"))


EXPERIMENTS: dict[str, Experiment] = {
    experiment.id: experiment
    for experiment in (
        _activations(),
        _dropout(),
        _depth(),
        _kernel_size(),
        _separable(),
        _batch_norm(),
        _pooling(),
        _broken(),
        _pixel_shuffle(),
        _ensemble(),
        _step_decay(),
        _grow(),
        _shifted(),
        _augmentation(),
    )
}


def reseeded(experiment: Experiment, shift: int) -> Experiment:
    """The same runs, each with a seed further on; 0 leaves them as they are."""
    # The members of an ensemble have a seed each; another try must not meet them again.
    step = 10 if experiment.ensembles else 1
    runs = (
        replace(run, config=replace(run.config, seed=run.config.seed + step * shift))
        for run in experiment.runs
    )
    return replace(experiment, runs=tuple(runs))


def list_experiments() -> tuple[Experiment, ...]:
    """All experiments in the order of the course."""
    return tuple(EXPERIMENTS.values())

"""The questions of the lesson; every answer is computed."""

from __future__ import annotations

import numpy as np

from cnncore.cost import linear_params
from lessons.dropout.cases import UNITS, factor
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "dropout"
_LAYERS = ((256, 64), (128, 32), (512, 128), (400, 100))
_RATES = (0.2, 0.4, 0.1, 0.3)


def zeros(seed: int) -> Question:
    """How many of many units ``Dropout(p)`` drops on average."""
    p = _RATES[seed % len(_RATES)]
    units = 1000 * (1 + seed % 3)
    slips = [
        Slip("keep", round((1 - p) * units)),
        Slip("half", units // 2),
        Slip("none", 0),
        Slip("scaled", round(units / (1 - p), 4)),
    ]
    return ask(LESSON, "zeros", "number", answer=round(p * units), slips=slips,
               values={"p": p, "units": units, "rest": round(1 - p, 9)})  # fmt: skip


def eval_factor(seed: int) -> Question:
    """By what testing multiplies where training does not scale."""
    p = _RATES[seed % len(_RATES)]
    plain = {"scaling": "test", "p": "0.2", "mode": "test"}
    slips = [
        Slip("inverse", round(factor(p, "train", "train"), 9), plain),
        Slip("p", p, plain),
        Slip("nothing", 1, plain),
        Slip("keep", round(1 / p, 9), plain),
    ]
    return ask(
        LESSON, "eval_factor", "number", answer=round(factor(p, "test", "test"), 9), slips=slips,
        values={"p": p, "rest": round(1 - p, 9)}, replay=plain,
    )  # fmt: skip


def score(seed: int) -> Question:
    """The score of a layer in training, under a mask that is given."""
    units, weights, kept = _layer(seed)
    p = _RATES[0]
    scale = factor(p, "train", "train")
    added = float((units * weights * kept).sum())
    slips = [
        Slip("unscaled", added),
        Slip("shrunk", round(added * (1 - p), 9)),
        Slip("whole", float((units * weights).sum())),
        Slip("keep", round(added / p, 9)),
        Slip("all_scaled", round(float((units * weights).sum()) * scale, 9)),
    ]
    values = {
        "units": _listed(units),
        "weights": _listed(weights),
        "mask": ", ".join("✓" if keep else "✕" for keep in kept),
        "kept": [bool(keep) for keep in kept],
        "p": p,
        "rest": round(1 - p, 9),
        "factor": scale,
        "added": added,
    }
    return ask(
        LESSON, "score", "number", answer=round(added * scale, 9), slips=slips, values=values
    )


def _layer(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four units, their weights, and a mask that leaves a score other than 0."""
    if seed == 0:
        return np.array([8, 4, 12, 4]), np.array([2, 3, -1, 1]), np.array([1, 0, 1, 1])
    rng = np.random.default_rng(seed)
    while True:
        units, weights = 4 * rng.integers(1, 5, 4), rng.integers(-3, 4, 4)
        kept = rng.permutation([0, 1, 1, 1])
        added, whole = (units * weights * kept).sum(), (units * weights).sum()
        if added != 0 and whole not in (0, added) and (weights != 0).all():
            return units, weights, kept


def _listed(numbers: np.ndarray) -> str:
    return ", ".join(f"{number}".replace("-", "−") for number in numbers.tolist())


def params(seed: int) -> Question:
    """How many parameters a layer has with dropout before it."""
    ins, outs = _LAYERS[seed % len(_LAYERS)]
    answer = linear_params(ins, outs)
    slips = [
        Slip("halved", answer // 2),
        Slip("weights", ins * outs),
        Slip("mask", answer + ins),
        Slip("halved_weights", ins * outs // 2),
    ]
    return ask(LESSON, "params", "number", answer=answer, slips=slips,
               values={"ins": ins, "outs": outs, "weights": ins * outs})  # fmt: skip


def subnetworks(seed: int) -> Question:
    """How many masks some units have."""
    units = UNITS if seed == 0 else 4 + seed % 7
    slips = [
        Slip("units", units),
        Slip("doubled", 2 * units),
        Slip("squared", units**2),
        Slip("one_short", 2 ** (units - 1)),
    ]
    factors = " × ".join(["2"] * units)
    return ask(LESSON, "subnetworks", "number", answer=2**units, slips=slips,
               values={"units": units, "factors": factors})  # fmt: skip


def bent(seed: int) -> Question:
    """Where the mean in training lies, once a ReLU follows."""
    relu = {"bend": "relu", "mode": "train", "scaling": "train", "drawn": 200}
    slips = [Slip(name, name, relu) for name in ("smaller", "equal")]
    return ask(LESSON, "bent", "choice", answer="larger", slips=slips, seed=seed, replay=relu)


def faster(seed: int) -> Question:
    """Whether dropout speeds training up."""
    slips = [Slip(name, name) for name in ("half_cost", "fewer_steps")]
    return ask(LESSON, "faster", "choice", answer="more_steps", slips=slips, seed=seed)


def after_conv(seed: int) -> Question:
    """What dropping single numbers of a feature map does."""
    slips = [Slip(name, name) for name in ("always", "impossible")]
    return ask(LESSON, "after_conv", "choice", answer="neighbours", slips=slips, seed=seed)


BUILDERS: dict[str, Builder] = {
    "zeros": zeros,
    "eval_factor": eval_factor,
    "score": score,
    "params": params,
    "subnetworks": subnetworks,
    "bent": bent,
    "faster": faster,
    "after_conv": after_conv,
}
WARM_UP: tuple[str, ...] = ()
RECALL = ("zeros", "eval_factor", "params")

"""Dropout."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from lessons.machinery.questions import Question
from tests.lessons.by_torch import values

_MANY = 400_000


def _number(question: Question, name: str) -> float:
    return float(str(question.values[name]))


def _numbers(question: Question, name: str) -> torch.Tensor:
    listed = str(question.values[name]).replace("−", "-").split(", ")
    return torch.tensor([float(number) for number in listed], dtype=torch.float64)


def zeros(question: Question) -> float:
    """Counted among many, to the nearest whole per cent."""
    torch.manual_seed(0)
    (units,) = values(question, "units")
    dropped = functional.dropout(torch.ones(_MANY), _number(question, "p"), training=True) == 0
    return round(float(dropped.double().mean()), 2) * units


def eval_factor(question: Question) -> float:
    """What is left on average of ones that torch drops, its own scaling taken off."""
    torch.manual_seed(0)
    p = _number(question, "p")
    kept = functional.dropout(torch.ones(_MANY), p, training=True) != 0
    return round(float(kept.double().mean()), 2)


def score(question: Question) -> float:
    """With the mask of the question, found among torch's own draws."""
    units, weights = _numbers(question, "units"), _numbers(question, "weights")
    wanted = torch.tensor(question.values["kept"])
    torch.manual_seed(0)
    while True:
        out = functional.dropout(units, _number(question, "p"), training=True)
        if torch.equal(out != 0, wanted):
            return float(functional.linear(out, weights[None])[0])


def params(question: Question) -> float:
    ins, outs = values(question, "ins", "outs")
    layer = nn.Sequential(nn.Dropout(0.5), nn.Linear(ins, outs))
    return sum(p.numel() for p in layer.parameters())


def subnetworks(question: Question) -> float:
    (units,) = values(question, "units")
    return len(torch.cartesian_prod(*[torch.tensor([0, 1])] * units))


def bent(question: Question) -> str:
    """A score that is sometimes below 0, through dropout and ReLU many times."""
    torch.manual_seed(0)
    x = torch.tensor([1.0, 1.0, -1.0]).expand(_MANY, 3)
    trained = functional.relu(functional.dropout(x, 0.5).sum(1)).mean()
    tested = functional.relu(x[0].sum())
    found = "equal" if torch.isclose(trained, tested, atol=0.01) else ""
    return found or ("larger" if trained > tested else "smaller")


def faster(question: Question) -> str:
    """A dropped unit is still multiplied: torch returns a full matrix. Srivastava et al. 2014,
    section 2, on training time: typically 2 to 3 times longer."""
    out = functional.dropout(torch.ones(8, 8), 0.5)
    assert out.shape == (8, 8)
    assert not out.is_sparse
    return "more_steps"


def after_conv(question: Question) -> str:
    """Tompson et al. 2015 (arXiv:1411.4280): neighbours in a map are strongly correlated; torch
    therefore has ``Dropout2d``, which drops whole maps."""
    out = functional.dropout2d(torch.ones(1, 50, 3, 3), 0.5)
    assert all(len(channel.unique()) == 1 for channel in out[0])
    return "neighbours"

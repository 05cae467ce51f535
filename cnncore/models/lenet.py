"""LeNet-5, as published and as it is usually rebuilt.

Source: LeCun, Bottou, Bengio & Haffner 1998, "Gradient-based learning applied to document
recognition", section II.B and figure 2.
"""

from cnncore.models.model import Model, network, stage
from cnncore.network.operators import (
    RBF,
    Activation,
    ConnectedConv,
    Conv,
    Flatten,
    Linear,
    Operator,
    Pool,
    SubSample,
)
from cnncore.network.tree import Chain, Op

PAPER = "LeCun, Bottou, Bengio & Haffner 1998, Proceedings of the IEEE 86(11)"

C3_TABLE: tuple[tuple[int, ...], ...] = (
    *((0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5)),
    *((0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5)),
    *((0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5)),
    (0, 1, 2, 3, 4, 5),
)
"""Table I: which maps of S2 each map of C3 sees; 60 of the 96 pairs."""


def _published() -> Chain:
    def squashed(name: str, operator: Operator) -> Chain:
        return stage(name, Op(operator.kind, operator), Op("squash", Activation("scaled_tanh")))

    return network(
        squashed("C1", Conv(6, kernel_size=5)),
        squashed("S2", SubSample()),
        squashed("C3", ConnectedConv(C3_TABLE)),
        squashed("S4", SubSample()),
        squashed("C5", Conv(120, kernel_size=5)),
        Op("flatten", Flatten()),
        squashed("F6", Linear(84)),
        Op("output", RBF()),
    )


def _rebuilt() -> Chain:
    def with_tanh(name: str, operator: Operator) -> Chain:
        return stage(name, Op(operator.kind, operator), Op("tanh", Activation("tanh")))

    return network(
        with_tanh("C1", Conv(6, kernel_size=5)),
        Op("S2", Pool("avg")),
        with_tanh("C3", Conv(16, kernel_size=5)),
        Op("S4", Pool("avg")),
        with_tanh("C5", Conv(120, kernel_size=5)),
        Op("flatten", Flatten()),
        with_tanh("F6", Linear(84)),
        Op("output", Linear()),
    )


def lenet5_1998() -> Model:
    """As published: C3 sees S2 by a table, pooling learns, the output is a distance to codes."""
    return Model(
        id="lenet5_1998",
        title="LeNet-5 (1998)",
        paper=PAPER,
        in_shape=(1, 32, 32),
        num_classes=10,
        root=_published(),
        notes=(
            "The codes of the output are fixed, so its 840 numbers are not parameters.",
            "The codes are drawn at random here; the paper draws small pictures of the digits.",
        ),
    )


def lenet5_modern() -> Model:
    """As usually rebuilt: full C3, pooling without parameters, a linear output."""
    return Model(
        id="lenet5_modern",
        title="LeNet-5 (PyTorch)",
        paper=PAPER,
        in_shape=(1, 32, 32),
        num_classes=10,
        root=_rebuilt(),
        notes=("28×28 pictures with a padding of 2 in C1 give the same network.",),
    )

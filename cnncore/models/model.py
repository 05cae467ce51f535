"""What a network of a paper is: its tree, what it is fed, and where it was published."""

from dataclasses import dataclass

from cnncore.network import expand
from cnncore.network.operators import Activation, Conv, Dropout, Flatten, Linear, Pool
from cnncore.network.tree import Chain, Node, Op

RELU = Op("relu", expand.RELU)
GLOBAL_CLASSIFIER = (
    Op("avgpool", Pool("global_avg")),
    Op("flatten", Flatten()),
    Op("fc", Linear()),
)
"""The mean of every map, and one fully connected layer on the means."""


@dataclass(frozen=True, slots=True)
class Aux:
    """An auxiliary classifier, used in training only.

    Attributes:
        after: the child of the root whose output it reads.
        head: its tree.
    """

    after: str
    head: Chain


@dataclass(frozen=True, slots=True)
class Model:
    """A network as published.

    Attributes:
        id: its key in `cnncore.models.list_models`.
        title: its name, the same in every language: a version, a year or a framework behind it.
        paper: authors, year, and where.
        in_shape: (channels, height, width) of a picture.
        num_classes: what it tells apart.
        root: the network; auxiliary classifiers are not in it.
        aux: the auxiliary classifiers.
        notes: what a reader of the paper would stumble over.
    """

    id: str
    title: str
    paper: str
    in_shape: tuple[int, int, int]
    num_classes: int
    root: Chain
    aux: tuple[Aux, ...] = ()
    notes: tuple[str, ...] = ()


def network(*children: Node) -> Chain:
    """The root of a model."""
    return Chain("", "network", children)


def stage(name: str, *children: Node) -> Chain:
    """A part of the network that its paper names."""
    return Chain(name, "stage", children)


def conv_relu(number: str, conv: Conv) -> tuple[Op, Op]:
    """A convolution and its ReLU, both with the number the paper gives them."""
    return Op(f"conv{number}", conv), Op(f"relu{number}", Activation("relu"))


def conv_stage(
    name: str, conv: Conv, *, batch_norm: bool, activation: Activation = expand.RELU
) -> Chain:
    """A stage of one convolution: with a batch norm if asked for, then without a bias."""
    step = expand.conv_step(name, conv, batch_norm=batch_norm, activation=activation)
    return stage(name, *step.children)


def hidden_linear(name: str, out_features: int, *, dropout_first: bool = False) -> Chain:
    """A fully connected layer with its ReLU and its dropout of one half."""
    layer = (Op("linear", Linear(out_features)), RELU)
    dropout = (Op("dropout", Dropout(0.5)),)
    return stage(name, *(dropout + layer if dropout_first else layer + dropout))

"""How networks of one name differ between paper and frameworks, change by change.

Each pair is walked from the first network to the second, one change at a time, so the effects add
up to the whole difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from cnncore.models import alexnet, bn_inception, googlenet, inception_resnet, resnet
from cnncore.models.model import Model
from cnncore.models.registry import model
from cnncore.network.costs import Cost
from cnncore.network.placing import At, place
from cnncore.network.tree import Chain


@dataclass(frozen=True, slots=True)
class Difference:
    """One change on the way from one network to another.

    Attributes:
        model_a: where the way begins.
        model_b: where it ends.
        name: which change.
        where: the children of the root it touches.
        effect_params: parameters after it minus parameters before it.
        effect_mult_adds: the same for multiply-adds.
    """

    model_a: str
    model_b: str
    name: str
    where: tuple[str, ...]
    effect_params: int
    effect_mult_adds: int


@dataclass(frozen=True, slots=True)
class Step:
    """A network after one more change, on pictures of `size` pixels per side."""

    name: str
    root: Chain
    size: int


def _alexnet() -> Iterator[Step]:
    version, end = alexnet.PUBLISHED, alexnet.ONE_TOWER
    for name, settings in (
        ("groups", {"rows": _with_convs(version, end, "groups")}),
        ("channels", {"rows": _with_convs(version, end, "groups", "out_channels")}),
        ("lrn", {"rows": _with_convs(end, version, "padding")}),
        ("input_size", {"rows": end.rows, "size": end.size}),
        ("dropout_place", {"dropout_first": end.dropout_first}),
    ):
        version = replace(version, **settings)
        yield Step(name, alexnet.alexnet(version), version.size)


def _with_convs(
    version: alexnet.Version, other: alexnet.Version, *settings: str
) -> dict[str, alexnet.Layer]:
    """The rows of a version, their convolutions with some settings of another's."""
    rows = {}
    for number, layer in version.rows.items():
        taken = {name: getattr(other.rows[number].conv, name) for name in settings}
        rows[number] = replace(layer, conv=replace(layer.conv, **taken))
    return rows


def _googlenet() -> Iterator[Step]:
    version, end = googlenet.PUBLISHED, googlenet.TORCHVISION
    for name in ("b5x5_kernel_size", "batch_norm", "lrn", "pool4_kernel_size", "dropout"):
        version = replace(version, **{name: getattr(end, name)})
        yield Step(name, googlenet.googlenet(version), 224)


def _bn_inception() -> Iterator[Step]:
    version, end = bn_inception.CAFFE, bn_inception.SLIM
    for name, field in (("conv_bias", "conv_bias"), ("pool_proj", "rows")):
        version = replace(version, **{field: getattr(end, field)})
        yield Step(name, bn_inception.bn_inception_of(version), 224)


def _inception_resnet() -> Iterator[Step]:
    version, end = inception_resnet.FIGURES, inception_resnet.RELEASED
    for name, field in (
        ("stem", "v4_stem"),
        ("repeats", "repeats"),
        ("linear_end", "linear_end"),
        ("last_conv", "last_conv"),
    ):
        version = replace(version, **{field: getattr(end, field)})
        yield Step(name, inception_resnet.v2(version), 299)


def _resnet(depth: int) -> Iterator[Step]:
    yield Step("stride_place", resnet.resnet(depth).root, 224)


STEPS: Mapping[tuple[str, str], Callable[[], Iterator[Step]]] = {
    ("alexnet_paper", "alexnet_torchvision"): _alexnet,
    **{
        (f"resnet{depth}_paper_stride", f"resnet{depth}"): partial(_resnet, depth)
        for depth in (50, 101, 152)
    },
    ("googlenet_paper", "googlenet_torchvision"): _googlenet,
    ("bn_inception", "bn_inception_slim"): _bn_inception,
    ("inception_resnet_v2_paper", "inception_resnet_v2"): _inception_resnet,
}
"""The pairs of networks that share a name, and the way from one to the other."""


def differences(model_a: str, model_b: str) -> tuple[Difference, ...]:
    """The changes from one network to another of the same name, in order.

    Args:
        model_a: as in the paper; together with `model_b` a key of `STEPS`.
        model_b: as in a framework.

    Raises:
        KeyError: the two are no pair.
    """
    before, rows = model(model_a), []
    for step in STEPS[model_a, model_b]():
        after = replace(before, root=step.root, in_shape=(before.in_shape[0], step.size, step.size))
        cost_before, cost_after = (_placed_cost(each) for each in (before, after))
        rows.append(
            Difference(
                model_a,
                model_b,
                name=step.name,
                where=_touched(before.root, after.root),
                effect_params=cost_after.params - cost_before.params,
                effect_mult_adds=cost_after.mult_adds - cost_before.mult_adds,
            )
        )
        before = after
    return tuple(rows)


def all_differences() -> tuple[Difference, ...]:
    """The changes of all pairs."""
    return tuple(row for pair in STEPS for row in differences(*pair))


def _placed_cost(network: Model) -> Cost:
    return place(network.root, At(network.in_shape), network.num_classes).cost


def _touched(before: Chain, after: Chain) -> tuple[str, ...]:
    """The children of both roots that are not the same, in the order of reading."""
    old, new = ({child.name: child for child in root.children} for root in (before, after))
    names = dict.fromkeys((*old, *new))
    return tuple(name for name in names if old.get(name) != new.get(name))

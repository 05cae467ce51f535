"""The questions of the lesson on VGG, computed from the rows of its networks.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from lessons.machinery.questions import Builder, Question, Slip, ask
from lessons.vgg.columns import Column, Layer, column, of
from lessons.vgg.growth import TAKEN, taken_params
from lessons.vgg.jitter import CROP, places

LESSON = "vgg"
CaseT = TypeVar("CaseT")


def _drawn(seed: int, cases: Sequence[CaseT]) -> CaseT:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


def where(seed: int) -> Question:
    """Where the parameters of column D sit."""
    found = column("D")
    parts = {"convs": found.conv_params} | {each.name: each.params for each in found.linear}
    answer = max(parts, key=lambda name: parts[name])
    shares = {f"{name}_share": _share(count, found.params) for name, count in parts.items()}
    first = found.linear[0]
    values = {
        **shares, "convs": sum(map(len, found.stages)), "ins": first.ins, "outs": first.outs,
        "total": f"{found.params:,}", "weights": f"{first.ins * first.outs:,}",
    }  # fmt: skip
    slips = [Slip(name, name) for name in parts if name != answer]
    return ask(LESSON, "where", "choice", answer=answer, slips=slips, values=values, seed=seed)


def more_layers(seed: int) -> Question:
    """How many per cent more parameters a deeper column has."""
    few, many = _drawn(seed, ((column("A"), column("E")), (column("A"), column("D")),
                              (column("B"), column("E"))))  # fmt: skip
    more = many.params - few.params
    layers = 100 * (many.depth - few.depth) / few.depth
    slips = [
        Slip("layers", round(layers, 1)),
        Slip("layers_whole", round(layers)),
        Slip("convs_only", _share(many.conv_params - few.conv_params, few.conv_params)),
        Slip("mult_adds", _share(many.mult_adds - few.mult_adds, few.mult_adds)),
        Slip("of_the_large", _share(more, many.params)),
        Slip("whole", _share(many.params, few.params)),
    ]
    values = {
        "few": few.name, "many": many.name, "few_depth": few.depth, "many_depth": many.depth,
        "added": many.depth - few.depth, "difference": f"{more:,}", "before": f"{few.params:,}",
        "convs_before": f"{few.conv_params:,}", "convs_after": f"{many.conv_params:,}",
    }  # fmt: skip
    answer = _share(more, few.params)
    return ask(LESSON, "more_layers", "number", answer=answer, slips=slips, values=values)


def _changed(few: Column, many: Column) -> list[tuple[Layer, int]]:
    """The layers that widen the field from one column to the other, with the jump below each."""
    changed = []
    for number, (before, after) in enumerate(zip(few.stages, many.stages, strict=True)):
        kernels = [each.kernel for each in before if each.kernel]
        for place, layer in enumerate(each for each in after if each.kernel):
            if place >= len(kernels) or kernels[place] != layer.kernel:
                changed.append((layer, 2**number))
    return changed


def farther(seed: int) -> Question:
    """By how much the field of the last convolution grows from one column to another."""
    few, many = (column(name) for name in _drawn(seed, ("CD", "AB", "DE", "AE")))
    changed = _changed(few, many)
    jumps = [jump for _, jump in changed]
    slips = [
        Slip("one_pixel_apart", 2 * len(changed)),
        Slip("whole_kernels", 3 * sum(jumps)),
        Slip("last_jump", 2 * len(changed) * jumps[-1]),
        Slip("last_only", 2 * jumps[-1]),
        Slip("as_many_layers", 0),
    ]
    values = {
        "few": few.name, "many": many.name, "before": few.field, "after": many.field,
        "changed": len(changed), "names": ", ".join(layer.name for layer, _ in changed),
        "steps": " + ".join(f"2·{jump}" for jump in jumps),
    }  # fmt: skip
    answer = many.field - few.field
    return ask(LESSON, "farther", "number", answer=answer, slips=slips, values=values)


def bigger_input(seed: int) -> Question:
    """How many times the weights of fc6 are for a larger picture."""
    side = _drawn(seed, (448, 672, 896))
    plain, large = (_fc6(size) for size in (None, side))
    times = side // of("D").in_shape[1]
    map_side = column("D").stages[-1][-1].size // 2
    slips = [Slip("as_ever", 1), Slip("one_axis", times), Slip("squared_twice", times**4)]
    values = {"side": side, "map": map_side, "large_map": map_side * times}
    return ask(
        LESSON, "bigger_input", "number", answer=large // plain, slips=slips, values=values
    )  # fmt: skip


def _fc6(size: int | None) -> int:
    return next(row.weights for row in of("D", size).rows if row.stage == "fc6" and row.weights)


def no_doubling(seed: int) -> Question:
    """By which factor the numbers of a map fall from one stage to the next."""
    number = _drawn(seed, (4, 3, 2))
    before, after = (column("D").stages[n - 1][-1] for n in (number, number + 1))
    answer = (before.outs * before.size**2) // (after.outs * after.size**2)
    elsewhere = Slip("halved", 2) if answer == 4 else Slip("quarter", 4)
    slips = [elsewhere, Slip("kept", 1), Slip("both_grow", 8)]
    values = {
        "before": number, "after": number + 1, "channels": before.outs, "then": after.outs,
        "size": before.size, "half": after.size,
    }  # fmt: skip
    return ask(LESSON, "no_doubling", "number", answer=answer, slips=slips, values=values)


def one_by_one(seed: int) -> Question:
    """What the 1x1 of column C do."""
    slips = [Slip(name, name) for name in ("widens", "reduces", "nothing")]
    layer = column("C").stages[-1][-1]
    large = column("D").stages[-1][-1]
    values = {
        "ins": layer.ins, "outs": layer.outs, "field": column("C").field,
        "weights": f"{layer.ins * layer.outs:,}", "large": f"{large.ins * large.outs * 9:,}",
    }  # fmt: skip
    return ask(
        LESSON, "one_by_one", "choice", answer="mixes", slips=slips, values=values, seed=seed
    )  # fmt: skip


def started(seed: int) -> Question:
    """Which part of a deeper column does not begin at random."""
    deep = column(_drawn(seed, ("E", "D", "B")))
    convs, linear = taken_params()
    layers = TAKEN + len(deep.linear)
    slips = [
        Slip("layers", _share(layers, deep.depth)),
        Slip("linear_only", _share(linear, deep.params)),
        Slip("convs_only", _share(convs, deep.params)),
        Slip("of_the_shallow", _share(convs + linear, column("A").params)),
    ]
    values = {
        "deep": deep.name, "taken": TAKEN, "convs": f"{convs:,}", "linear": f"{linear:,}",
        "total": f"{deep.params:,}", "layers": layers, "depth": deep.depth,
    }  # fmt: skip
    answer = _share(convs + linear, deep.params)
    return ask(LESSON, "started", "number", answer=answer, slips=slips, values=values)


def crops(seed: int) -> Question:
    """In how many places a crop fits into a scaled picture."""
    scale = _drawn(seed, (384, 256, 512))
    rest = scale - CROP
    slips = [
        Slip("plus_one_missing", rest**2),
        Slip("one_direction", rest + 1),
        Slip("flips", 2 * places(scale)),
    ]
    values = {"scale": scale, "crop": CROP, "rest": rest}
    return ask(LESSON, "crops", "number", answer=places(scale), slips=slips, values=values)


def contest(seed: int) -> Question:
    """The task that VGG won."""
    slips = [Slip(name, name) for name in ("classification", "detection", "segmentation")]
    return ask(LESSON, "contest", "choice", answer="localisation", slips=slips, seed=seed)


BUILDERS: dict[str, Builder] = {
    "where": where,
    "more_layers": more_layers,
    "farther": farther,
    "bigger_input": bigger_input,
    "no_doubling": no_doubling,
    "one_by_one": one_by_one,
    "started": started,
    "crops": crops,
    "contest": contest,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("more_layers", "farther", "bigger_input", "no_doubling")
"""What later lessons ask again."""

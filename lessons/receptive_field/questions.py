"""The questions of the lesson on receptive fields, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from cnncore.receptive_field import ReceptiveField
from lessons.machinery.questions import Builder, Question, Slip, ask
from lessons.receptive_field.stacks import (
    RESNET_18,
    START,
    VGG_16,
    Layer,
    fields,
    sizes,
    stack_of,
    weights,
)

LESSON = "receptive_field"
_PICTURE = 40
"""Pixels of the picture that a replayed stack stands on."""
CaseT = TypeVar("CaseT")


def _drawn(seed: int, cases: Sequence[CaseT]) -> CaseT:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def _shown(stack: str | Sequence[Layer], patch: str = "1") -> Mapping[str, object]:
    """A stack on the figure of the page, with what a unit in the middle of its last map sees."""
    layers = stack_of(stack) if isinstance(stack, str) else stack
    unit = sizes(layers, _PICTURE)[-1] // 2
    return {
        "stack": "-".join(layer.text for layer in layers), "picture": _PICTURE,
        "layer": len(layers), "unit": unit, "patch": patch,
    }  # fmt: skip


def _without_jump(stack: str) -> Sequence[Layer]:
    """A stack as wide up to its last layer, whose units are one pixel apart."""
    *below, top = stack_of(stack)
    single = [replace(layer, stride=1) for layer in below]
    size = fields(below)[-1].size
    return [*(single if fields(single)[-1].size == size else [Layer("conv", size)]), top]


def last_field(stack: str) -> ReceptiveField:
    """What the units of the last map of a stack see."""
    return fields(stack_of(stack))[-1]


def next_row(seed: int) -> Question:
    """One more row of the recurrence."""
    # Of each the field is a whole number of jumps: with gaps so wide a layer would triple it.
    stack = _drawn(
        seed, (START.stack, "c5p2-m2s2-c5p2", "c5p2-c3p1-m2s2-c3p1", "c5p2-m2s2-c3p1-c3p1")
    )
    *below, top = stack_of(stack)
    *_, before, after = fields(stack_of(stack))
    kernel = top.kernel_size
    spread = before.size // before.jump
    slips = [
        Slip("jump_forgotten", before.size + kernel - 1, _shown(_without_jump(stack))),
        Slip("whole_kernel", before.size + kernel * before.jump,
             _shown([*below, replace(top, kernel_size=kernel + 1)])),
        Slip("field_times_kernel", before.size * kernel,
             _shown([*below, replace(top, dilation=spread)])),
        Slip("jump_after", before.size + 2 * (kernel - 1) * before.jump,
             _shown([*below, replace(top, dilation=2)])),
    ]  # fmt: skip
    values = {"size": before.size, "jump": before.jump, "kernel": kernel, "grown": kernel - 1}
    return ask(LESSON, "next_row", "number", answer=after.size, slips=slips, values=values)


def saving(seed: int) -> Question:
    """How many weights are saved by small kernels one after the other."""
    layers = 2 if seed % 2 == 0 else 3
    many = stack_of("-".join(["c3"] * layers))
    wide = fields(many)[-1].size
    one, all_of_them = wide**2, weights(many)
    slips = [
        Slip("share_kept", round(100 * all_of_them / one, 1)),
        Slip("of_the_small", round(100 * (one - all_of_them) / all_of_them, 1)),
        Slip("difference", one - all_of_them),
        Slip("one_of_them", round(100 * (one - all_of_them / layers) / one, 1)),
    ]
    values = {"layers": layers, "wide": wide, "one": one, "many": all_of_them}
    answer = round(100 * (one - all_of_them) / one, 1)
    return ask(LESSON, "saving", "number", answer=answer, slips=slips, values=values)


CHANGES = {
    "stride_first": "c3s2p1-c3p1-m2s2-c3p1",
    "dilate_last": "c3p1-c3p1-m2s2-c3p2d2",
    "kernel_first": "c5p2-c3p1-m2s2-c3p1",
    "pad_all": "c3p3-c3p3-m2s2-c3p3",
}
"""One change each to the stack the figure begins with."""


def widest_change(seed: int) -> Question:
    """Which single change widens the field of the last layer most."""
    found = {name: last_field(stack).size for name, stack in CHANGES.items()}
    answer = max(found, key=lambda name: found[name])
    slips = [Slip(name, name, _shown(stack)) for name, stack in CHANGES.items() if name != answer]
    values = {"before": last_field(START.stack).size, **found}
    return ask(
        LESSON, "widest_change", "choice", answer=answer, slips=slips, values=values, seed=seed
    )


def dilated(seed: int) -> Question:
    """Three dilated layers."""
    rates = _drawn(seed, ((1, 2, 3), (1, 2, 4), (2, 2, 2), (1, 1, 3)))
    stack = "-".join(f"c3p{rate}" + (f"d{rate}" if rate > 1 else "") for rate in rates)
    answer = last_field(stack).size
    slips = [
        Slip("no_holes", last_field("c3-c3-c3").size, _shown("c3p1-c3p1-c3p1")),
        Slip("extents_added", sum(2 * rate + 1 for rate in rates), _shown(f"{stack}-c3p1")),
        Slip("whole_kernels", 1 + 3 * sum(rates), _shown(stack.replace("c3", "c4"))),
    ]
    values = {"rates": ", ".join(map(str, rates)), "steps": " + ".join(str(2 * r) for r in rates)}
    return ask(LESSON, "dilated", "number", answer=answer, slips=slips, values=values)


def patch_field(seed: int) -> Question:
    """The field of a 3x3 patch of units."""
    rate = _drawn(seed, (2, 3, 4))
    stack = f"c3p{rate}d{rate}"
    field = last_field(stack)
    slips = [
        Slip("one_unit", field.size, _shown(stack)),
        Slip("three_fields", 3 * field.size, _shown(f"c{(3 * field.size - 7) // 2}s4d2", "3")),
        Slip("dilated_jump", field.size + 2 * rate, _shown(f"c3s{rate}p{rate}d{rate}", "3")),
    ]
    values = {"rate": rate, "one": field.size}
    return ask(LESSON, "patch_field", "number", answer=field.patch(3), slips=slips, values=values)


def corner(seed: int) -> Question:
    """A field larger than the picture, seen from its corner."""
    preset, name = _drawn(seed, ((RESNET_18, "ResNet-18"), (VGG_16, "VGG-16")))
    field = fields(preset.layers)[-1]
    seen = min(field.view(0).stop, preset.size) - max(field.view(0).start, 0)
    slips = [
        Slip("whole_picture", preset.size),
        Slip("whole_field", field.size),
        Slip("padding_part", field.left_padding),
    ]
    values = {"net": name, "field": field.size, "left": field.left_padding, "size": preset.size}
    return ask(LESSON, "corner", "number", answer=seen, slips=slips, values=values)


def same_function(seed: int) -> Question:
    """The verdict on "two 3x3 are a 5x5"."""
    slips = [Slip(name, name) for name in ("always", "cheaper", "never")]
    return ask(LESSON, "same_function", "choice", answer="some", slips=slips, seed=seed)


def batch_norm(seed: int) -> Question:
    """What can change a unit behind a batch norm in training."""
    slips = [Slip(name, name) for name in ("square", "picture", "channel")]
    return ask(LESSON, "batch_norm", "choice", answer="batch", slips=slips, seed=seed)


BUILDERS: dict[str, Builder] = {
    "next_row": next_row,
    "saving": saving,
    "widest_change": widest_change,
    "dilated": dilated,
    "patch_field": patch_field,
    "corner": corner,
    "same_function": same_function,
    "batch_norm": batch_norm,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("next_row", "saving", "dilated", "patch_field")
"""What later lessons ask again."""

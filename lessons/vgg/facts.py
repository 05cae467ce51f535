"""The numbers that the summary of the lesson names."""

from __future__ import annotations

from lessons.machinery.questions import show_value
from lessons.vgg.budget import GOAL, Spent, fewest
from lessons.vgg.columns import column, columns
from lessons.vgg.questions import more_layers, where


def values() -> dict[str, object]:
    """By the slots of its sections."""
    least, *_, most = columns()
    shown = column("D")
    convs = sum(layer.mult_adds for stage in shown.stages for layer in stage)
    return {
        "least": least.depth,
        "most": most.depth,
        "layers": most.depth - least.depth,
        "more": show_value(more_layers(0).answer),
        "times": show_value(round(most.mult_adds / least.mult_adds, 2)),
        "fc6": show_value(where(0).values["fc6_share"]),
        "work": show_value(round(100 * convs / shown.mult_adds, 1)),
        "saved": show_value(round(100 * (1 - fewest(GOAL) / Spent.of((GOAL,)).squares), 1)),
    }

"""Tables of convolutions over channels, for ``channels.js``."""

from __future__ import annotations

from itertools import product
from typing import Any

from cnncore.arguments import check_groups
from cnncore.errors import SettingError
from cnncore.ops import conv2d
from lessons.channels.cases import ChannelCase
from lessons.channels.figures import STEPPER
from lessons.channels.numbers import MOST_CHANNELS, MOST_KERNELS, tables
from lessons.machinery.cells import format_number
from pages.ui.lesson.exchange import as_json
from tests.node.queried import settings_of

CASES: dict[str, dict[str, object]] = {
    "example": {},
    "second_kernel": {"out_channels": 2, "shown_kernel": 2},
    "one_channel": {"in_channels": 1, "out_channels": 3},
    "all": {"in_channels": 4, "out_channels": 4, "shown_kernel": 3, "size": 6, "padding": 1},
    "two_groups": {"in_channels": 4, "out_channels": 4, "groups": 2, "shown_kernel": 3},
    "two_groups_one_kernel_each": {"in_channels": 4, "out_channels": 2, "groups": 2},
    "depthwise": {"out_channels": 3, "groups": 3, "shown_kernel": 2},
    "mixing": {"kernel_size": 1, "out_channels": 4, "shown_kernel": 4},
    "rectangles": {"size": "4x6", "kernel_size": "2x3", "stride": "1x2", "padding": "1x0"},
    "other_numbers": {"seed": 7, "out_channels": 2},
    "edited": {"input_edits": "0.0.-3_7.2.1/3_23.5.9", "kernel_edits": "0.0.2_4.1.0.5_12.0.7",
               "bias_edits": "0.0.-1_3.0.5", "out_channels": 2},
    "edited_second": {"kernel_edits": "12.0.7_15.2.-2", "bias_edits": "1.0.1/2",
                      "out_channels": 2, "shown_kernel": 2},
    "shown_beyond": {"shown_kernel": 4, "out_channels": 2},
}  # fmt: skip


def channels() -> dict[str, Any]:
    """Scenes of a convolution over channels, and which groups there can be."""
    return {
        "keys": STEPPER.keys,
        "cases": {name: _scene(query) for name, query in CASES.items()},
        "groups": list(_groups()),
    }


def _scene(query: dict[str, object]) -> dict[str, Any]:
    settings = settings_of(STEPPER, query)
    case = ChannelCase.of(settings)
    maps = conv2d(case.x, case.weight, case.bias, case.stride, case.padding, groups=case.groups)
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "tables": tables(settings["seed"]),
        "padded": case.padded.tolist(),
        "weight": case.weight[case.shown].tolist(),
        "seen": list(case.seen(case.shown)),
        "parts": case.parts().tolist(),
        "maps": maps.tolist(),
        "shown": case.shown,
        "written": [format_number(value) for value in maps.ravel()],
        "key": STEPPER.case_key(settings),
    }


def _groups() -> Any:
    most = range(1, MOST_CHANNELS + 1)
    for ins, outs, groups in product(most, range(1, MOST_KERNELS + 1), most):
        try:
            check_groups(ins, outs, groups)
            is_legal = True
        except SettingError:
            is_legal = False
        yield {"in_channels": ins, "out_channels": outs, "groups": groups, "legal": is_legal}

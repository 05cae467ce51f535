"""A network of a paper as data a page can draw: the tree, with shapes, costs and edges."""

from typing import Any

from cnncore.models.errors import ModelError
from cnncore.models.measuring import heads, measured, num_classes_of
from cnncore.models.model import Model
from cnncore.models.registry import model
from cnncore.network.costs import windows_of
from cnncore.network.labels import label
from cnncore.network.operators import ConnectedConv, Conv, Join, Operator, Pool, Size, SubSample
from cnncore.network.placing import At, Placed
from cnncore.network.tree import Branches, Op

_SHORT = {"local_response_norm": "lrn", "connected_conv": "conv", "sub_sample": "pool"}


def scene(
    model_id: str, input_size: Size | None = None, num_classes: int | None = None
) -> dict[str, Any]:
    """The network as nested dicts that JSON can hold.

    Args:
        model_id: one of `list_models`.
        input_size: pixels of a picture, one number or (height, width); None: as published.
        num_classes: outputs; None: as published.

    Returns:
        {id, title, in_shape, num_classes, root, totals: {params, mult_adds}, aux}. A node of the
        tree has: id, its path; name; kind ("network", "stage", "block", "module", "branch",
        "branches" or "op"); shape of its output; params and mult_adds with all its parts; share of
        the network's parameters; field and jump (None for vectors); lane, its number among
        branches, else None; join, how branches meet, else None; children, of branches the operator
        that joins them last. An operator has besides: op, its kind; label, its settings; kernel,
        stride and padding as [vertical, horizontal], None without a window; groups; and inputs, the
        ids of the operators it reads, none at the picture.

    Raises:
        ModelError: `map_vanishes`.
        SettingError: no such network, or a number that has no meaning.
    """
    chosen = model(model_id)
    classes = num_classes_of(chosen, num_classes)
    root = measured(model_id, input_size, classes)
    params = root.cost.params
    return {
        "id": chosen.id,
        "title": chosen.title,
        "in_shape": list(root.before.shape),
        "num_classes": classes,
        "root": _node(root, params),
        "totals": {"params": params, "mult_adds": root.cost.mult_adds},
        "aux": _auxiliary(chosen, root, classes),
    }


def _auxiliary(chosen: Model, root: Placed, num_classes: int) -> list[dict[str, Any]]:
    """The auxiliary classifiers; none on a picture that is too small for them."""
    try:
        placed = heads(chosen, root, num_classes)
    except ModelError:
        return []
    return [
        {"after": aux.after, "root": _node(head, root.cost.params)}
        for aux, head in zip(chosen.aux, placed, strict=True)
    ]


def _node(placed: Placed, all_params: int, lane: int | None = None) -> dict[str, Any]:
    node, view = placed.node, placed.after.view
    wider = max(view, key=lambda axis: axis.size) if view else None
    lanes = node.branches if isinstance(node, Branches) else ()
    data = {
        "id": placed.path,
        "name": node.name,
        "kind": "op" if isinstance(node, Op) else node.kind,
        "shape": list(placed.after.shape),
        "params": placed.cost.params,
        "mult_adds": placed.cost.mult_adds,
        "share": placed.cost.params / all_params,
        "field": wider and wider.size,
        "jump": wider and wider.jump,
        "lane": lane,
        "join": node.join if isinstance(node, Branches) else None,
        "children": [
            _node(part, all_params, number if number < len(lanes) else None)
            for number, part in enumerate(placed.parts)
        ],
    }
    return data | (_operator(node.block, placed.before) if isinstance(node, Op) else {})


def _operator(block: Operator, before: At) -> dict[str, Any]:
    """What an operator has besides."""
    return {
        "op": block.how if isinstance(block, Join) else _SHORT.get(block.kind, block.kind),
        "label": label(block),
        **_window(block, before),
        "groups": block.groups if isinstance(block, Conv) else 1,
        "inputs": list(before.sources),
    }


def _window(block: Operator, before: At) -> dict[str, list[int] | None]:
    """How it slides: size, stride and padding, each down and to the right."""
    if isinstance(block, Pool) and block.mode == "global_avg":
        size = list(before.shape[1:])
        return {"kernel": size, "stride": [1, 1], "padding": [0, 0]}
    if not isinstance(block, Conv | ConnectedConv | Pool | SubSample):
        return {"kernel": None, "stride": None, "padding": None}
    windows = windows_of(block)
    return {
        "kernel": [window.kernel_size for window in windows],
        "stride": [window.stride for window in windows],
        "padding": [window.padding for window in windows],
    }

"""The network builder on the page: blocks, their ledger, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

import streamlit as st

from cnncore.errors import SettingError
from cnncore.network import (
    ACTIVATIONS,
    BLOCKS,
    POOL_MODES,
    Block,
    Conv,
    Fix,
    Ledger,
    Network,
    Problem,
    block_as_dict,
    block_from_dict,
    kernel_text,
    ledger,
    list_presets,
    offered_fields,
    preset,
)
from cnncore.network.offer import MAXIMA
from cnncore.network.operators import MAX_DROPOUT
from lessons.machinery.grid import GridCase
from pages.ui.lab.words import has_word, word, words
from pages.ui.shell import language

MOST_PARAMS = 2_000_000
_FROM_ZERO = {"padding", "out_features"}
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mode": ("pool", POOL_MODES),
    "name": ("activation", ACTIVATIONS),
}
_WINDOWS = {"kernel_too_large", "pool_padding_too_large"}
_ADDITIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("conv", {"kind": "conv", "out_channels": 12, "padding": 1}),
    ("pool_max", {"kind": "pool", "mode": "max"}),
    ("activation_relu", {"kind": "activation"}),
    ("pool_avg", {"kind": "pool", "mode": "avg"}),
    ("batch_norm", {"kind": "batch_norm"}),
    ("pool_global_avg", {"kind": "pool", "mode": "global_avg"}),
    ("dropout", {"kind": "dropout"}),
    ("flatten", {"kind": "flatten"}),
    ("linear", {"kind": "linear", "out_features": 64}),
    ("residual", {"kind": "residual", "out_channels": 16}),
    (
        "inception",
        {
            "kind": "inception",
            "b1x1": 8,
            "b3x3_reduce": 8,
            "b3x3": 16,
            "b5x5_reduce": 4,
            "b5x5": 8,
            "pool_proj": 8,
        },
    ),
    ("depthwise", {"kind": "depthwise", "out_channels": 32}),
)


def network_of(text: str, in_shape: Sequence[int]) -> Network:
    """The network a parameter stands for: a preset fitted to the pictures, or its own blocks."""
    if text in list_presets():
        return preset(text, in_shape)
    return Network.from_text(text)


def text_of_edit(sent: Mapping[str, Any], in_shape: Sequence[int]) -> str:
    """What the browser sent, as the parameter's text; a preset that was only rebuilt is its name.

    Raises:
        SettingError: if the blocks are none.
    """
    if "preset" in sent:
        return sent["preset"] if sent["preset"] in list_presets() else "empty"
    network = Network.from_dict({"blocks": sent.get("blocks", ())})
    for name in list_presets():
        if preset(name, in_shape) == network:
            return name
    return network.as_text()


def with_relu(text: str, in_shape: Sequence[int]) -> str:
    """A network's parameter with ReLU in place of each sigmoid and tanh."""
    blocks = network_of(text, in_shape).blocks
    relu = block_from_dict({"kind": "activation", "name": "relu"})
    bent = [
        relu if getattr(block, "name", "") in {"sigmoid", "tanh"} else block for block in blocks
    ]
    return Network(tuple(bent)).as_text()


def sentence_of(problem: Problem | None, network: Network, in_shape: Sequence[int]) -> str:
    """Why the stack cannot work: the layer, the sizes that clash."""
    if problem is None:
        return ""
    values = problem.values
    known = {
        "layer": problem.index + 1,
        "name": _name_at(network, problem.index),
        "padded": values.get("padded_size"),
        "extent": values.get("extent"),
        "shape": "×".join(map(str, values.get("shape", in_shape))),
        "why": problem.message,
    }
    known |= {k: v for k, v in values.items() if k not in known}
    key = f"fault.{problem.code}"
    return _filled(key if has_word(key) else "fault.other", known)


def start_refusal(book: Ledger, network: Network) -> str:
    """The sentence that keeps Start disabled; empty when the network can be trained."""
    if book.problem:
        return sentence_of(book.problem, network, book.in_shape)
    if book.totals.params > MOST_PARAMS:
        params, limit = (f"{n:,}" for n in (book.totals.params, MOST_PARAMS))
        return word("lab.too_large", params=params, limit=limit)
    return ""


def builder_data(
    text: str, in_shape: Sequence[int], num_classes: int, *, echo: int, revision: int
) -> dict[str, Any]:
    """Everything the builder shows: blocks, ledger, problem with its ways out, words."""
    network = network_of(text, in_shape)
    book = ledger(network, in_shape, num_classes)
    totals = book.totals
    return {
        "strings": words("block"),
        "words": {
            "kinds": words("block.kinds"),
            "fields": words("block.fields"),
            "frozen": word("block.frozen"),
            "plain": word("block.plain"),
        },
        "blocks": network.as_dict()["blocks"],
        "columns": _columns(book, len(network)),
        "totals": {
            "params": totals.params,
            "mult_adds": totals.mult_adds,
            "receptive_field": totals.receptive_field,
        },
        "summary": word(
            "block.summary",
            layers=len(network),
            params=f"{totals.params:,}",
            mult_adds=f"{totals.mult_adds:,}",
        ),
        "problem": _problem(book, network),
        "input": {"shape": list(in_shape)},
        "preset": text if text in list_presets() else "",
        "presets": [{"id": p, "label": word(f"block.preset.{p}")} for p in list_presets()],
        "fields": {kind: _fields(kind) for kind in BLOCKS},
        "additions": _additions(),
        "passport": lesson_kernel(),
        "echo": echo,
        "revision": revision,
    }


def _columns(book: Ledger, num_blocks: int) -> list[dict[str, Any] | None]:
    """The ledger, a block each; None from the first that cannot work."""
    rows = [
        {
            "shape": row.out_shape,
            "params": row.params,
            "mult_adds": row.mult_adds,
            "receptive_field": row.receptive_field,
        }
        for row in book.rows
    ]
    return [*rows, *[None] * (num_blocks - len(rows))]


def _problem(book: Ledger, network: Network) -> dict[str, Any] | None:
    problem = book.problem
    if problem is None:
        if too_large := start_refusal(book, network):
            return {"index": None, "note": "", "sentence": too_large, "ways": "", "fixes": []}
        return None
    fixes = [
        {"label": _fix_label(fix, network), "blocks": fix.network.as_dict()["blocks"]}
        for fix in problem.fixes
    ]
    ways = word("fault.or").join(fix["label"] for fix in fixes)
    return {
        "index": problem.index,
        "note": word("block.does_not_fit" if problem.code in _WINDOWS else "block.cannot_follow"),
        "sentence": sentence_of(problem, network, book.in_shape),
        "ways": word("fault.ways", ways=ways) if fixes else "",
        "fixes": fixes,
    }


def _fix_label(fix: Fix, network: Network) -> str:
    index = fix.values.get("index", 0)
    known = {"layer": index + 1, "name": _name_at(network, index)} | fix.values
    label = _filled(f"fix.{fix.label_code}", known)
    return word("fix.further", fix=label, count=fix.further) if fix.further else label


def _filled(key: str, known: Mapping[str, object]) -> str:
    """A sentence that takes from ``known`` what it has slots for."""
    wanted = {name for name in known if f"[[{name}]]" in words(key.rpartition(".")[0])[_last(key)]}
    return word(key, **{name: known[name] for name in wanted})


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _name_at(network: Network, index: int) -> str:
    return block_name(network.blocks[index]) if index < len(network) else ""


def block_name(block: Block) -> str:
    """What a block is called on screen."""
    values = block_as_dict(block)
    detail = values.get("mode") if block.kind == "pool" else None
    detail = values.get("name") if block.kind == "activation" else detail
    return word(f"block.kinds.{block.kind}{f'_{detail}' if detail else ''}")


def _fields(kind: str) -> list[dict[str, Any]]:
    defaults = {field.name: field.default for field in fields(BLOCKS[kind])}
    return [
        _field(name, defaults[name])
        for name in offered_fields(BLOCKS[kind])
        if name != "kernel"  # set by the kernel passport only
    ]


def _field(name: str, default: object) -> dict[str, Any]:
    if name in _CHOICES:
        prefix, choices = _CHOICES[name]
        labels = [{"id": c, "label": word(f"block.kinds.{prefix}_{c}")} for c in choices]
        return {"name": name, "type": "choice", "choices": labels}
    if isinstance(default, bool):
        return {"name": name, "type": "flag"}
    if isinstance(default, float):
        return {"name": name, "type": "real", "low": 0.0, "high": MAX_DROPOUT, "step": 0.05}
    low = 0 if name in _FROM_ZERO else 1
    spec: dict[str, Any] = {"name": name, "type": "int", "low": low, "high": MAXIMA[name]}
    if name == "stride" and default is None:
        spec["placeholder"] = "kernel_size"  # a pooling without stride moves by its own size
    assert default is MISSING or default is None or isinstance(default, int | float)
    return spec


def _additions() -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "label": word(f"block.kinds.{name}"),
            "block": block_as_dict(block_from_dict(values)),
        }
        for name, values in _ADDITIONS
    ]


def lesson_kernel() -> dict[str, str] | None:
    """The kernel the learner last had on the grid of a lesson, if there was one."""
    for page_id in ("convolution", "stride_padding"):
        settings = st.session_state.get(f"{page_id}.state")
        if not settings:
            continue
        rows = tuple(tuple(map(float, row)) for row in GridCase.of(settings).used_weight)
        name = (
            word("block.kernel_edited")
            if settings["kernel_edits"]
            else language.t(f"stepper.kernel_{settings['kernel']}")
        )
        try:
            text = kernel_text(rows)
            Conv(1, kernel_size=len(rows), kernel=text)
        except SettingError:
            continue
        return {"kernel": text, "name": name}
    return None

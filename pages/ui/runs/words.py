"""The settings of runs in words, so that a table shows wherever two of them differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cnncore.network import Network
from lessons.machinery.languages import Language
from lessons.machinery.live import LIVE
from lessons.training_lab.words import LAB

Config = Mapping[str, Any]

ALWAYS = ("learning_rate",)
"""The table shows it even where all runs agree: a hand may have changed it in the middle of one."""

SHARED = ("optimizer", "batch_size", "epochs")
"""Settings that a sentence names where all runs agree, so that the table needs no column."""

_NETWORK = ("network", "activation", "batch_norm", "dropout", "pool")
_ORDER = (
    *_NETWORK,
    "data",
    "optimizer",
    "learning_rate",
    "schedule",
    "batch_size",
    "epochs",
    "weight_decay",
    "label_smoothing",
    "init",
    "start",
    "seed",
    "shuffle",
)
_LEARN = ("conv", "linear", "residual", "depthwise", "inception")
_MOST_LAYERS = 5
_NONE = "–"


def columns_of(configs: Sequence[Config], lang: Language, also: Sequence[str] = ()) -> list[str]:
    """The settings in which runs differ, those that always stand there, and ``also``."""
    if not configs:
        return []
    wanted = {*ALWAYS, *also}
    for name in _ORDER:
        if len({setting_word(config, name, lang) for config in configs}) > 1:
            wanted.add(name)
    # Networks that read the same but are not: then their blocks are spelled out.
    if len({repr(config["network"]) for config in configs}) > 1 and not wanted & {*_NETWORK}:
        wanted.add("blocks")
    return [name for name in (*_ORDER[:5], "blocks", *_ORDER[5:]) if name in wanted]


def shared_words(configs: Sequence[Config], lang: Language, columns: Sequence[str]) -> str:
    """What all runs have in common, of what one asks for first: ``optimizer Adam · batch 32``."""
    return " · ".join(
        f"{column_name(name, lang)} {setting_word(configs[0], name, lang)}"
        for name in SHARED
        if configs and name not in columns
    )


def column_name(name: str, lang: Language) -> str:
    """The head of a column."""
    return LIVE.get(f"compare.setting.{name}", lang)


def setting_word(config: Config, name: str, lang: Language) -> str:
    """A setting as it stands in the table."""
    blocks: Sequence[Config] = (config.get("network") or {}).get("blocks") or ()
    match name:
        case "network":
            return _layers(blocks, lang)
        case "blocks":
            return Network.from_dict(config["network"]).as_text()
        case "activation":
            found = (b["name"] for b in blocks if b["kind"] == "activation")
            return _listed(LAB.get(f"block.kinds.activation_{name}", lang) for name in found)
        case "batch_norm":
            has = any(b["kind"] == "batch_norm" or b.get("batch_norm") for b in blocks)
            return LIVE.get("compare.yes", lang) if has else _NONE
        case "dropout":
            return _listed(f"{b['p']:g}" for b in blocks if b["kind"] == "dropout")
        case "pool":
            found = (b["mode"] for b in blocks if b["kind"] == "pool")
            return _listed(LAB.get(f"block.kinds.pool_{mode}", lang) for mode in found)
        case "data":
            return _data(config["data"], lang)
        case "start":
            return LIVE.get(f"compare.start.{'given' if config.get('start') else 'fresh'}", lang)
    value = config.get(name)
    key = f"compare.value.{str(value).lower()}"
    if key in LIVE:
        return LIVE.get(key, lang)
    return _NONE if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _listed(words: Any) -> str:
    """Each once, in their order."""
    return " · ".join(dict.fromkeys(words)) or _NONE


def _layers(blocks: Sequence[Config], lang: Language) -> str:
    """The layers that learn, in a few words: ``Conv 16 3×3 ×5 · Linear``."""
    words = [word for block in blocks if (word := _layer(block, lang))]
    parts = []
    for word, same in groupby(words):
        count = len(list(same))
        parts.append(f"{word} ×{count}" if count > 1 else word)
    return " · ".join(parts[:_MOST_LAYERS]) + (" …" if len(parts) > _MOST_LAYERS else "") or _NONE


def _layer(block: Config, lang: Language) -> str:
    kind = block["kind"]
    if kind not in _LEARN:
        return ""
    name = LAB.get(f"block.kinds.{kind}", lang)
    match kind:
        case "conv":
            size = block["kernel_size"]
            stride = f" s{block['stride']}" if block["stride"] > 1 else ""
            return f"{name} {block['out_channels']} {size}×{size}{stride}"
        case "linear":
            return f"{name} {block['out_features'] or ''}".strip()
        case "residual":
            plain = "" if block["skip"] else f" {LAB.get('block.plain', lang)}"
            return f"{name} {block['out_channels']}{plain}"
        case "inception":
            return f"{name} {sum(block[b] for b in ('b1x1', 'b3x3', 'b5x5', 'pool_proj'))}"
    return f"{name} {block['out_channels']}"


def _data(data: Config, lang: Language) -> str:
    """Which pictures, and whatever about them is not as it usually is."""
    parts = [LAB.get(f"data.names.{data['name']}", lang)]
    if data.get("difficulty", "medium") != "medium":
        parts.append(LAB.get(f"data.difficulties.{data['difficulty']}", lang))
    for name in ("train_size", "test_size", "test_shift", "seed"):
        if data.get(name):
            parts.append(LIVE.get(f"compare.data.{name}", lang, count=f"{data[name]:,}"))
    if data.get("pixel_shuffle"):
        parts.append(LIVE.get("compare.data.pixel_shuffle", lang))
    augment = data.get("augment") or {}
    for kind, amount in augment.items():
        if amount:
            word = LAB.get(f"data.augments.{kind}", lang)
            parts.append(word if amount is True else f"{word} {amount:g}")
    return " · ".join(parts)

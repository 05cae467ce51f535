"""The runs of a session side by side, and back in time: the tabs of the training lab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lessons.languages import Language
from lessons.live import LIVE
from pages.components.run_compare import run_compare
from pages.components.time_machine import time_machine
from pages.ui import language, runs
from pages.ui.runs import Run

ALWAYS = ("optimizer", "learning_rate", "batch_size")
"""Settings that the table shows even where all runs agree."""

NEVER = (
    "max_seconds",
    "max_params",
    "evaluate_every",
    "snapshot_count",
    "start",
    "sample",
    "changes",
)
# A run of the panel speaks of channels and layers in the panel's own words.
_SHARED_WORDS = ("kernel_name", "map_name", "channel", "layer")


def show_compare(*, key: str = "run_compare") -> None:
    """All runs A to F of this session on one plot."""
    lang = language.current()
    kept = runs.all_runs()
    columns = _columns(kept, lang)
    names = [column["name"] for column in columns]
    run_compare(
        {
            "runs": [
                {
                    "letter": run.letter,
                    "job": run.job_id,
                    "path": runs.live_path(run.job_id),
                    "params": run.params,
                    "settings": {name: setting_word(run.config, name, lang) for name in names},
                }
                for run in kept
            ],
            "columns": columns,
            "locked": len(kept) > 1 and len(set(map(_start_of, kept))) == 1,
            "chance": _chance(kept),
            "strings": LIVE.area("compare", lang),
        },
        key=key,
    )


def show_time_machine(letter: str | None = None, *, key: str = "time_machine") -> None:
    """Every kept moment of a run; ``letter`` is where to begin."""
    lang = language.current()
    kept = runs.all_runs()
    panel = LIVE.area("live", lang)
    shared = {
        name: text
        for name, text in panel.items()
        if name in _SHARED_WORDS or name.startswith(("channel_", "layer_"))
    }
    time_machine(
        {
            "runs": [
                {
                    "letter": run.letter,
                    "job": run.job_id,
                    "path": runs.live_path(run.job_id),
                    "classes": _class_names(run, lang),
                }
                for run in kept
            ],
            "letter": letter or (kept[0].letter if kept else ""),
            "strings": shared | LIVE.area("time", lang),
        },
        key=key,
    )


def setting_word(config: Mapping[str, Any], name: str, lang: Language) -> str:
    """A setting as it stands in the table."""
    value = config.get(name)
    key = f"compare.value.{str(value).lower()}"
    if key in LIVE:
        return LIVE.get(key, lang)
    if isinstance(value, Mapping) and "name" in value:
        return str(value["name"])
    blocks = value.get("blocks") if isinstance(value, Mapping) else None
    if name == "network" and isinstance(blocks, Sequence):
        return _network_word(blocks)
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _network_word(blocks: Sequence[Mapping[str, Any]]) -> str:
    """The layers that learn, in a few signs: ``conv 8 · conv 16 · linear``."""
    sizes = ("out_channels", "out_features")
    parts = []
    for block in blocks:
        size = next((block[s] for s in sizes if block.get(s)), None)
        if size or block.get("kind") == "linear":
            is_plain = block["kind"] == "residual" and not block.get("skip", True)
            parts.append(f"{'plain' if is_plain else block['kind']} {size or ''}".strip())
    return " · ".join(parts[:3]) + (" …" if len(parts) > 3 else "")


def _columns(kept: Sequence[Run], lang: Language) -> list[dict[str, str]]:
    if not kept:
        return []
    first, *others = (run.config for run in kept)
    changed = set(runs.changed_settings(first, others)) - set(NEVER)
    wanted = [name for name in first if name in ALWAYS or name in changed]
    return [
        {"name": name, "label": LIVE.get(f"compare.setting.{name}", lang)}
        for name in wanted
        if f"compare.setting.{name}" in LIVE
    ]


def _start_of(run: Run) -> str:
    """What the first weights and the batches depend on."""
    config = run.config
    names = ("network", "data", "batch_size", "init", "seed", "shuffle", "start")
    return repr([config.get(name) for name in names])


def _chance(kept: Sequence[Run]) -> float | None:
    """The share that guessing gets right, if all runs have as many classes."""
    counts = {len(next(iter(run.class_names.values()))) for run in kept if run.class_names}
    return 1 / counts.pop() if len(counts) == 1 else None


def _class_names(run: Run, lang: Language) -> list[str]:
    return list(run.class_names[lang]) if run.class_names else []

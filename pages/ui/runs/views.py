"""The runs of a session side by side, and back in time: the tabs of the training lab."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lessons.machinery.languages import Language
from lessons.machinery.live import LIVE
from pages.components.run_compare import run_compare
from pages.components.time_machine import time_machine
from pages.ui.runs import ghosts, repeats, runs, words
from pages.ui.runs.ghosts import Ghost
from pages.ui.runs.repeats import Repeat
from pages.ui.runs.runs import Run
from pages.ui.shell import language

# A run of the panel speaks of channels and layers in the panel's own words.
_SHARED_WORDS = ("kernel_name", "map_name", "channel", "layer")


def show_compare(*, key: str = "run_compare") -> None:
    """All runs A to F of this session on one plot, each with its repeats."""
    lang = language.current()
    kept = runs.all_runs()
    again = {run.job_id: repeats.of_run(run) for run in kept}
    also = ("seed",) if any(again.values()) else ()
    pinned = ghosts.of_address()
    configs = [one.config for one in (*kept, *pinned)]
    names = words.columns_of(configs, lang, also)
    run_compare(
        {
            "runs": [
                _entry(run, names, lang)
                | {"label": run.label, "params": run.params}
                | {"before": runs.paths_before(run.before)}
                | {"repeats": [_repeat_entry(repeat) for repeat in again[run.job_id]]}
                for run in kept
            ],
            "ghosts": [
                _entry(ghost, names, lang)
                | {"label": LIVE.get("compare.from_link", lang, seed=ghost.config["seed"])}
                for ghost in pinned
            ],
            "columns": [{"name": n, "label": words.column_name(n, lang)} for n in names],
            "shared": words.shared_words(configs, lang, names),
            "locked": len(kept) > 1 and len(set(map(_start_of, kept))) == 1,
            "chance": chance_of(kept),
            "seeds": repeats.SEEDS,
            "repeating": repeats.progress(),
            "refused": repeats.refused(),
            "strings": LIVE.area("compare", lang),
        },
        on_ghosts=_answered(key, "ghosts", ghosts.pinned),
        on_repeat=_answered(key, "repeat", _repeat),
        on_keep=_answered(key, "keep", _keep),
        on_repeated=_answered(key, "repeated", lambda sent: repeats.ended(str(sent.get("job")))),
        key=key,
    )


def _entry(one: Run | Ghost, names: Sequence[str], lang: Language) -> dict[str, Any]:
    """What a run and a ghost have in common."""
    return {
        "letter": one.letter,
        "job": one.job_id,
        "path": runs.live_path(one.job_id),
        "seed": one.config["seed"],
        "settings": {name: words.setting_word(one.config, name, lang) for name in names},
    }


def _repeat_entry(repeat: Repeat) -> dict[str, Any]:
    path = runs.live_path(repeat.job_id)
    return {"seed": repeat.seed, "job": repeat.job_id, "path": path}


def _answered(
    key: str, name: str, answer: Callable[[Mapping[str, Any]], None]
) -> Callable[[], None]:
    """Hand what the browser sent to its answer."""

    def handler() -> None:
        sent = getattr(st.session_state.get(key), name, None)
        if isinstance(sent, Mapping):
            answer(sent)

    return handler


def _repeat(sent: Mapping[str, Any]) -> None:
    if sent.get("do") == "stop":
        repeats.stop()
    else:
        repeats.start(str(sent.get("letter") or ""))


def _keep(sent: Mapping[str, Any]) -> None:
    """A kept run gets another name, or goes."""
    letter = str(sent.get("letter") or "")
    if sent.get("do") == "name":
        runs.rename(letter, str(sent.get("label") or ""))
    elif sent.get("do") == "remove":
        runs.forget(letter)


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


def _start_of(run: Run) -> str:
    """What the first weights and the batches depend on."""
    config = run.config
    names = ("network", "data", "batch_size", "init", "seed", "shuffle", "start")
    return repr([config.get(name) for name in names])


def chance_of(kept: Sequence[Run]) -> float | None:
    """The share that guessing gets right, if all runs have as many classes."""
    counts = {len(next(iter(run.class_names.values()))) for run in kept if run.class_names}
    return 1 / counts.pop() if len(counts) == 1 else None


def _class_names(run: Run, lang: Language) -> list[str]:
    return list(run.class_names[lang]) if run.class_names else []

"""The live panel on a page: its words, the run it follows, and what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from lessons.machinery.live import LIVE
from pages.components.curves_picture import curves_picture
from pages.components.live_panel import live_panel
from pages.ui.runs import runs
from pages.ui.shell import language

Part = Literal["transport", "panels", "all"]
Answer = Callable[[dict[str, Any]], None]

RATES = (1e-4, 1.0)
"""The learning rates that the settings hold; no way on goes beyond them."""

CHOICES = frozenset(
    {
        "continue_lower",
        "restart_rate",
        "restart_init",
        "restart_relu",
        "restart",
        "run_more",
        "compare",
        "fix",
        "end_other",
    }
)
"""The ways on that the panel may offer; a page names those that it handles."""

_SATURATING = ("sigmoid", "tanh")


def show_transport(
    *,
    job_id: str,
    config: Mapping[str, Any],
    class_names: Sequence[str],
    problem: str = "",
    detail: str = "",
    fixes: Sequence[Mapping[str, Any]] = (),
    failures: Mapping[str, str] | None = None,
    choices: frozenset[str] | set[str] = frozenset(),
    on_start: Answer,
    on_reset: Answer,
    on_finished: Answer,
    on_choice: Answer,
    part: Part = "transport",
    preview: Mapping[str, Any] | None = None,
    keeps: Mapping[str, Any] | None = None,
    starts_from: str = "",
    shows: str = "",
    old: str = "",
    key: str = "live_transport",
    **_unused: object,
) -> None:
    """Buttons, progress and words; with ``part="all"`` the panels below them.

    Args:
        job_id: The run to follow; "" before the first.
        config: ``TrainConfig.as_dict()`` of that run, or of the one that Start would begin.
        class_names: Names of the classes in the session's language.
        problem: Why nothing can start, as a sentence; "" if it can.
        detail: A second sentence to ``problem``.
        fixes: Ways out of it: ``{"id", "label"}``.
        failures: Sentences for codes of settings that a worker refuses.
        choices: Which of ``CHOICES`` the page handles; buttons of others are not shown.
        on_start: Called with ``{"mode": "run" | "step" | "epoch"}``.
        on_reset: Called with ``{"job"}``.
        on_finished: Called with ``{"job", "reason", "began"}``; a run that left the queue never
            began.
        on_choice: Called with ``{"name", "value", "job"}``.
        part: What is drawn.
        preview: What the run will begin with; see ``cnncore.train.observer.untrained``.
        keeps: Where the next run will be kept: ``{"text", "options", "value"}``.
        starts_from: What the next run starts from, in words; "" for fresh weights.
        shows: Name of the file whose weights the run only shows; "" for a run that trains.
        old: Settings of the run in words, where the page is set otherwise by now.
        key: Name of the element.
    """
    data = _data(part, job_id, config, class_names)
    data |= {
        "problem": problem,
        "detail": detail,
        "fixes": [dict(fix) for fix in fixes],
        "failures": dict(failures or {}),
        "choices": sorted(CHOICES & set(choices)),
        "preview": dict(preview) if preview else None,
        "keeps": dict(keeps) if keeps else None,
        "startsFrom": starts_from,
        "shows": shows,
        "old": old,
    }
    live_panel(
        data,
        key=key,
        on_start=_answered(key, "start", on_start),
        on_reset=_answered(key, "reset", on_reset),
        on_choice=_answered(key, "choice", on_choice),
        on_finished=_answered(key, "finished", on_finished),
        on_why=_nothing,
    )


def show_panels(
    *,
    job_id: str,
    config: Mapping[str, Any],
    class_names: Sequence[str],
    preview: Mapping[str, Any] | None = None,
    planned_steps: int = 0,
    before: Sequence[tuple[str, int]] = (),
    old: str = "",
    why: Mapping[str, Any] | None = None,
    on_why: Answer | None = None,
    key: str = "live_panel",
    **_unused: object,
) -> None:
    """Curves, kernels, maps, gradients, confusion, mistakes; arguments as ``show_transport``.

    Before the first run the axes end at ``planned_steps``. ``before``: the runs that it goes on
    from, (job, steps of it); their curves stand to the left of its own. ``on_why`` is called with
    ``{"job", "index"}`` of a mistake, ``why`` are its maps: ``{"job", "index", "map"}``.
    """
    data = _data("panels", job_id, config, class_names) | {"plannedSteps": planned_steps}
    data |= {"problem": "", "preview": dict(preview) if preview else None, "old": old}
    data |= {"before": runs.paths_before(before), "why": dict(why) if why else None}
    nothing = {f"on_{name}": _nothing for name in ("start", "reset", "choice", "finished")}
    told = _answered(key, "why", on_why) if on_why else _nothing
    live_panel(data, key=key, on_why=told, **nothing)


def show_picture(
    job_id: str, config: Mapping[str, Any], class_names: Sequence[str], *, label: str, key: str
) -> None:
    """A button that saves loss and accuracy as a picture."""
    curves_picture(_data("panels", job_id, config, class_names), label=label, key=key)


def _data(
    part: Part, job_id: str, config: Mapping[str, Any], class_names: Sequence[str]
) -> dict[str, Any]:
    run = runs.of_job(job_id)
    letter = run.letter if run else runs.LETTERS[0]
    return {
        "part": part,
        "job": job_id,
        "path": runs.live_path(job_id),
        "strings": LIVE.area("live", language.current()),
        "classes": list(class_names),
        "chance": 1 / max(1, len(class_names)),
        "known": known_of(config, len(class_names)),
        "limitSeconds": config.get("max_seconds", 180.0),
        "colour": f"var(--run-{letter.lower()})",
        "known_ended": bool(run and run.has_ended),
    }


def known_of(config: Mapping[str, Any], classes: int) -> dict[str, Any]:
    """What a judgement of a run must know beside its events; see ``live_panel/judgement.js``."""
    blocks = (config.get("network") or {}).get("blocks", ())
    return {
        "chance": 1 / max(1, classes),
        "init": config.get("init", "default"),
        "saturates": any(block.get("name") in _SATURATING for block in blocks),
        "rate": config.get("learning_rate"),
        "rates": list(RATES),
        "given": bool(config.get("start")),
    }


def _answered(key: str, name: str, answer: Answer) -> Callable[[], None]:
    """Hand what the browser sent to the page; nothing was sent when the trigger is empty."""

    def handler() -> None:
        sent = getattr(st.session_state.get(key), name, None)
        if not isinstance(sent, Mapping):
            return
        if name == "finished":
            runs.mark_ended(str(sent.get("job")))
        answer(dict(sent))

    return handler


def _nothing() -> None:
    """The panels only show; the transport asks."""

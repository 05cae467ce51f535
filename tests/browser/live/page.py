"""``?job=done&part=all&lang=zh``: the live panel; ``?view=compare``, ``?view=time``: the others;
``?view=explorer&models=vgg_A.vgg_D``: the explorer."""

import streamlit as st

from cnncore.engine import EngineError
from lessons.training_lab.words import LAB
from pages.ui.runs import live_view, runs
from pages.ui.shell import language
from pages.ui.shell.shell import THEME_CSS
from tests.browser.live import recording

st.set_page_config(layout="wide")
st.html(f"<style>{THEME_CSS}</style>")
asked = st.query_params
lang = language.current()
names = {
    code: [LAB.get(f"data.classes.{c}", code) for c in recording.CLASSES] for code in ("zh", "en")
}
config = {
    "network": {"blocks": []}, "data": {"name": "shapes"}, "optimizer": "momentum",
    "learning_rate": 0.02, "schedule": "constant", "batch_size": 32, "epochs": 12,
    "weight_decay": 0.0, "label_smoothing": 0.0, "init": "default", "seed": 7, "shuffle": True,
    "max_seconds": 180.0,
}  # fmt: skip
FIXES = [{"id": "padding", "label": "padding 2"}, {"id": "drop", "label": "1x1"}]
RATES = (0.02, 0.1, 0.002, 0.02, 0.001, 0.02)
log = st.session_state.setdefault("log", [])


def noted(what: str):
    return lambda sent: log.append((what, sent))


if asked.get("view") == "explorer":
    from lessons.machinery.network_explorer import Explorer
    from pages.ui.lesson.explorer_board import show_explorer

    show_explorer("explored", Explorer(tuple(asked.get("models", "resnet50").split("."))))
elif asked.get("view") is None:
    job = asked.get("job", "")
    problem = asked.get("problem", "")
    live_view.show_transport(
        job_id=job,
        config=config,
        class_names=names[lang],
        problem=problem,
        detail="2 2 2" if problem else "",
        fixes=[{"id": "padding", "label": "padding 2"}, {"id": "drop", "label": "1x1"}]
        if problem
        else [],
        choices=live_view.CHOICES,
        on_start=noted("start"),
        on_reset=noted("reset"),
        on_finished=noted("finished"),
        on_choice=noted("choice"),
        part=asked.get("part", "all"),  # type: ignore[arg-type]
        preview={"layers": recording.LAYERS, "snapshot": recording.snapshot(0)},
    )
    if asked.get("part") == "transport":
        live_view.show_panels(job_id=job, config=config, class_names=names[lang])
    st.html(f'<p id="shown">{job}.</p>')
else:
    from pages.ui.runs import ghosts, repeats, views

    class Pretended:
        """An engine whose runs are recordings: a repeat comes out as a slower one."""

        def submit(self, config: dict, name: str) -> str:
            count = st.session_state["repeated"] = st.session_state.get("repeated", 0) + 1
            return f"done-{1 + count}"

        def result(self, job_id: str) -> dict:
            return {"reason": "stopped" if asked.get("stopped") else "done", "changes": []}

        def config(self, job_id: str) -> dict:
            if job_id == "gone":
                raise EngineError("unknown_job")
            return {**config, "seed": 11}

        def stop(self, job_id: str) -> None:
            """What is stopped does not count."""

    repeats.the_engine = ghosts.the_engine = Pretended

    for number, rate in enumerate(
        (0.02, 0.1, 0.002, 0.02, 0.001, 0.02)[: int(asked.get("runs", 3))]
    ):
        changed = {
            **config,
            "learning_rate": rate,
            "optimizer": "adam" if number == 4 else "momentum",
        }
        goes_on = number == int(asked.get("goes_on", -1))
        before = (("done-0", 450),) if goes_on else ()
        runs.remember(f"done-{number}", changed, class_names=names, params=12_750, before=before)
    (views.show_compare if asked["view"] == "compare" else views.show_time_machine)()
st.html(f'<p id="log">{" ".join(f"{what}:{sent}" for what, sent in log)}</p>')

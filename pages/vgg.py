"""VGG: six columns side by side, where their parameters sit, and what small kernels save."""

from __future__ import annotations

from html import escape

from lessons.experiments.words import TEXTS
from lessons.vgg import code, facts, growth
from lessons.vgg.claims import CLAIMS
from lessons.vgg.figures import EXPLORER
from pages.ui.lesson import vgg_drawings
from pages.ui.lesson.budget_board import show_budget
from pages.ui.lesson.configuration_board import show_configurations
from pages.ui.lesson.explorer_board import show_explorer
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.jitter_board import show_jitter
from pages.ui.lesson.misprint_board import show_misprint
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.lesson.verdict_board import show_verdicts
from pages.ui.shell import language


def computed() -> tuple[Computed, ...]:
    """The parameters of D three ways, from the text that is shown."""
    names: dict[str, object] = {}
    exec(code.configuration() + code.PYTHON + code.NUMPY + code.TORCH, names)
    count = "sum(p.numel() for p in net.parameters())"
    return (
        Computed.ran("params", "Python", names),
        Computed.ran("fc6", "NumPy", names),
        Computed.ran(count, "PyTorch", names),
    )


def misprinted() -> None:
    """A copy of the table with mistakes."""
    lesson.text("misprint", heading=False)
    show_misprint(page_id)


def where_they_sit() -> None:
    """Exact numbers of all six, and of the stages of one."""
    lesson.text("where", heading=False)
    lesson.drawing(vgg_drawings.totals())
    lesson.drawing(vgg_drawings.stages())
    show_question(page_id, "bigger_input")


def one_by_one() -> None:
    """What the 1x1 of column C do."""
    lesson.text("onebyone", heading=False)
    show_question(page_id, "one_by_one")


def left() -> None:
    """The numbers of all stages; the question asks for one of them."""
    lesson.drawing(vgg_drawings.activations())


def channels() -> None:
    """Channels and maps, stage by stage."""
    lesson.text("channels", heading=False)
    show_question(page_id, "no_doubling", then=left)


def grow() -> None:
    """Weights of a shallow network as the start of a deep one."""
    title = TEXTS.get(f"{growth.EXPERIMENT}.title", language.current())
    lesson.text("grow", heading=False, taken=growth.TAKEN, number=growth.number(), title=title)
    lesson.drawing(vgg_drawings.growths())
    show_question(page_id, "started")


def jitter() -> None:
    """Crops of a picture at many sizes, and a test at several."""
    lesson.text("jitter", heading=False)
    show_jitter(page_id)
    lesson.drawing(vgg_drawings.tests())
    show_question(page_id, "crops")


def contest() -> None:
    """Which task was won."""
    lesson.text("contest", heading=False)
    show_question(page_id, "contest")


def explore() -> None:
    """All six, down to one operator."""
    lesson.text("explore", heading=False)
    show_explorer(page_id, EXPLORER)


def claims() -> None:
    """What is often said."""
    lesson.text("claims", heading=False)
    show_verdicts(page_id, CLAIMS)


def program() -> None:
    """Column D in three ways."""
    lesson.text("code", heading=False)
    shown = "\n".join((code.configuration(), code.PYTHON, code.NUMPY, code.TORCH))
    lesson.drawing(f'<pre class="program" tabindex="0"><code>{escape(shown)}</code></pre>')


MORE = {"misprint": misprinted, "where": where_they_sit, "onebyone": one_by_one,
        "channels": channels, "grow": grow, "jitter": jitter, "contest": contest,
        "explore": explore, "claims": claims, "code": program}  # fmt: skip

lesson = open_lesson("vgg", more=tuple(MORE))
page_id = lesson.lesson_id

lesson.opening(vgg_drawings.what_for())
show_recall(page_id)
show_terms({"kernel": "kernel", "feature_map": "output"}, ("weight_layer", "receptive_field"))

lesson.place("predict")
show_question(
    page_id, "where", step="predict",
    below=lambda stage: show_configurations(page_id, is_open=stage == "closed"),
)  # fmt: skip
lesson.text("observe")

lesson.text("asked")
show_question(page_id, "more_layers", step="asked")

lesson.text("change")
show_question(page_id, "farther", step="change")

lesson.text("construct")
show_budget(page_id, step="construct")

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=vgg_drawings.what_for(),
    formula=vgg_drawings.FORMULA,
    computed=computed(),
    facts=("fact-depth", "fact-where", "fact-small", "fact-name"),
    values=facts.values(),
)
lesson.foot()

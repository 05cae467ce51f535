"""Figures to take along as the server hands them out, in both languages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlencode
from xml.etree import ElementTree

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from lessons.figures.order import LONGEST_ALT, MOST_ACROSS, MOST_STEPS, fulfil
from lessons.figures.paper import PAPERS
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import STEP
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from lessons.machinery.takeable import takeable
from pages.ui.lesson.drawing_room import BusyError, DrawingRoom
from pages.ui.lesson.take_order import ACROSS, ALT, HIDDEN, LINK, OWN, READER, read_order
from pages.ui.lesson.take_routes import made, take_routes
from tests.coroutines import run_apart


class Here(DrawingRoom):
    """Draws in this very process, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[str] = []

    async def _done(self, job: str, *what: Any) -> Any:
        self.jobs.append(job)
        return fulfil(job, *what)


def ask(path: str, room: DrawingRoom | None = None, **query: object) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=take_routes(room or Here())))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.get(f"/figures/{path}?{urlencode(query)}")

    return run_apart(get())


def lines(path: str, room: DrawingRoom, **query: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(f"{path}/progress", room, **query).text.splitlines()]


def problem(answer: httpx.Response) -> str:
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()["problem"]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_step_is_a_file_named_after_its_case(kind: str):
    answer = ask(f"convolution/stepper.{kind}", step=1, lang="en", stride=2, paper="column")
    assert answer.status_code == 200
    assert answer.content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind])
    name = f"convolution-k3-s2-p0-step2-en-light-column.{kind}"
    assert f'filename="{name}"' in answer.headers["content-disposition"]


MINE = "我的图：<a> & \x02b"
WRITTEN = "我的图：<a> & b"


def test_a_description_of_ones_own_is_in_every_file():
    query = {"step": 1, "lang": "en", "alt": MINE}
    png = Image.open(io.BytesIO(ask("convolution/stepper.png", **query).content))
    assert png.info["Description"] == WRITTEN
    root = ElementTree.fromstring(ask("convolution/stepper.svg", **query).content)
    assert root[0].text == WRITTEN
    assert (root[0].tag, root.get("role")) == ("{http://www.w3.org/2000/svg}title", "img")
    pdf = ask("convolution/stepper.pdf", **query).content
    assert WRITTEN.encode("utf-16-be") in _title_of(pdf)
    few = {"size": "3x4", "paper": "column", **query}
    gif = Image.open(io.BytesIO(ask("convolution/stepper.gif", **few).content))
    assert gif.info["comment"].decode() == WRITTEN
    packed = zipfile.ZipFile(io.BytesIO(ask("convolution/stepper.png", **few, all=1).content))
    told = [Image.open(packed.open(name)).info["Description"] for name in packed.namelist()]
    assert [each == WRITTEN for each in told] == [False, True]


def _title_of(pdf: bytes) -> bytes:
    """As it stands there: UTF-16, with a stroke before what would end it."""
    found = re.search(rb"/Title \((\xfe\xff.*?)(?<!\\)\)", pdf, re.DOTALL)
    assert found
    return re.sub(rb"\\(.)", rb"\1", found[1], flags=re.DOTALL)


def test_a_gif_tells_its_steps_while_it_is_drawn_and_is_drawn_once():
    room = Here()
    query: dict[str, Any] = {"stride": 2, "paper": "column"}
    told = lines("convolution/stepper.gif", room, **query)
    assert told == [*({"step": i, "count": 4} for i in range(5)), {"done": True}]
    drawn = len(room.jobs)
    moving = Image.open(io.BytesIO(ask("convolution/stepper.gif", room, **query, step=3).content))
    assert getattr(moving, "n_frames", 1) == 4
    assert len(room.jobs) == drawn


def test_all_steps_are_files_in_one():
    answer = ask("pooling/stepper.svg", all=1, paper="column", theme="none")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == [
            f"pooling-k2-s2-p0-step{n:02}-en-plain-column.svg" for n in range(1, 5)
        ]
    pages = ask("pooling/stepper.pdf", all=1, paper="column").content
    assert len(re.findall(rb"/Type /Page\b", pages)) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_facts_tell_each_step_in_words(lang: Language):
    facts = ask("convolution/stepper.json", lang=lang, reader=lang).json()
    assert facts["count"] == len(facts["alts"]) == len(facts["sketches"]) == 9
    where = STRINGS.get("stepper.where", lang).format(row=1, column=2)
    assert f"{where}: 2×1 + 4×1 + 8×1 + 12×1 + 14×1 = 40" in facts["alts"][1]
    assert facts["sketches"][1]["sheets"][0]["frame"] == [0, 1, 3, 3]
    assert (facts["hasSums"], facts["hasWeights"]) == (True, True)
    assert facts["notices"] == []


def test_both_languages_describe_it_in_both():
    facts = ask("convolution/stepper.json", lang="both").json()
    chinese, english = facts["alts"][0].split("\n")
    assert chinese.startswith("输入")
    assert english.startswith("Input")


def test_what_a_question_hides_is_hidden_in_every_file():
    query: dict[str, Any] = {"hidden": "out:0,1 out:0,2", "step": 1, "paper": "column"}
    assert "40" not in ask("convolution/stepper.json", **query).json()["alts"][1]
    content = ask("convolution/stepper.svg", **query).text
    assert ">40<" not in content
    assert ">?<" in content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nonsense_gives_the_default_and_a_word(lang: Language):
    query: dict[str, Any] = {"stride": "many", "theme": "pink", "reader": lang, "paper": "column"}
    notices = ask("convolution/stepper.json", **query).json()["notices"]
    assert len(notices) == 2
    assert "stride=many" in notices[0]
    assert ("用不了" if lang == "zh" else "must be") in notices[0]
    assert unquote(ask("convolution/stepper.svg", **query).headers["x-notice"]) == " ".join(notices)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_more_than_can_be_drawn_is_refused_in_a_sentence(lang: Language):
    answer = ask("convolution/stepper.png", across=20_000, reader=lang)
    assert answer.status_code == 400
    said = STRINGS.get("take_along.too_wide", lang, most=MOST_ACROSS, asked=20_000)
    assert problem(answer) == said
    many = ask("convolution/stepper.gif", size=12, reader=lang)
    assert many.status_code == 422
    assert problem(many) == STRINGS.get("take_along.too_many", lang, count=100, most=MOST_STEPS)
    nothing = ask("convolution/stepper.png", size=3, kernel_size=5, reader=lang)
    assert nothing.status_code == 422
    assert problem(nothing) == STRINGS.get("take_along.nothing", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_description_may_be_too_long_and_letters_too_small(lang: Language):
    long = ask("convolution/stepper.png", reader=lang, alt="字" * (LONGEST_ALT + 1))
    told = {"count": LONGEST_ALT + 1, "most": LONGEST_ALT}
    assert problem(long) == STRINGS.get("take_along.alt_too_long", lang, **told)
    narrow = ask("alexnet/lanes.svg", reader=lang, paper="column")
    assert narrow.status_code == 422
    found = re.search(r"\d\.\d", problem(narrow))
    assert found
    assert problem(narrow) == STRINGS.get("take_along.too_small", lang, size=found[0])
    assert float(found[0]) < PAPERS["column"].readable


def test_a_picture_has_the_width_that_was_asked_for():
    answer = ask("convolution/stepper.png", across=640)
    assert Image.open(io.BytesIO(answer.content)).size == (640, 360)


def test_a_refusal_ends_the_progress_with_its_sentence():
    (told,) = lines("convolution/stepper.gif", Here(), size=12)
    assert told == {"problem": STRINGS.get("take_along.too_many", "en", count=100, most=MOST_STEPS)}


@pytest.mark.parametrize(
    "path", ["convolution/other.png", "none/stepper.png", "convolution/stepper.bmp"]
)
def test_what_there_is_not_is_said(path: str):
    answer = ask(path)
    assert answer.status_code == 404
    assert problem(answer) == STRINGS.get("take_along.unknown", "en")


def test_the_link_is_the_one_that_a_phone_opens():
    facts = ask("convolution/stepper.json", link="http://school.example/convolution?step=1").json()
    assert facts["reach"] == ""
    shown = ask("convolution/stepper.svg", link="http://school.example/convolution?step=1").text
    assert "school.example/convolution?step=1" in shown
    assert "a" * 50 not in ask("convolution/stepper.svg", link="http://b/" + "a" * 2000).text


def test_those_who_come_too_late_are_told_so():
    class Full(DrawingRoom):
        async def do(self, job: str, *what: Any) -> Any:
            raise BusyError

    answer = ask("convolution/stepper.png", Full(), reader="en")
    assert answer.status_code == 503
    assert problem(answer) == STRINGS.get("take_along.busy", "en")


def test_whoever_leaves_stops_the_drawing():
    room = Here()

    async def leave_after_two_steps() -> None:
        taken = read_order("convolution", "stepper", "gif", {"paper": "column"})
        steps = made(room, taken)
        await anext(steps)
        await anext(steps)
        await steps.aclose()

    run_apart(leave_after_two_steps())
    assert room.jobs.count("frame") == 1


def test_old_files_are_forgotten():
    room = DrawingRoom()
    for number in range(5):
        room.keep(number, bytes(10_000_000))
    assert [room.kept(number) is not None for number in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def all_figures() -> Iterator[Any]:
    for page_id in (entry.page_id for entry in LESSONS):
        yield from (pytest.param(f, id=f"{page_id}.{f.name}") for f in takeable(page_id).values())


@pytest.mark.parametrize("figure", all_figures())
def test_no_setting_of_a_figure_is_called_like_one_of_the_drawing(figure: Any):
    own = {param.name for param in OWN} | {LINK, HIDDEN, ACROSS, READER, ALT}
    assert not own & {param.name for param in figure.params}
    assert STEP not in {param.name for param in figure.params[:-1]}


def test_a_board_is_drawn_from_its_address():
    """Its settings are those of the page; the words are those of its lesson."""
    answer = ask("vgg/configurations.svg", columns=3, column="B", lang="zh")
    assert (
        'filename="vgg-configurations-columns3-B-zh-light.svg"'
        in (answer.headers["content-disposition"])
    )
    shown = answer.content.decode()
    assert ">B<" in shown
    assert ">C<" not in shown
    told = ask("receptive_field/field.json", lang="en", reader="en").json()
    assert told["count"] == 1
    assert "columns 5 to 10" in told["alts"][0]

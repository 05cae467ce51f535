"""What the document shows of a page before it runs, and tells of it to those who never run it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS
from pages.ui.shell import first_look, preview
from pages.ui.shell.document import CourseDocument
from pages.ui.shell.first_look import FirstLooks
from pages.ui.shell.still import Painter, styles_of
from tests.coroutines import run_apart

STREAMLIT = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def element(*path: int) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    return message


def html(body: str, *path: int) -> ForwardMsg:
    message = element(*path)
    message.delta.new_element.html.body = body
    return message


def component(name: str, data: str, *path: int) -> ForwardMsg:
    message = element(*path)
    message.delta.new_element.bidi_component.component_name = name
    message.delta.new_element.bidi_component.json = data
    return message


def page(title: str, lead: str) -> list[ForwardMsg]:
    """A page of two figures below its lead."""
    frame, config, navigation = ForwardMsg(), ForwardMsg(), ForwardMsg()
    frame.page_config_changed.favicon = "data:image/svg+xml,an icon"
    config.page_config_changed.title = title
    navigation.navigation.app_pages.add(page_name="Home", is_default=True)
    navigation.navigation.app_pages.add(
        page_name="Convolution", url_pathname="convolution", section_header="Basics"
    )
    return [
        frame,
        config,
        navigation,
        html("<style>b { color: red }</style>", 2, 0),
        html(f'<h1 id="top">{title}</h1><div class="lead"><p>{lead}</p></div>', 0, 0),
        component("hidden", "{}", 0, 1),
        component("figure", '{"number": 35}', 0, 2),
        html("<p>below the first figure</p>", 0, 3),
    ]


STILLS = {"figure": lambda data: f"<svg>{data['number']}</svg>", "hidden": lambda _data: ""}


def test_a_page_is_drawn_up_to_its_first_figure():
    drawn = Painter(STILLS, ("figure",)).paint(page("Title", "Lead"))
    assert "<h1>Title</h1>" in drawn  # the id belongs to the real one
    assert "<svg>35</svg>" in drawn
    assert "below" not in drawn
    assert styles_of(page("Title", "Lead")) == "b { color: red }"


def test_what_cannot_be_drawn_ends_the_look():
    assert Painter({}, ()).paint(page("Title", "Lead")).count("<div") == 2


def looks(
    monkeypatch: pytest.MonkeyPatch,
    *,
    title: str = "Title",
    lead: str = "Lead",
    drawn: Sequence[str] = ("", "convolution"),
) -> list:
    """First looks of a course of two pages, and the runs that were asked for."""
    runs: list[tuple[str, str]] = []

    async def first_run(page_id: str, query: str) -> list[ForwardMsg]:
        runs.append((page_id, query))
        return page(f"{title} {query}", lead)

    monkeypatch.setattr(first_look, "first_run", first_run)
    found = FirstLooks(STILLS, ("figure",))
    run_apart(found.warm_up(drawn))
    return [found, runs]


def document(found: FirstLooks, path: str) -> str:
    async def streamlit(_request: Request) -> HTMLResponse:
        return HTMLResponse(STREAMLIT)

    course = Middleware(CourseDocument, pages={"": (), "convolution": ()}, looks=found)
    app = Starlette(routes=[Route("/{path:path}", streamlit)], middleware=[course])

    async def ask() -> str:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://school") as client:
            return (await client.get(path, headers={"accept": "text/html"})).text

    return run_apart(ask())


def test_every_page_is_run_once_before_anybody_comes(monkeypatch: pytest.MonkeyPatch):
    found, runs = looks(monkeypatch)
    expected = [(p, f"lang={code}") for p in ("", "convolution") for code in ("zh", "en")]
    assert runs == expected
    for _ in range(2):
        assert "<svg>35</svg>" in document(found, "/convolution?lang=en")
    assert runs == expected


def test_who_comes_before_the_turn_of_a_page_has_it_drawn_and_its_turn_is_over(
    monkeypatch: pytest.MonkeyPatch,
):
    found, runs = looks(monkeypatch, drawn=("",))
    assert "<svg>35</svg>" in document(found, "/convolution?lang=en")
    run_apart(found.warm_up(("", "convolution")))
    assert sorted(runs) == sorted((p, f"lang={c}") for p in ("", "convolution") for c in LANGUAGES)


def test_a_page_that_cannot_be_drawn_arrives_later_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    found, _ = looks(monkeypatch, drawn=())
    drawing = first_look.first_run

    async def fails(page_id: str, query: str) -> list[ForwardMsg]:
        raise TimeoutError

    monkeypatch.setattr(first_look, "first_run", fails)
    assert '<div id="root"></div>' in document(found, "/convolution?lang=en")
    assert "no first look of 'convolution'" in caplog.text
    monkeypatch.setattr(first_look, "first_run", drawing)
    assert "<svg>35</svg>" in document(found, "/convolution?lang=en")


def test_nobody_waits_long_for_a_page_that_does_not_come(monkeypatch: pytest.MonkeyPatch):
    found, _ = looks(monkeypatch, drawn=())

    async def hangs(page_id: str, query: str) -> list[ForwardMsg]:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(first_look, "first_run", hangs)
    monkeypatch.setattr(first_look, "PLAIN_PATIENCE_SECONDS", 0.01)
    assert '<div id="root"></div>' in document(found, "/convolution?lang=en")


def test_other_parameters_are_another_look_and_their_order_is_none(
    monkeypatch: pytest.MonkeyPatch,
):
    found, runs = looks(monkeypatch)
    for address in ("stride=2&padding=1&lang=en", "lang=en&padding=1&stride=2"):
        assert "lang=en&amp;padding=1&amp;stride=2</title>" in document(
            found, f"/convolution?{address}"
        )
    assert len(runs) == 5
    document(found, "/convolution?lang=en&stride=" + "2" * first_look.LONGEST_QUERY)
    assert len(runs) == 5


def test_addresses_beyond_number_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(first_look, "MOST_KEPT", 6)
    found, runs = looks(monkeypatch)
    for seed in range(9):
        document(found, f"/convolution?lang=en&seed={seed}")
    assert len(found._kept) == 6
    document(found, "/?lang=zh")  # the plain ones stay
    assert len(runs) == 4 + 9


def test_nothing_of_streamlits_is_said_and_nothing_holds_the_look_back(
    monkeypatch: pytest.MonkeyPatch,
):
    text = document(looks(monkeypatch)[0], "/convolution?lang=zh")
    head, body = text.split("</head>")
    assert "Streamlit</title>" not in head
    assert re.findall('<link rel="shortcut icon" href="(.{14})', head) == ["data:image/svg"]
    assert 'rel="stylesheet"' not in head
    assert body.index('class="first-look"') < body.index('rel="stylesheet"')
    assert re.findall(r"<noscript>(.*?)</noscript>", text, re.DOTALL) == [
        f'<p class="first-scripts">{STRINGS.get("notice.no_scripts", "zh")}</p>'
    ]


def test_a_shared_link_shows_what_it_is(monkeypatch: pytest.MonkeyPatch):
    found, _ = looks(monkeypatch, title='A "title"', lead="3 &lt; <b>5</b>")
    head = document(found, "/convolution?lang=en").partition("</head>")[0]
    assert "<title>A &quot;title&quot; lang=en</title>" in head
    assert '<meta name="description" content="3 &lt;  5">' in head
    assert '<meta property="og:title" content="A &quot;title&quot; lang=en">' in head
    assert '<meta property="og:url" content="http://school/convolution?lang=en">' in head
    assert '<meta property="og:image" content="http://school/preview/en.png">' in head
    assert '<link rel="alternate" hreflang="zh" href="http://school/convolution?lang=zh">' in head


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/preview/zh.png", "image/png", 200),
        ("/preview/en.png", "image/png", 200),
        ("/preview/xx.png", "text/plain", 404),
        ("/robots.txt", "text/plain", 200),
    ],
)
def test_files_for_those_who_only_look(path: str, kind: str, status: int):
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=preview.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://school") as client:
            return await client.get(path)

    answer = run_apart(ask())
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(kind)
    if "robots" in path:
        assert answer.text.startswith("User-agent: *\nDisallow: /_stcore/")

"""What a browser gets when it opens an address: below which path, and who it is to the queue."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from app import first_scripts
from lessons.machinery.catalogue import LESSONS, Entry
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS
from pages.components import modules
from pages.ui.shell import document, visitor
from pages.ui.shell.document import CourseDocument, base_path, below_base
from pages.ui.shell.frame_files import element_scripts
from tests.coroutines import run_apart


class Browser:
    """Asks the course's middleware, and keeps its cookies."""

    def __init__(self, base: str = "", address: str = "http://testserver") -> None:
        async def page(_request: Request) -> HTMLResponse:
            return HTMLResponse('<html lang="en"><head></head></html>')

        course = Middleware(
            CourseDocument, pages={"": (), "convolution": ("section_rail/component.js",)}, base=base
        )
        self.app = Starlette(routes=[Route("/{path:path}", page)], middleware=[course])
        self.address = address
        self.cookies = httpx.Cookies()

    def get(self, path: str, cookie: str | None = None, encoding: str = "gzip") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport, headers = (
                httpx.ASGITransport(self.app),
                {
                    "accept": "text/html",
                    "accept-encoding": encoding,
                },
            )
            async with httpx.AsyncClient(
                transport=transport, base_url=self.address, cookies=self.cookies
            ) as client:
                sent = headers if cookie is None else headers | {"cookie": cookie}
                answer = await client.get(path, headers=sent)
                self.cookies = client.cookies
                return answer

        return run_apart(ask())


@pytest.mark.parametrize(
    ("asked", "language"), [("zh-CN", "zh"), ("zh_CN", "zh"), ("ZH", "zh"), ("en-US", "en")]
)
def test_the_document_takes_any_spelling_of_a_language(asked: str, language: str):
    assert f'<html lang="{language}">' in Browser().get(f"/?lang={asked}").text


@pytest.mark.parametrize("base", ["", "/school"])
def test_addresses_below_a_path(base: str):
    browser = Browser(base)
    for path in ("/", "/convolution"):
        answer = browser.get(base + path)
        assert answer.status_code == 200
        assert f'"root": "{base}/"' in answer.text
    lost = browser.get(f"{base}/no_page?lang=zh")
    assert lost.headers["location"] == f"{base}/?unknown_page=no_page&lang=zh"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/school/"),
        ("/convolution", "/school/?unknown_page=convolution&lang=en"),
        ("/schoolyard", "/school/?unknown_page=schoolyard&lang=en"),
    ],
)
def test_what_is_not_below_the_path_is_led_there(path: str, target: str):
    assert Browser("/school").get(path).headers["location"] == target


def test_a_visitor_is_named_once():
    browser = Browser("/school")
    cookie = browser.get("/school/").headers["set-cookie"]
    assert "Path=/school/; HttpOnly; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    name = browser.cookies[visitor.COOKIE]
    assert visitor.is_name(name)
    assert "set-cookie" not in browser.get("/school/convolution").headers
    assert Browser().get("/").cookies[visitor.COOKIE] != name
    assert Browser(address="https://testserver").get("/").headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize("made_up", ["x" * 5000, "short", "a b", ""])
def test_a_name_that_is_not_ours_is_replaced(monkeypatch: pytest.MonkeyPatch, made_up: str):
    answer = Browser().get("/", cookie=f"{visitor.COOKIE}={made_up}")
    assert visitor.is_name(answer.cookies[visitor.COOKIE])
    monkeypatch.setattr(visitor, "_cookie", lambda: made_up)
    assert visitor.is_name(visitor.queue_name())


def test_a_reloaded_page_waits_under_the_same_name(monkeypatch: pytest.MonkeyPatch):
    name = visitor.new_name()
    monkeypatch.setattr(visitor, "_cookie", lambda: name)
    assert visitor.queue_name() == visitor.queue_name() == name


@pytest.mark.parametrize(("set_to", "base"), [("", ""), ("school", "/school"), ("/a/b/", "/a/b")])
def test_the_courses_routes_are_where_streamlits_are(
    monkeypatch: pytest.MonkeyPatch, set_to: str, base: str
):
    monkeypatch.setattr(document.st, "get_option", {"server.baseUrlPath": set_to}.get)

    async def answer(_request: Request) -> HTMLResponse:
        return HTMLResponse("")

    (route,) = below_base([Route("/live/{job_id}", answer, methods=["POST"])])
    assert base_path() == base
    assert route.path == f"{base}/live/{{job_id}}"
    assert route.methods == {"POST"}


def test_scripts_of_elements_are_asked_for_below_the_base():
    text = Browser("/school").get("/school/convolution").text
    links = re.findall(r'<link rel="modulepreload" crossorigin href="/school/([^"]+)">', text)
    ours = [modules.address(name) for name in modules.with_imports("section_rail/component.js")]
    assert links == [*element_scripts(), *ours]


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.page_id)
def test_what_a_page_asks_for_first_exists(entry: Entry):
    assert set(first_scripts(entry)) <= modules.SOURCES.keys()


def test_a_figure_asks_for_the_parts_it_names_and_no_others():
    names = {entry.page_id: set(first_scripts(entry)) for entry in LESSONS}
    ruler, wire = "grid_stepper/parts/ruler.js", "grid_stepper/parts/wire.js"
    assert names["stride_padding"] >= {ruler, "grid_stepper/parts/formula.js"}
    assert wire not in names["stride_padding"]
    assert wire in names["convolution"]
    assert ruler not in modules.with_imports(*names["convolution"])


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_the_document_is_compressed_where_that_is_understood(encoding: str):
    answer = Browser().get("/", encoding=encoding)
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers.get("content-encoding") == {"gzip": "gzip"}.get(encoding)
    assert answer.text.startswith('<html lang="en"><head><style>')


def test_the_document_holds_the_words_for_a_component_that_is_not_loaded():
    text = Browser().get("/").text
    for language in LANGUAGES:
        assert json.dumps(STRINGS.get("notice.not_loaded", language)) in text

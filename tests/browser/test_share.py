"""What a teacher prepares and hands out, and what students get: a link, its code, a frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from lessons.machinery.preparing import PREPARE
from lessons.machinery.strings import STRINGS
from pages.ui.lesson import (
    budget_board,
    configuration_board,
    crops_board,
    guess_board,
    jitter_board,
    lanes_board,
    picture_board,
)
from tests.browser.chromium import launch_without_cookies, wait_until_ready
from tests.qr import read_svg

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
FRAMED = "https://school.example/convolution?lang=en&embed=true"
"""What the README puts into a frame."""
SIZES = """() => {
  const height = (selector) => document.querySelector(selector).getBoundingClientRect().height;
  return [innerHeight, height('[data-testid="stMainBlockContainer"] > *')];
}"""


def test_a_fixed_setting_is_in_sight_and_nobody_moves_it(open_page):
    page = open_page("/convolution?fix=kernel_size,image&kernel_size=2", lang="en")
    slider = page.locator("input[data-param=kernel_size]").first
    expect(slider).to_be_disabled()
    expect(slider).to_have_value("2")
    said = page.locator(".slider[data-fixed]")
    expect(said).to_contain_text(STRINGS.get("share.fixed", "en"))
    expect(said).to_have_attribute("title", STRINGS.get("share.fixed_message", "en"))
    expect(page.locator("[data-preset=edge]").first).to_be_disabled()
    cell = page.locator("[data-role=input] [data-row='4'][data-col='4']")
    cell.dblclick()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell).to_have_text("25")
    free = page.locator("input[data-param=stride]").first
    free.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"stride=2"))
    assert "fix=kernel_size%2Cimage" in page.url
    assert "kernel_size=2" in page.url


HELD = """(names) => {
  const roots = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  const marked = roots.flatMap(({ shadowRoot: root }) => [
    ...root.querySelectorAll("[data-sets], [data-draws]")]);
  const of = (node) => (node.dataset.sets ?? node.dataset.draws).split(" ");
  const held = marked.filter((node) => of(node).some((name) => names.includes(name)));
  const free = held.filter((node) => "sets" in node.dataset)
    .flatMap((node) => [node, ...node.querySelectorAll("button, input, select")])
    .filter((node) => "disabled" in node && !node.disabled);
  const told = new Set(held.filter((node) => node.dataset.fixed).flatMap(of));
  return [names.filter((name) => !told.has(name)), free.map((node) => node.outerHTML)];
}"""
"""Settings without a mark, and their controls that can be used."""
BOARDS = {
    "vgg": ("jitter", configuration_board.TABLE, budget_board, jitter_board),
    "alexnet": ("augment", lanes_board.LANES, crops_board),
    "convolution": ("guess", picture_board, guess_board),
}


@pytest.mark.parametrize("page_id", BOARDS)
def test_a_board_with_fixed_settings_is_off_and_says_who_set_it(open_page, page_id):
    folds, *boards = BOARDS[page_id]
    names = [
        param.name
        for board in boards
        for param in (board.PARAMS if isinstance(board, ModuleType) else board.params)
    ]
    page = open_page(f"/{page_id}?fix={','.join(names)}&more={folds}", lang="en")
    assert page.evaluate(HELD, names) == [[], []]
    said = page.locator("[data-fixed=said]").first
    expect(said).to_have_attribute("title", STRINGS.get("share.fixed_message", "en"))
    word = said.evaluate("node => getComputedStyle(node, '::after').content")
    assert word == f'"{STRINGS.get("share.fixed", "en")}"'


def test_a_drawing_that_is_fixed_does_not_follow_the_hand(open_page):
    page = open_page("/why_cnn?fix=moved&more=moves", lang="en")
    pad = page.get_by_test_id("shift-pad")
    pad.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert "moved" not in page.url.replace("fix=moved", "")
    expect(page.locator("[data-draws=moved] button").first).to_be_disabled()


def test_a_concealed_setting_is_fixed_and_has_no_control(open_page):
    page = open_page("/convolution?conceal=stride,kernel&stride=2", lang="en")
    assert page.evaluate("location.search").count("conceal") == 1
    for control in ("input[data-param=stride]", "[data-presets=kernel]"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("input[data-param=padding]").first).to_be_visible()
    expect(page.locator("[data-role=output]").first).to_be_visible()
    page.goto(page.url.split("/convolution")[0] + "/vgg?lang=en&conceal=goal,nothing")
    wait_until_ready(page)
    expect(page.locator("select[data-setting=goal]")).to_be_hidden()
    expect(page.locator("select[data-setting=channels]")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("nothing")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def another_page(folder: Path, address: str) -> Iterator[str]:
    """A page of another server with the README's frame in it, around an address of the course."""
    snippet = re.search(r"```html\n(.*?)```", README, re.DOTALL)
    assert snippet
    assert FRAMED in snippet[1]
    html = f"<!doctype html><h1>A wiki</h1>{snippet[1].replace(FRAMED, address)}"
    (folder / "wiki.html").write_text(html, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wiki.html"
    server.shutdown()


@pytest.fixture
def without_cookies(browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser that keeps nothing for anybody."""
    context = launch_without_cookies(browser, tmp_path / "profile")
    yield context
    context.close()


def test_a_frame_in_another_page_holds_the_page_alone_and_grows_with_it(
    server, without_cookies, tmp_path
):
    address = f"{server}/convolution?lang=en&embed=true&theme=dark"
    with another_page(tmp_path, address) as wiki:
        page = without_cookies.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(wiki)
        frame = page.frame_locator("iframe")
        stepper = frame.get_by_test_id("grid-stepper")
        expect(stepper).to_have_attribute("data-ready", "true")
        for part in ("stSidebar", "stHeader"):
            expect(frame.locator(f"[data-testid={part}]:visible")).to_have_count(0)
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        inner = page.frames[1]
        assert inner.evaluate("document.cookie") == ""
        frame.locator("[data-action=next]").first.click()
        expect(stepper).to_have_attribute("data-step", "1")
        page.wait_for_function("document.querySelector('iframe').offsetHeight > 2000")
        before = page.locator("iframe").evaluate("f => f.offsetHeight")
        frame.locator("summary").last.click()
        page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {before}")
        window, content = inner.evaluate(SIZES)
        assert 0 <= window - content < 80
        assert "embed=true" in inner.url
        inner.goto(f"{address}&view=class")
        expect(frame.locator(".st-key-slide")).to_be_visible()
        assert page.locator("iframe").evaluate("f => f.offsetHeight") >= window
        assert errors == []


def test_a_theme_in_the_address_holds_for_this_visit_alone(open_page):
    page = open_page("/convolution?theme=dark", lang="en", theme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("localStorage.getItem('cnn_course.theme')") is None
    page.get_by_test_id("theme-switch").get_by_role("radio", name="Light").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.wait_for_function("!location.search.includes('theme')")


def prepared(page: Page, link: str) -> None:
    """Wait until what was decided is this link, in its field and in the page's own address."""
    expect(page.get_by_test_id("prepare-board")).to_have_attribute("data-link", link)
    ends = re.escape(f"?{link}" if link else "")
    expect(page.get_by_test_id("prepared-link")).to_have_value(re.compile(f"{ends}$"))


def press(page: Page, place: str, word: str) -> None:
    """A switch of the board, by its word."""
    name = PREPARE.get(f"prepare.{word}", "en")
    board = page.get_by_test_id("prepare-board")
    board.locator(place).get_by_role("button", name=name, exact=True).click()


def test_a_class_is_prepared_from_what_is_on_the_page(open_page, visits, server):
    page = open_page("/convolution?stride=2&step=1&for=teacher", lang="en")
    share = page.get_by_test_id("share")
    share.get_by_role("button", name=STRINGS.get("share.open", "en"), exact=True).click()
    code = share.get_by_test_id("share-code")
    expect(code.locator("svg")).to_be_visible()
    assert read_svg(code.inner_html()) == page.url.replace("&for=teacher", "")
    slides = share.get_by_test_id("share-class")
    expect(slides).to_have_text("Class view")
    expect(slides).to_have_attribute("href", page.url.replace("&for=teacher", "") + "&view=class")
    with page.context.expect_page() as opened:
        share.get_by_test_id("share-prepare").click()
    board = opened.value
    wait_until_ready(board)
    prepared(board, "lang=en&stride=2&step=1&more=flip")  # a folded part of the plan is open

    press(board, "[data-section=summary]", "hide")
    press(board, "[data-setting=kernel_size]", "fixed")
    board.locator("[data-setting=kernel_size] .key").last.click()
    press(board, "[data-param=theme]", "dark")
    press(board, "[data-param=start]", "start_first")
    link = "lang=en&kernel_size=4&stride=2&more=flip&hide=summary&fix=kernel_size&theme=dark"
    prepared(board, link)
    code = board.get_by_test_id("prepared-code")
    expect(code).to_have_attribute("data-address", f"{server}/convolution?{link}")
    assert read_svg(code.inner_html()) == f"{server}/convolution?{link}"
    preview = board.frame_locator("[data-testid=preview]")
    expect(preview.locator("input[data-param=kernel_size]").first).to_be_disabled()
    expect(preview.locator("html")).to_have_attribute("data-theme", "dark")
    board.reload()
    wait_until_ready(board)
    prepared(board, link)

    student = open_page(f"/convolution?{link}")
    expect(student.locator("#summary")).to_have_count(0)
    expect(student.locator("#asked")).to_have_count(1)
    assert student.locator("input[data-param=kernel_size]").first.input_value() == "4"


def test_a_plan_is_kept_in_the_browser_and_its_code_is_printed(open_page, server):
    page = open_page("/prepare?lesson=stride_padding", lang="en")
    press(page, "[data-setting=stride]", "hidden")
    prepared(page, "conceal=stride")
    address = f"{server}/stride_padding?conceal=stride"
    expect(page.get_by_test_id("prepared-code")).to_have_attribute("data-address", address)
    # The frame's own load prints: nothing of it stands on paper here.
    page.get_by_test_id("code-sheet").evaluate("""sheet => sheet.addEventListener("load", () => {
      sheet.contentWindow.print = () => { window.printed = true; };
    }, { capture: true })""")
    page.get_by_role("button", name=PREPARE.get("prepare.print_code", "en")).click()
    page.wait_for_function("window.printed")
    sheet = page.frame_locator("[data-testid=code-sheet]")
    expect(sheet.locator("h1")).to_have_text(STRINGS.get("nav.stride_padding", "en"))
    expect(sheet.locator("code")).to_have_text(address)
    assert read_svg(sheet.locator("svg").evaluate("svg => svg.outerHTML")) == address

    plans = page.get_by_test_id("saved-plans")
    save = plans.get_by_role("button", name=PREPARE.get("prepare.plans.save", "en"))
    plans.get_by_role("textbox").fill("Year 2")
    save.click()
    press(page, "[data-setting=stride]", "changeable")
    prepared(page, "")
    page.goto(f"{server}/prepare?lang=en")
    wait_until_ready(page)
    expect(save).to_be_hidden()
    page.get_by_role("link", name="Year 2").click()
    wait_until_ready(page)
    prepared(page, "conceal=stride")
    plans.locator("summary").click()
    plans.get_by_role("button", name="Year 2").click()
    expect(plans.locator("li")).to_have_count(0)
    plans.get_by_role("button", name=PREPARE.get("prepare.plans.undo", "en")).click()
    expect(plans.locator("li")).to_have_count(1)


def test_a_link_edited_by_hand_changes_the_switches_and_nonsense_gets_a_word(open_page):
    page = open_page("/prepare?lesson=stride_padding", lang="en")
    field = page.get_by_test_id("prepared-link")
    field.fill("/stride_padding?only=leftover&fix=colour&stride=99")
    said = page.locator(".problems")
    expect(said).to_contain_text("colour")
    expect(said).to_contain_text("99")
    expect(page.locator("select[data-param=only]")).to_have_value("leftover")
    preview = page.frame_locator("[data-testid=preview]")
    expect(preview.locator("#leftover")).to_have_count(1)
    expect(preview.locator("#formula")).to_have_count(0)
    everything = ",".join(
        page.locator("[data-section]:is(.row)").evaluate_all(
            "rows => rows.map((row) => row.dataset.section)"
        )
    )
    field.fill(f"?hide={everything}")
    expect(page.locator(".link .filled")).to_be_disabled()
    expect(page.locator(".reason")).to_have_text(PREPARE.get("prepare.all_hidden", "en"))


def test_the_preview_follows_a_link_that_changes_before_it_has_heard_of_its_server(open_page):
    page = open_page("/prepare?lesson=stride_padding", lang="en")
    field = page.get_by_test_id("prepared-link")
    released: list[Callable[[], None]] = []

    def hold(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        if not released:
            held: list[str | bytes] = []
            server.on_message(lambda message: held.append(message))
            released.append(lambda: [socket.send(each) for each in held].clear())

    preview = page.frame_locator("[data-testid=preview]")
    expect(preview.locator("#formula")).to_have_count(1)
    page.route_web_socket(re.compile("_stcore/stream"), hold)
    field.fill("/stride_padding?theme=dark")  # the preview is loaded anew
    dark = preview.locator("html[data-theme=dark]")
    expect(dark.locator("[data-test-connection-state=CONNECTED]")).to_have_count(1)
    field.fill("/stride_padding?theme=dark&only=leftover")
    expect(page).to_have_url(re.compile("leftover"))
    released[0]()
    expect(preview.locator("#leftover")).to_have_count(1)
    expect(preview.locator("#formula")).to_have_count(0)
    page.close()  # its sockets stay routed: no other test gets this window


def test_answers_are_shown_one_by_one_and_minutes_run_over_the_hour(open_page):
    page = open_page("/prepare?lesson=vgg", lang="zh")
    rows = page.locator(".answer-row")
    expect(page.locator(".shown[data-masked]")).to_have_count(rows.count())
    rows.nth(4).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shown[data-masked]")).to_have_count(rows.count() - 1)
    expect(page.locator(".slips:visible")).to_have_count(1)
    for _ in range(3):
        page.locator("[data-section=recall] .key").last.click()
    expect(page.locator(".total")).to_have_text(
        PREPARE.get("prepare.over", "zh").replace("{minutes}", "3")
    )
    expect(page).to_have_url(re.compile(r"plan=recall\.7"))

"""The frame around every page, as a visitor meets it: addresses, language, keyboard, phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS
from pages.ui.shell.document import TOGETHER_MS
from tests.browser.chromium import PHONE, Visits, wait_until_ready
from tests.browser.server import running_server

FIRST, SECOND = "convolution", "stride_padding"
"""Two neighbours with settings in their addresses."""
NAV = "[data-testid=stSidebarNavLink]"


def link_to(page: Page, page_id: str) -> Locator:
    """Of the navigation."""
    return page.locator(f"{NAV}[href*='/{page_id}']")


def switch(page: Page, language: str) -> None:
    """Use the language switch that is in sight."""
    is_phone = page.viewport_size is not None and page.viewport_size["width"] < 860
    place = ".st-key-shell-phone-bar" if is_phone else ".st-key-shell-foot"
    words = STRINGS.get(f"nav.language_{language}", "en")
    page.locator(place).get_by_role("radio", name=words).click()


def current_page(page: Page) -> str:
    return page.locator(f"{NAV}[aria-current=page]").inner_text().strip()


def test_a_deep_link_is_the_very_first_request(visit):
    with running_server() as address, visit(address) as visits:
        page = visits.open(f"/{SECOND}?stride=3", lang="zh")
        expect(page.locator(NAV)).to_have_count(2 + len(LESSONS))
        assert current_page(page) == STRINGS.get(f"nav.{SECOND}", "zh")
        assert "stride=3" in page.url
        assert "lang=zh" in page.url


@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("fr-FR", "en")])
def test_the_browser_chooses_the_first_language(open_page, locale, lang):
    page = open_page("/", locale=locale, fresh=True)
    assert f"lang={lang}" in page.url
    assert page.locator("html").get_attribute("lang") == lang
    expect(page.get_by_role("heading", level=1)).to_have_text(STRINGS.get("course.title", lang))
    assert page.evaluate("history.length") <= 2  # about:blank, and this page once


def test_switching_the_language_keeps_page_and_settings(open_page):
    page = open_page(f"/{FIRST}?stride=2&kernel_size=2", lang="zh")
    switch(page, "en")
    expect(page.locator(f"{NAV}[aria-current=page]")).to_have_text(
        STRINGS.get(f"nav.{FIRST}", "en")
    )
    expect(page).to_have_url(re.compile(r"lang=en"))
    assert "stride=2" in page.url
    assert "kernel_size=2" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "en")
    switch(page, "zh")
    expect(page.locator(f"{NAV}[aria-current=page]")).to_have_text(
        STRINGS.get(f"nav.{FIRST}", "zh")
    )


def test_settings_survive_a_walk_through_the_course(open_page):
    page = open_page(f"/{FIRST}?stride=2&kernel_size=2", lang="en")
    link_to(page, SECOND).click()
    expect(page).to_have_url(re.compile(rf"/{SECOND}\?.*lang=en"))
    assert "kernel_size=2" not in page.url
    link_to(page, FIRST).click()
    expect(page).to_have_url(re.compile(rf"/{FIRST}\?.*kernel_size=2"))
    assert "stride=2" in page.url


STILL_CLOCK = """
const frame = window.requestAnimationFrame;
window.requestAnimationFrame = (draw) => frame(() => draw(0));
"""


@pytest.mark.parametrize("page_id", ["experiments", "glossary"])
def test_a_page_without_a_component_in_sight_is_shown_when_it_stands(visits: Visits, page_id: str):
    """Not only when the patience of ``arriving.js`` ends: here it never does."""
    width, height = PHONE
    page = visits.browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(STILL_CLOCK)
    page.goto(f"{visits.address}/{page_id}?lang=en")
    expect(page.locator("html[data-arriving]")).to_have_count(1)
    expect(page.locator("html:not([data-arriving])")).to_have_count(1, timeout=20_000)
    page.close()


def test_back_and_forward_move_between_pages(open_page):
    page = open_page("/", lang="en")
    link_to(page, FIRST).click()
    expect(page).to_have_url(re.compile(rf"/{FIRST}\?"))
    link_to(page, SECOND).click()
    expect(page).to_have_url(re.compile(rf"/{SECOND}\?"))
    page.wait_for_timeout(300)
    page.go_back()
    expect(page.locator(f"{NAV}[aria-current=page]")).to_have_text(
        STRINGS.get(f"nav.{FIRST}", "en")
    )
    page.go_forward()
    expect(page.locator(f"{NAV}[aria-current=page]")).to_have_text(
        STRINGS.get(f"nav.{SECOND}", "en")
    )


SLOW_ANSWERS = """(together) => {
  const soon = window.setTimeout;
  window.setTimeout = (task, ms, ...rest) => soon(task, ms === together ? 700 : ms, ...rest);
}"""


def test_a_gesture_before_the_answer_to_another_undoes_nothing(open_page):
    """It is on its way before the browser knows what the other one did to the address."""
    page = open_page(f"/{SECOND}?more=sizes", lang="en")
    page.evaluate(SLOW_ANSWERS, TOGETHER_MS)
    page.locator(f".st-key-{SECOND}-more_puzzle-choose-1 button").click()
    page.wait_for_timeout(300)
    switch(page, "zh")
    expect(page).to_have_url(re.compile("lang=zh"))
    expect(page).to_have_url(re.compile("puzzle=32-16"))
    switch(page, "en")
    expect(page).to_have_url(re.compile(r"lang=en.*puzzle=32-16|puzzle=32-16.*lang=en"))

    assert "more_puzzle_kernel_size" not in page.url  # a new field had begun at its smallest number

    page.go_back()  # an old address on purpose
    expect(page.locator("html")).to_have_attribute("lang", "zh")


@pytest.mark.parametrize(
    ("path", "lang"), [("/nothing", "en"), ("/a/b/c", "zh"), ("/convolutions?stride=2", "en")]
)
def test_a_wrong_address_leads_home_with_a_word(open_page, lang, path):
    page = open_page(path, lang=lang)
    asked = path.partition("?")[0].strip("/")
    notice = STRINGS.get("notice.unknown_page", lang, page=asked)
    expect(page.get_by_text(notice)).to_be_visible()
    assert current_page(page) == STRINGS.get("nav.home", lang)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "unknown_page" not in page.url


def test_a_link_in_a_new_window_keeps_the_language(open_page):
    page = open_page("/", lang="zh", locale="en-GB")
    with page.context.expect_page() as opened:
        link_to(page, FIRST).click(modifiers=["Control"])
    wait_until_ready(opened.value)
    assert "lang=zh" in opened.value.url
    assert current_page(opened.value) == STRINGS.get(f"nav.{FIRST}", "zh")


def test_the_copied_link_opens_the_same_page_elsewhere(open_page, visits: Visits):
    page = open_page(f"/{FIRST}?stride=2&input_edits=0.0.7", lang="zh")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    share = page.get_by_test_id("share")
    share.get_by_role("button", name=STRINGS.get("share.open", "zh"), exact=True).click()
    share.get_by_role("button", name=STRINGS.get("share.copy", "zh"), exact=True).click()
    expect(share.get_by_role("status")).to_contain_text(STRINGS.get("share.copied", "zh"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    elsewhere = open_page(copied.removeprefix(visits.address))
    assert elsewhere.url == page.url
    main = "[data-testid=stMain]"
    shown = page.locator(main).inner_text()
    expect(elsewhere.locator(main)).to_have_text(shown, use_inner_text=True)


def test_without_a_clipboard_the_address_is_copied_all_the_same(open_page):
    page = open_page("/", lang="en")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('refused') }")
    share = page.get_by_test_id("share")
    share.get_by_role("button", name=STRINGS.get("share.open", "en"), exact=True).click()
    copy = share.get_by_role("button", name=STRINGS.get("share.copy", "en"), exact=True)
    copy.click()
    expect(share.get_by_role("status")).to_contain_text(STRINGS.get("share.copied", "en"))
    page.evaluate("() => { document.execCommand = () => false }")
    copy.click()
    expect(share.get_by_role("status")).to_contain_text(STRINGS.get("share.copy_failed", "en"))
    field = share.get_by_test_id("share-link")
    expect(field).to_be_focused()
    expect(field).to_have_value(page.url)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_that_scrolls_past_goes_behind_the_menu_sign(open_page, theme):
    page = open_page(f"/{FIRST}", lang="en", viewport=PHONE, theme=theme, touch=True)
    background = "node => getComputedStyle(node).backgroundColor"
    menu = page.get_by_test_id("stExpandSidebarButton").evaluate(background)
    assert menu == page.get_by_test_id("stApp").evaluate(background)
    assert menu.startswith("rgb(")  # opaque


def test_a_phone_has_the_menu_and_the_switch_at_hand(open_page):
    page = open_page(f"/{FIRST}", lang="zh", viewport=PHONE, touch=True)
    switch(page, "en")
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_test_id("stExpandSidebarButton").click()
    link_to(page, SECOND).click()
    expect(page).to_have_url(re.compile(rf"/{SECOND}\?"))
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "true")  # it lay over the lesson


def finish_the_first_lesson(page: Page) -> None:
    """Predict, answer, construct: the least that counts."""
    page.get_by_test_id("band").get_by_role("button").last.click()
    answer = page.locator(f".st-key-{FIRST}-out_size-field input")
    answer.fill("5")
    answer.press("Enter")
    expect(page.locator(".chip-right")).to_be_visible()
    page.locator(f".st-key-{FIRST}-puzzle-7-5-kernel_size button").last.click()
    expect(page.locator(f"{NAV} [data-testid=stIconMaterial]")).to_have_count(1)


def test_a_finished_lesson_is_ticked_and_recalled(open_page):
    page = open_page(f"/{FIRST}", lang="en")
    finish_the_first_lesson(page)
    page.locator(NAV).first.click()
    done = page.get_by_test_id("course-map").locator(f"[data-page={FIRST}]")
    expect(done).to_have_attribute("data-state", "done")
    expect(done.locator(".track")).to_have_count(0)  # nothing is left to do
    labels = [link_to(page, each).locator("p").bounding_box() for each in (FIRST, SECOND)]
    lefts = [label["x"] for label in labels if label]
    assert lefts[0] == pytest.approx(lefts[1], abs=1)
    counter = page.locator(".recall .caption").bounding_box()
    question = page.locator(".recall-words").bounding_box()
    assert counter
    assert question
    assert question["x"] >= counter["x"] + counter["width"] + 8


def focused(page: Page) -> str:
    """What has the focus, inside a component too: its role or tag, and its words."""
    return page.evaluate(
        """() => {
          let e = document.activeElement;
          while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
          return `${e.getAttribute('role') ?? e.tagName.toLowerCase()} ${e.innerText ?? ''}`.trim();
        }"""
    )


def test_the_keyboard_reaches_lessons_language_link_and_map(open_page):
    """From the page itself, which has the focus: what surrounds it lies before it."""
    page = open_page("/", lang="en")
    seen = []
    for key in ["Shift+Tab"] * 12 + ["Tab"] * 22:
        page.keyboard.press(key)
        seen.append(focused(page))
    words = "\n".join(seen)
    assert f"a {STRINGS.get(f'nav.{FIRST}', 'en')}" in words
    assert "radio " in words
    assert f"button {STRINGS.get('share.open', 'en')}" in words
    assert STRINGS.get(f"map.{FIRST}", "en") in words


def test_the_map_opens_a_lesson_by_keyboard(open_page):
    page = open_page("/", lang="en")
    place = page.get_by_test_id("course-map").locator(f"[data-page={SECOND}]")
    place.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/{SECOND}\?.*lang=en"))
    expect(page.locator(f"{NAV}[aria-current=page]")).to_have_text(
        STRINGS.get(f"nav.{SECOND}", "en")
    )


@pytest.mark.parametrize("viewport", [(1280, 800), PHONE])
def test_the_rail_leads_to_a_step_and_follows_the_reader(open_page, viewport):
    page = open_page(f"/{FIRST}", lang="en", viewport=viewport, reduced_motion="reduce")
    rail = page.get_by_test_id("section-rail")
    summary = rail.locator("button[data-step=summary]")
    summary.click()
    expect(summary).to_have_attribute("aria-current", "step")
    assert page.locator(".stMain").evaluate("box => box.scrollTop") > 200
    page.locator(".stMain").evaluate("box => box.scrollTo(0, 0)")
    expect(rail.locator("button[data-step=recall]")).to_have_attribute("aria-current", "step")
    expect(summary).not_to_have_attribute("aria-current", "step")


# Three messages within a moment and one after it; each is noted with the task it arrives in.
MESSAGES = """async () => {
  const socket = new EventTarget();
  const listen = WebSocket.prototype.addEventListener.bind(socket);
  const send = (data) => socket.dispatchEvent(new MessageEvent("message", { data }));
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const log = [];
  let task = 0;
  listen("message", ({ data }) => {
    log.push([data, task]);
    queueMicrotask(() => queueMicrotask(() => setTimeout(() => (task += 1))));
  });
  listen("close", () => log.push(["closed", task]));
  ["a", "b", "c"].forEach(send);
  const early = log.length;
  socket.dispatchEvent(new Event("close"));
  await pause(100);
  const first = Math.max(...log.map(([, at]) => at));
  send("d");
  await pause(100);
  return { early, first, log: log.map(([data]) => data), later: log.at(-1)[1] > first };
}"""


def test_messages_that_arrive_together_are_handed_over_in_one_task(open_page):
    """Streamlit would go through the whole page for each."""
    seen = open_page("/", lang="en").evaluate(MESSAGES)
    assert seen == {
        "early": 0,
        "first": 0,  # no task came between a, b and c
        "log": ["closed", "a", "b", "c", "d"],  # only messages wait
        "later": True,
    }


OTHER_BACKGROUND = """was => getComputedStyle(
  document.querySelector('[data-testid="stApp"]')).backgroundColor !== was"""


def background(page: Page) -> str:
    return page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")


def test_a_chosen_theme_holds_for_everything_and_stays(open_page):
    """For what Streamlit draws, for components, and before anything is drawn."""
    page = open_page("/", lang="en", theme="light")
    bright = background(page)
    switch_to = page.get_by_test_id("theme-switch").get_by_role("radio", name="Dark")
    switch_to.check(force=True)
    page.wait_for_function(OTHER_BACKGROUND, arg=bright)
    dark = background(page)
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    wait_until_ready(page)
    assert background(page) == dark
    expect(switch_to).to_be_checked()
    page.get_by_test_id("theme-switch").get_by_role("radio", name="System").check(force=True)
    page.wait_for_function(OTHER_BACKGROUND, arg=dark)
    assert background(page) == bright


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lost_connection_is_said_in_one_line(visits, lang):
    page = visits.open("/", lang=lang)
    line = page.locator(".connection-lost")
    page.context.set_offline(True)
    expect(line).to_have_text(STRINGS.get("notice.lost", lang))
    page.context.set_offline(False)
    expect(line).to_have_count(0)
    visits.complaints.clear()  # what could not be fetched meanwhile

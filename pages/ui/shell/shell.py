"""What surrounds every page: navigation in sections, the language switch, the copied link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lessons.machinery.catalogue import LESSONS, SECTIONS, neighbours
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.params import ChoiceParam, quoted
from lessons.machinery.strings import STRINGS
from pages.components.page_frame import Fixed, FrameNames, page_frame
from pages.components.share_panel import share_panel
from pages.components.theme_switch import ThemeWords, theme_switch
from pages.ui.shell import address, fixed, language, learner, progress, text
from pages.ui.shell.language import t

_WORD_ON_FIX = "shell.word_on_fix"
"""The place above the page where is said what a teacher's link cannot fix: known once it ran."""
_LONGEST_QUOTED = 80
_THEME = ChoiceParam("theme", ("light", "dark"), "")
"""What an address may ask for; ``theme.js`` obeys it before anything is drawn."""

THEME_CSS = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("theme.css", "print.css")
)


def open_shell() -> StreamlitPage:
    """Draw the frame around the pages and return the page to run."""
    _settle_language()
    st.set_page_config(page_icon=_ICON, layout="wide")
    st.html(f"<style>{THEME_CSS}</style>")
    st.html(f"<style>{_sidebar_title()}</style>")
    page = st.navigation(_pages(), position="sidebar", expanded=True)
    st.set_page_config(page_title=_title(page))
    _note_arrival(page.url_path)
    _keep_language_in_address()
    with st.sidebar, st.container(key="shell-foot"):
        _language_switch("sidebar")
        _theme_switch()
        show_share(page.url_path, page.title, "share_panel")
        _finish_frame()
    with st.container(key="shell-phone-bar"):
        _language_switch("phone")
    _say_what_was_wrong()
    fixed.begin_page()
    st.session_state[_WORD_ON_FIX] = st.container()
    return page


def close_shell() -> None:
    """After the page has run: keep what it noted; the next run is no longer an arrival."""
    with st.sidebar:
        learner.show_keeper()
    if unknown := fixed.unknown():
        with st.session_state[_WORD_ON_FIX]:
            show_notice(t("notice.unknown_fix", names=quoted(", ".join(unknown), _LONGEST_QUOTED)))
    st.session_state["shell.arrived_at"] = None


def show_share(page_id: str, title: str, key: str, *, boxed: bool = False) -> None:
    """The address as a link and a code; of a lesson also as the start of a class.

    Args:
        page_id: The page, as its address names it.
        title: Its name.
        key: Name of the element.
        boxed: Whether it looks like the buttons among which it stands.
    """
    prepare = page_id if page_id in {entry.page_id for entry in LESSONS} else ""
    words, lang = STRINGS.area("share", language.current()), language.current()
    share_panel(words, language=lang, prepare=prepare, title=title, boxed=boxed, key=key)


def page_link(page_id: str, label: str, query: Mapping[str, str] | None = None) -> None:
    """A link to a page of the course that keeps the session.

    Args:
        page_id: Of the page.
        label: What it says, translated.
        query: Its settings, as they stand in its address.
    """
    st.page_link(page_path(page_id), label=label, query_params=dict(query or {}))


def page_path(page_id: str) -> str:
    """The page's file, as Streamlit's own calls want it (relative to ``pages/``)."""
    return f"{page_id}.py"


def foot(page_id: str) -> None:
    """Previous and next lesson, at the end of a lesson."""
    before, after = neighbours(page_id)
    with st.container(key="lesson-foot", horizontal=True, horizontal_alignment="distribute"):
        back = before or "home"
        page_link(back, "← " + t(f"nav.{back}"))
        if after:
            page_link(after, t(f"nav.{after}") + " →")


_ICON = "data:image/svg+xml," + (
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect x='2' y='2' width='28' height='28' rx='7' fill='%23C6DBF9'/%3E"
    "%3Crect x='6' y='6' width='14' height='14' rx='4' fill='none' stroke='%23DB6A12' "
    "stroke-width='4'/%3E%3C/svg%3E"
)


def _title(page: StreamlitPage) -> str:
    """Of the browser's tab: the page, then the course."""
    course = t("course.title")
    return f"{page.title} · {course}" if page.url_path else course


def _pages() -> dict[str, list]:
    home = st.Page(page_path("home"), title=t("nav.home"), url_path="", default=True)
    words = st.Page(page_path("glossary"), title=t("nav.glossary"), url_path="glossary")
    # A teacher's page: "Share" on a lesson leads to it.
    prepare = st.Page(
        page_path("prepare"),
        title=t("nav.prepare"),
        url_path="prepare",
        visibility="hidden",
    )
    pages = {"": [home, words, prepare]}
    for section in SECTIONS:
        pages[t(f"nav.{section}")] = [
            st.Page(
                page_path(entry.page_id),
                title=t(f"nav.{entry.page_id}"),
                icon=":material/check:" if progress.is_finished(entry.page_id) else None,
                url_path=entry.page_id,
            )
            for entry in LESSONS
            if entry.section == section
        ]
    return pages


def _finish_frame() -> None:
    names: FrameNames = {
        "main": t("shell.main"),
        "sidebar": t("shell.sidebar"),
        "pages": t("shell.pages"),
        "open": t("shell.open"),
        "close": t("shell.close"),
        "add_file": t("shell.add_file"),
        "remove_file": t("shell.remove_file"),
        "less": t("stepper.less"),
        "more": t("stepper.more_by_one"),
        "of_question": t("question.of_question"),
        "sign": t("question.sign"),
        "course": t("course.title"),
        "name": t("print.name"),
        "date": t("print.date"),
        "on_screen": t("print.on_screen"),
    }
    held: Fixed = {
        "names": fixed.names(),
        "hidden": fixed.concealed(),
        "word": t("share.fixed"),
        "message": t("share.fixed_message"),
    }
    page_frame(language.current(), names, held)


def _settle_language() -> None:
    """The address may ask for another language than the session has (a link was opened)."""
    asked = address.get(language.PARAMETER)
    if asked in LANGUAGES and asked != st.session_state.get("shell.lang_in_address"):
        language.choose(asked)
    st.session_state["shell.lang_in_address"] = language.current()


def _keep_language_in_address() -> None:
    """Always written, even where it is the default: a link must not depend on its reader."""
    address.put(language.PARAMETER, language.current())


def _note_arrival(page_id: str) -> None:
    if st.session_state.get("shell.page") != page_id:
        st.session_state["shell.page"] = page_id
        st.session_state["shell.arrived_at"] = page_id


def has_arrived(page_id: str) -> bool:
    """Whether this is the first run of the page since the visitor came to it."""
    return st.session_state.get("shell.arrived_at") == page_id


def _language_switch(place: str) -> None:
    """One switch in the sidebar, one in the bar that only a phone shows; CSS chooses."""
    key = f"shell.switch_{place}"
    st.session_state[key] = language.current()

    def switched() -> None:
        language.choose(st.session_state[key] or language.current())
        st.session_state["shell.lang_in_address"] = language.current()
        address.put(language.PARAMETER, language.current())

    st.segmented_control(
        t("nav.language"),
        LANGUAGES,
        format_func=lambda code: t(f"nav.language_{code}"),
        key=key,
        label_visibility="collapsed",
        on_change=switched,
        required=True,
    )


def _theme_switch() -> None:
    words: ThemeWords = {
        "name": t("nav.theme"),
        "light": t("nav.theme_light"),
        "dark": t("nav.theme_dark"),
        "system": t("nav.theme_system"),
    }
    theme_switch(words, on_chosen=lambda: address.put(_THEME.name, None))


def _say_what_was_wrong() -> None:
    unknown = address.get("unknown_page")
    if unknown is not None:
        address.put("unknown_page", None)
        show_notice(t("notice.unknown_page", page=unknown))
    if (asked := address.get(_THEME.name)) is not None:
        _, slip = _THEME.parse(asked)
        if slip:
            address.put(_THEME.name, None)
            show_notice(t("notice.bad_choice", **slip.values, default=t("nav.theme_system")))


def show_notice(sentence: str) -> None:
    """A short word about something the page had to put right."""
    text.show_html(f'<p class="notice" role="status">{escape(sentence)}</p>')


def _sidebar_title() -> str:
    """The course's name above the navigation, a place where Streamlit takes no element."""
    title, tagline = (
        json.dumps(t(key), ensure_ascii=False) for key in ("course.title", "course.tagline")
    )
    return f":root {{ --course-title: {title}; --course-tagline: {tagline}; }}"

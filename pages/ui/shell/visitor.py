"""Who a visitor is to the queue of training runs: the browser, whatever it reloads or opens beside.

A session of Streamlit ends with a reload, and each tab has its own. So the page comes with a cookie
(`CourseDocument` sets it) that lasts until the browser is closed and says nothing about anybody.
"""

from __future__ import annotations

import re
import secrets

import streamlit as st

COOKIE = "cnn_course_visitor"
_NAME = re.compile(r"[\w-]{22}")
_KEY = "visitor.name"


def new_name() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(16)


def is_name(text: object) -> bool:
    """Whether this may be a name of ours; a browser can send anything."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def queue_name() -> str:
    """Whose turn it is when this visitor's runs wait: one at a time, of all pages and tabs."""
    sent = _cookie()
    # Without cookies, as in a frame of another site, it is the session.
    return sent if sent and is_name(sent) else st.session_state.setdefault(_KEY, new_name())


def _cookie() -> str | None:
    return st.context.cookies.get(COOKIE)

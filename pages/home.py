"""Home: the map of the course."""

from html import escape

from lessons.catalogue import LESSONS
from pages.ui import shell, text
from pages.ui.language import t

text.show_html(f'<h1 class="lesson-title">{escape(t("course.title"))}</h1>')
for entry in LESSONS:
    shell.page_link(entry.page_id, t(f"nav.{entry.page_id}"))

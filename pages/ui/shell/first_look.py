"""What the document itself shows of a page, in the right language, until the page runs.

Streamlit's document is empty, and on a slow line its scripts take seconds. So each page is run once
per language, home before the first visitor comes and the others right after, and what is on its
first screen, up to its first figure, goes out with the document. Whoever comes before a page's
turn, or with other parameters, waits for a run of the page at that address, if it is quickly done.
`arriving.js` changes it for the real page.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from pages.ui.shell.first_run import first_run
from pages.ui.shell.frame_files import text_font
from pages.ui.shell.language import PARAMETER
from pages.ui.shell.still import Painter, Still, styles_of

MOST_KEPT = 256
LONGEST_QUERY = 1_000
PATIENCE_SECONDS = 0.5
PLAIN_PATIENCE_SECONDS = 5.0
"""How long somebody waits for an address of his own, and for a page whose turn has not come."""
_SHEET = (Path(__file__).parent / "first_look.css").read_text(encoding="utf-8")
_LEAD = re.compile(r'class="lead"[^>]*>(.*?)</(?:div|p)>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

log = logging.getLogger("cnn_course")


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A page before it runs.

    Attributes:
        title: Of the document.
        icon: Address of the picture beside the title.
        lead: What the page is about, in a sentence or two.
        styles: Style sheets.
        sidebar: The course's pages, as HTML.
        main: The first screen, as HTML.
    """

    title: str
    icon: str
    lead: str
    styles: str
    sidebar: str
    main: str

    def html(self, language: Language) -> str:
        """All of it, to stand in the document's body."""
        sentence = escape(STRINGS.get("notice.no_scripts", language))
        return (
            f'<div class="first-look"><style>{self.styles}</style>{self.sidebar}'
            f'<main class="stMain"><div data-testid="stMainBlockContainer" class="block-container">'
            f'<noscript><p class="first-scripts">{sentence}</p></noscript>'
            f'<div class="first-main">{self.main}</div></div></main></div>'
        )


class FirstLooks:
    """The first looks of all pages.

    Args:
        stills: How components are drawn without their scripts, by their names.
        figures: The components that complete the look of a page.
    """

    def __init__(self, stills: Mapping[str, Still], figures: Iterable[str]) -> None:
        self._painter = Painter(stills, figures)
        self._kept: OrderedDict[tuple[str, str], FirstLook] = OrderedDict()
        self._one_plain = asyncio.Lock()
        self._one_asked = asyncio.Lock()

    async def warm_up(self, page_ids: Sequence[str]) -> None:
        """Draw every page in both languages, unless somebody who came had it drawn."""
        for page_id in page_ids:
            for language in LANGUAGES:
                await self._plain(page_id, language)

    async def of(self, page_id: str, language: Language, query: str) -> FirstLook | None:
        """How a page looks at an address; without its main part where that would take long.

        Args:
            page_id: "" is home.
            language: In which the page is read.
            query: All parameters of the address.
        """
        asked = _query(language, query)
        try:
            async with asyncio.timeout(PLAIN_PATIENCE_SECONDS):
                plain = await self._plain(page_id, language)
        except TimeoutError:
            return None
        if look := self._kept.get((page_id, asked)):
            self._kept.move_to_end((page_id, asked))
            return look
        if plain is None or len(query) > LONGEST_QUERY or self._one_asked.locked():
            return plain and replace(plain, main="")
        async with self._one_asked:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._draw(page_id, language, asked)
            except TimeoutError:
                return replace(plain, main="")
        while len(self._kept) > MOST_KEPT:
            oldest = next(key for key in self._kept if key[1] not in _PLAIN)
            del self._kept[oldest]
        return self._kept.get((page_id, asked))

    async def _plain(self, page_id: str, language: Language) -> FirstLook | None:
        """The page without other parameters; None where it cannot be drawn."""
        key = page_id, _query(language, "")
        if key not in self._kept:
            async with self._one_plain:
                if key not in self._kept:
                    await self._draw(page_id, language, key[1])
        return self._kept.get(key)

    async def _draw(self, page_id: str, language: Language, query: str) -> None:
        try:
            messages = await first_run(page_id, query)
            self._kept[page_id, query] = self._look(messages, page_id, language)
        except Exception:
            # The page itself may be well: it only arrives later.
            log.exception("no first look of %r", page_id)

    def _look(self, messages: Sequence[ForwardMsg], page_id: str, language: Language) -> FirstLook:
        # Each says some of it: the frame gives the icon, the page its title.
        configs = [m.page_config_changed for m in messages if m.HasField("page_config_changed")]
        main = self._painter.paint(messages)
        lead = _LEAD.search(main)
        return FirstLook(
            title=[config.title for config in configs if config.title][-1],
            icon=[config.favicon for config in configs if config.favicon][-1],
            lead=unescape(_TAG.sub(" ", lead[1])).strip() if lead else "",
            styles=f"{styles_of(messages)}\n{_SHEET.replace('FONT', text_font())}",
            sidebar=_sidebar(messages, page_id, language),
            main=main,
        )


def _query(language: Language, query: str) -> str:
    """The parameters with the language the page is read in, in an order that does not matter."""
    others = [(name, value) for name, value in parse_qsl(query) if name != PARAMETER]
    return urlencode([(PARAMETER, language), *sorted(others)])


_PLAIN = frozenset(_query(code, "") for code in LANGUAGES)


def _sidebar(messages: Sequence[ForwardMsg], page_id: str, language: Language) -> str:
    """The course's name, its pages and languages, as Streamlit lays them out."""
    navigation = next(m.navigation for m in messages if m.HasField("navigation"))
    groups: dict[str, list[str]] = {}
    for page in (each for each in navigation.app_pages if not each.is_hidden):
        address = "" if page.is_default else page.url_pathname
        link = _link(address, page.page_name, language, is_current=address == page_id)
        groups.setdefault(page.section_header, []).append(link)
    pages = "".join(
        f'<div><header data-testid="stNavSectionHeader"><p>{escape(name)}</p></header>'
        f"{''.join(links)}</div>"
        if name
        else "".join(links)
        for name, links in groups.items()
    )
    languages = "".join(
        f'<a href="./{page_id}?{PARAMETER}={code}" lang="{code}"'
        f"{' aria-current=true' * (code == language)}>"
        f"{escape(STRINGS.get(f'nav.language_{code}', language))}</a>"
        for code in LANGUAGES
    )
    switch = f'<div class="first-languages">{languages}</div>'
    name = escape(STRINGS.get("shell.pages", language), quote=True)
    return (
        '<section data-testid="stSidebar" data-collapsed="false">'
        '<div data-testid="stSidebarContent"><div data-testid="stSidebarHeader"></div>'
        f'<nav data-testid="stSidebarNav" aria-label="{name}">'
        f'<ul data-testid="stSidebarNavItems">{pages}</ul></nav>'
        f'<div data-testid="stSidebarUserContent">{switch}</div></div></section>'
        f'<div class="first-bar"><i></i>{switch}</div>'
    )


def _link(address: str, name: str, language: Language, *, is_current: bool) -> str:
    current = ' aria-current="page"' if is_current else ""
    return (
        f'<li><a data-testid="stSidebarNavLink" href="./{address}?{PARAMETER}={language}"{current}>'
        f"<span>{escape(name)}</span></a></li>"
    )

"""What others are told of a page without opening it: title, description, the card of a shared link.

Search engines and messengers read the document only. ``robots.txt`` tells the former what to leave.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from pages.ui.shell.first_look import FirstLook
from pages.ui.shell.language import PARAMETER

_PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
_LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en_US"}
_FOR_A_DAY = "public, max-age=86400"
_ROBOTS = "User-agent: *\nDisallow: {root}/_stcore/\nDisallow: {root}/live/\n"


def tags(look: FirstLook, language: Language, *, address: str, root: str) -> str:
    """The tags of a page's head.

    Args:
        look: What the page shows.
        language: Of the page.
        address: Of the page, without parameters: ``https://school.example/convolution``.
        root: Of the course: ``https://school.example``.
    """
    card = {
        "og:type": "website",
        "og:site_name": STRINGS.get("course.title", language),
        "og:title": look.title,
        "og:description": look.lead,
        "og:locale": _LOCALES[language],
        "og:url": f"{address}?{PARAMETER}={language}",
        "og:image": f"{root}/preview/{language}.png",
    }
    found = [f"<title>{escape(look.title)}</title>"]
    found += [_meta("name", "description", look.lead), _meta("name", "twitter:card", "summary")]
    found += [_meta("property", name, content) for name, content in card.items()]
    found += [
        f'<link rel="alternate" hreflang="{code}" href="{escape(address)}?{PARAMETER}={code}">'
        for code in LANGUAGES
    ]
    return "".join(found)


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content, quote=True)}">'


def routes() -> list[Route]:
    """Where the picture of a shared link and the word to search engines are served."""
    return [Route("/preview/{language}.png", _picture), Route("/robots.txt", _robots)]


async def _picture(request: Request) -> Response:
    language = request.path_params["language"]
    if language not in LANGUAGES:
        return PlainTextResponse("no such picture", status_code=404)
    picture = _PICTURES / f"stride-padding-{language}.png"
    return FileResponse(picture, headers={"cache-control": _FOR_A_DAY})


async def _robots(request: Request) -> Response:
    root = request.url.path.removesuffix("/robots.txt")
    return PlainTextResponse(_ROBOTS.format(root=root), headers={"cache-control": _FOR_A_DAY})

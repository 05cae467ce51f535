"""A figure to take along: a step as PNG, SVG or PDF, all steps as a GIF, and its description.

Pure functions: plates and words in, bytes out; they may run in any thread.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from lessons.figures.drawing import draw
from lessons.figures.fonts import chinese_font, embedded
from lessons.figures.order import Frame, InLanguage, TooLargeError, refuse_too_many
from lessons.figures.paper import Style
from lessons.machinery.cells import format_number
from lessons.machinery.hidden import HIDDEN
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.plate import Item, Line, Picture, Plate, Said, Sheet, leaves
from lessons.machinery.strings import STRINGS

FRAME_MS, PAUSE_MS = 1000, 1500
GIF_WIDTH = 960
_COLOURS = 256
_MOST_PIXELS = 24_000_000
_COMMON = string.ascii_letters + string.digits + " ×÷+−=.,()?∞/:"

Words = Mapping[str, str]


def _of_figures(language: Language) -> Words:
    return STRINGS.area("stepper", language)


def words_for(language: InLanguage, words_in: Callable[[Language], Words] = _of_figures) -> Words:
    """The words of a figure in a language, or in both on two lines.

    They are English where no font can draw Chinese.

    Args:
        language: Which.
        words_in: What is said in each; by default what the figures of all lessons say.
    """
    if not chinese_font():
        return words_in("en")
    if language != "both":
        return words_in(language)
    chinese, english = map(words_in, LANGUAGES)
    return {
        key: word if word == english[key] else f"{word}\n{english[key]}"
        for key, word in chinese.items()
    }


def png(
    plate: Plate, words: Words, style: Style, beside: Sequence[Plate] = (), alt: str = ""
) -> bytes:
    """A step as a picture. It holds its description: ``alt``, or in the words of the figure."""
    told = {"Description": alt or described(plate, words)}
    return _saved(draw(plate, words, style, beside=beside), "png", metadata=told)


def svg(
    plate: Plate, words: Words, style: Style, beside: Sequence[Plate] = (), alt: str = ""
) -> bytes:
    """A step as a vector drawing; its digits are text, its fonts and its description are in it."""
    figure = draw(plate, words, style, beside=beside)
    said = alt or described(plate, words)
    told = {"Title": said, "Date": None, "Creator": None}
    content = _saved(figure, "svg", metadata=told).decode()
    head, tag, rest = content.partition("<svg ")
    inside, end, drawing = rest.partition(">")
    drawing = drawing.replace("<defs>", f"<defs>\n  <style>{_fonts(figure)}</style>", 1)
    # What reads a drawing aloud reads its title, and no metadata.
    title = f"\n <title>{escape(said)}</title>"
    return "".join([head, tag, 'role="img" ', inside, end, title, drawing]).encode()


def pdf(
    plate: Plate, words: Words, style: Style, beside: Sequence[Plate] = (), alt: str = ""
) -> bytes:
    """A step on a page of its own, with the fonts it needs."""
    told = {"Title": alt or described(plate, words), "CreationDate": None, "Creator": None}
    return _saved(draw(plate, words, style, beside=beside), "pdf", metadata=told)


FORMATS: Mapping[str, Callable[..., bytes]] = {"png": png, "svg": svg, "pdf": pdf}
"""How a step is written: plate, words, style, the steps it is shown with, its description."""


def pdf_pages(plates: Sequence[Plate], words: Words, style: Style, alt: str = "") -> bytes:
    """All steps of a figure, each on a page of its own.

    Raises:
        TooManyStepsError: If it has more than ``MOST_STEPS``.
    """
    refuse_too_many(len(plates))
    out = BytesIO()
    told = {"Title": alt or described(plates[-1], words), "CreationDate": None, "Creator": None}
    with PdfPages(out, metadata=told) as pages:
        for plate in plates:
            figure = draw(plate, words, style, beside=plates)
            pages.savefig(figure, facecolor=figure.get_facecolor())
    return out.getvalue()


def frame(plate: Plate, words: Words, style: Style, beside: Sequence[Plate]) -> Frame:
    """A step as it stands in a GIF, which always has a background."""
    figure = draw(plate, words, style, beside=beside)
    figure.set_dpi((style.pixels or GIF_WIDTH) / figure.get_figwidth())
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba()), "RGBA")
    page = Image.new("RGBA", drawn.size, "white")
    flat = Image.alpha_composite(page, drawn).convert("RGB")
    return Frame(flat.size, flat.tobytes())


def moving(frames: Sequence[Frame], *, alt: str = "", loops: bool = False) -> bytes:
    """Frames as a GIF, one a second.

    Args:
        frames: All of one size.
        alt: What it shows, kept as its comment.
        loops: Whether it begins again after a pause; else it stops at the last frame.
    """
    pictures = [Image.frombytes("RGB", each.size, each.pixels) for each in frames]
    shared = _colours_of(pictures)
    first, *others = [_in_colours(each, shared) for each in pictures]
    out, times = BytesIO(), [FRAME_MS] * len(frames)
    times[-1] += PAUSE_MS
    first.save(
        out, "GIF", save_all=True, append_images=others, duration=times, optimize=True, disposal=1,
        comment=alt.encode(), **({"loop": 0} if loops else {}),
    )  # fmt: skip
    return out.getvalue()


def _colours_of(pictures: Sequence[Image.Image]) -> Image.Image:
    """The colours of a moving picture; the last one is that of its page."""
    some = [pictures[i] for i in sorted({0, len(pictures) // 2, len(pictures) - 1})]
    width, height = some[0].size
    sheet = Image.new("RGB", (width, height * len(some)))
    for number, picture in enumerate(some):
        sheet.paste(picture, (0, number * height))
    shared = sheet.quantize(_COLOURS - 1, Image.Quantize.FASTOCTREE)
    colours = (shared.getpalette() or [])[: 3 * (_COLOURS - 1)]
    colours += [0] * (3 * (_COLOURS - 1) - len(colours))
    shared.putpalette([*colours, *np.asarray(pictures[0])[0, 0].tolist()])
    return shared


def _in_colours(picture: Image.Image, shared: Image.Image) -> Image.Image:
    """Each pixel in the nearest of these colours; the page in its own."""
    drawn = picture.quantize(palette=shared, dither=Image.Dither.NONE)
    pixels = np.asarray(picture)
    is_page = (pixels == pixels[0, 0]).all(axis=-1)
    indices = np.where(is_page, _COLOURS - 1, np.asarray(drawn)).astype(np.uint8)
    drawn.frombytes(indices.tobytes())
    return drawn


def gif(plates: Sequence[Plate], words: Words, style: Style) -> bytes:
    """All steps of a figure, one a second; it stops at the last one.

    Raises:
        TooManyStepsError: If it has more than ``MOST_STEPS``.
    """
    refuse_too_many(len(plates))
    frames = [frame(plate, words, style, plates) for plate in plates]
    return moving(frames, alt=described(plates[-1], words))


def described(plate: Plate, words: Words) -> str:
    """What a step shows, for those who cannot see it."""
    shown = "; ".join(filter(None, (_item(item, words) for item in leaves(plate.items))))
    return ". ".join([shown, *(_written(line, words) for line in plate.lines)])


def _item(item: Item, words: Words) -> str:
    if isinstance(item, Sheet):
        return _matrix(item, words)
    if isinstance(item, Picture):
        return item.said.text(words) if isinstance(item.said, Said) else item.said
    return ""


def _written(line: Line, words: Words) -> str:
    texts = (line.where.text(words) if line.where else "", "".join(t.text for t in line.tokens))
    return ": ".join(filter(None, texts))


def _matrix(sheet: Sheet, words: Words) -> str:
    texts = np.vectorize(format_number, otypes=[object])(sheet.values)
    for mask, instead in ((sheet.empty, "_"), (sheet.masked, HIDDEN)):
        if mask is not None:
            texts[mask] = instead
    if sheet.padding is not None:
        texts = texts[np.ix_(*(np.any(~sheet.padding, axis=axis) for axis in (1, 0)))]
    numbers = " / ".join(map(" ".join, texts))
    return f"{sheet.name(words)} {sheet.shown_size}: {numbers}"


def _saved(figure: Figure, kind: str, **options: Any) -> bytes:
    if kind == "png" and figure.bbox.width * figure.bbox.height > _MOST_PIXELS:
        raise TooLargeError
    out = BytesIO()
    figure.savefig(out, format=kind, facecolor=figure.get_facecolor(), **options)
    return out.getvalue()


def _fonts(figure: Figure) -> str:
    """The fonts of all texts of a figure, as a style sheet."""
    letters: dict[str, set[str]] = {}
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        letters.setdefault(str(text.get_fontweight()), set()).update(text.get_text())
    # The same letters for most steps: one style sheet serves them all.
    return "".join(
        embedded("".join(sorted({*_COMMON, *found} - {"\n"})), weight)
        for weight, found in letters.items()
    )

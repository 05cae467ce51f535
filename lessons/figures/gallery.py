"""The standard figures for slides, in both languages.

    python -m lessons.figures.gallery OUTDIR

writes, for every case below, its steps as a moving picture and its first and last step as PNG and
SVG: what drawings of convolution arithmetic are used for, with numbers in them.

    python -m lessons.figures.gallery --readme

draws the moving picture of the README anew, in both languages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from lessons.dilated_transposed.stamps import StampCase
from lessons.figures.export import described, frame, gif, moving, png, svg, words_for
from lessons.figures.paper import Style
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.plate import Plated
from lessons.machinery.presets import ramp, x_kernel
from lessons.pooling.cases import notes_case as pooling_case


def _stamps(**settings) -> StampCase:
    return StampCase(ramp(2), ramp(3), **settings)


CASES: Mapping[str, Callable[[], Plated]] = {
    "no_padding": notes_case,
    "same_padding": lambda: notes_case(padding=1),
    "full_padding": lambda: notes_case(padding=2),
    "arbitrary_padding": lambda: GridCase(ramp(5), np.ones((4, 4)), padding=2),
    "stride_2": lambda: notes_case(stride=2),
    "stride_2_padding_1": lambda: notes_case(stride=2, padding=1),
    "stride_2_padding_1_rest": lambda: GridCase(ramp(6), x_kernel(3), stride=2, padding=1),
    "stride_3": lambda: GridCase(ramp(7), x_kernel(3), stride=3),
    "reflect_padding": lambda: notes_case(padding=1, padding_mode="reflect"),
    "dilation_2": lambda: notes_case(dilation=2),
    "dilation_2_padding_2": lambda: notes_case(dilation=2, padding=2),
    "transposed": _stamps,
    "transposed_padding_1": lambda: _stamps(padding=(1, 1)),
    "transposed_stride_2": lambda: _stamps(stride=(2, 2)),
    "transposed_stride_2_padding_1": lambda: _stamps(stride=(2, 2), padding=(1, 1)),
    "transposed_output_padding": lambda: _stamps(
        stride=(2, 2), padding=(1, 1), output_padding=(1, 1)
    ),
    "transposed_as_windows": lambda: _stamps(stride=(2, 2), reading="window"),
    "max_pooling": pooling_case,
    "average_pooling": lambda: pooling_case(mode="avg"),
    "overlapping_pooling": lambda: pooling_case(kernel_size=(3, 3)),
    "ceil_pooling": lambda: pooling_case(ceil_mode=True),
}
"""By the names of their files. Without settings it is the lecturer's example."""


PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_README_WIDTH = 880
"""Pixels across: what README's column shows."""


def readme_picture(language: Language) -> bytes:
    """The lecturer's example, window after window, again and again."""
    plates, words = notes_case().plates(), words_for(language)
    style = Style("slide", pixels=_README_WIDTH)
    frames = [frame(plate, words, style, plates) for plate in plates]
    return moving(frames, alt=described(plates[-1], words), loops=True)


def write_readme_pictures() -> list[Path]:
    """Draw the moving pictures of the README; returns the files."""
    written = {PICTURES / f"convolution-{each}.gif": readme_picture(each) for each in LANGUAGES}
    for file, content in written.items():
        file.write_bytes(content)
    return [*written]


def write_gallery(folder: Path) -> list[Path]:
    """Write every figure in every language; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    style, written = Style("slide"), []
    for name, make in CASES.items():
        plates = make().plates()
        for language in LANGUAGES:
            words = words_for(language)
            ends = {"first": plates[0], "last": plates[-1]}
            files = {f"{name}.{language}.gif": gif(plates, words, style)}
            for which, plate in ends.items():
                files[f"{name}-{which}.{language}.png"] = png(plate, words, style)
                files[f"{name}-{which}.{language}.svg"] = svg(plate, words, style)
            for file, content in files.items():
                written.append(folder / file)
                written[-1].write_bytes(content)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    is_readme = sys.argv[1] == "--readme"
    files = write_readme_pictures() if is_readme else write_gallery(Path(sys.argv[1]))
    print(f"{len(files)} files")

"""Which class each picture of a zip belongs to: decided from the whole tree of folders.

What systems and programs leave in folders is no picture of anybody's. Of the levels of folders
above the pictures, those that say nothing about the class are dropped (one name for all, train and
test); exactly one must be left.
"""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from cnncore.data.errors import DataError

SPLITS = frozenset(
    Path(__file__).with_name("split_folders.txt").read_text(encoding="utf-8").split()
)
_SYSTEM = re.compile(
    r"""(^|/)(
        \..*                                             # hidden, also ._picture.jpg of macOS
      | __macosx | __pycache__ | icon\r
      | thumbs\.db | ehthumbs\.db | desktop\.ini         # Windows
      | \$recycle\.bin | system\ volume\ information | lost\+found
      | @eadir | \#recycle | \#snapshot                  # network drives
      | .*\.(txt|md|csv|tsv|json|xml|ya?ml|ini|db|log|url|lnk|tmp|bak)   # notes beside pictures
    )(/|$)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_left_out(name: str) -> bool:
    """Whether a file lies in a zip without anybody having packed it as a picture."""
    return _SYSTEM.search(name) is not None


def classes_of(names: Sequence[str]) -> list[str]:
    """The class of each picture.

    Args:
        names: paths with / between folders.

    Raises:
        DataError: `zip_wrong_layout`: a picture lies in no class folder; `zip_nested`: more than
            one level of folders could be the classes.

    Example:
        >>> classes_of(["set/cats/1.png", "set/dogs/1.png"])
        ['cats', 'dogs']
        >>> classes_of(["train/cats/1.png", "train/dogs/1.png", "test/dogs/2.png"])
        ['cats', 'dogs', 'dogs']
    """
    if not names:
        return []
    folders = [PurePosixPath(name).parts[:-1] for name in names]
    shortest = min(range(len(names)), key=lambda i: len(folders[i]))
    if not folders[shortest]:
        raise DataError("zip_wrong_layout", entry=names[shortest])
    if len(set(folders)) == 1:
        return [parts[-1] for parts in folders]
    common = _common(folders)
    if len(folders[shortest]) == common:  # beside the class folders, not in one
        raise DataError("zip_wrong_layout", entry=names[shortest])
    depth = len(folders[shortest])
    for name, parts in zip(names, folders, strict=True):
        if len(parts) != depth:
            raise _nested(name, parts[common], parts[-1])
    return _telling(names, folders)


def _common(folders: Sequence[Sequence[str]]) -> int:
    """How many folders all paths have in common at their beginning."""
    count = 0
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        count += 1
    return count


def _telling(names: Sequence[str], folders: Sequence[Sequence[str]]) -> list[str]:
    """The one level that tells the classes apart, of folders that all lie equally deep."""
    levels = [level for level in zip(*folders, strict=True) if len(set(level)) > 1]
    telling = [level for level in levels if not {part.lower() for part in level} <= SPLITS]
    if not telling:
        raise DataError("zip_wrong_layout", entry=names[0])
    if len(telling) > 1:
        raise _nested(names[0], telling[0][0], telling[-1][0])
    return list(telling[0])


def merged_of(names: Sequence[str]) -> tuple[str, ...]:
    """Folders of a split (train, test) whose pictures `classes_of` puts together, by name.

    Example:
        >>> merged_of(["train/cats/1.png", "train/dogs/1.png", "test/dogs/2.png"])
        ('test', 'train')
    """
    folders = [PurePosixPath(name).parts[:-1] for name in names]
    levels = [set(level) for level in zip(*folders, strict=False)]
    splits = [level for level in levels if len(level) > 1 and {p.lower() for p in level} <= SPLITS]
    return tuple(sorted(set().union(*splits)))


def _nested(entry: str, outer: str, inner: str) -> DataError:
    return DataError("zip_nested", entry=entry, outer=outer, inner=inner)

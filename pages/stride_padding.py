"""The lesson "stride_padding"."""

from pages.ui import shell
from pages.ui.lesson import open_lesson

try:
    open_lesson("stride_padding")
except FileNotFoundError:  # its text is being written
    pass
shell.foot("stride_padding")

"""The ledger beside a network: shape, parameters, multiply-adds and receptive field by block."""

from collections.abc import Sequence
from dataclasses import replace

from cnncore.network.fixes import fixes_for
from cnncore.network.network import Network
from cnncore.network.rows import Ledger, unrepaired_ledger


def ledger(network: Network, in_shape: Sequence[int], num_classes: int) -> Ledger:
    """What every block of a network makes and costs, or why the stack cannot work.

    Args:
        network: the blocks.
        in_shape: (channels, height, width) of one input picture.
        num_classes: outputs the network must end with.

    Returns:
        A row per block. With a `problem`, the rows end before the block that does not fit, and the
        totals are those of these rows.

    Raises:
        SettingError: `in_shape` or `num_classes` is nothing a network could have.

    Example:
        >>> book = ledger(Network.from_text("c6k5p2-relu-m2-flat-fc"), (1, 28, 28), 10)
        >>> [row.out_shape for row in book.rows][-3:], book.totals.params
        ([(6, 14, 14), (1176,), (10,)], 11926)
    """
    book = unrepaired_ledger(network, in_shape, num_classes)
    if book.problem is None:
        return book
    fixes = fixes_for(network, book, num_classes)
    return replace(book, problem=replace(book.problem, fixes=fixes))

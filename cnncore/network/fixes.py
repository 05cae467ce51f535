"""Ways out of an impossible stack, each a button that leads to a legal network."""

from collections.abc import Iterator
from typing import Any

from cnncore.arguments import divisors
from cnncore.errors import SettingError
from cnncore.network.blocks import Block
from cnncore.network.network import Network
from cnncore.network.offer import MAX_CHANNELS, MAX_PADDING
from cnncore.network.operators import Activation, Conv, Flatten, Linear, Pool
from cnncore.network.rows import Fix, Ledger, Problem, unrepaired_ledger

FIXES: dict[str, str] = {
    "more_padding": "block {index}: padding {padding}",
    "less_padding": "block {index}: padding {padding}",
    "smaller_kernel": "block {index}: kernel_size {kernel_size}",
    "fewer_groups": "block {index}: groups {groups}",
    "more_channels": "block {index}: {channels} channels",
    "use_relu": "block {index}: ReLU instead",
    "remove_block": "remove block {index} ({kind})",
    "remove_flatten": "remove the flatten at {index}",
    "move_before_flatten": "move block {index} before the flatten at {target}",
    "insert_flatten": "insert a flatten at {index}",
    "insert_global_pool": "insert global average pooling and a flatten at {index}",
    "append_classifier": "append a flatten and a linear layer with {num_classes} outputs",
    "outputs_are_classes": "block {index}: {num_classes} outputs",
}
"""What each fix does, in English; the keys are the `label_code`s of `Fix`."""

MAX_FIXES = 4
_MAX_REPAIRS = 12

Edit = tuple[str, dict[str, Any], Network]


def fixes_for(network: Network, book: Ledger, num_classes: int) -> tuple[Fix, ...]:
    """Ways out of the problem of `book`, the least intrusive first, at most `MAX_FIXES`.

    Each fix solves this problem, and then, where later blocks do not fit either, repairs those too
    (`further` counts them), so that what a button leads to is always legal.

    Args:
        network: the impossible stack.
        book: its ledger; it has a problem.
        num_classes: outputs the network must end with.
    """
    fixes: list[Fix] = []
    for label_code, values, edited in _edits(network, book, num_classes):
        repaired = _repaired(edited, book, num_classes)
        if repaired is not None and all(repaired[0] != fix.network for fix in fixes):
            fixes.append(Fix(label_code, values, *repaired))
    fixes.sort(key=lambda fix: fix.further)  # stable: the order of the edits decides among equals
    return tuple(fixes[:MAX_FIXES])


def _repaired(network: Network, book: Ledger, num_classes: int) -> tuple[Network, int] | None:
    """The network with the first possible edit applied to each remaining problem, and how many."""
    reached = book.problem.index if book.problem else 0
    for count in range(_MAX_REPAIRS):
        current = unrepaired_ledger(network, book.in_shape, num_classes)
        if current.problem is None:
            return network, count
        candidates = _edits(network, current, num_classes)
        network = next((edited for _, _, edited in candidates), network)
        if current.problem.index < reached - 1:
            return None  # the edit broke something before it
    return None


def _edits(network: Network, book: Ledger, num_classes: int) -> Iterator[Edit]:
    """Changes that may solve the problem; not yet checked."""
    problem = book.problem
    if problem is None:
        return
    index, values = problem.index, problem.values
    match problem.code:
        case "kernel_too_large":
            yield from _smaller_window(network, index, values)
        case "pool_padding_too_large":
            padding = values["max_padding"]
            yield _change(network, index, "less_padding", padding=padding)
        case "groups_do_not_divide":
            yield from _other_groups(network, book, problem)
        case "pieces_do_not_divide":
            yield from _even_channels(network, index, values["channels"])
        case "needs_a_map":
            yield from _before_the_flatten(network, book, index)
        case "linear_needs_flatten":
            at = {"index": index}
            flattened = network.inserted(index, Flatten())
            yield "insert_flatten", at, flattened
            yield "insert_global_pool", at, flattened.inserted(index, Pool("global_avg"))
        case "no_classifier" | "wrong_number_of_outputs":
            yield from _right_end(network, problem, num_classes)
    if index < len(network):
        removed = {"index": index, "kind": network.blocks[index].kind}
        yield "remove_block", removed, network.removed(index)


def _change(network: Network, index: int, label_code: str, **settings: Any) -> Edit:
    return label_code, {"index": index, **settings}, network.changed(index, **settings)


def _smaller_window(network: Network, index: int, values: dict[str, Any]) -> Iterator[Edit]:
    """More padding, a smaller window, or one pooling less before it."""
    block = network.blocks[index]
    if isinstance(block, Conv | Pool):
        padding, kernel_size = values["min_padding"], values["max_kernel_size"]
        if padding <= MAX_PADDING and (
            isinstance(block, Conv) or padding <= block.kernel_size // 2
        ):
            yield _change(network, index, "more_padding", padding=padding)
        if kernel_size >= 1 and not (isinstance(block, Conv) and block.kernel):
            yield _change(network, index, "smaller_kernel", kernel_size=kernel_size)
    for earlier in reversed(range(index)):
        if isinstance(network.blocks[earlier], Pool):
            removed = {"index": earlier, "kind": "pool"}
            yield "remove_block", removed, network.removed(earlier)
            break


def _other_groups(network: Network, book: Ledger, problem: Problem) -> Iterator[Edit]:
    """Fewer groups, or as many output channels as the groups divide."""
    index, groups = problem.index, problem.values["groups"]
    block = network.blocks[index]
    if not isinstance(block, Conv):
        return
    in_channels = (book.rows[index - 1].out_shape if index else book.in_shape)[0]
    if in_channels % groups == 0:
        channels = -(-block.out_channels // groups) * groups
        if channels <= MAX_CHANNELS:
            settings = {"index": index, "channels": channels}
            yield "more_channels", settings, network.changed(index, out_channels=channels)
    common = (d for d in divisors(in_channels) if block.out_channels % d == 0 and d <= groups)
    yield _change(network, index, "fewer_groups", groups=max(common))


def _even_channels(network: Network, index: int, channels: int) -> Iterator[Edit]:
    """One channel more for what feeds the maxout, or ReLU instead of it."""
    for earlier in reversed(range(index)):
        block = network.blocks[earlier]
        if isinstance(block, Linear) and block.out_features == channels:
            changed = network.changed(earlier, out_features=channels + 1)
        elif isinstance(block, Conv) and block.out_channels == channels and block.groups == 1:
            changed = network.changed(earlier, out_channels=channels + 1)
        elif isinstance(block, Pool | Activation):
            continue
        else:
            break
        yield "more_channels", {"index": earlier, "channels": channels + 1}, changed
        break
    yield "use_relu", {"index": index}, network.changed(index, name="relu")


def _before_the_flatten(network: Network, book: Ledger, index: int) -> Iterator[Edit]:
    """Move the block to where the network still has a map, or take the flatten away."""
    flatten = next(row.index for row in book.rows if len(row.out_shape) == 1)
    moved = {"index": index, "target": flatten}
    yield "move_before_flatten", moved, network.moved(index, flatten)
    if all(isinstance(block, Flatten) for block in network.blocks[flatten:index]):
        yield "remove_flatten", {"index": flatten}, network.removed(flatten)


def _right_end(network: Network, problem: Problem, num_classes: int) -> Iterator[Edit]:
    """A classifier at the end, or the right size for the last linear layer."""
    end: tuple[Block, ...] = (Flatten(), Linear())
    if problem.code == "wrong_number_of_outputs":
        last = len(network) - 1
        while last >= 0 and not isinstance(network.blocks[last], Linear):
            last -= 1
        if last >= 0:
            changed = {"index": last, "num_classes": num_classes}
            yield "outputs_are_classes", changed, network.changed(last, out_features=0)
        end = (Linear(),)
    appended = (*network.blocks, *end)
    try:
        longer = Network(appended)
    except SettingError:  # no room for more blocks
        return
    yield "append_classifier", {"num_classes": num_classes}, longer

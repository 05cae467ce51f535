"""What a shared machine gives to one run, checked before the run begins."""

import math
from math import prod

from cnncore.data.dataset import Dataset
from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.ledger import ledger
from cnncore.network.operators import BatchNorm, Conv, Linear
from cnncore.network.rows import Ledger
from cnncore.train.choices import MAX_MEGABYTES
from cnncore.train.config import TrainConfig
from cnncore.train.errors import TrainError

BYTES = 4  # of a float32
COPIES_OF_WEIGHTS = 6  # weights, gradients, two moments, the last good ones, one on its way out
COPIES_OF_ACTIVATIONS = 3  # the activation, its gradient, and what the kernels need on the side


def check(config: TrainConfig, dataset: Dataset) -> Ledger:
    """The ledger of a run that can start.

    Args:
        config: the run.
        dataset: what it learns from.

    Raises:
        SettingError: the stack cannot work.
        TrainError: `too_many_params`, `too_much_memory`, `batch_too_large`, `batch_of_one`,
            `nothing_to_learn`.
    """
    book = ledger(config.network, dataset.in_shape, dataset.num_classes)
    if book.problem is not None:
        raise TrainError(book.problem.code, **book.problem.values)
    if book.totals.params > config.max_params:
        raise TrainError("too_many_params", params=book.totals.params, maximum=config.max_params)
    if config.batch_size > len(dataset.y_train):
        raise TrainError(
            "batch_too_large", batch_size=config.batch_size, train_size=len(dataset.y_train)
        )
    if config.batch_size == 1 and _normalizes_single_values(config, book):
        raise TrainError("batch_of_one")
    if not any(_learns(block) for block in config.network):
        raise TrainError("nothing_to_learn")
    megabytes = memory_estimate(config, book, dataset)
    if megabytes > MAX_MEGABYTES:
        raise TrainError("too_much_memory", megabytes=round(megabytes), maximum=MAX_MEGABYTES)
    return book


def memory_estimate(config: TrainConfig, book: Ledger, dataset: Dataset) -> float:
    """Megabytes a run needs beyond torch itself, at most: weights, one batch, and the pictures.

    An upper estimate. Measured with batches of 128 and Adam, the process grew by 0.38 to 0.44 of it
    (plain, batch norm, inception and depthwise stacks); a worker's real use is watched besides.
    """
    activations = prod(book.in_shape) + sum(row.activation_numbers for row in book.rows)
    batch = max(config.batch_size, 64)  # tests go through in batches of their own
    floats = (
        COPIES_OF_WEIGHTS * book.totals.params
        + COPIES_OF_ACTIVATIONS * batch * activations
        + 2 * (dataset.x_train.size + dataset.x_test.size)
    )
    return BYTES * floats / 1e6


def _normalizes_single_values(config: TrainConfig, book: Ledger) -> bool:
    """Whether a batch norm sees one number per channel: of a vector, or of a map of one cell."""
    return any(
        _has_batch_norm(block) and math.prod(row.out_shape[1:]) == 1
        for block, row in zip(config.network, book.rows, strict=True)
    )


def _has_batch_norm(block: Block) -> bool:
    return isinstance(block, BatchNorm) or (
        isinstance(block, Residual | Depthwise) and block.batch_norm
    )


def _learns(block: Block) -> bool:
    if isinstance(block, Conv):
        return not block.frozen
    return isinstance(block, Linear | Residual | Inception | Depthwise)

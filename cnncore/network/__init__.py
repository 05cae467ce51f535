"""Networks as data: operators and trees of them, and the stacks a learner builds. No torch."""

from cnncore.network.blocks import BLOCKS, Block, Depthwise, Inception, Residual
from cnncore.network.errors import NetworkError
from cnncore.network.ledger import ledger
from cnncore.network.network import MAX_BLOCKS, Network
from cnncore.network.offer import block_as_dict, block_from_dict, offered_fields
from cnncore.network.operators import (
    ACTIVATIONS,
    POOL_MODES,
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Linear,
    Pool,
    kernel_rows,
    kernel_text,
)
from cnncore.network.presets import list_presets, preset
from cnncore.network.rows import Fix, Ledger, LedgerRow, Problem, Totals

__all__ = [
    "ACTIVATIONS",
    "BLOCKS",
    "MAX_BLOCKS",
    "POOL_MODES",
    "Activation",
    "BatchNorm",
    "Block",
    "Conv",
    "Depthwise",
    "Dropout",
    "Fix",
    "Flatten",
    "Inception",
    "Ledger",
    "LedgerRow",
    "Linear",
    "Network",
    "NetworkError",
    "Pool",
    "Problem",
    "Residual",
    "Totals",
    "block_as_dict",
    "block_from_dict",
    "kernel_rows",
    "kernel_text",
    "ledger",
    "list_presets",
    "offered_fields",
    "preset",
]

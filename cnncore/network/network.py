"""A network: blocks one after the other, as data that can be stored, sent and shared."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cnncore.network.blocks import Block
from cnncore.network.errors import NetworkError
from cnncore.network.offer import block_as_dict, block_from_dict, check_offered
from cnncore.network.text import blocks_from_text, blocks_to_text

MAX_BLOCKS = 64


@dataclass(frozen=True, slots=True)
class Network:
    """A stack of blocks; the last linear layer may leave its size (0) to the number of classes."""

    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(self.blocks))
        if len(self.blocks) > MAX_BLOCKS:
            raise NetworkError("too_many_blocks", count=len(self.blocks), maximum=MAX_BLOCKS)
        for block in self.blocks:
            check_offered(block)

    def __len__(self) -> int:
        return len(self.blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def as_dict(self) -> dict[str, Any]:
        """As JSON: {"blocks": [{"kind": ..., settings}, ...]}."""
        return {"blocks": [block_as_dict(block) for block in self.blocks]}

    @classmethod
    def from_dict(cls, values: object) -> "Network":
        """The network `as_dict` wrote, checked.

        Raises:
            NetworkError: an unknown block or field; SettingError: a setting without meaning.
        """
        if not isinstance(values, dict) or not isinstance(values.get("blocks"), list | tuple):
            raise NetworkError("not_a_mapping", owner="network", value=repr(values)[:80])
        for field in values:
            if field != "blocks":
                raise NetworkError(
                    "unknown_field", field=field, owner="network", fields=("blocks",)
                )
        return cls(tuple(block_from_dict(block) for block in values["blocks"]))

    def as_text(self) -> str:
        """The short form for an address, as ``c12k5p2-relu-flat-fc``: `cnncore.network.text`."""
        return blocks_to_text(self.blocks)

    @classmethod
    def from_text(cls, text: str) -> "Network":
        """The network `as_text` wrote.

        Raises:
            NetworkError: `unreadable_block`; SettingError: a setting without meaning.
        """
        return cls(blocks_from_text(text))

    def inserted(self, index: int, block: Block) -> "Network":
        """With `block` before position `index`."""
        return Network((*self.blocks[:index], block, *self.blocks[index:]))

    def removed(self, index: int) -> "Network":
        """Without the block at `index`."""
        return Network((*self.blocks[:index], *self.blocks[index + 1 :]))

    def moved(self, index: int, target: int) -> "Network":
        """With the block at `index` taken out and put at position `target` of what is left."""
        return self.removed(index).inserted(target, self.blocks[index])

    def changed(self, index: int, **settings: Any) -> "Network":
        """With other settings for the block at `index`, checked."""
        block = replace(self.blocks[index], **settings)
        return Network((*self.blocks[:index], block, *self.blocks[index + 1 :]))
